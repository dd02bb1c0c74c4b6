"""What does a feed announce? RSS 0.9x to 2.0, RDF, Atom and JSON Feed, well formed or not, as items.

Two readers: fastfeedparser (30 times as fast) where the XML is well formed, feedparser where it is not or where the
fast one finds nothing. Dates are read here from the raw text, since both readers drop the outlet's own zone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from xml.parsers import expat

import fastfeedparser
import feedparser

from newsworld.gather import addresses
from newsworld.gather.cleaning import LONGEST_SUMMARY, harmless, text_of
from newsworld.gather.dates import moment_of
from newsworld.gather.jsonfeed import read_json
from newsworld.gather.parsed import Parsed
from newsworld.gather.refusals import refuse_what_is_no_feed
from newsworld.news.errors import AddressRefused, BadFeed
from newsworld.news.moments import instant_of
from newsworld.news.sourcing import Item

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from newsworld.news.moments import Moment

ITEMS_AT_MOST = 5000
# feedparser reads about 3 MB a second; what is broken is read no further than this, at the end of an item.
BROKEN_BYTES = 2 * 1024 * 1024
CONTENT_CHARS_IN_ALL = 16_000_000  # sanitised at about 60 MB a second
NAMES_AT_MOST = 20
CATEGORIES_AT_MOST = 30
LONGEST_GUID = 2000
_ITEM_START = re.compile(rb"<(?:item|entry)[\s>]")
_ITEM_END = re.compile(rb"</(?:item|entry)\s*>")
_RAW_DATE = re.compile(
    rb"<(pubDate|published|issued|dc:date|updated|modified|date)(?:\s[^<>]*)?>\s*(?:<!\[CDATA\[)?\s*([^<\]]{1,100})"
)
_FIRST_TOLD = ("pubDate", "published", "issued", "dc:date", "date")
_CHANGED = ("updated", "modified")
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
    told, trouble = _read(body, url)
    entries = _entries(told)
    dates = _raw_dates(body, len(entries))
    base = _text(told.get("feed", {}).get("link"))
    home = _link(base, url)
    hub, topic = _hub(body, url)
    room = CONTENT_CHARS_IN_ALL
    items = []
    for entry, raw in zip(entries[:ITEMS_AT_MOST], dates, strict=False):
        item, used = _item(entry, raw, source, home or url, room)
        room -= used
        if item.link or item.headline or item.summary:
            items.append(item)
    return Parsed(
        tuple(items),
        title=text_of(_text(told.get("feed", {}).get("title"))),
        home=home,
        language=_language(told, body),
        pause_seconds=_pause_seconds(body),
        is_calendar=is_calendar(items, now),
        trouble=trouble,
        hub=hub,
        topic=topic,
    )


def is_calendar(items: Iterable[Item], now: Moment) -> bool:
    """Whether the dates are those of events to come: most lie more than a day and a half ahead."""
    here = instant_of(now)
    ahead = [_hours_ahead(item.published, here) > 36 for item in items if item.published]
    return len(ahead) >= 3 and 2 * sum(ahead) > len(ahead)


def _hours_ahead(moment: Moment, here: datetime) -> float:
    return (instant_of(moment) - here).total_seconds() / 3600


def _read(body: bytes, url: str) -> tuple[Mapping[str, Any], str | None]:
    """The entries by the fast reader where it can be trusted, by the patient one elsewhere; and what was wrong."""
    if body[:100].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return read_json(body, url), None
    if _is_well_formed(body):
        try:
            told = fastfeedparser.parse(body)
        except Exception:  # noqa: BLE001 - a foreign reader may raise anything on foreign bytes
            return _read_patiently(body, url)
        if _is_complete(told) and len(told["entries"]) == len(_ITEM_START.findall(body)):
            return told, None
    return _read_patiently(body, url)


def _is_well_formed(body: bytes) -> bool:
    """Whether it is XML to the last byte. expat reads no DTD and stops entity bombs itself (2.4.1 and later)."""
    try:
        expat.ParserCreate().Parse(body, True)
    except (expat.ExpatError, ValueError, LookupError):
        return False
    return True


def _is_complete(told: Mapping[str, Any]) -> bool:
    """Whether the fast reader found entries, and in each a headline or text, and a link or guid."""
    entries = told.get("entries") or ()
    sound = sum(bool((e.get("title") or e.get("description")) and (e.get("link") or e.get("id"))) for e in entries)
    return bool(entries) and sound == len(entries)


def _read_patiently(body: bytes, url: str) -> tuple[Mapping[str, Any], str | None]:
    whole = len(body) <= BROKEN_BYTES
    try:
        told = feedparser.parse(body if whole else _cut(body), sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:
        raise BadFeed(addresses.host_of(url), "this feed cannot be read.", "Check the address.") from error
    if not told.get("entries") and not told.get("version"):
        raise BadFeed(addresses.host_of(url), "this is no feed that can be read.", "Check the address.")
    return told, _trouble(told, whole)


def _cut(body: bytes) -> bytes:
    """The start of a long broken feed, up to the end of an item."""
    ends = [found.end() for found in _ITEM_END.finditer(body, 0, BROKEN_BYTES)]
    return body[: ends[-1]] if ends else body[:BROKEN_BYTES]


def _trouble(told: Mapping[str, Any], whole: bool) -> str | None:
    if not whole:
        return "the feed is broken and long: only its start was read."
    if told.get("bozo") and not isinstance(told.get("bozo_exception"), feedparser.CharacterEncodingOverride):
        return "the feed is not well formed: what could be read was."
    return None


def _entries(told: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    entries = told.get("entries")
    return [dict(entry) for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []


def _raw_dates(body: bytes, count: int) -> Iterable[dict[str, str] | None]:
    """Each entry's dates as the feed wrote them, by element; None where items cannot be told apart in the bytes."""
    starts = [found.start() for found in _ITEM_START.finditer(body)]
    if len(starts) != count:
        return (None for _ in range(count))
    return (_dates_in(body[a:b]) for a, b in zip(starts, [*starts[1:], len(body)], strict=True))


