"""How a noun becomes a row's body and comes back: its JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import msgspec

from newsworld.news.moments import instant_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsworld.news.moments import Moment
    from newsworld.store.database import Rows

N = TypeVar("N")
AFTER_ALL = "9999-12-31T23:59:59Z"  # the key where a list begins that runs newest first
packed = msgspec.json.Encoder().encode


def unpacking(kind: type[N]) -> Callable[[bytes], N]:
    """What makes a noun of a kind out of a body."""
    return msgspec.json.Decoder(kind).decode


def utc_key(moment: Moment) -> str:
    """A moment as a key that sorts by time: UTC, to the second."""
    return instant_of(moment).strftime("%Y-%m-%dT%H:%M:%SZ")


def blob(value: object) -> bytes:
    """A column of bytes."""
    assert isinstance(value, bytes)
    return value


def one(unpack: Callable[[bytes], N], rows: Rows) -> N | None:
    """The noun of the first row, if there is one."""
    return unpack(blob(rows[0][0])) if rows else None


def every(unpack: Callable[[bytes], N], rows: Rows) -> tuple[N, ...]:
    """The nouns of all rows."""
    return tuple(unpack(blob(row[0])) for row in rows)


def number(rows: Rows) -> int:
    """The one number that a query answers."""
    return int(str(rows[0][0]))
