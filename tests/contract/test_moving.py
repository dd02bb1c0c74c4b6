"""A store moves house, is copied and brought back, and each byte of it is the same in the end."""

from __future__ import annotations

import importlib.util
import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from newsworld.news.articles import Article
from newsworld.news.errors import StoreTrouble
from newsworld.news.sourcing import Item
from newsworld.store.moving import move, size, tables
from newsworld.store.postgres import PostgresStore
from newsworld.store.rows import packed
from newsworld.store.searchable import CUT
from newsworld.store.sqlite import SqliteStore

SCRIPT = Path(__file__).parents[2] / "scripts" / "build_old_store.py"
DAY = "2022-01-08T10:00:00+00:00"


def silent(what, done, total):
    pass


def filled(path):
    """A store in which every shelf holds something."""
    spec = importlib.util.spec_from_file_location("build_old_store", SCRIPT)
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    script.filled(str(path))
    store = SqliteStore(str(path))
    store.articles.put(Article("nul", "a\x00b", headline="Nul\x00", outlet="The\x00Coast"), DAY)
    store.leases.claim("desk", "ana", DAY, DAY)
    for table in tables(store.database):
        if not store.database.count(table):
            fill_anyhow(store.database, table)
    return store


def fill_anyhow(database, table):
    """A row in a table that this test knows nothing of, by the types of its columns."""
    types = {row[1]: row[2] for row in database._connection.execute(f"PRAGMA table_info({table.name})")}
    sample = {"TEXT": "é", "INTEGER": 7, "BLOB": packed({"any": "thing"}), "REAL": 0.5}
    database.fill(table, [tuple(sample[types[column]] for column in table.columns)])


def everything(store):
    return {table.name: list(store.database.rows(table)) for table in tables(store.database)}


@pytest.fixture
def full(tmp_path):
    store = filled(tmp_path / "full.db")
    yield store
    store.close()


@pytest.fixture
def server_store(postgres_url):
    store = PostgresStore(postgres_url)
    yield store
    store.close()


def test_there_and_back_again_nothing_differs(full, server_store, tmp_path):
    before = everything(full)
    assert all(before.values()), "a table that holds nothing proves nothing"
    assert move(full.database, server_store.database, silent) == size(full.database)
    assert everything(server_store) == before
    assert [article.id for article in server_store.articles.search("日内瓦")] == ["zh"]
    assert server_store.check() == ()
    back = SqliteStore(str(tmp_path / "back.db"))
    move(server_store.database, back.database, silent)
    assert everything(back) == before
    assert [article.id for article in back.articles.search("ferry")] == ["ferry"]
    assert back.check() == ()
    back.close()


def test_what_comes_after_a_move_is_counted_on(full, server_store):
    move(full.database, server_store.database, silent)
    server_store.items.put(Item("later", "s1", "http://x", "H"))
    server_store.stories.put_correction({"kind": "split"})
    assert [item.id for item in server_store.items.of("s1")] == ["ferry", "later"]
    assert server_store.stories.corrections()[-1] == {"kind": "split"}


def test_a_store_that_holds_something_is_not_written_over_unasked(full, tmp_path):
    other = SqliteStore(str(tmp_path / "other.db"))
    other.items.put(Item("mine", "s1", "http://x", "H"))
    with pytest.raises(StoreTrouble, match="--replace"):
        move(full.database, other.database, silent)
    assert other.items.get("mine") is not None
    move(full.database, other.database, silent, replace=True)
    assert other.items.get("mine") is None
    assert everything(other) == everything(full)
    other.close()


def test_a_byte_that_differs_on_the_other_side_undoes_the_move(full, server_store, postgres_url):
    with psycopg.connect(postgres_url) as meddler:
        meddler.execute("""
            CREATE FUNCTION flip() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN NEW.body = set_byte(NEW.body, 20, get_byte(NEW.body, 20) # 1); RETURN NEW; END $$;
            CREATE TRIGGER flip BEFORE INSERT ON readings FOR EACH ROW EXECUTE FUNCTION flip()
        """)
    with pytest.raises(StoreTrouble, match="readings differs"):
        move(full.database, server_store.database, silent)
    assert size(server_store.database) == 0


def test_progress_ends_where_it_said(full, tmp_path):
    steps = []
    copy = SqliteStore(str(tmp_path / "copy.db"))
    move(full.database, copy.database, lambda what, done, total: steps.append((what, done, total)))
    assert {"articles", "search", "comparing"} <= {what for what, _, _ in steps}
    assert [done for _, done, _ in steps] == sorted(done for _, done, _ in steps)
    assert steps[-1][1] == steps[-1][2]
    copy.close()


def test_a_backup_of_either_is_one_file_that_opens(full, server_store, tmp_path):
    move(full.database, server_store.database, silent)
    for number, store in enumerate((full, server_store)):
        path = tmp_path / f"backup{number}.db"
        store.backup(str(path))
        assert [one.name for one in tmp_path.glob(f"backup{number}*")] == [path.name]
        with closing(sqlite3.connect(path)) as look:
            assert look.execute("SELECT value FROM about WHERE key = 'words'").fetchone() == (CUT,)
        copy = SqliteStore(str(path))
        assert everything(copy) == everything(full)
        assert [article.id for article in copy.articles.search("ferry")] == ["ferry"]
        copy.close()


def test_a_backup_that_cannot_be_written_leaves_nothing(full, tmp_path):
    with pytest.raises(StoreTrouble, match="the copy was not made"):
        full.backup(str(tmp_path / "nowhere" / "copy.db"))
    assert not (tmp_path / "nowhere").exists()


def test_a_backup_never_replaces_a_good_one_by_a_damaged_one(tmp_path):
    path = tmp_path / "news.db"
    store = SqliteStore(str(path))
    for n in range(300):
        store.items.put(Item(f"i{n}", "s", "http://x", "Headline " * 20))
    store.backup(str(tmp_path / "good.db"))
    good = (tmp_path / "good.db").read_bytes()
    store.close()
    with closing(sqlite3.connect(path)) as look:
        page = look.execute("SELECT rootpage FROM sqlite_master WHERE name = 'items_by_link'").fetchone()[0]
    raw = bytearray(path.read_bytes())
    raw[(page - 1) * 4096 : (page - 1) * 4096 + 200] = bytes(200)
    path.write_bytes(raw)
    damaged = SqliteStore(str(path))
    with pytest.raises(StoreTrouble, match="damaged"):
        damaged.backup(str(tmp_path / "good.db"))
    damaged.close()
    assert (tmp_path / "good.db").read_bytes() == good
