"""A newcomer's first hour, from start to end: install, follow, read, check, correct, export, and four kinds of bad luck.

Each step goes on from the one before, with the built wheel in an environment of its own and the sample world as the
web. On the way each answer is one plain line that says what is wrong and what to do.
"""

from __future__ import annotations

import gzip
import json
import re
import shutil
import signal
import sqlite3
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import closing, contextmanager

import pytest
from samples.serve import serving
from tests.ports import free_port
from tests.wheels import ROOT, clean_environment, installed, wheel  # noqa: F401 - a fixture

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]
TOKEN = "the-newcomers-token"
PATIENCE_SECONDS = 120


class Newcomer:
    """Somebody at a terminal in an empty folder."""

    def __init__(self, command, folder):
        self.command, self.folder = command, folder
        self.environment = clean_environment() | {
            "NEWSWORLD_ALLOW_NETWORKS": "127.0.0.0/8", "NEWSWORLD_PACE_SECONDS": "0", "NEWSWORLD_API_TOKEN": TOKEN,
            "NEWSWORLD_AS_OF": "2022-01-14T12:00:00+00:00", "NEWSWORLD_EDITION_DAYS": "14",
        }  # fmt: skip

    def types(self, *words, status=0):
        done = subprocess.run(
            [str(self.command), *map(str, words)], cwd=self.folder, env=self.environment,
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == status, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        return done.stdout + done.stderr

    @contextmanager
    def running(self):
        """`newsworld run`; gives the address of its pages."""
        port = free_port()
        server = subprocess.Popen(
            [str(self.command), "run", "--port", str(port)], cwd=self.folder, env=self.environment,
            stdout=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(30)


def ask(address, body=None, method=None):
    """What a program is answered."""
    headers = {"authorization": f"Bearer {TOKEN}", "content-type": "application/json"}
    request = urllib.request.Request(address, body and json.dumps(body).encode(), headers, method=method)
    with urllib.request.urlopen(request, timeout=30) as answer:
        return answer.read().decode()


def until(told, is_so):
    """Ask until it is so."""
    answer = None
    for _ in range(PATIENCE_SECONDS):
        try:
            answer = told()
        except (urllib.error.URLError, ConnectionError):
            answer = None
        if answer is not None and is_so(answer):
            return answer
        time.sleep(1)
    pytest.fail(f"it never came to that: {answer}")


def test_the_first_hour(wheel, tmp_path):  # noqa: F811
    someone = Newcomer(installed(wheel, tmp_path / "env"), tmp_path)
    assert "newsworld follow" in someone.types("doctor", status=1)
    with serving() as world:
        follow_and_read(someone, world)
        with someone.running() as home:
            read_a_story(home)
            correct_a_grouping(home)
        export(someone)
    break_the_network(someone, world)
    fill_the_disk(someone, tmp_path)
    upgrade(someone, tmp_path)


def follow_and_read(someone, world):
    assert "following http" in someone.types("follow", f"{world}/outlets.opml")
    assert "97 pages fetched" in someone.types("gather")
    assert "Orrery" in someone.types("search", "Geneva")
    assert "WHO SAID WHAT" in someone.types("read", f"{world}/o/orrery/2022/01/09/orr-talks-preview.html")


def read_a_story(home):
    front = until(lambda: ask(home), lambda page: "/story/" in page)
    story = re.search(r'href="/story/([\w-]+)"', front).group(1)
    assert '<details class="cite"' in ask(f"{home}/story/{story}")
    citation = told(home, f"stories/{story}/brief")["basics"][0]["citations"][0]
    start, end = citation["span"]
    assert told(home, f"articles/{citation['article']}")["text"][start:end] == citation["quote"]


def told(home, path):
    return json.loads(ask(f"{home}/api/v1/{path}"))


def articles(home, story):
    return [article["id"] for article in told(home, f"stories/{story}/articles")["items"]]


def correct_a_grouping(home):
    story = next(one["id"] for one in told(home, "stories")["items"] if len(articles(home, one["id"])) > 1)
    wrong = articles(home, story)[-1]
    ask(f"{home}/api/v1/corrections", {"kind": "not this story", "story": story, "articles": [wrong]})
    until(lambda: articles(home, story), lambda left: wrong not in left)


def export(someone):
    someone.types("export", "site", "--to", "site")
    assert (someone.folder / "site" / "index.html").is_file()
    someone.types("export", "ics", "--to", "talks.ics")
    assert (someone.folder / "talks.ics").read_text().startswith("BEGIN:VCALENDAR")
    someone.types("backup", "--to", "kept.db")
    with closing(sqlite3.connect(someone.folder / "kept.db")) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def break_the_network(someone, world):
    told = someone.types("read", f"{world}/o/orrery/2022/01/09/orr-talks-preview.html", status=1)
    assert world.removeprefix("http://") in told
    assert "97 articles" in someone.types("doctor")


def fill_the_disk(someone, folder):
    disk = folder / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk], check=False).returncode:
        return  # this machine mounts nothing
    try:
        assert "full" in someone.types("--store", disk / "news.db", "sources", status=1)
    finally:
        subprocess.run(["umount", disk], check=True)


def upgrade(someone, folder):
    old = folder / "old.db"
    with gzip.open(ROOT / "tests" / "contract" / "old_stores" / "schema_1.db.gz") as packed, old.open("wb") as plain:
        shutil.copyfileobj(packed, plain)
    told = someone.types("--store", old, "doctor", status=1)
    assert "nobody has listened since 2022" in told  # which is so, and what to do stands beside it
    assert re.search(r"[1-9]\d* articles", told), told
