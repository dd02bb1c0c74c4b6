"""Captures become stories, whatever happens on the way: each step is kept once, resumed, and never done twice."""

from __future__ import annotations

import dataclasses
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from newsworld.news.sourcing import Capture
from newsworld.pipeline import assembly, steps
from newsworld.store.sqlite import SqliteStore

ROOT = Path(__file__).parents[2]


@pytest.fixture
def store():
    opened = SqliteStore(":memory:")
    yield opened
    opened.close()


def stories_of(store):
    found = {}
    for placement in store.stories.placements():
        found.setdefault(placement.story, set()).add(placement.id)
    return {frozenset(members) for members in found.values()}


def test_captures_become_stories_with_briefs(store, captures):
    pipeline = assembly.pipeline(store)
    assert pipeline.take(captures) == 4
    assert pipeline.work()["extract"] == 4
    assert stories_of(store) == {frozenset({"coast", "herald", "copy"}), frozenset({"council"})}
    story = store.stories.get(store.stories.placement("coast").story)
    assert story.origins == 2
    assert store.stories.placement("copy").copy_of == "coast"
    brief = store.stories.brief(story.id)
    assert brief.basics
    for line in brief.lines():
        for citation in line.citations:
            assert citation.span.of(store.articles.get(citation.article).text) == citation.quote
    assert store.work.backlog() == {}


def test_the_same_captures_again_change_nothing(store, captures):
    pipeline = assembly.pipeline(store)
    pipeline.take(captures)
    pipeline.work()
    before = [(p.id, p.story) for p in store.stories.placements()]
    pipeline.take(captures)
    pipeline.work()
    assert [(p.id, p.story) for p in store.stories.placements()] == before
    assert store.articles.get("coast").version == 1
    assert store.stories.brief(before[0][1]).version == 1


def test_an_edit_makes_a_version_and_the_brief_follows(store, captures):
    pipeline = assembly.pipeline(store)
    pipeline.take(captures)
    pipeline.work()
    edited = dataclasses.replace(captures[0], body=captures[0].body.replace(b"212", b"231"))
    pipeline.take([edited])
    pipeline.work()
    article = store.articles.get("coast")
    assert article.version == 2
    assert "231" in article.text
    assert "212" in store.articles.version("coast", 1).text
    (revision,) = store.articles.revisions("coast")
    assert any("231" in sentence for sentence in revision.added)
    brief = store.stories.brief(store.stories.placement("coast").story)
    for line in brief.lines():
        for citation in line.citations:
            assert citation.span.of(store.articles.get(citation.article).text) == citation.quote


def test_a_bad_capture_is_set_aside_with_its_error_and_stops_nobody(store, captures):
    pipeline = assembly.pipeline(store)
    pipeline.take([Capture(id="picture", url="http://x/", body=b"\x89PNG\r\n\x1a\n" + bytes(5000)), *captures])
    pipeline.work()
    assert len(store.stories.placements()) == 4
    ((step, subject, error),) = store.work.stuck()
    assert (step, subject) == ("extract", "picture")
    assert error


def test_a_crash_inside_a_step_is_told_and_the_others_go_on(store, captures, monkeypatch):
    whole = steps.understand

    def breaks_on_council(article):
        if article.id == "council":
            msg = "a bug"
            raise ValueError(msg)
        return whole(article)

    monkeypatch.setattr(steps, "understand", breaks_on_council)
    pipeline = assembly.pipeline(store)
    pipeline.take(captures)
    pipeline.work()
    assert stories_of(store) == {frozenset({"coast", "herald", "copy"})}
    assert store.work.stuck() == (("understand", "council", "ValueError: a bug"),)


def test_a_restart_goes_on_where_it_was_with_the_same_stories(tmp_path, captures):
    path = str(tmp_path / "news.db")
    first = SqliteStore(path)
    pipeline = assembly.pipeline(first)
    pipeline.take(captures[:1])
    pipeline.work()
    pipeline.take(captures[1:])
    first.close()
    second = SqliteStore(path)
    assembly.pipeline(second).work()
    assert stories_of(second) == {frozenset({"coast", "herald", "copy"}), frozenset({"council"})}
    second.close()


WORKER = """
import sys
from newsworld.pipeline import assembly
from newsworld.store.sqlite import SqliteStore
store = SqliteStore(sys.argv[1])
print("ready", flush=True)
assembly.pipeline(store).work()
print("done", flush=True)
"""


@pytest.mark.slow
def test_killed_at_many_moments_nothing_is_lost_or_doubled(tmp_path, captures):
    path = str(tmp_path / "news.db")
    store = SqliteStore(path)
    many = [dataclasses.replace(one, id=f"{one.id}-{n}") for n in range(40) for one in captures]
    assembly.pipeline(store).take(many)
    store.close()
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    for moment in range(12):
        worker = subprocess.Popen(
            [sys.executable, "-c", WORKER, path], env=environment, stdout=subprocess.PIPE, text=True
        )
        assert worker.stdout.readline() == "ready\n"
        time.sleep(0.05 + 0.07 * moment)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        worker.stdout.close()
    store = SqliteStore(path)
    assembly.pipeline(store).work()
    assert store.check() == ()
    assert store.work.backlog() == {}
    assert store.work.stuck() == ()
    placed = [placement.id for placement in store.stories.placements()]
    assert sorted(placed) == sorted(one.id for one in many)
    members = [m.id for story in store.stories.between("2022-01-01", "2022-02-01") for m in story.members]
    assert sorted(members) == sorted(placed)
    store.close()
