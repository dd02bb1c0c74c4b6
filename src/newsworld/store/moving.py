"""A whole store goes from one database to another, and every byte of it is compared before the move counts.

Tables are read from the database itself, so that none can be forgotten. What search needs is made anew.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import msgspec

from newsworld.news.errors import StoreTrouble
from newsworld.store import searchable
from newsworld.store.database import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from newsworld.store.database import Database

    Told = Callable[[str, int, int], None]  # what is being done, how many rows were, how many there are to do

SETTLED = "about"  # each database keeps its own
TOLD_ROWS = 500


def tables(db: Database) -> tuple[Table, ...]:
    """Every table of the house's, as it stands."""
    found: dict[str, list[tuple[str, int]]] = {}
    for table, column, place in db.ask("columns"):
        found.setdefault(str(table), []).append((str(column), int(str(place))))
    return tuple(
        Table(
            name,
            tuple(column for column, _ in columns),
            tuple(column for column, place in sorted(columns, key=lambda one: one[1]) if place),
        )
        for name, columns in found.items()
        if name != SETTLED
    )


def size(db: Database) -> int:
    """How many rows a store has."""
    return sum(db.count(table) for table in tables(db))


def move(source: Database, target: Database, told: Told, *, replace: bool = False) -> int:
    """Copy all of one store into another; how many rows. Both wait for it, and it is all of it or nothing.

    StoreTrouble if the target holds something and may not be replaced, or if one byte differs in the end.
    """
    with source.writing(), target.writing():
        every = tables(source)
        if every != tables(target):
            raise StoreTrouble(target.name, "its tables differ.", "Open both stores by the same edition of Newsworld.")
        if size(target) and not replace:
            raise StoreTrouble(target.name, "holds something.", "Name an empty store, or give --replace.")
        rows = size(source)
        tally = _Tally(told, 2 * rows + sum(source.count(table) for table in every if table.name == "articles"))
        sums = {}
        for table in every:
            target.empty(table)
            summed = _Summed(source.rows(table), tally, table.name)
            target.fill(table, summed)
            sums[table] = summed.sum.digest()
        for indexed in searchable.index(target):
            tally.add("search", indexed)
        target.settle(every)
        for table, wanted in sums.items():
            _compare(target, table, wanted, tally)
        return rows


class _Tally:
    """How far a move has come; told every few hundred rows."""

    def __init__(self, told: Told, total: int) -> None:
        self._told, self._done, self._total = told, 0, total

    def add(self, what: str, rows: int) -> None:
        self._done += rows
        self._told(what, self._done, self._total)


class _Summed:
    """Rows that go by, and the sum over all their bytes."""

    def __init__(self, rows: Iterator[tuple[object, ...]], tally: _Tally, what: str) -> None:
        self.sum = hashlib.blake2b()
        self._rows, self._tally, self._what = rows, tally, what

    def __iter__(self) -> Iterator[tuple[object, ...]]:
        """Each row, once it is summed."""
        encoder, gone = msgspec.msgpack.Encoder(), 0
        for row in self._rows:
            self.sum.update(encoder.encode(row))
            gone += 1
            if gone % TOLD_ROWS == 0:
                self._tally.add(self._what, TOLD_ROWS)
            yield row
        self._tally.add(self._what, gone % TOLD_ROWS)


def _compare(target: Database, table: Table, wanted: bytes, tally: _Tally) -> None:
    read = _Summed(target.rows(table), tally, "comparing")
    for _ in read:
        pass
    if read.sum.digest() != wanted:
        raise StoreTrouble(target.name, f"{table.name} differs from what was read.", "Nothing was changed; check both.")
