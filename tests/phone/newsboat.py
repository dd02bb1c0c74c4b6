"""Newsboat at a terminal of its own: keys are typed, and what it did is seen in its cache and on its screen."""

from __future__ import annotations

import os
import pty
import select
import shutil
import signal
import sqlite3
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass

import pytest
from tests.phone.phones import PASSWORDS

NEWSBOAT = shutil.which("newsboat") or "newsboat"
needs_newsboat = pytest.mark.skipif(not shutil.which("newsboat"), reason="newsboat is not here")
SECONDS = 20


def configured(folder, address, source):
    """The whole configuration for one of its protocols, as docs/how-to/connect-a-phone-reader.md has it."""
    told = {
        "urls-source": source,
        f"{source}-url": address,
        f"{source}-login": "local",
        f"{source}-password": PASSWORDS["local"],
        **({"feedhq-show-special-feeds": "no", "feedhq-flag-star": "s"} if source == "feedhq" else {}),
    }
    (folder / "config").write_text("".join(f'{name} "{value}"\n' for name, value in told.items()))
    (folder / "urls").write_text("")


def command(*more):
    return [NEWSBOAT, "-C", "config", "-u", "urls", "-c", "cache.db", *more]


def environment(folder):
    return {"HOME": str(folder), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TERM": "xterm"}


@dataclass(frozen=True)
class Kept:
    """An entry in its cache."""

    id: str
    url: str
    title: str
    unread: bool
    content: str


def cached(folder):
    """What it has in its cache; no entry stands twice."""
    with closing(sqlite3.connect(folder / "cache.db")) as cache:
        rows = cache.execute("SELECT guid, url, title, unread, content FROM rss_item").fetchall()
    assert len({row[0] for row in rows}) == len(rows)
    return [Kept(guid, url, title, bool(unread), content) for guid, url, title, unread, content in rows]


def the_story(found, story):
    """The one entry of a story."""
    (only,) = (one for one in found if one.url.endswith(f"/story/{story}"))
    return only


class Terminal:
    """A running newsboat. What it wrote so far is `screen`."""

    def __init__(self, folder, out):
        self.folder = folder
        self.out = out
        self.screen = b""

    def until(self, holds):
        """Let it run until something holds; fails if it never does."""
        end = time.monotonic() + SECONDS
        while not holds():
            assert time.monotonic() < end, self.screen[-2000:]
            self._look()

    def _look(self):
        if select.select([self.out], [], [], 0.1)[0]:
            try:
                self.screen += os.read(self.out, 65536)
            except OSError:  # it has ended
                pytest.fail(f"newsboat ended: {self.screen[-2000:]}")

    def press(self, keys, until):
        """Type, and wait for what is written then."""
        self.screen = b""
        os.write(self.out, keys.encode())
        self.until(lambda: until.encode() in self.screen)

    def reload(self, holds):
        """Ask for everything anew, until its cache is as wanted; while it still reloads it takes no other order."""
        ordered = 0.0

        def held():
            nonlocal ordered
            if time.monotonic() - ordered > 2:
                os.write(self.out, b"R")
                ordered = time.monotonic()
            return holds(self.cached())

        self.until(held)

    def cached(self):
        try:
            return cached(self.folder)
        except sqlite3.Error:
            return []


@contextmanager
def terminal(folder, address, source):
    """Newsboat on a terminal of a hundred columns, until the block ends."""
    configured(folder, address, source)
    process, out = pty.fork()
    if process == 0:
        os.chdir(folder)
        os.execve(NEWSBOAT, command(), {**environment(folder), "LINES": "40", "COLUMNS": "100"})
    try:
        boat = Terminal(folder, out)
        boat.until(lambda: b"Your feeds" in boat.screen)
        yield boat
    finally:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        os.close(out)
