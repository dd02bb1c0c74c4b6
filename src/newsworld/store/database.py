"""One SQLite connection that speaks in named queries; one writer path, always BEGIN IMMEDIATE.

A deferred transaction that reads before it writes fails at once with "database is locked" under a second writer,
whatever the busy timeout. No network, no language work inside a transaction.
"""

from __future__ import annotations

import re
import sqlite3
import threading
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from newsworld.news.errors import StoreTrouble

if TYPE_CHECKING:
    from collections.abc import Iterator

Rows = list[tuple[object, ...]]
SCHEMA_VERSION = "1"
BUSY_SECONDS = 15.0


def _named_queries() -> dict[str, str]:
    text = resources.files("newsworld.store").joinpath("queries/sqlite.sql").read_text(encoding="utf-8")
    parts = re.split(r"^-- name: (\w+)\n", text, flags=re.MULTILINE)
    return {name: sql.strip() for name, sql in zip(parts[1::2], parts[2::2], strict=True)}


class Database:
    """One connection, guarded by a lock, that speaks in named queries."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._lock = threading.RLock()
        self._queries = _named_queries()
        self._connection = _connected(path)
        self._depth = 0

    def ask(self, name: str, *values: object) -> Rows:
        """Every row of a named query."""
        with self._lock, self._told():
            return self._connection.execute(self._queries[name], values).fetchall()

    def tell(self, name: str, *values: object) -> int:
        """Carry out a named change; how many rows it touched. Outside `writing` it is its own transaction."""
        with self._lock, self.writing():
            return self._connection.execute(self._queries[name], values).rowcount

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction; an inner one joins the outer."""
        with self._lock, self._told():
            if self._depth:
                yield
                return
            self._connection.execute("BEGIN IMMEDIATE")
            self._depth = 1
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
            finally:
                self._depth = 0

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn the driver's errors into the house's, with the next step."""
        try:
            yield
        except sqlite3.Error as error:
            raise StoreTrouble(self.path, f"{error}.", _next_step(error)) from error

    def check(self) -> tuple[str, ...]:
        """What SQLite's own integrity check finds."""
        with self._lock, self._told():
            found = [str(row[0]) for row in self._connection.execute("PRAGMA integrity_check(20)")]
        return () if found == ["ok"] else tuple(found)

    def backup(self, path: str) -> None:
        """A sound copy of the store while it runs."""
        with self._lock, self._told():
            copy = sqlite3.connect(path)
            try:
                self._connection.backup(copy)
            finally:
                copy.close()

    def close(self) -> None:
        """Give the file back."""
        with self._lock:
            self._connection.close()


def _connected(path: str) -> sqlite3.Connection:
    try:
        if path != ":memory:":
            Path(path).parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA temp_store = MEMORY")
            connection.execute("PRAGMA cache_size = -65536")
            _prepare(connection, path)
        except BaseException:
            connection.close()
            raise
    except (sqlite3.Error, OSError) as error:
        raise StoreTrouble(path, f"the store does not open: {error}.", _next_step(error)) from error
    return connection


def _prepare(connection: sqlite3.Connection, path: str) -> None:
    """Lay out an empty file; refuse one of another schema."""
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables:
        schema = resources.files("newsworld.store").joinpath("schema/sqlite.sql").read_text(encoding="utf-8")
        connection.executescript(f"BEGIN IMMEDIATE; {schema}")
        connection.execute("INSERT INTO about VALUES ('schema', ?)", (SCHEMA_VERSION,))
        connection.execute("COMMIT")
        return
    if "about" not in tables:
        raise StoreTrouble(path, "this is a database, but not one of Newsworld's.", "Name another file.")
    found = connection.execute("SELECT value FROM about WHERE key = 'schema'").fetchone()
    if not found or found[0] != SCHEMA_VERSION:
        trouble = f"its schema is {found and found[0]}, this edition reads {SCHEMA_VERSION}."
        raise StoreTrouble(path, trouble, "Upgrade.")


def _next_step(error: Exception) -> str:
    words = str(error).lower()
    if "full" in words or "no space" in words:
        return "The disk is full: free some space and start again; what was stored is safe."
    if "locked" in words:
        return "Another program holds the file: stop it, or wait."
    if "readonly" in words or "read-only" in words or "permission" in words:
        return "Give this user the right to write there, or name another file."
    if "malformed" in words or "not a database" in words:
        return "The file is damaged or no store: restore a backup, or name another file."
    return "Look at the path and its folder."
