"""A full disk, a locked store, a taken port: each door says what is wrong and what to do, and the store stays sound."""

from __future__ import annotations

import os
import socket
import sqlite3
import subprocess
from contextlib import closing

import pytest
from tests.cli.terminal import newsworld

from newsworld.news.errors import StoreTrouble
from newsworld.news.sourcing import Item
from newsworld.store.sqlite import SqliteStore


@pytest.fixture
def full_disk(tmp_path):
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", str(folder)], check=False)
    if mounted.returncode:
        pytest.skip("this machine mounts nothing")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_at_the_start(full_disk):
    done = newsworld("--store", str(full_disk / "news.db"), "sources")
    assert done.exit_code == 1
    assert done.stderr.startswith("newsworld: ")
    assert "full" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_backup_onto_a_full_disk_is_told_and_leaves_nothing(full_disk, tmp_path):
    store = SqliteStore(str(tmp_path / "news.db"))
    store.items.put(Item("first", "s", "http://x/1", "H"))
    store.close()
    done = newsworld("--store", str(tmp_path / "news.db"), "backup", "--to", str(full_disk / "copy.db"))
    assert done.exit_code == 1
    assert "free some space" in done.stderr
    assert list(full_disk.iterdir()) == []


def test_a_disk_that_fills_loses_nothing_that_was_kept(tmp_path):
    store = SqliteStore(str(tmp_path / "news.db"))
    store.items.put(Item("first", "s", "http://x/1", "H"))
    store.database._connection.execute("PRAGMA max_page_count = 100")

    def fill():
        for n in range(5000):
            store.items.put(Item(f"i{n}", "s", f"http://x/{n}", "Headline " * 200))

    with pytest.raises(StoreTrouble, match="disk is full"):
        fill()
    assert store.items.get("first").headline == "H"
    assert store.check() == ()
    store.close()


def test_a_locked_store_says_who_to_stop(tmp_path, monkeypatch):
    monkeypatch.setattr("newsworld.store.sqlite.BUSY_SECONDS", 0.1)
    path = str(tmp_path / "news.db")
    store = SqliteStore(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreTrouble, match="Another program"):
            store.items.put(Item("i", "s", "http://x", "H"))
        other.execute("ROLLBACK")
    store.items.put(Item("i", "s", "http://x", "H"))
    store.close()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written(tmp_path):
    tmp_path.chmod(0o500)
    assert newsworld("--store", str(tmp_path / "news.db"), "sources").exit_code == 1


def test_a_taken_port_is_told_with_another(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = newsworld("--store", str(tmp_path / "n.db"), "run", "--port", str(taken.getsockname()[1]))
    assert done.exit_code == 1
    assert "is taken" in done.stderr
    assert "--port" in done.stderr


def test_listening_beyond_loopback_needs_a_password(tmp_path):
    done = newsworld("--store", str(tmp_path / "n.db"), "run", "--host", "0.0.0.0")
    assert done.exit_code == 1
    assert "password" in done.stderr


def test_a_broken_feed_list_is_refused_by_its_name(tmp_path):
    (tmp_path / "list.opml").write_text("<opml><body><outline")
    done = newsworld("--store", str(tmp_path / "n.db"), "follow", str(tmp_path / "list.opml"))
    assert done.exit_code == 1
    assert done.stderr.startswith("newsworld: ")
    assert "Traceback" not in done.stderr


def test_the_list_of_the_worlds_outlets_can_be_followed(tmp_path):
    done = newsworld("--store", str(tmp_path / "n.db"), "follow", "outlets/world.opml")
    assert done.exit_code == 0, done.stderr
    assert done.stdout.count("following http") >= 120


def test_an_address_that_does_not_answer(tmp_path):
    done = newsworld("--store", str(tmp_path / "n.db"), "read", "http://127.0.0.1:9/story")
    assert done.exit_code == 1
    assert "Traceback" not in done.stderr
