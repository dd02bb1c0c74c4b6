"""How a noun becomes a row's body and comes back: its JSON, deflated; a page as it came, as MessagePack.

Deflate halves what is kept and carries a checksum, so that a byte which flipped is told and never read. JSON spells
bytes in base64, in which deflate finds few repeats: a page so kept took 1.7 times the room and the time. Bodies of
schema 1 are bare JSON, and the pages of older stores are JSON as well: all are read as they are.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, TypeVar

import msgspec

from newsworld.news.errors import StoreTrouble
from newsworld.news.moments import instant_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsworld.news.moments import Moment
    from newsworld.store.database import Rows

N = TypeVar("N")
AFTER_ALL = "9999-12-31T23:59:59Z"  # the key where a list begins that runs newest first
LEVEL = 3  # of deflate: 0.03 ms for an article; higher levels save 2 % more
DEFLATED = b"\x78"  # how zlib begins; JSON begins with a bracket or a brace
ASCII = 0x80  # JSON begins below, a map of MessagePack at or above
_encode = msgspec.json.Encoder().encode
_encode_bytes = msgspec.msgpack.Encoder().encode


def packed(noun: object) -> bytes:
    """A noun as the body of a row."""
    return zlib.compress(_encode(noun), LEVEL)


def packed_bytes(noun: object) -> bytes:
    """A noun that holds bytes as the body of a row."""
    return zlib.compress(_encode_bytes(noun), LEVEL)


def _inflated(body: bytes) -> bytes:
    try:
        return zlib.decompress(body) if body.startswith(DEFLATED) else body
    except zlib.error as error:
        raise _damaged("something kept", str(error)) from error


def unpacking(kind: type[N]) -> Callable[[bytes], N]:
    """What makes a noun of a kind out of a body. StoreTrouble if it is not what was kept."""
    of_json, of_bytes = msgspec.json.Decoder(kind).decode, msgspec.msgpack.Decoder(kind).decode

    def unpack(body: bytes) -> N:
        told = _inflated(body)
        try:
            return of_json(told) if told[0] < ASCII else of_bytes(told)
        except (IndexError, msgspec.DecodeError, msgspec.ValidationError, UnicodeDecodeError) as error:
            raise _damaged(f"a kept {kind.__name__}", str(error)) from error

    return unpack


def _damaged(what: str, why: str) -> StoreTrouble:
    return StoreTrouble(what, f"is damaged: {why}.", "See what else is: newsworld check. Then restore a backup.")


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
