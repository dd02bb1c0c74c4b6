"""What a shelf asks of a database: named queries, one writer at a time, whole tables for moving house.

Queries stand in queries/shared.sql where every database understands them, else in queries/<dialect>.sql under one name.
A question mark is a value in each of them. What only its own adapter asks is named own_….
"""

from __future__ import annotations

import functools
import re
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from contextlib import AbstractContextManager

Rows = list[tuple[object, ...]]
T = TypeVar("T")
MANY = 500  # values in one query: every database takes as many


class Table(NamedTuple):
    """A table of the house's as it stands, with the columns of its primary key in their order."""

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]

    def selected(self) -> str:
        """The query for all of it, in the order of its key."""
        return f"SELECT {names(self.columns)} FROM {names([self.name])} ORDER BY {names(self.key)}"  # noqa: S608 - our own


class Database(Protocol):
    """One connection, guarded by a lock. StoreTrouble, with the next step, wherever the database does not obey."""

    @property
    def name(self) -> str:
        """Where it is, as people may read it: never with a password."""
        ...

    def ask(self, query: str, *values: object) -> Rows:
        """Every row of a named query."""
        ...

    def tell(self, query: str, *values: object) -> int:
        """Carry out a named change; how many rows it touched. Outside `writing` it is its own transaction."""
        ...

    def put(self, query: str, *values: object) -> None:
        """As `tell`, where nobody asks how many rows it touched; it may go out together with what comes next."""
        ...

    def change(self, query: str, *values: object) -> Rows:
        """Carry out a named change that answers rows; its own transaction where there is none."""
        ...

    def select(self, text: str, *values: object) -> Rows:
        """Every row of a query that a shelf composed of fixed parts, where no name could tell all that is asked for."""
        ...

    def writing(self, *, alone: bool = True) -> AbstractContextManager[None]:
        """One transaction; an inner one joins the outer. `alone`: no other writer is let in beside it.

        Not alone may only be what never waits for a row that another holds.
        """
        ...

    def words(self, headline: str, text: str) -> tuple[str, ...]:
        """What the query `put_words` takes of a text, cut for search."""
        ...

    def forget_words(self, seq: object, headline: str, text: str) -> None:
        """Before a text that is known is put anew: let what it was no longer be found."""
        ...

    def wanted(self, query: str) -> str:
        """A reader's query as the query `search` takes it; empty if it asks for nothing."""
        ...

    def count(self, table: Table) -> int:
        """How many rows a table has."""
        ...

    def rows(self, table: Table) -> Iterator[tuple[object, ...]]:
        """All rows of a table in the order of its key, as they are wanted."""
        ...

    def fill(self, table: Table, rows: Iterable[tuple[object, ...]]) -> None:
        """Put rows into a table, as they are."""
        ...

    def empty(self, table: Table) -> None:
        """Leave nothing in a table."""
        ...

    def settle(self, tables: Iterable[Table]) -> None:
        """Go on counting where the rows end that were filled in."""
        ...

    def check(self) -> tuple[str, ...]:
        """What is wrong with the database itself."""
        ...

    def close(self) -> None:
        """Give it back."""
        ...


@functools.cache
def named_queries(dialect: str) -> Mapping[str, str]:
    """Every query by its name, in the words of one database."""
    queries: dict[str, str] = {}
    for part in ("shared", dialect):
        cut = re.split(r"^-- name: (\w+)\n", sql("queries", f"{part}.sql"), flags=re.MULTILINE)
        queries |= {name: text.strip() for name, text in zip(cut[1::2], cut[2::2], strict=True)}
    return queries


def sql(*path: str) -> str:
    """The text of one of the store's SQL files."""
    return resources.files("newsworld.store").joinpath(*path).read_text(encoding="utf-8")


def among(told: Iterable[T]) -> Iterator[tuple[str, tuple[T, ...]]]:
    """Different values, as many as one query takes at a time, each time with the places to put them."""
    values = tuple(dict.fromkeys(told))
    for at in range(0, len(values), MANY):
        part = values[at : at + MANY]
        yield f"({', '.join('?' * len(part))})", part


def names(told: Iterable[str]) -> str:
    """Names of tables or columns as SQL takes them."""
    return ", ".join(f'"{name}"' for name in told)


def storable(row: tuple[object, ...]) -> tuple[object, ...]:
    """A row as both databases can keep it: PostgreSQL's text knows no NUL. In a noun's body it stays."""
    if any(isinstance(value, str) and "\x00" in value for value in row):
        return tuple(value.replace("\x00", "\ufffd") if isinstance(value, str) else value for value in row)
    return row