def _dates_in(part: bytes) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, raw in _RAW_DATE.findall(part):
        found.setdefault(name.decode(), raw.decode("utf-8", "replace").strip())
    return found


def _item(entry: Mapping[str, Any], raw: dict[str, str] | None, source: str, base: str, room: int) -> tuple[Item, int]:
    """One entry as an item, and how many characters of content it used up."""
    written, published = _date(entry, raw, "published", _FIRST_TOLD)
    changed, updated = _date(entry, raw, "updated", _CHANGED)
    summary = _text(entry.get("summary")) or _text(entry.get("description"))
    content, used = _content(entry, summary, room)
    return Item(
        id="",
        source=source,
        link=_link(_text(entry.get("link")), base) or _link_in_guid(entry) or "",
        headline=text_of(_text(entry.get("title"))),
        guid=_text(entry.get("id"))[:LONGEST_GUID] or None,
        summary=text_of(summary, LONGEST_SUMMARY),
        published=published or updated,
        published_raw=(written or changed or "")[:200] or None,
        updated=updated,
        byline=_names(entry),
        categories=_categories(entry),
        image=_image(entry, base),
        content=content,
    ), used


def _date(
    entry: Mapping[str, Any], raw: dict[str, str] | None, name: str, elements: tuple[str, ...]
) -> tuple[str | None, Moment | None]:
    """A date as written and as understood."""
    if raw is None:  # the bytes do not show it: JSON, or a feed too broken to tell items apart
        written = _text(entry.get(name)) or None
    else:
        written = next((raw[element] for element in elements if element in raw), None)
    return written, (moment_of(written) or _moment(entry, name)) if written else None


def _moment(entry: Mapping[str, Any], name: str) -> Moment | None:
    """The date as the reader understood it, where its raw form is not known to us.

    Not without a raw form: fastfeedparser makes a date of this month out of a guid such as "1".
    """
    told = _text(entry.get(name))
    if known := moment_of(told):
        return known
    parts = entry.get(f"{name}_parsed")  # feedparser's struct_time, UTC
    return moment_of("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z".format(*parts[:6])) if parts else None


def _content(entry: Mapping[str, Any], summary: str, room: int) -> tuple[str | None, int]:
    """The whole text that a feed carries, harmless; None where it carries no more than a summary."""
    pieces = entry.get("content")
    texts = (
        [_text(piece.get("value")) for piece in pieces if isinstance(piece, dict)] if isinstance(pieces, list) else []
    )
    longest = max(texts, key=len, default="")
    if len(longest) <= len(summary) and len(summary) < 600:
        return None, 0
    longest = max(longest, summary, key=len)
    if len(longest) > room:
        return None, 0
    return harmless(longest), len(longest)


def _names(entry: Mapping[str, Any]) -> tuple[str, ...]:
    told = entry.get("authors")
    names = [_text(author.get("name")) for author in told if isinstance(author, dict)] if isinstance(told, list) else []
    names = [name for name in names if name] or [_text(entry.get("author"))]
    return tuple(dict.fromkeys(clean for name in names[:NAMES_AT_MOST] if (clean := text_of(name, 200))))


def _categories(entry: Mapping[str, Any]) -> tuple[str, ...]:
    told = entry.get("tags")
    terms = [_text(tag.get("term")) for tag in told if isinstance(tag, dict)] if isinstance(told, list) else []
    return tuple(dict.fromkeys(clean for term in terms[:CATEGORIES_AT_MOST] if (clean := text_of(term, 100))))


def _image(entry: Mapping[str, Any], base: str) -> str | None:
    """The picture that goes with an item: thumbnail, media of kind image, enclosure, JSON Feed's image."""
    for name in ("media_thumbnail", "media_content", "enclosures", "image"):
        told = entry.get(name)
        for row in told if isinstance(told, list) else [{"url": told}]:
            if isinstance(row, dict) and (name in ("media_thumbnail", "image") or _shows(row)):
                found = _link(_text(row.get("url")) or _text(row.get("href")), base)
                if found:
                    return found
    return None


def _shows(row: Mapping[str, Any]) -> bool:
    kind = _text(row.get("medium")) or _text(row.get("type"))
    return kind.startswith("image") or (
        not kind and bool(re.search(r"\.(?:jpe?g|png|webp|gif)\b", _text(row.get("url"))))
    )


def _link(told: str, base: str) -> str | None:
    """A web address, as written where it is whole; None for anything else, javascript: above all."""
    told = "".join(told.split()).replace("&amp;", "&")  # escaped twice by some feeds
    if not told or len(told) > addresses.MAX_URL_CHARS:
        return None
    if told.startswith(("http://", "https://")):
        return told
    try:
        return addresses.http_address(told, seen_from=base)
    except AddressRefused:
        return None


def _link_in_guid(entry: Mapping[str, Any]) -> str | None:
    guid = _text(entry.get("id"))
    return guid if guid.startswith(("http://", "https://")) else None


def _language(told: Mapping[str, Any], body: bytes) -> str | None:
    found = _LANGUAGE.search(body[:_HEAD_BYTES])
    code = (
        found.group(found.lastindex or 0).decode() if found else _text(told.get("feed", {}).get("language"))
    ).strip()
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
    hub = _link(found.get("hub", ""), url)
    return hub, (_link(found.get("self", ""), url) or url) if hub else None


def _text(value: object) -> str:
    """Text, or nothing: readers hand on whatever JSON or XML held."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""
