"""Route and Param: a row of the table of routes, and what may be told with a request. OpenAPI is read off these."""

from __future__ import annotations

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from newsworld.api.permits import READ
from newsworld.news.errors import BadInput, UnknownId
from newsworld.news.moments import instant_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from newsworld.api.permits import Permit
    from newsworld.api.room import Room

MAX_TEXT = 500  # characters of any one parameter
MAX_ID = 2000  # of an id in a path: some are addresses
MAX_PAGE = 200
FIRST_MOMENT, LAST_MOMENT = "1000-01-01", "9999-12-31T23:59:59+00:00"  # of a list that nothing bounds
PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Param:
    """Something told in the path or the query. `kind`: text, count, moment, day, flag, cursor."""

    name: str
    does: str
    kind: str = "text"
    in_path: bool = False
    default: Any = None
    least: int = 0
    most: int = 0
    among: tuple[str, ...] = ()

    def read(self, text: str) -> Any:
        """The value that a request tells. BadInput if it is none."""
        if len(text) > (MAX_ID if self.in_path else MAX_TEXT) and self.kind != "cursor":
            raise BadInput(self.name, "it is too long.", f"Keep it under {MAX_TEXT} characters.")
        if self.among and text not in self.among:
            raise BadInput(self.name, f"“{text[:40]}” is none of its values.", f"Use one of {', '.join(self.among)}.")
        return _READERS[self.kind](self, text)

    def schema(self) -> dict[str, Any]:
        """Its JSON Schema."""
        told = dict(_SCHEMAS[self.kind])
        if self.among:
            told["enum"] = list(self.among)
        elif self.kind == "text":
            told |= {"maxLength": MAX_ID if self.in_path else MAX_TEXT} | ({"minLength": 1} if self.in_path else {})
        elif self.kind == "count":
            told |= {"minimum": self.least, "maximum": self.most}
        return told | ({"default": self.default} if self.default is not None else {})


def _count(param: Param, text: str) -> int:
    bare = text.removeprefix("-")
    if not (bare.isascii() and bare.isdigit()) or len(text) > 18 or not param.least <= int(text) <= param.most:
        raise BadInput(param.name, "it is no number in its bounds.", f"Give {param.least} to {param.most}.")
    return int(text)


def _moment(param: Param, text: str) -> str:
    told = text.strip().replace("Z", "+00:00").replace("z", "+00:00").replace(" ", "+")  # an unescaped + comes as space
    try:
        instant_of(told)
    except (ValueError, OverflowError) as error:
        raise BadInput(param.name, "it is no ISO 8601 date.", "Write 2022-01-08 or 2022-01-08T18:00:00Z.") from error
    return told


def _day(param: Param, text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise BadInput(param.name, "it is no day.", "Write 2022-01-08.") from error


def _flag(param: Param, text: str) -> bool:
    if text not in ("true", "false"):
        raise BadInput(param.name, "it is neither true nor false.", "Write true or false.")
    return text == "true"


def _cursor(_param: Param, text: str) -> tuple[Any, ...]:
    return opened(text)


_READERS: dict[str, Callable[[Param, str], Any]] = {
    "text": lambda _param, text: text, "count": _count, "moment": _moment, "day": _day, "flag": _flag,
    "cursor": _cursor,
}  # fmt: skip
_SCHEMAS: dict[str, dict[str, Any]] = {
    "text": {"type": "string"}, "count": {"type": "integer"}, "flag": {"type": "boolean"},
    "moment": {"anyOf": [{"type": "string", "format": "date"}, {"type": "string", "format": "date-time"}]},
    "day": {"type": "string", "format": "date"}, "cursor": {"type": "string"},
}  # fmt: skip


def sealed(*place: Any) -> str:
    """A place in a list as a cursor: opaque to whoever carries it."""
    return urlsafe_b64encode(msgspec.json.encode(place)).decode().rstrip("=")


def opened(cursor: str) -> tuple[Any, ...]:
    """The place of a cursor. UnknownId if this house never gave it out."""
    try:
        place = msgspec.json.decode(urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4)))
    except (ValueError, binascii.Error, msgspec.DecodeError) as error:
        raise UnknownId("cursor", "there is no page at this cursor.", "Begin without one.") from error
    if not isinstance(place, list) or len(place) > 4 or not all(isinstance(part, str | int) for part in place):
        raise UnknownId("cursor", "there is no page at this cursor.", "Begin without one.")
    return tuple(place)


@dataclass(frozen=True, slots=True)
class Ask:
    """What a route is asked: in which room, under which permit, with what told."""

    room: Room
    permit: Permit
    told: Mapping[str, Any] = field(default_factory=dict)
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """What a parameter tells; empty where it was not told."""
        return str(self.told.get(name) or "")

    def place(self, *kinds: type) -> tuple[Any, ...] | None:
        """Where to go on; None at the beginning. UnknownId if it is no place of this list."""
        place: tuple[Any, ...] | None = self.told.get("cursor")
        if place is not None and tuple(type(part) for part in place) != kinds:
            raise UnknownId("cursor", "there is no page of this list at this cursor.", "Begin without one.")
        return place


@dataclass(frozen=True, slots=True)
class Page:
    """Some of a list, and the cursor of the rest; None at its end."""

    items: Sequence[Any]
    next: str | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """What was asked for answers under another id now."""

    path: str


@dataclass(frozen=True, slots=True)
class Streamed:
    """Bytes that come as they are made."""

    parts: Any  # an iterable of bytes, or an asynchronous one
    media_type: str
    file_name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A row of the table of routes. `answer` is the noun that it gives, in a list where `is_list`."""

    name: str
    path: str
    does: str
    act: Callable[[Ask], Any]
    answer: Any = None
    method: str = "GET"
    params: tuple[Param, ...] = ()
    takes: Any = None
    status: int = 200
    is_list: bool = False
    group: str = "Reading"
    media: tuple[str, ...] = ("application/json",)
    can_move: bool = False
    can_be_missing: bool = False

    needs: int = READ

    @property
    def writes(self) -> bool:
        """Whether it changes something."""
        return self.method not in ("GET", "HEAD")


LIMIT = Param(name="limit", does="How many at most.", kind="count", default=PAGE, least=1, most=MAX_PAGE)
CURSOR = Param(name="cursor", does="Where to go on, as an earlier answer's `next` tells.", kind="cursor")
PAGED = (LIMIT, CURSOR)
SINCE = Param(name="since", does="From this day or moment on.", kind="moment")
UNTIL = Param(name="until", does="Before this day or moment.", kind="moment")
