"""RSS Guard under Xvfb, by its FreshRSS preset: it takes every entry, tells what it read, and keeps in step."""

from __future__ import annotations

import base64
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import time
from contextlib import closing, contextmanager

import pytest
from tests.phone.moving import Table
from tests.phone.phones import PASSWORDS, every, house
from tests.web.serving import Reader

PROGRAMS = ("rssguard", "xvfb-run", "xdotool")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not all(map(shutil.which, PROGRAMS)), reason="RSS Guard, Xvfb or xdotool is not here"),
]
KEY = 1234567890123456789
SECONDS = 45
MARKS_ALL, FETCHES_ALL = "F7", "ctrl+shift+u"
OPTIONS = """
[feeds]
feeds_update_on_startup=true
feeds_update_startup_delay=2

[keyboard]
m_actionMarkAllItemsRead=F7

[main]
first_run=false
first_run_4.0.4=false
"""


def hidden(text):
    """A password as RSS Guard keeps it (SimpleCrypt, version 3, no checksum)."""
    parts, last, cipher = KEY.to_bytes(8, "little"), 0, bytearray([3, 0])
    for at, byte in enumerate(b"x" + text.encode()):
        last = byte ^ parts[at % 8] ^ last
        cipher.append(last)
    return base64.b64encode(bytes(cipher)).decode()


class Guard:
    """RSS Guard with a home of its own, in which our account stands as its FreshRSS preset writes it."""

    def __init__(self, home, served):
        self.home = home
        self.served = served
        self.folder = home / ".config" / "RSS Guard 4"
        self.database = self.folder / "database" / "database.db"
        self.env = {
            "HOME": str(home),
            "PATH": os.environ["PATH"],
            "QTWEBENGINE_DISABLE_SANDBOX": "1",
            "LANG": "C.UTF-8",
        }

    def prepare(self):
        """Let it make its tables, then write the account and its options."""
        with self.running(()):
            self.until(lambda: self.rows("SELECT 1 FROM sqlite_master WHERE name = 'Accounts'"))
        (self.folder / "config").mkdir(exist_ok=True)
        (self.folder / "config" / "key.private").write_text(str(KEY))
        with (self.folder / "config" / "config.ini").open("a") as options:
            options.write(OPTIONS)
        told = {"service": 1, "url": self.served.address, "username": "local", "password": hidden(PASSWORDS["local"])}
        with sqlite3.connect(self.database) as database:
            database.execute("INSERT INTO Accounts (type, custom_data) VALUES ('greader', ?)", (json.dumps(told),))
        database.close()

    @contextmanager
    def running(self, keys):
        """It runs until the block ends; the keys are pressed over and over."""
        press = (
            f"while sleep 1; do xdotool search --name 'RSS Guard' windowfocus key {' '.join(keys)}; done &"
            if keys
            else ""
        )
        with (self.home / "log").open("w") as log:
            screen = ["xvfb-run", "-a", "sh", "-c", f"{press} exec rssguard"]
            process = subprocess.Popen(screen, env=self.env, stdout=log, stderr=log, start_new_session=True)
            try:
                yield
            finally:
                os.killpg(process.pid, signal.SIGTERM)
                process.wait(20)

    def until(self, holds):
        """Wait until something holds; fails if it never does."""
        end = time.monotonic() + SECONDS
        while not holds():
            assert time.monotonic() < end, (self.messages(), (self.home / "log").read_text()[-3000:])
            time.sleep(0.3)

    def rows(self, query):
        try:
            with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as told:
                return told.execute(query).fetchall()
        except sqlite3.Error:
            return []

    def messages(self):
        """Title, link and whether it is read of every entry that it has; none stands twice."""
        rows = self.rows("SELECT custom_id, title, url, is_read FROM Messages")
        assert len({row[0] for row in rows}) == len(rows)
        return [(title, url, bool(is_read)) for _, title, url, is_read in rows]


def test_rss_guard_takes_every_entry_and_its_marks_are_seen_on_the_pages(tmp_path):
    with house() as served:
        guard, store, table = Guard(tmp_path, served), served.store, Table(served.store)
        guard.prepare()
        reader = Reader(served.address)
        reader.send("/login", token=reader.token("/login"), name="local", password=PASSWORDS["local"])
        assert "data-story=" in reader.ask("/?by=unread").text
        with guard.running(()):
            guard.until(lambda: len(guard.messages()) >= every(served))
        found = guard.messages()
        assert len(found) == every(served)
        assert f"{served.address}/story/talks" in {url for _, url, _ in found}
        assert {"Stories", "North Wire"} <= {title for (title,) in guard.rows("SELECT title FROM Feeds")}
        with guard.running((MARKS_ALL, FETCHES_ALL)):
            guard.until(lambda: store.marks.get("local", "talks"))
            guard.until(lambda: "data-story=" not in reader.ask("/?by=unread").text)
        served.clock.now = "2031-03-09T15:00:00+00:00"
        table.merge("quake", "port", "Both in one")
        table.part("talks", "apart")
        with guard.running((FETCHES_ALL,)):
            guard.until(lambda: any(url.endswith("/story/apart") for _, url, _ in guard.messages()))
            guard.until(lambda: any(title == "Both in one" for title, _, _ in guard.messages()))
            guard.until(lambda: all(is_read for _, _, is_read in guard.messages()))
        assert store.marks.get("local", "apart").seen_version
        assert store.marks.all("anna") == {}
