"""What does a sitemap announce? News maps headlines and times, plain ones addresses, indexes other sitemaps."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat

from newsworld.gather.addresses import host_of, http_address
from newsworld.gather.cleaning import text_of
from newsworld.gather.dates import moment_of
from newsworld.gather.parsed import Parsed
from newsworld.news.errors import AddressRefused, BadFeed
from newsworld.news.moments import instant_of
from newsworld.news.sourcing import Item

if TYPE_CHECKING:
    from newsworld.news.moments import Moment

ITEMS_AT_MOST = 5000
MAPS_AT_MOST = 5  # of an index, newest first: news stands in the newest
ENTRIES_AT_MOST = 50_000  # sitemaps.org, for one file
ELEMENTS_AT_MOST = 1_000_000
DEEPEST = 20
UNPACKED_BYTES = 64 * 1024 * 1024  # sitemaps.org allows 50 MB
_TOLD = {"loc", "lastmod", "title", "publication_date", "name", "language", "keywords"}
_LONGEST = 8192


@dataclass(slots=True)
class _Reader:
    """Collects <url> and <sitemap> entries while expat walks the file."""

    host: str
    elements: int = 0
    entries: list[dict[str, str]] = field(default_factory=list)
    is_index: bool = False
    root: str = ""
    _path: list[str] = field(default_factory=list)
    _text: list[str] = field(default_factory=list)

    def opens(self, name: str, _: dict[str, str]) -> None:
        """An element begins."""
        plain = name.lower().rpartition(":")[2]
        self.elements += 1
        if self.elements > ELEMENTS_AT_MOST or len(self._path) > DEEPEST:
            raise BadFeed(self.host, "this sitemap is longer or deeper than any honest one.", "Remove this source.")
        if not self._path:
            self.root = plain
            self.is_index = plain == "sitemapindex"
        self._path.append(plain)
        self._text.clear()
        if plain in ("url", "sitemap") and len(self._path) == 2 and len(self.entries) < ENTRIES_AT_MOST:
            self.entries.append({})
        elif plain == "image" and self.entries and "image:loc" in name.lower():
            self._path[-1] = "picture"

    def says(self, text: str) -> None:
        """Text within an element."""
        if len(self._text) < _LONGEST:
            self._text.append(text)

    def closes(self, _: str) -> None:
        """An element ends."""
        plain = self._path.pop()
        if plain not in _TOLD or not self.entries or len(self._path) < 2:
            return
        key = "image" if plain == "loc" and self._path[-1] == "image" else plain
        if key == "title" and self._path[-1] != "news":
            return
        self.entries[-1].setdefault(key, "".join(self._text).strip()[:_LONGEST])


def parse(body: bytes, source: str, url: str, now: Moment) -> Parsed:
    """The items of a sitemap, newest first, or the sitemaps that an index leads to. BadFeed if it is none."""
    reader = _read(_unpacked(body, url), url)
    entries = sorted(reader.entries, key=lambda entry: _sortable(entry, now), reverse=True)
    if reader.is_index:
        maps = (_address(entry.get("loc", ""), url) for entry in entries)
        return Parsed(leads_to=tuple(found for found in maps if found)[:MAPS_AT_MOST])
    items = (_item(entry, source, url) for entry in entries[:ITEMS_AT_MOST])
    names = (entry["name"] for entry in entries if entry.get("name"))
    return Parsed(
        tuple(item for item in items if item.link),
        title=text_of(next(names, "")),
        language=next((entry["language"] for entry in entries if entry.get("language")), None),
    )


def _unpacked(body: bytes, url: str) -> bytes:
    """The XML of a sitemap served as a .gz file."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    inflater = zlib.decompressobj(31)
    try:
        plain = inflater.decompress(body, UNPACKED_BYTES)
    except zlib.error as error:
        raise BadFeed(host_of(url), "this packed sitemap is broken.", "It will be tried again later.") from error
    if inflater.unconsumed_tail:
        raise BadFeed(host_of(url), "this sitemap unpacks to more than any honest one.", "Remove this source.")
    return plain


def _read(body: bytes, url: str) -> _Reader:
    reader = _Reader(host_of(url))
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reader.opens
    parser.CharacterDataHandler = reader.says
    parser.EndElementHandler = reader.closes
    try:
        parser.Parse(body.lstrip(), True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        if not reader.entries:  # what stood before the fault is kept
            raise BadFeed(host_of(url), "this sitemap is not well formed.", "Check the address.") from error
    if reader.root not in ("urlset", "sitemapindex"):
        raise BadFeed(host_of(url), "this is no sitemap.", "Give the source the kind that it is.")
    return reader


def _sortable(entry: dict[str, str], now: Moment) -> float:
    moment = moment_of(entry.get("publication_date", "")) or moment_of(entry.get("lastmod", ""))
    return min(instant_of(moment), instant_of(now)).timestamp() if moment else 0.0


def _address(told: str, url: str) -> str | None:
    try:
        return http_address(told, seen_from=url) if told else None
    except AddressRefused:
        return None


def _item(entry: dict[str, str], source: str, url: str) -> Item:
    written = entry.get("publication_date") or entry.get("lastmod") or None
    changed = entry.get("lastmod")
    words = entry.get("keywords", "").split(",")[:30]
    return Item(
        id="",
        source=source,
        link=_address(entry.get("loc", ""), url) or "",
        headline=text_of(entry.get("title", "")),
        published=moment_of(written) if written else None,
        published_raw=written[:200] if written else None,
        updated=moment_of(changed) if changed else None,
        categories=tuple(dict.fromkeys(clean for word in words if (clean := text_of(word, 100)))),
        image=_address(entry.get("image", ""), url),
    )
