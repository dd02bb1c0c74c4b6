"""Backup, restore, move and check from the terminal: what they do, what they refuse, and what they say then."""

from __future__ import annotations

import sys
from contextlib import closing

import pytest
from tests.cli.terminal import newsworld

from newsworld.news.articles import Article
from newsworld.news.sourcing import Item
from newsworld.store.postgres import PostgresStore
from newsworld.store.sqlite import SqliteStore

DAY = "2022-01-08T10:00:00+00:00"


@pytest.fixture
def path(tmp_path):
    with closing(SqliteStore(str(tmp_path / "news.db"))) as store:
        store.articles.put(Article("ferry", "The ferry stood still.", headline="Ferry"), DAY)
        for n in range(200):
            store.items.put(Item(f"i{n}", "s", f"http://x/{n}", "Headline"))
    return str(tmp_path / "news.db")


def articles_in(path):
    with closing(SqliteStore(path)) as store:
        return [article.id for article in store.articles.search("ferry")]


def test_a_backup_is_restored(path, tmp_path):
    copy, new = str(tmp_path / "copy.db"), str(tmp_path / "new.db")
    assert newsworld("--store", path, "backup", "--to", copy).exit_code == 0
    done = newsworld("--store", new, "restore", copy)
    assert done.exit_code == 0, done.stderr
    assert "202" in done.stdout
    assert articles_in(new) == ["ferry"]


def test_restoring_over_a_store_must_be_asked_for(path, tmp_path):
    copy = str(tmp_path / "copy.db")
    newsworld("--store", path, "backup", "--to", copy)
    with closing(SqliteStore(path)) as store:
        store.articles.put(Article("later", "The ferry goes again."), DAY)
    done = newsworld("--store", path, "restore", copy)
    assert done.exit_code == 1
    assert "--replace" in done.stderr
    assert set(articles_in(path)) == {"ferry", "later"}
    assert newsworld("--store", path, "restore", copy, "--replace").exit_code == 0
    assert articles_in(path) == ["ferry"]


def test_a_store_moves_to_postgresql_and_back(path, postgres_url, tmp_path):
    done = newsworld("move", path, postgres_url)
    assert done.exit_code == 0, done.stderr
    assert "202 rows" in done.stdout
    with closing(PostgresStore(postgres_url)) as store:
        assert [article.id for article in store.articles.search("ferry")] == ["ferry"]
    assert newsworld("--store", postgres_url, "search", "ferry").stdout.startswith("Ferry")
    assert newsworld("--store", postgres_url, "backup", "--to", str(tmp_path / "copy.db")).exit_code == 0
    assert newsworld("move", postgres_url, str(tmp_path / "back.db")).exit_code == 0
    assert articles_in(str(tmp_path / "back.db")) == articles_in(str(tmp_path / "copy.db")) == ["ferry"]


def test_what_cannot_be_moved_is_told(path, tmp_path):
    for words, told in (
        (("move", str(tmp_path / "none.db"), str(tmp_path / "n.db")), "there is no store here"),
        (("move", path, path), "same store"),
        (("--store", str(tmp_path / "n.db"), "restore", str(tmp_path / "none.db")), "there is no store here"),
        (("move", path, "postgresql://127.0.0.1:9/none?connect_timeout=2"), "Look whether the server runs"),
        (("--store", "postgresql://ana:secret@127.0.0.1:9/none", "check"), "postgresql://ana@127.0.0.1:9/none"),
        (("--store", "postgresql://ana:secret@[::1/none", "check"), "is no address"),
    ):
        done = newsworld(*words)
        assert done.exit_code == 1, words
        assert told in done.stderr
        assert "Traceback" not in done.stderr
        assert "secret" not in done.stderr
    assert not (tmp_path / "none.db").exists()


def test_a_check_tells_what_is_damaged_and_what_to_do(path, tmp_path):
    assert "is sound" in newsworld("--store", path, "check").stdout
    with closing(SqliteStore(path)) as store:
        store.database._connection.execute(
            "UPDATE articles SET body = CAST(substr(body, 1, 20) || x'00' || substr(body, 22) AS BLOB) WHERE id = 'ferry'"
        )
    done = newsworld("--store", path, "check")
    assert done.exit_code == 1
    assert "articles: 1 is not what was kept" in done.stdout
    assert "restore" in done.stdout
    done = newsworld("--store", path, "search", "ferry")
    assert done.exit_code == 1
    assert "a kept Article: is damaged" in done.stderr or "something kept: is damaged" in done.stderr
    done = newsworld("--store", str(tmp_path / "new.db"), "restore", path)
    assert done.exit_code == 1
    assert "older backup" in done.stderr


def test_without_the_extra_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "newsworld.store.postgres", None)
    done = newsworld("--store", "postgresql://localhost/news", "check")
    assert done.exit_code == 1
    assert 'pip install "newsworld[postgres]"' in done.stderr
