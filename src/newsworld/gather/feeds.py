"""What does a feed announce? RSS 0.9x to 2.0, RDF, Atom and JSON Feed, well formed or not, as items.

Two readers: fastfeedparser (30 times as fast) where the XML is well formed, feedparser where it is not or where the
fast one finds nothing. Dates are read here from the raw text, since both readers drop the outlet's own zone.
"""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import islice, repeat
from typing import TYPE_CHECKING, Any
from xml.parsers import expat

import fastfeedparser
import feedparser

from newsworld.gather import addresses
from newsworld.gather.cleaning import text_of
from newsworld.gather.entries import item_of, link_of
from newsworld.gather.jsonfeed import read_json
from newsworld.gather.parsed import Parsed
from newsworld.gather.refusals import refuse_what_is_no_feed
from newsworld.news.errors import BadFeed
from newsworld.news.moments import instant_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from newsworld.gather.entries import Dates
    from newsworld.news.moments import Moment
    from newsworld.news.sourcing import Item

ITEMS_AT_MOST = 5000
# feedparser reads about 3 MB a second; what is broken is read no further than this, at the end of an item.
BROKEN_BYTES = 2 * 1024 * 1024
BROKEN_MARKS = 25_000  # tags and references: each costs feedparser up to 50 microseconds
CONTENT_CHARS_IN_ALL = 16_000_000  # sanitised at about 60 MB a second
_ITEM_START = re.compile(rb"<(?:item|entry)[\s>]")
_PREFIXED = (b":item>", b":entry>")  # in a namespace of its own
_MARK = re.compile(rb"[<&]")
_ITEM_END = re.compile(rb"</(?:item|entry)\s*>")
_DATE_ELEMENTS = (b"pubDate", b"published", b"issued", b"dc:date", b"updated", b"modified", b"date")
_RAW_DATE = re.compile(rb"(?:\s[^<>]{0,200})?>\s{0,40}(?:<!\[CDATA\[)?\s{0,40}([^<\]]{1,100})")
_HEAD_BYTES = 16 * 1024
_HUB = re.compile(rb"<(?:atom:|atom10:)?link\s[^<>]{0,600}>")
_ATTR = re.compile(rb"""(rel|href)\s{0,5}=\s{0,5}["']([^"'<>]{0,1000})["']""")
_LANGUAGE = re.compile(
    rb"""<(?:dc:)?language>\s{0,20}(?:<!\[CDATA\[)?\s{0,20}([A-Za-z0-9_-]{2,20})|<(?:feed|rss|rdf:RDF)\s[^<>]*xml:lang=["']([A-Za-z0-9_-]{2,20})"""
)
_LANGUAGE_CODE = re.compile("[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8}){0,3}")
_PERIOD = re.compile(rb"<(ttl|sy:updatePeriod|sy:updateFrequency)>\s{0,20}([a-z0-9]{1,10})\s{0,20}</", re.IGNORECASE)
_PERIOD_SECONDS = {"hourly": 3600, "daily": 86400, "weekly": 604800, "monthly": 2592000, "yearly": 31536000}


def parse(body: bytes, source: str, url: str, now: Moment) -> Parsed:
    """The items of a feed that came from `url` for the source with this id. BadFeed if it is none."""
    refuse_what_is_no_feed(body, url)
    starts = [found.start() for found in _ITEM_START.finditer(body)]
    told, trouble = _read(body, url, len(starts))
    entries = _entries(told)
    dates = _raw_dates(body, starts) if len(starts) == len(entries) else repeat(None)
    feed = told.get("feed") or {}
    home = link_of(feed.get("link") or "", url)
    hub, topic = _hub(body, url)
    room = CONTENT_CHARS_IN_ALL
    items = []
    for entry, raw in zip(entries[:ITEMS_AT_MOST], dates, strict=False):
        item, used = item_of(entry, raw, source, home or url, room)
        room -= used
        if item.link or item.headline or item.summary:
            items.append(item)
    return Parsed(
        tuple(items),
        title=text_of(feed.get("title") or ""),
        home=home,
        language=_language(feed, body),
        pause_seconds=_pause_seconds(body),
        is_calendar=is_calendar(items, now),
        trouble=trouble,
        hub=hub,
        topic=topic,
    )


def is_calendar(items: Iterable[Item], now: Moment) -> bool:
    """Whether the dates are those of events to come: most lie more than a day and a half ahead."""
    edge = instant_of(now) + timedelta(hours=36)
    ahead = [instant_of(item.published) > edge for item in items if item.published]
    return len(ahead) >= 3 and 2 * sum(ahead) > len(ahead)


