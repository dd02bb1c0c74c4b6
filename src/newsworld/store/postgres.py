"""The store on a PostgreSQL server, for several machines. Needs the extra `postgres`.

Whoever writes takes its turn by an advisory lock, so that a transaction means the same as on SQLite and two writers can
never stop each other; what is decided before, and the taking of work, goes on beside it.
"""

from __future__ import annotations

import threading
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
from psycopg.conninfo import conninfo_to_dict

from newsworld.news.errors import StoreTrouble
from newsworld.store import migrating
from newsworld.store.database import named_queries, names, sql, storable
from newsworld.store.moving import move
from newsworld.store.shelves import Shelves
from newsworld.store.sqlite import SqliteDatabase
from newsworld.text.searching import Term, terms, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newsworld.store.database import Rows, Table

DIALECT = "postgres"
TURN = 5_208_461  # the number of the advisory lock that writers take turns by; any would do
SESSION = """
SET lock_timeout = '15s'; SET idle_in_transaction_session_timeout = '120s'; SET client_min_messages = warning;
SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 10; SET tcp_keepalives_count = 3
"""  # the turn of a machine that is gone passes on after a minute; the lock's wait is SQLite's
AT_LENGTH = b"SET LOCAL idle_in_transaction_session_timeout = 0"  # a move is slow, and is no machine that is gone
CONNECT_SECONDS = 10
MAX_WORD = 500  # characters; PostgreSQL takes words below 2,046 bytes
MAX_VECTOR_BYTES = 1_000_000  # PostgreSQL takes 1,048,575
GAP = 10  # between headline and text, so that no phrase goes over


class PostgresDatabase:
    """See store.database.Database."""

    def __init__(self, url: str) -> None:
        self.name = _shown(url)
        self._url = url
        self._lock = threading.RLock()
        self._queries = {name: _with_placeholders(text) for name, text in named_queries(DIALECT).items()}
        self._depth = 0
        self._unsent: list[tuple[bytes, tuple[object, ...]]] = []  # of the transaction: what waits to go out together
        with self._told("the store does not open: "):
            self._connection = self._connected()
            try:
                self._prepare()
            except BaseException:
                self._connection.close()
                raise

    def ask(self, query: str, *values: object) -> Rows:
        return self._carried_out(query, values).fetchall()

    def tell(self, query: str, *values: object) -> int:
        with self._lock, self.writing():
            return self._carried_out(query, values).rowcount

    def put(self, query: str, *values: object) -> None:
        with self._lock:
            if self._depth:
                self._unsent.append((self._queries[query].encode(), storable(values)))
            else:
                self.tell(query, *values)

    def change(self, query: str, *values: object) -> Rows:
        with self._lock, self.writing():
            return self._carried_out(query, values).fetchall()

    @contextmanager
    def writing(self, *, alone: bool = True) -> Iterator[None]:
        with self._lock, self._told():
            if self._depth:
                yield
                return
            self._once_more("BEGIN")
            self._depth = 1
            try:
                if alone:
                    self._connection.execute("SELECT pg_advisory_xact_lock(%s)", (TURN,))
                yield
                self._sent().execute("COMMIT")
            except BaseException:
                self._unsent.clear()
                if not self._connection.closed:
                    self._connection.execute("ROLLBACK")
                raise
            finally:
                self._depth = 0

    def words(self, headline: str, text: str) -> tuple[str, ...]:
        return (vector(headline, text),)

    def forget_words(self, seq: object, headline: str, text: str) -> None:
        """What is put anew replaces it."""

    def wanted(self, query: str) -> str:
        return tsquery(query)

    def count(self, table: Table) -> int:
        with self._lock, self._told():
            return int(str(self._once_more(f'SELECT count(*) FROM "{table.name}"').fetchall()[0][0]))  # noqa: S608

    def rows(self, table: Table) -> Iterator[tuple[object, ...]]:
        with self._lock, self._told(), self.writing(alone=False):
            self._sent().execute(AT_LENGTH)
            with self._connection.cursor(f"rows of {table.name}") as cursor:
                cursor.execute(table.selected().encode())
                yield from cursor

    def fill(self, table: Table, rows: Iterable[tuple[object, ...]]) -> None:
        copying = f'COPY "{table.name}" ({names(table.columns)}) FROM STDIN'
        with self._lock, self._told(), self.writing():
            self._sent().execute(AT_LENGTH)
            with self._connection.cursor() as cursor, cursor.copy(copying.encode()) as copy:
                for row in rows:
                    copy.write_row(row)

    def empty(self, table: Table) -> None:
        with self._lock, self._told(), self.writing():
            self._sent().execute(f'DELETE FROM "{table.name}"'.encode())  # noqa: S608

    def settle(self, tables: Iterable[Table]) -> None:
        for table in tables:
            for counted in self.ask("own_counted", table.name):
                self.change("own_count_on", f'"{table.name}"', counted[0], self._last(table, str(counted[0])))

    def _last(self, table: Table, column: str) -> int:
        with self._lock, self._told():
            found = self._once_more(f'SELECT coalesce(max("{column}"), 0) FROM "{table.name}"').fetchall()  # noqa: S608
        return int(str(found[0][0]))

    def check(self) -> tuple[str, ...]:
        failures = self.ask("own_failed_checksums")[0][0]
        return (f"the server found {failures} damaged pages: see its log.",) if failures else ()

    def close(self) -> None:
        with self._lock:
            self._connection.close()

    def _carried_out(self, query: str, values: tuple[object, ...]) -> psycopg.Cursor[tuple[object, ...]]:
        with self._lock, self._told():
            return self._once_more(self._queries[query], storable(values))

    def _once_more(self, text: str, values: tuple[object, ...] = ()) -> psycopg.Cursor[tuple[object, ...]]:
        """Carry out one statement; a connection that was lost while idle is made anew."""
        try:
            return self._sent().execute(text.encode(), values or None)
        except psycopg.OperationalError:
            if self._depth or not self._connection.closed:
                raise
            self._connection = self._connected()
            return self._connection.execute(text.encode(), values or None)

    def _sent(self) -> psycopg.Connection[tuple[object, ...]]:
        """The connection, once all that waited has gone out, without a pause between."""
        if self._unsent:
            unsent, self._unsent = self._unsent, []
            with self._connection.pipeline():
                for text, values in unsent:
                    self._connection.execute(text, values)
        return self._connection

    def _connected(self) -> psycopg.Connection[tuple[object, ...]]:
        connection = psycopg.connect(self._url, autocommit=True, connect_timeout=CONNECT_SECONDS)
        connection.execute(SESSION)
        return connection

    def _prepare(self) -> None:
        """Lay out an empty database, lead an older one on, refuse what is no store."""
        newest = str(migrating.newest(DIALECT))
        if self._schema() == newest:
            return
        with self.writing():  # whoever opens the store beside us waits, and then finds all done
            found = self._schema()
            if found == newest:
                return
            changes = [sql("schema", "postgres.sql")] if found == "" else migrating.ahead(DIALECT, found, self.name)
            for change in changes:
                self._connection.execute(change.encode())
            self.tell("put_about", "schema", newest)

    def _schema(self) -> str | None:
        """Which schema the database has; "" for an empty one, None for a store that does not say."""
        tables = {name for name, *_ in self.ask("columns")}
        if not tables:
            return ""
        if "about" not in tables:
            trouble = "there are tables here, but not Newsworld's."
            raise StoreTrouble(self.name, trouble, "Make a database for it alone: createdb newsworld.")
        found = self.ask("about", "schema")
        return str(found[0][0]) if found else None

    @contextmanager
    def _told(self, begin: str = "") -> Iterator[None]:
        """Turn the driver's errors into the house's, with the next step; no password in either."""
        try:
            yield
        except psycopg.Error as error:
            what = (str(error).strip().splitlines() or [type(error).__name__])[0]
            raise StoreTrouble(self.name, f"{begin}{what}.", _next_step(error)) from error


