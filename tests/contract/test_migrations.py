"""Older stores go on: the first schema and all migrations make the schema of today, and nothing that was kept is lost."""

from __future__ import annotations

import gzip
import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from newsworld.news.errors import StoreTrouble
from newsworld.store import migrating
from newsworld.store.database import named_queries, sql
from newsworld.store.postgres import PostgresStore
from newsworld.store.sqlite import SqliteStore

HERE = Path(__file__).parent
OLD_STORES = sorted((HERE / "old_stores").glob("*.db.gz"))


def grown(dialect):
    """The first schema with all that came after it."""
    first = (HERE / "first_schema" / f"{dialect}.sql").read_text(encoding="utf-8")
    return [first, *migrating.migrations(dialect).values()]


def sqlite_shape(scripts):
    """Each table's columns and indexes, told without the words that made them."""
    with closing(sqlite3.connect(":memory:")) as made:
        for script in scripts:
            made.executescript(script)
        names = sorted(row[0] for row in made.execute("SELECT name FROM sqlite_master WHERE type = 'table'"))
        tables = {row[1]: row[4] for row in made.execute("PRAGMA table_list")}
        indexes = set(made.execute("SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'index'"))
        triggers = set(made.execute("SELECT tbl_name, name, sql FROM sqlite_master WHERE type IN ('trigger', 'view')"))
        columns = {name: made.execute(f"PRAGMA table_xinfo({name})").fetchall() for name in names}
        return columns, {name: tables[name] for name in names}, indexes, triggers


def postgres_shape(url, scripts):
    columns = """SELECT table_name, ordinal_position, column_name, data_type, collation_name, is_nullable, column_default,
      is_identity FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2"""
    with psycopg.connect(url) as made:
        for script in scripts:
            made.execute(script)
        shape = (
            made.execute(columns).fetchall(),
            made.execute("SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1").fetchall(),
            made.execute(
                "SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint"
                " WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2"
            ).fetchall(),
        )
        made.rollback()
        return shape


def test_the_schema_is_the_first_and_all_migrations():
    assert sqlite_shape(grown("sqlite")) == sqlite_shape([sql("schema", "sqlite.sql")])


def test_the_schema_is_the_first_and_all_migrations_on_postgresql(postgres_url):
    assert postgres_shape(postgres_url, grown("postgres")) == postgres_shape(
        postgres_url, [sql("schema", "postgres.sql")]
    )


def test_migrations_are_numbered_without_gaps_and_alike():
    for dialect in ("sqlite", "postgres"):
        files = list((Path(migrating.__file__).parent / "migrations" / dialect).glob("*.sql"))
        assert len(files) == len(migrating.migrations(dialect)), "a number stands twice"
    numbers = list(migrating.migrations("sqlite"))
    assert numbers == list(range(2, len(numbers) + 2))
    assert list(migrating.migrations("postgres")) == numbers


def test_both_databases_know_the_same_queries():
    asked = [
        {name for name in named_queries(dialect) if not name.startswith("own_")} for dialect in ("sqlite", "postgres")
    ]
    assert asked[0] == asked[1]
    for dialect in ("sqlite", "postgres"):
        text = sql("queries", "shared.sql") + sql("queries", f"{dialect}.sql")
        assert text.count("-- name: ") == len(named_queries(dialect)), "a name stands twice"


def test_both_databases_hold_the_same_columns_and_sort_alike(postgres_url):
    ours, theirs = SqliteStore(":memory:"), PostgresStore(postgres_url)
    assert ours.database.ask("columns") == theirs.database.ask("columns")
    ours.close()
    theirs.close()
    with psycopg.connect(postgres_url) as connection:
        elsewise = connection.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            " WHERE table_schema = 'public' AND data_type = 'text' AND collation_name IS DISTINCT FROM 'C'"
        ).fetchall()
    assert elsewise == []


@pytest.mark.parametrize("packed", OLD_STORES, ids=lambda path: path.name)
def test_a_store_of_an_earlier_edition_opens_and_has_everything(packed, tmp_path):
    path = tmp_path / "old.db"
    path.write_bytes(gzip.decompress(packed.read_bytes()))
    for _ in range(2):
        store = SqliteStore(str(path))
        assert store.articles.get("ferry").version == 2
        assert store.articles.version("ferry", 1).headline == "Ferry stands still"
        assert [article.id for article in store.articles.search("日内瓦")] == ["zh"]
        assert [article.id for article in store.articles.search("ferry islands")] == ["ferry"]
        assert store.articles.capture("ferry").body == b"<p>The ferry</p>"
        assert store.stories.get("pier").id == "harbour"
        assert store.stories.brief("harbour", 1).headline == "Ferry"
        assert store.marks.all("local")["harbour"].starred
        assert store.marks.interests("local")["sea"].followed
        assert store.work.waiting("understand", 9) == ("zh",)
        assert store.sources.furniture() == {"coast": {"blocks": [1, 2]}}
        assert store.check() == ()
        store.close()


def test_every_schema_that_shipped_has_its_old_store():
    earlier = range(1, max(migrating.migrations("sqlite")))
    assert [path.name for path in OLD_STORES] == [f"schema_{number}.db.gz" for number in earlier]


def test_a_migration_that_fails_changes_nothing(tmp_path, monkeypatch):
    path = tmp_path / "old.db"
    path.write_bytes(gzip.decompress(OLD_STORES[0].read_bytes()))
    broken = dict(migrating.migrations("sqlite")) | {99: "CREATE TABLE half (a TEXT);\nCREATE TABLE half (a TEXT);"}
    with monkeypatch.context() as patched:
        patched.setattr(migrating, "migrations", lambda dialect: broken)
        with pytest.raises(StoreTrouble, match="half"):
            SqliteStore(str(path))
    with closing(sqlite3.connect(path)) as look:
        assert look.execute("SELECT value FROM about WHERE key = 'schema'").fetchone() == ("1",)
        assert look.execute("SELECT count(*) FROM sqlite_master WHERE name = 'leases'").fetchone() == (0,)
    store = SqliteStore(str(path))
    assert store.articles.count() == 2
    store.close()


def test_a_store_of_a_later_edition_is_refused(tmp_path):
    path = str(tmp_path / "news.db")
    SqliteStore(path).close()
    with closing(sqlite3.connect(path)) as later:
        later.execute("UPDATE about SET value = '4000' WHERE key = 'schema'")
        later.commit()
    with pytest.raises(StoreTrouble, match="Upgrade Newsworld"):
        SqliteStore(path)


def test_a_database_of_others_is_refused(postgres_url):
    with psycopg.connect(postgres_url) as other:
        other.execute("CREATE TABLE cats (name TEXT)")
    with pytest.raises(StoreTrouble, match="not Newsworld's"):
        PostgresStore(postgres_url)
