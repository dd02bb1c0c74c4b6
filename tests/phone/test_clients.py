"""Real phone readers from Debian: they log in, list, read; and what was marked is shown by them."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess

import pytest
from tests.phone.phones import PASSWORDS, house, logged_in

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not shutil.which("newsboat"), reason="newsboat is not here")]


@pytest.fixture
def served():
    with house() as served:
        yield served


def reloaded(folder, served, source, **more):
    """What newsboat has in its cache after it has asked us: title, link, whether it is unread."""
    told = {
        "urls-source": source,
        f"{source}-login": "local",
        f"{source}-password": PASSWORDS["local"],
        f"{source}-url": served.address,
        **more,
    }
    (folder / "config").write_text("".join(f'{name} "{value}"\n' for name, value in told.items()))
    (folder / "urls").write_text("")
    command = ["newsboat", "-C", "config", "-u", "urls", "-c", "cache.db", "-x", "reload"]
    done = subprocess.run(
        command,
        cwd=folder,
        env={"HOME": str(folder), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
        capture_output=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done
    with sqlite3.connect(folder / "cache.db") as cache:
        rows = cache.execute("SELECT title, url, unread, content FROM rss_item").fetchall()
    cache.close()
    assert len(rows) == served.store.articles.count() + len(served.store.stories.reaches("2000-01-01", "2040-01-01"))
    return {url: (title, bool(unread), content) for title, url, unread, content in rows}


def test_newsboat_by_miniflux(served, tmp_path):
    found = reloaded(tmp_path, served, "miniflux")
    story = f"{served.address}/story/talks"
    assert "Norland" in found[story][0]
    assert found[story][1]
    assert "<q>" in found[story][2]


def test_newsboat_by_feedhq(served, tmp_path):
    found = reloaded(tmp_path, served, "feedhq")
    story = f"{served.address}/story/talks"
    assert "Norland" in found[story][0]


def test_newsboat_shows_what_was_read_elsewhere(served, tmp_path):
    phone = logged_in(served)
    phone.reader("mark-all-as-read", {"s": "user/-/state/com.google/reading-list"})
    assert not any(unread for _, unread, _ in reloaded(tmp_path, served, "miniflux").values())
