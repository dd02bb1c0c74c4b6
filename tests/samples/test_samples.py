"""The sample world holds what it promises."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from samples.world import FEED_FORMATS, PAGE_TEMPLATES, REPORT_KINDS, load_world

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


def test_the_world_is_large_enough(world):
    assert len(world.reports) >= 64
    assert len(world.outlets) >= 9
    assert len(world.stories()) >= 14
    assert {"en", "de", "fr", "es", "ar"} <= {r.language for r in world.reports.values()}


def test_every_outlet_publishes_and_uses_known_manners(world):
    assert {report.outlet for report in world.reports.values()} == set(world.outlets)
    assert {outlet.template for outlet in world.outlets.values()} == set(PAGE_TEMPLATES)
    offered = {feed.format for outlet in world.outlets.values() for feed in outlet.feeds}
    assert offered == set(FEED_FORMATS)
    for outlet in world.outlets.values():
        assert ZoneInfo(outlet.timezone)


def test_every_report_has_its_fields(world):
    for report in world.reports.values():
        assert report.sample, report.id
        assert report.kind in REPORT_KINDS, report.id
        assert report.headline, report.id
        assert report.section.isascii(), report.id
        assert report.paragraphs, report.id
        assert report.published.tzinfo, report.id
        assert report.published <= report.updated, report.id
        assert report.published.year == 2022, report.id


def test_reports_are_of_the_promised_length(world):
    for report in world.reports.values():
        words = len(report.body.split()) + sum(len(e.text.split()) for e in report.entries)
        least = 60 if report.kind == "stub" else 95
        assert least <= words <= 350, (report.id, words)


def test_copies_follow_what_they_copy(world):
    copies = [report for report in world.reports.values() if report.copy_of]
    assert len(copies) >= 8
    assert len({copy.copy_of for copy in copies}) >= 3
    for copy in copies:
        original = world.reports[copy.copy_of]
        assert original.published < copy.published, copy.id
        assert (original.story, original.language) == (copy.story, copy.language), copy.id
        assert original.headline != copy.headline, copy.id
        assert set(copy.paragraphs) & set(original.paragraphs), copy.id


def test_only_copies_share_text(world):
    own = [report for report in world.reports.values() if not report.copy_of]
    seen = Counter(paragraph for report in own for paragraph in report.paragraphs)
    assert [paragraph for paragraph, times in seen.items() if times > 1] == []
    headlines = Counter(report.headline for report in world.reports.values())
    assert max(headlines.values()) == 1


def test_three_stories_are_told_in_two_languages_or_more(world):
    told_in = {
        story: {world.reports[report].language for report in reports} for story, reports in world.stories().items()
    }
    assert sum(len(languages) > 1 for languages in told_in.values()) >= 3


def test_the_kinds_that_make_news_hard_are_there(world):
    reports = world.reports.values()
    assert {report.kind for report in reports} >= {"live blog", "opinion", "market report", "stub"}
    assert sum(bool(report.correction) for report in reports) >= 3
    assert sum(bool(report.versions) for report in reports) >= 2
    assert any(report.entries for report in reports)


def test_expected_stories_are_those_of_the_reports(world):
    expected = tomllib.loads((SAMPLES / "expected.toml").read_text(encoding="utf-8"))
    listed = {key: tuple(story["reports"]) for key, story in expected["stories"].items()}
    assert listed == world.stories()
    for first, second in expected["look_alikes"]["pairs"]:
        assert {first, second} <= set(listed)


def test_a_silent_edit_shows_after_its_requests(world):
    report = world.reports["ledger-ferry-1"]
    assert report.after(2).headline == report.headline
    assert report.after(3).headline == report.versions[0].headline
    assert report.after(3).updated == report.updated


def test_a_report_under_another_name_is_refused(tmp_path):
    (tmp_path / "reports").mkdir()
    source = (SAMPLES / "reports" / "orr-webb.toml").read_text(encoding="utf-8")
    (tmp_path / "reports" / "other.toml").write_text(source, encoding="utf-8")
    (tmp_path / "outlets.toml").write_bytes((SAMPLES / "outlets.toml").read_bytes())
    with pytest.raises(Exception, match="name of the file"):
        load_world(tmp_path)
