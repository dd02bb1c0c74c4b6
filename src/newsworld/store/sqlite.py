"""The embedded store: one SQLite file, or ":memory:" as the double for tests and streams.

One writer path, always BEGIN IMMEDIATE: a deferred transaction that reads before it writes fails at once with
"database is locked" under a second writer, whatever the busy timeout. No network and no language work inside one.
"""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from newsworld.news.errors import StoreTrouble
from newsworld.store import migrating
from newsworld.store.database import named_queries, names, sql, storable
from newsworld.store.shelves import Shelves
from newsworld.text.searching import match_expression, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newsworld.store.database import Rows, Table

DIALECT = "sqlite"
BUSY_SECONDS = 15.0
# What goes to the index of words waits for the end of its transaction: before any statement that could be taken back
# alone, FTS5 writes all it has in hand, as a segment to be merged later. So that is one a transaction, not an article.
WAITING = frozenset(("put_words", "own_drop_words"))
ASKING_WORDS = frozenset(("search", "empty_words", "own_check_words"))
WAIT_AT_MOST = 512


class SqliteDatabase:
    """See store.database.Database."""

    def __init__(self, path: str) -> None:
        self.name = path
        self._lock = threading.RLock()
        self._queries = named_queries(DIALECT)
        self._connection = _connected(path)
        self._depth = 0
        self._words: list[tuple[str, tuple[object, ...]]] = []  # of the transaction: what waits for its end

    def ask(self, query: str, *values: object) -> Rows:
        with self._lock:
            return self._carried_out(query, values).fetchall()

    def tell(self, query: str, *values: object) -> int:
        with self._lock:
            if self._depth:
                return self._carried_out(query, values).rowcount
            with self.writing():
                return self._carried_out(query, values).rowcount

    def put(self, query: str, *values: object) -> None:
        with self._lock:
            if not self._depth or query not in WAITING:
                self.tell(query, *values)
                return
            self._words.append((query, values))
            if len(self._words) >= WAIT_AT_MOST:
                self._index()

    def change(self, query: str, *values: object) -> Rows:
        with self._lock, self.writing():
            return self._carried_out(query, values).fetchall()

    def _index(self) -> None:
        """Let the index of words have what waited for it."""
        words, self._words = self._words, []
        for query, values in words:
            self._carried_out(query, values)

    def _carried_out(self, query: str, values: tuple[object, ...]) -> sqlite3.Cursor:
        if self._words and query in ASKING_WORDS:
            self._index()
        try:
            return self._connection.execute(self._queries[query], storable(values))
        except sqlite3.Error as error:
            raise self._trouble(error) from error

    def select(self, text: str, *values: object) -> Rows:
        with self._lock, self._told():
            return self._connection.execute(text, storable(values)).fetchall()

    @contextmanager
    def writing(self, *, alone: bool = True) -> Iterator[None]:  # noqa: ARG002 - SQLite knows but one writer
        with self._lock, self._told():
            if self._depth:
                yield
                return
            self._connection.execute("BEGIN IMMEDIATE")
            self._depth = 1
            try:
                yield
                self._index()
                self._connection.execute("COMMIT")
            except BaseException:
                self._words.clear()
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
            finally:
                self._depth = 0

    def words(self, headline: str, text: str) -> tuple[str, ...]:
        return " ".join(words_of(headline)), " ".join(words_of(text))

    def forget_words(self, seq: object, headline: str, text: str) -> None:
        self.put("own_drop_words", seq, *self.words(headline, text))

    def wanted(self, query: str) -> str:
        return match_expression(query)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn the driver's errors into the house's, with the next step."""
        try:
            yield
        except sqlite3.Error as error:
            raise self._trouble(error) from error

    def _trouble(self, error: sqlite3.Error) -> StoreTrouble:
        return StoreTrouble(self.name, f"{error}.", _next_step(error))

    def count(self, table: Table) -> int:
        with self._lock, self._told():
            return int(self._connection.execute(f'SELECT count(*) FROM "{table.name}"').fetchone()[0])  # noqa: S608

    def rows(self, table: Table) -> Iterator[tuple[object, ...]]:
        with self._lock, self._told():
            for row in self._connection.execute(table.selected()):
                yield storable(row)

    def fill(self, table: Table, rows: Iterable[tuple[object, ...]]) -> None:
        places = ", ".join("?" * len(table.columns))
        with self._lock, self._told(), self.writing():
            insert = f'INSERT INTO "{table.name}" ({names(table.columns)}) VALUES ({places})'  # noqa: S608
            self._connection.executemany(insert, rows)

    def empty(self, table: Table) -> None:
        with self._lock, self._told(), self.writing():
            self._connection.execute(f'DELETE FROM "{table.name}"')  # noqa: S608

    def settle(self, tables: Iterable[Table]) -> None:
        """SQLite counts on from the highest number by itself."""

    def check(self) -> tuple[str, ...]:
        found: list[str] = []
        try:
            with self._lock, self._told():
                found = [str(row[0]) for row in self._connection.execute("PRAGMA integrity_check(20)")]
            self.tell("own_check_words")
        except StoreTrouble as trouble:
            found.append(str(trouble))
        return tuple(line for line in found if line != "ok")

    def copy_to(self, path: str) -> None:
        """A sound copy of the file while it runs; it has its name only when it is whole and checked."""
        part = Path(f"{path}.part")
        try:
            with self._lock, self._told(), closing(sqlite3.connect(part)) as copy:
                self._connection.backup(copy)
                copy.execute("PRAGMA journal_mode = DELETE")  # one file, nothing beside it
                _refuse_damaged(copy, path)
            part.replace(path)
        except (OSError, StoreTrouble) as error:
            part.unlink(missing_ok=True)
            raise StoreTrouble(path, f"the copy was not made: {error}", _next_step(error)) from error

    def close(self) -> None:
        with self._lock:
            self._connection.close()


class SqliteStore(Shelves):
    """All shelves over one file."""

    def __init__(self, path: str) -> None:
        self._file = SqliteDatabase(path)
        super().__init__(self._file)

    def backup(self, path: str) -> None:
        self._file.copy_to(path)


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
    """Lay out an empty file, lead an older one on, refuse what is no store."""
    if _schema_of(connection, path) == str(migrating.newest(DIALECT)):
        return
    connection.execute("BEGIN IMMEDIATE")  # whoever opens the file beside us waits, and then finds all done
    try:
        found = _schema_of(connection, path)
        changes = [sql("schema", "sqlite.sql")] if found == "" else migrating.ahead(DIALECT, found, path)
        for change in changes:
            for statement in _statements(change):
                connection.execute(statement)
        connection.execute(named_queries(DIALECT)["put_about"], ("schema", str(migrating.newest(DIALECT))))
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _schema_of(connection: sqlite3.Connection, path: str) -> str | None:
    """Which schema a file has; "" for an empty file, None for a store that does not say."""
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables:
        return ""
    if "about" not in tables:
        raise StoreTrouble(path, "this is a database, but not one of Newsworld's.", "Name another file.")
    found = connection.execute(named_queries(DIALECT)["about"], ("schema",)).fetchone()
    return str(found[0]) if found else None


def _statements(text: str) -> Iterator[str]:
    """SQL cut into its statements: executescript would end the transaction that they stand in."""
    statement = ""
    for line in text.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _refuse_damaged(copy: sqlite3.Connection, path: str) -> None:
    found = copy.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if found != "ok":
        raise StoreTrouble(path, f"the copy is damaged: {found}.", "Run newsworld check.")


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
