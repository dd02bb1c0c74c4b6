"""Bytes that flip on the disk: what is kept is never quietly something else, and a check says where."""

from __future__ import annotations

import random

import pytest
from tests import postgres

from newsworld.news.articles import Article
from newsworld.news.errors import StoreTrouble
from newsworld.news.sourcing import Item
from newsworld.store.postgres import PostgresStore
from newsworld.store.sqlite import SqliteStore

DAY = "2022-01-08T10:00:00+00:00"
WORDS = ["harbour", "ferry", "council", "budget", "library", "night", "strike", "train", "border", "talks", "river"]


def fill(store, articles):
    chance = random.Random(7)
    with store.writing():
        for n in range(articles):
            text = " ".join(chance.choices(WORDS, k=300))
            store.articles.put(Article(f"a{n}", text, headline=f"Headline {n}", outlet="The Coast"), DAY)
            store.items.put(Item(f"i{n}", "s", f"http://x/{n}", "Headline"))


def as_kept(store):
    """Every article and item, and what a search finds."""
    articles = {article.id: article for article in store.articles.between("2022-01-01", "2023-01-01", 10_000)}
    found = [article.id for article in store.articles.search('"river harbour" -strike', 1000)]
    return articles, store.items.of("s"), found


@pytest.mark.slow
def test_wherever_a_page_is_damaged_it_is_found_or_nothing_was_lost(tmp_path):
    path = tmp_path / "news.db"
    store = SqliteStore(str(path))
    fill(store, 150)
    whole = as_kept(store)
    store.close()
    sound, chance, silent = path.read_bytes(), random.Random(11), 0
    for _ in range(120):
        at, bit = chance.randrange(len(sound)), 1 << chance.randrange(8)
        path.write_bytes(sound[:at] + bytes([sound[at] ^ bit]) + sound[at + 1 :])
        try:
            damaged = SqliteStore(str(path))
            try:
                found, kept = damaged.check(), None if damaged.check() else as_kept(damaged)
            finally:
                damaged.close()
        except StoreTrouble as trouble:
            found, kept = (str(trouble),), None
        assert found or kept == whole, f"byte {at}"
        silent += not found
        for beside in ("-wal", "-shm"):
            (tmp_path / f"news.db{beside}").unlink(missing_ok=True)
    assert 120 - silent > 30, "the rest stood in no noun: free room, and the index of search"


def test_a_flipped_byte_in_an_article_is_told_when_it_is_read(tmp_path):
    path = tmp_path / "news.db"
    store = SqliteStore(str(path))
    fill(store, 3)
    body = store.database.ask("article", "a1")[0][0]
    store.close()
    raw = bytearray(path.read_bytes())
    raw[raw.index(body[:200]) + 100] ^= 1
    path.write_bytes(raw)
    store = SqliteStore(str(path))
    with pytest.raises(StoreTrouble, match="is damaged") as told:
        store.articles.get("a1")
    assert "newsworld check" in told.value.next_step
    assert store.articles.get("a0") is not None
    assert any("articles: 2 is not what was kept" in trouble for trouble in store.check())
    store.close()


@pytest.mark.slow
@pytest.mark.skipif(postgres.binaries() is None, reason="no PostgreSQL server is installed (tests/outside/debian.txt)")
def test_a_damaged_page_of_a_server_is_told():
    with postgres.server() as address_of:
        store = PostgresStore(address_of("postgres"))
        fill(store, 60)
        assert store.check() == ()
        place = store.database._connection.execute("SELECT pg_relation_filepath('articles')").fetchone()[0]
        store.close()
        with address_of.stopped():
            file = address_of.data / place
            raw = bytearray(file.read_bytes())
            raw[8192 + 5000] ^= 1
            file.write_bytes(raw)
        store = PostgresStore(address_of("postgres"))
        assert any("restore a backup" in trouble for trouble in store.check())
        with pytest.raises(StoreTrouble, match="restore a backup"):
            store.articles.between("2022-01-01", "2023-01-01", 10_000)
        assert store.articles.get("a0") is not None
        store.close()


@pytest.mark.slow
@pytest.mark.skipif(postgres.binaries() is None, reason="no PostgreSQL server is installed (tests/outside/debian.txt)")
def test_a_server_that_starts_anew_is_found_again_and_what_was_told_is_kept():
    with postgres.server() as address_of:
        store = PostgresStore(address_of("postgres"))
        store.items.put(Item("before", "s", "http://x", "H"))
        with address_of.stopped(), pytest.raises(StoreTrouble, match="Look whether the server runs"):
            store.items.put(Item("meanwhile", "s", "http://x", "H"))
        store.items.put(Item("after", "s", "http://x", "H"))
        assert [item.id for item in store.items.of("s")] == ["before", "after"]
        store.close()


def test_a_full_disk_of_a_server_is_told(postgres_url):
    store = PostgresStore(postgres_url)
    store.items.put(Item("kept", "s", "http://x", "H"))
    store.database._connection.execute("""
        CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$;
        CREATE TRIGGER full_disk BEFORE INSERT ON items FOR EACH ROW EXECUTE FUNCTION full_disk()
    """)
    with pytest.raises(StoreTrouble, match="disk is full"):
        store.items.put(Item("lost", "s", "http://x", "H"))

    def several():
        with store.writing():
            store.work.queue("extract", ["a", "b"])
            store.items.put(Item("lost", "s", "http://x", "H"))
            store.work.queue("extract", ["c"])

    with pytest.raises(StoreTrouble, match="disk is full"):
        several()
    store.work.queue("extract", ["later"])
    assert store.work.waiting("extract", 9) == ("later",)
    assert [item.id for item in store.items.of("s")] == ["kept"]
    store.close()


def test_a_writer_that_holds_its_turn_for_long_is_told(postgres_url):
    patient, hasty = PostgresStore(postgres_url), PostgresStore(postgres_url)
    hasty.database._connection.execute("SET lock_timeout = '100ms'")
    with patient.writing():
        patient.items.put(Item("first", "s", "http://x", "H"))
        with pytest.raises(StoreTrouble, match="Another program"):
            hasty.items.put(Item("second", "s", "http://x", "H"))
        assert hasty.items.get("first") is None
    hasty.items.put(Item("second", "s", "http://x", "H"))
    assert [item.id for item in hasty.items.of("s")] == ["first", "second"]
    patient.close()
    hasty.close()


def test_no_server_no_database_no_right_each_has_its_word(postgres_url, postgres_server):
    for address, word in (
        ("postgresql://127.0.0.1:9/none?connect_timeout=2", "Look whether the server runs"),
        (postgres_server("nothing_of_this_name"), "does not exist"),
    ):
        with pytest.raises(StoreTrouble, match="the store does not open") as told:
            PostgresStore(address)
        assert word in str(told.value)
