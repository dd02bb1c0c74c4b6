"""What is wrong with a store: the database's own word, and whether each thing kept is still what was kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from newsworld.news.errors import StoreTrouble
from newsworld.store.moving import tables
from newsworld.store.rows import blob, unpacking

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsworld.store.database import Database, Table

_unpacked = unpacking(msgspec.Raw)
MAX_TROUBLES = 20  # told of each table; a damaged page damages all that it held


def check(db: Database) -> tuple[str, ...]:
    """Every trouble in plain words; nothing where the store is sound."""
    found = [*db.check()]
    try:
        every = [table for table in tables(db) if "body" in table.columns]
    except StoreTrouble as trouble:
        return (*found, str(trouble))
    for table in every:
        found.extend(_damaged(db, table))
    return tuple(found)


def _damaged(db: Database, table: Table) -> Iterator[str]:
    at, told = table.columns.index("body"), 0
    try:
        for row in db.rows(table):
            if not _is_sound(row[at]):
                told += 1
                key = " ".join(str(row[table.columns.index(column)]) for column in table.key)
                yield f"{table.name}: {key} is not what was kept."
            if told == MAX_TROUBLES:
                yield f"{table.name}: perhaps more; the first {MAX_TROUBLES} are told."
                return
    except StoreTrouble as trouble:
        yield f"{table.name}: {trouble}"


def _is_sound(body: object) -> bool:
    try:
        _unpacked(blob(body))
    except (StoreTrouble, AssertionError):
        return False
    return True
