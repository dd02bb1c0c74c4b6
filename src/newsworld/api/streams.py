"""Streams of the Google Reader API: which entries a request's s, it, xt, ot, nt, n, r and c ask for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from newsworld.news.people import Wanted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsworld.api.forms import Fields
    from newsworld.api.phones import Feed
    from newsworld.news.moments import Moment
    from newsworld.news.people import Entry

STATE = "user/-/state/com.google/"
LABEL = "user/-/label/"
ITEM = "tag:google.com,2005:reader/item/"
MOST, FEW = 10_000, 20  # clients ask for 200,000 at once, or do not say
MAX_NUMBER = 2**63 - 1
_OWN = re.compile(r"user/[^/]{1,64}/")
_HEXADECIMAL = re.compile(r"[0-9a-fA-F]{16}")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is wanted; `exists` is False for a stream that nobody knows."""

    wanted: Wanted
    exists: bool = True


def asked(fields: Fields, feeds: Sequence[Feed], *, stream: str = "", order: str = "moment") -> Asked:
    """What a request asks for."""
    stream = own(stream or fields.first("s") or f"{STATE}reading-list")
    outlets = _outlets(stream, feeds)
    states = [*fields.all("it"), stream]
    without = fields.all("xt")
    is_oldest_first = fields.first("r") == "o"
    wanted = Wanted(
        outlets=outlets,
        is_read=_told("read", states, without, also_not="kept-unread"),
        is_starred=_told("starred", states, without),
        changed_from=time_of(fields.first("ot")),
        changed_to=time_of(fields.first("nt")),
        order=order,
        newest_first=not is_oldest_first,
        limit=_count(fields.first("n")),
        past=_past(fields.first("c")),
    )
    return Asked(wanted, exists=outlets is None or bool(outlets))


def continuation(found: Sequence[Entry], wanted: Wanted) -> dict[str, str]:
    """Where the next page begins, as a string; nothing when there is none."""
    if len(found) < wanted.limit or not found:
        return {}
    last = found[-1]
    return {"continuation": f"{time_number(last.moment)}_{last.number}"}


def _past(told: str) -> tuple[Moment, int] | None:
    moment, parted, number = told.partition("_")
    if not parted or not _is_number(number) or not _is_number(moment.removeprefix("-")):
        return None
    return key_of(int(moment)), int(number)


def _outlets(stream: str, feeds: Sequence[Feed]) -> tuple[str, ...] | None:
    """The outlets of a stream, as far as the reader keeps them; none for a stream that nobody knows."""
    if stream.startswith("feed/"):
        feed = feed_of(stream, feeds)
        return (feed.outlet,) if feed else ()
    if stream.startswith(LABEL):
        return tuple(feed.outlet for feed in feeds if feed.folder == stream.removeprefix(LABEL))
    if state_of(stream) in ("reading-list", "starred", "read", "kept-unread"):
        return tuple(feed.outlet for feed in feeds)
    return ()


def feed_of(told: str, feeds: Sequence[Feed]) -> Feed | None:
    """The feed of "feed/<number>" or "feed/<url>"."""
    name = told.removeprefix("feed/")
    if _is_number(name):
        return next((feed for feed in feeds if feed.number == int(name)), None)
    return next((feed for feed in feeds if feed.address.removesuffix("/") == name.removesuffix("/")), None)


def number_of(told: str) -> int | None:
    """An entry's number: decimal, sixteen hexadecimal digits, or the long form."""
    bare = told.removeprefix(ITEM)
    if bare != told or (_HEXADECIMAL.fullmatch(bare) and not (bare.isdigit() and not bare.startswith("0"))):
        number = int(bare, 16) if _HEXADECIMAL.fullmatch(bare) else None
    else:
        number = int(bare) if _is_number(bare) else None
    return number if number is not None and number <= MAX_NUMBER else None


def state_of(tag: str) -> str:
    """The state's name; empty for anything else."""
    bare = own(tag)
    return bare.removeprefix(STATE) if bare.startswith(STATE) else ""


def own(stream: str) -> str:
    """A stream's id with "-" for whoever asks, whichever number or name the client writes there."""
    return _OWN.sub("user/-/", stream, count=1) if stream.startswith("user/") else stream


def time_of(told: str) -> Moment | None:
    """A time in seconds, milliseconds, microseconds or nanoseconds since 1970, as a key; None for none."""
    if not _is_number(told) or int(told) == 0:
        return None
    seconds = int(told)
    while seconds > 100_000_000_000:  # the year 5138: no client means that in seconds
        seconds //= 1000
    return key_of(seconds)


def key_of(seconds: int) -> Moment:
    """Seconds since 1970 as a key that sorts by time; what no calendar has, as the nearest that it has."""
    return datetime.fromtimestamp(max(0, min(seconds, 253_402_300_799)), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def time_number(key: Moment) -> int:
    """A key as seconds since 1970."""
    return int(datetime.fromisoformat(key).timestamp())


def _told(state: str, with_: Sequence[str], without: Sequence[str], also_not: str = "") -> bool | None:
    """Whether a state is asked for, asked not to be, or not spoken of."""
    if any(state_of(one) == state for one in with_) or (also_not and any(state_of(one) == also_not for one in without)):
        return True
    if any(state_of(one) == state for one in without) or (also_not and any(state_of(one) == also_not for one in with_)):
        return False
    return None


def _count(told: str) -> int:
    return max(1, min(int(told), MOST)) if _is_number(told) else FEW


def _is_number(told: str) -> bool:
    return told.isascii() and told.isdigit() and len(told) < 20
