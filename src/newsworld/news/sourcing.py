"""Who publishes, where we listen, what is announced and what was fetched."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from newsworld.news.moments import Moment


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who publishes. `kind`: agency, public broadcaster, state media, daily, weekly, online, institution ..."""

    id: str
    name: str
    home: str | None = None
    country: str | None = None  # ISO 3166 alpha-2
    language: str | None = None  # BCP 47
    kind: str | None = None
    timezone: str | None = None  # IANA


@dataclass(frozen=True, slots=True)
class Source:
    """Where we listen. `kind` is a row of gather.KINDS: feed, sitemap, site, page, warc, folder."""

    id: str
    kind: str
    address: str  # a URL, or a path for archives and folders
    outlet: str  # Outlet.id
    title: str = ""
    folder: str = ""  # as OPML nests it: "Europe/Germany"
    paused: bool = False


@dataclass(frozen=True, slots=True)
class Subscription:
    """What a hub promised: to tell us of a source's news at once, for the time of a lease."""

    hub: str
    topic: str  # the source's address as the hub knows it
    state: str = "wanted"  # wanted, asked, verified, denied
    asked: Moment | None = None  # the last time
    lease_from: Moment | None = None
    lease_seconds: int = 0


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """How listening went, and when to listen again. Times are UTC moments."""

    source: str
    state: str = "new"  # new, well, quiet, failing, paused, gone
    last_try: Moment | None = None
    last_success: Moment | None = None
    next_try: Moment | None = None
    failures: int = 0  # in a row
    error: str | None = None  # in plain words
    etag: str | None = None  # validators, byte for byte as they came
    last_modified: str | None = None
    moved_to: str | None = None  # a permanent redirect seen but not yet adopted
    moved_seen: int = 0
    moved_since: Moment | None = None
    subscription: Subscription | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """What a source announces."""

    id: str  # stable within the house: survives the churn of guids
    source: str
    link: str
    headline: str
    guid: str | None = None
    summary: str = ""
    published: Moment | None = None  # min(parsed, first seen)
    published_raw: str | None = None  # as the feed wrote it
    updated: Moment | None = None
    byline: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    image: str | None = None
    content: str | None = None  # sanitised HTML, where the feed carries the whole text
    first_seen: Moment | None = None


@dataclass(frozen=True, slots=True)
class Capture:
    """The bytes or text fetched for an item, with status and time (a WARC response)."""

    id: str
    url: str
    fetched: Moment | None = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)  # names in lower case
    body: bytes = b""  # as it came, transfer decoded
    text: str | None = None  # instead of body: plain text such as a file or a pasted page
    outlet: str | None = None  # Outlet.name, where the source knows it
    item: Item | None = None  # what announced it
