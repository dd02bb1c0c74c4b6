"""A newcomer's first run: the sample world is served, gathered, told and read, over real sockets."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from tests.ports import free_port

ROOT = Path(__file__).parents[1]
PATIENCE_SECONDS = 100  # for a slow machine; how fast it is stands in evals/benchmarks/first_edition.py

pytestmark = pytest.mark.slow


def read(address):
    with urllib.request.urlopen(address, timeout=30) as answer:
        return answer.read().decode()


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    port, folder = free_port(), tmp_path_factory.mktemp("world")
    command = [
        sys.executable, "samples/serve.py", "--port", "0", "--",
        sys.executable, "-m", "newsworld", "--store", str(folder / "news.db"), "run", "--samples", "--port", str(port),
    ]  # fmt: skip
    running = subprocess.Popen(command, cwd=ROOT, env=os.environ | {"PYTHONPATH": f"{ROOT}/src"})
    address = f"http://127.0.0.1:{port}/"
    try:
        wait_for_the_edition(address, running)
        yield address
    finally:
        running.send_signal(signal.SIGINT)
        running.wait(30)


def wait_for_the_edition(address, running):
    for _ in range(PATIENCE_SECONDS):
        assert running.poll() is None, "it ended by itself"
        try:
            health = json.loads(read(address + "health"))
        except (urllib.error.URLError, ConnectionError):
            health = {}
        if health.get("articles", 0) >= 90 and not health["waiting"]:
            return
        time.sleep(1)
    pytest.fail(f"no edition within {PATIENCE_SECONDS} seconds: {health}")


def story_pages(page):
    return sorted(set(re.findall(r'href="/(story/[\w-]+)"', page)))


def test_the_front_page_tells_every_story_once(home):
    page = read(home)
    stories = re.findall(r"<h[23][^>]*>\s*<a href=\"/(story/[\w-]+)\"", page)
    assert len(stories) >= 12
    assert len(stories) == len(set(stories))


def test_every_story_page_opens_with_its_lines_cited(home):
    for address in story_pages(read(home)):
        page = read(home + address)
        assert "<h1" in page
        assert '<details class="cite"' in page
        assert "Traceback" not in page


def test_every_room_opens(home):
    for room in ("talks", "positions", "search?q=Geneva", "days", "day/2022-01-10", "sources", "starred", "about"):
        assert "<h1" in read(home + room)


def test_a_search_finds_reports_in_any_script(home):
    assert "story/" in read(home + "search?q=Geneva")
    assert "story/" in read(home + "search?q=%D9%84%D9%86%D8%AF%D9%86") or "story/" in read(
        home + "search?q=%D8%AC%D9%86%D9%8A%D9%81"
    )


def test_feeds_and_calendar_are_served(home):
    assert read(home + "feeds/front.atom").startswith("<?xml")
    assert json.loads(read(home + "feeds/front.json"))["items"]
    assert read(home + "calendar/talks.ics").startswith("BEGIN:VCALENDAR")


def test_every_source_was_heard(home):
    page = read(home + "sources")
    assert page.count("/feed") + page.count("sitemap") >= 10
    assert "failing" not in page


def test_nothing_is_asked_of_another_host(home):
    page = read(home + story_pages(read(home))[0])
    loaded = re.findall(r'(?:src|<link[^>]+href)="([^"]+)"', page)
    assert all(not address.startswith(("http:", "https:", "//")) for address in loaded)


def test_what_is_not_there_says_so(home):
    with pytest.raises(urllib.error.HTTPError) as refused:
        read(home + "story/nothing")
    assert refused.value.code == 404
    assert "front page" in refused.value.read().decode()