def _read(body: bytes, url: str, count: int) -> tuple[Mapping[str, Any], str | None]:
    """The entries by the fast reader where it can be trusted, by the patient one elsewhere; and what was wrong."""
    if body[:100].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return read_json(body, url), None
    if _is_well_formed(body):
        try:
            told = fastfeedparser.parse(body)
        except Exception:  # noqa: BLE001 - a foreign reader may raise anything on foreign bytes
            return _read_patiently(body, url)
        if _is_complete(told, count) and not any(sign in body for sign in _PREFIXED):
            return told, None
    return _read_patiently(body, url)


def _is_well_formed(body: bytes) -> bool:
    """Whether it is XML to the last byte. expat reads no DTD and stops entity bombs itself (2.4.1 and later)."""
    try:
        expat.ParserCreate().Parse(body, True)
    except (expat.ExpatError, ValueError, LookupError):
        return False
    return True


def _is_complete(told: Mapping[str, Any], count: int) -> bool:
    """Whether the fast reader found as many entries as there are, each with a headline or text, and a link or guid."""
    entries = told.get("entries") or ()
    if len(entries) != count:
        return False
    return all(
        (take("title") or take("description")) and (take("link") or take("id")) for take in (e.get for e in entries)
    )


def _read_patiently(body: bytes, url: str) -> tuple[Mapping[str, Any], str | None]:
    end = _affordable(body)
    whole = end == len(body)
    part = body if whole else _cut(body, end)
    try:
        told = feedparser.parse(part, sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:
        raise BadFeed(addresses.host_of(url), "this feed cannot be read.", "Check the address.") from error
    if not told.get("entries") and not told.get("version"):
        raise BadFeed(addresses.host_of(url), "this is no feed that can be read.", "Check the address.")
    # plain dicts: feedparser's own answer to "updated" is "published" where there is none
    entries = [dict(entry) for entry in told.get("entries", ())]
    return {"feed": told.get("feed") or {}, "entries": entries}, _trouble(told, whole)


def _affordable(body: bytes) -> int:
    """How far a broken feed can be read in a few seconds."""
    marks = _MARK.finditer(body, 0, BROKEN_BYTES)
    beyond = next(islice(marks, BROKEN_MARKS, None), None)
    return beyond.start() if beyond else min(len(body), BROKEN_BYTES)


def _cut(body: bytes, end: int) -> bytes:
    """The start of a long broken feed, up to the end of an item."""
    ends = [found.end() for found in _ITEM_END.finditer(body, 0, end)]
    return body[: ends[-1]] if ends else body[:end]


def _trouble(told: Mapping[str, Any], whole: bool) -> str | None:
    if not whole:
        return "the feed is broken and long: only its start was read."
    if told.get("bozo") and not isinstance(told.get("bozo_exception"), feedparser.CharacterEncodingOverride):
        return "the feed is not well formed: what could be read was."
    return None


def _entries(told: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    entries = told.get("entries")
    return [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []


def _raw_dates(body: bytes, starts: list[int]) -> Iterable[Dates]:
    """Each entry's dates as the feed wrote them, by element."""
    elements = [(name.decode(), b"<" + name) for name in _DATE_ELEMENTS if b"<" + name in body]
    return (_dates_in(body, a, b, elements) for a, b in zip(starts, [*starts[1:], len(body)], strict=True))


def _dates_in(body: bytes, start: int, end: int, elements: list[tuple[str, bytes]]) -> Dates:
    found: Dates = {}
    for name, opening in elements:
        at = body.find(opening, start, end)
        raw = _RAW_DATE.match(body, at + len(opening), end) if at >= 0 else None
        if raw:
            found[name] = raw.group(1).decode("utf-8", "replace").strip()
    return found


def _language(feed: Mapping[str, Any], body: bytes) -> str | None:
    found = _LANGUAGE.search(body[:_HEAD_BYTES])
    code = (found.group(found.lastindex or 0).decode() if found else (feed.get("language") or "")).strip()
    return code.replace("_", "-") if _LANGUAGE_CODE.fullmatch(code) else None


def _pause_seconds(body: bytes) -> int | None:
    """What the channel asks for: minutes of <ttl>, or a period and how often in it."""
    told = {name.decode().lower(): value.decode().lower() for name, value in _PERIOD.findall(body[:_HEAD_BYTES])}
    if told.get("ttl", "").isdigit():
        return int(told["ttl"]) * 60 or None
    period = _PERIOD_SECONDS.get(told.get("sy:updateperiod", ""))
    often = told.get("sy:updatefrequency", "1")
    return period // max(1, int(often)) if period and often.isdigit() else None


def _hub(body: bytes, url: str) -> tuple[str | None, str | None]:
    """The feed's WebSub hub, and its own name there."""
    found: dict[str, str] = {}
    for link in _HUB.findall(body[:_HEAD_BYTES]):
        pairs = {name.decode(): value.decode("utf-8", "replace") for name, value in _ATTR.findall(link)}
        found.setdefault(pairs.get("rel", ""), pairs.get("href", ""))
    hub = link_of(found.get("hub", ""), url)
    return hub, (link_of(found.get("self", ""), url) or url) if hub else None
