"""Which path gets which answer: the sample world as a site, with validators."""

from __future__ import annotations

import hashlib
import threading
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from samples import feeds, pages

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from samples.pages import Rendered
    from samples.world import OfferedFeed, Report, SampleOutlet, World

BEGINNING = datetime(2022, 1, 3, tzinfo=UTC)  # of the sample world: for pages without a time


@dataclass(frozen=True, slots=True)
class Answer:
    """What a request gets."""

    status: int
    content_type: str
    body: bytes
    modified: datetime = BEGINNING

    @property
    def etag(self) -> str:
        """A validator that changes exactly when the bytes do."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:20]}"'

    def headers(self, *, with_content: bool) -> Sequence[tuple[str, str]]:
        """The answer's headers; a 304 has validators only."""
        validators = [
            ("ETag", self.etag),
            ("Last-Modified", format_datetime(self.modified.astimezone(UTC), usegmt=True)),
            ("Cache-Control", "max-age=60"),
        ]
        content = [("Content-Type", self.content_type), ("Content-Length", str(len(self.body)))]
        return (validators if self.status == 200 else []) + (content if with_content else [])


class SampleSite:
    """The whole world under one address. Counts page requests, since silent edits follow them."""

    def __init__(self, world: World, base: str) -> None:
        """`base` is the address everything is linked by, without a slash at the end."""
        self._world = world
        self._base = base
        self._asked: Counter[str] = Counter()
        self._lock = threading.Lock()
        self._pages = {world.address(report): report for report in world.reports.values()}
        self._homes = {outlet.home: outlet for outlet in world.outlets.values()}
        self._feeds = {
            outlet.home + offered.path: (outlet, offered)
            for outlet in world.outlets.values()
            for offered in outlet.feeds
        }

    def answer(self, target: str, *, counts: bool = True) -> Answer:
        """The answer for a request target; pages asked for are counted."""
        path = unquote(urlsplit(target).path)
        if path in self._pages:
            return self._page(self._pages[path], counts=counts)
        if path in self._feeds:
            return self._feed(*self._feeds[path])
        if path in self._homes:
            outlet = self._homes[path]
            return _found(pages.front_page(self._world, outlet, self._base))
        return self._own(path)

    def _page(self, report: Report, *, counts: bool) -> Answer:
        with self._lock:
            before = self._asked[report.id]
            self._asked[report.id] += counts
        shown = report.after(before)
        rendered = pages.report_page(self._world, shown, self._base)
        return _found(rendered, report.edited_at(before))

    def _feed(self, outlet: SampleOutlet, offered: OfferedFeed) -> Answer:
        own = self._world.published_by(outlet)
        shown = [report.after(self._asked[report.id]) for report in own]
        changed = max(report.edited_at(self._asked[report.id]) for report in own)
        return _found(feeds.feed(self._world, outlet, offered, shown, self._base), changed)

    def _own(self, path: str) -> Answer:
        """What belongs to the server and to no outlet."""
        if path == "/":
            return _found(pages.index_page(self._world, self._base))
        if path == "/outlets.opml":
            return _found(feeds.outlets_opml(self._world, self._base))
        if path == "/robots.txt":
            return Answer(200, "text/plain", b"User-agent: *\nAllow: /\n")
        return Answer(404, "text/html; charset=utf-8", b"<h1>404</h1><p>No such page.</p>\n")


def is_unchanged(answer: Answer, headers: Mapping[str, str]) -> bool:
    """Whether the asker already has these bytes; an ETag outweighs a date (RFC 9110, 13.2.2)."""
    known_tags = headers.get("If-None-Match")
    if known_tags is not None:
        tags = {tag.strip().removeprefix("W/") for tag in known_tags.split(",")}
        return answer.etag in tags or "*" in tags
    since = _moment(headers.get("If-Modified-Since"))
    return since is not None and answer.modified <= since


def _moment(text: str | None) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text) if text else None
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment


def _found(rendered: Rendered, modified: datetime = BEGINNING) -> Answer:
    return Answer(200, rendered.content_type, rendered.body, modified)
