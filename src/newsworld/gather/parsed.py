"""What did a source say, once read? The shape that every kind of source gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsworld.news.sourcing import Item


@dataclass(frozen=True, slots=True)
class Parsed:
    """The items as announced, newest as the source orders them; ids are given later, by identity.recognise."""

    items: tuple[Item, ...] = ()
    title: str = ""
    home: str | None = None
    language: str | None = None
    leads_to: tuple[str, ...] = ()  # addresses to listen to instead: sitemaps of an index, feeds of a home page
    hub: str | None = None  # a WebSub hub, and the topic it knows the feed by
    topic: str | None = None
    pause_seconds: int | None = None  # what the feed asks for between two polls (ttl, sy:update...)
    is_calendar: bool = False  # its dates are those of events to come
    trouble: str | None = None  # read, but not whole: in plain words
