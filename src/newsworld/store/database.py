"""What a shelf asks of a database: named queries, one writer at a time, whole tables for moving house.

Queries stand in queries/shared.sql where every database understands them, else in queries/<dialect>.sql under one name.
A question mark is a value in each of them.
"""

from __future__ import annotations

import functools
import re
from importlib import resources
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from contextlib import AbstractContextManager

Rows = list[tuple[object, ...]]


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

    def change(self, query: str, *values: object) -> Rows:
        """Carry out a named change that answers rows; its own transaction where there is none."""
        ...

    def writing(self, *, alone: bool = True) -> AbstractContextManager[None]:
        """One transaction; an inner one joins the outer. `alone`: no other writer is let in beside it.

        Not alone may only be what never waits for a row that another holds.
        """
        ...

    def words(self, headline: str, text: str) -> tuple[str, ...]:
        """What the query `put_words` takes of a text, cut for search."""
        ...

    def wanted(self, query: str) -> str:
        """A reader's query as the query `search` takes it; empty if it asks for nothing."""
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
