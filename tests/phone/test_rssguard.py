"""RSS Guard under Xvfb, by its FreshRSS preset: it logs in, lists and takes every entry into its own database."""

from __future__ import annotations

import base64
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import time

import pytest
from tests.phone.phones import PASSWORDS, house

PROGRAMS = ("rssguard", "xvfb-run", "xdotool")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not all(map(shutil.which, PROGRAMS)), reason="RSS Guard, Xvfb or xdotool is not here"),
]
KEY = 1234567890123456789
SECONDS = 45


def hidden(text):
    """A password as RSS Guard keeps it (SimpleCrypt, version 3, no checksum)."""
    parts, last, cipher = KEY.to_bytes(8, "little"), 0, bytearray([3, 0])
    for at, byte in enumerate(b"x" + text.encode()):
        last = byte ^ parts[at % 8] ^ last
        cipher.append(last)
    return base64.b64encode(bytes(cipher)).decode()


class Guard:
    """A running RSS Guard with a home of its own."""

    def __init__(self, home):
        self.home = home
        self.folder = home / ".config" / "RSS Guard 4"
        self.database = self.folder / "database" / "database.db"
        self.env = {
            "HOME": str(home),
            "PATH": os.environ["PATH"],
            "QTWEBENGINE_DISABLE_SANDBOX": "1",
            "LANG": "C.UTF-8",
        }

    def run(self, seconds, until):
        """Let it run until something holds, F5 pressed besides; whether it held."""
        press = "for n in $(seq 40); do sleep 2; xdotool search --name 'RSS Guard' windowfocus; xdotool key F5; done & exec rssguard"
        log = (self.home / "log").open("w")
        running = subprocess.Popen(
            ["xvfb-run", "-a", "sh", "-c", press], env=self.env, stdout=log, stderr=log, start_new_session=True
        )
        try:
            for _ in range(seconds * 2):
                time.sleep(0.5)
                if until():
                    return True
            return False
        finally:
            os.killpg(running.pid, signal.SIGTERM)
            running.wait(20)
            log.close()

    def rows(self, query):
        try:
            told = sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)
            try:
                return told.execute(query).fetchall()
            finally:
                told.close()
        except sqlite3.Error:
            return []


def test_rss_guard_takes_every_entry(tmp_path):
    guard = Guard(tmp_path)
    with house() as served:
        assert guard.run(SECONDS, lambda: bool(guard.rows("SELECT 1 FROM sqlite_master WHERE name = 'Accounts'")))
        (guard.folder / "config").mkdir(exist_ok=True)
        (guard.folder / "config" / "key.private").write_text(str(KEY))
        with (guard.folder / "config" / "config.ini").open("a") as options:
            options.write("\n[feeds]\nfeeds_update_on_startup=true\nfeeds_update_startup_delay=2\n")
        told = {"service": 1, "url": served.address, "username": "local", "password": hidden(PASSWORDS["local"])}
        with sqlite3.connect(guard.database) as database:
            database.execute("INSERT INTO Accounts (type, custom_data) VALUES ('greader', ?)", (json.dumps(told),))
        database.close()
        wanted = served.store.articles.count() + len(served.store.stories.reaches("2000-01-01", "2040-01-01"))
        held = guard.run(SECONDS, lambda: len(guard.rows("SELECT custom_id FROM Messages")) >= wanted)
        rows = guard.rows("SELECT title, url, is_read, custom_id FROM Messages")
        assert held, (len(rows), (tmp_path / "log").read_text()[-3000:])
        assert len({row[3] for row in rows}) == len(rows) == wanted
        assert any(row[1] == f"{served.address}/story/talks" for row in rows)
        feeds = {title for (title,) in guard.rows("SELECT title FROM Feeds")}
        assert {"Stories", "North Wire"} <= feeds