class PostgresStore(Shelves):
    """All shelves over one database of a server."""

    def __init__(self, url: str) -> None:
        super().__init__(PostgresDatabase(url))

    def backup(self, path: str) -> None:
        part = Path(f"{path}.part")
        part.unlink(missing_ok=True)
        try:
            with closing(SqliteDatabase(str(part))) as copy:
                move(self.database, copy, lambda *_: None)
            part.replace(path)
        except (OSError, StoreTrouble) as error:
            part.unlink(missing_ok=True)
            raise StoreTrouble(path, f"the copy was not made: {error}") from error


def vector(headline: str, text: str) -> str:
    """A text as a tsvector, made here so that search finds the same on each database, whatever the server's language.

    Cut where PostgreSQL would refuse it (1 MB), which is beyond 70,000 characters of Chinese.
    """
    places: dict[str, list[str]] = {}
    at = size = 0
    for part, weight in ((headline, "A"), (text, "")):
        at += GAP
        for word in words_of(part):
            at += 1
            size += len(word) * 4 + 8
            if size > MAX_VECTOR_BYTES:
                break
            places.setdefault(word[:MAX_WORD], []).append(f"{at}{weight}")
    return " ".join(f"'{word}':{','.join(found)}" for word, found in places.items())


def tsquery(query: str) -> str:
    """A reader's query as a tsquery; empty where it wants nothing."""
    told = terms(query)
    wanted = [_phrase(term) for term in told if not term.unwanted]
    unwanted = [_phrase(term) for term in told if term.unwanted]
    return " & ".join([*wanted, *(f"!{phrase}" for phrase in unwanted)]) if wanted else ""


def _phrase(term: Term) -> str:
    words = [f"'{word[:MAX_WORD]}'" for word in term.words]
    return f"({' <-> '.join(words)}{':*' if term.begun else ''})"


def _with_placeholders(text: str) -> str:
    return text.replace("%", "%%").replace("?", "%s")


def _shown(url: str) -> str:
    """The address without what is secret in it."""
    try:
        parts = conninfo_to_dict(url)
    except psycopg.Error as error:
        trouble = "is no address of a PostgreSQL database."
        raise StoreTrouble("postgresql://…", trouble, "Write postgresql://user@host:5432/name.") from error
    user = f"{parts['user']}@" if parts.get("user") else ""
    port = f":{parts['port']}" if parts.get("port") else ""
    return f"postgresql://{user}{parts.get('host') or ''}{port}/{parts.get('dbname') or ''}"


def _next_step(error: psycopg.Error) -> str:
    if isinstance(error, psycopg.errors.DiskFull):
        return "The server's disk is full: free some space and start again; what was stored is safe."
    if isinstance(error, psycopg.errors.LockNotAvailable):
        return "Another program has been writing for long: stop it, or wait."
    if isinstance(error, psycopg.errors.DataCorrupted):
        return "The server found damaged pages: restore a backup."
    if isinstance(error, psycopg.errors.InsufficientPrivilege | psycopg.errors.InvalidAuthorizationSpecification):
        return "Give this user its rights on the database."
    if isinstance(error, psycopg.OperationalError):
        return "Look whether the server runs and lets this user in: psql with the same address tells more."
    return "Look at the server's log."
