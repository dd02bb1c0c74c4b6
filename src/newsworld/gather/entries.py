"""What does one entry of a feed say? As an item: text as text, content harmless, dates as told.

The readers give text or None under each name; JSON, which holds anything, is made so by its own reader.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from newsworld.gather.addresses import MAX_URL_CHARS, http_address
from newsworld.gather.cleaning import LONGEST_SUMMARY, harmless, text_of
from newsworld.gather.dates import moment_of
from newsworld.news.errors import AddressRefused
from newsworld.news.sourcing import Item

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newsworld.news.moments import Moment

    Entry = Mapping[str, Any]
    Dates = dict[str, str]  # as the bytes have them, by element

NAMES_AT_MOST = 20
CATEGORIES_AT_MOST = 30
LONGEST_GUID = 2000
SHORTEST_CONTENT = 1000  # characters of markup: less than that is a summary, not a report
_FIRST_TOLD = ("pubDate", "published", "issued", "dc:date", "date")
_CHANGED = ("updated", "modified")
_PICTURES = ("media_thumbnail", "media_content", "enclosures", "image")
_PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|webp|gif)\b", re.IGNORECASE)


def item_of(entry: Entry, dates: Dates | None, source: str, base: str, room: int) -> tuple[Item, int]:
    """One entry as an item, and how many characters of content it used up.

    `dates` is None where the bytes do not show them: JSON, or a feed too broken to tell its items apart.
    """
    take = entry.get
    written, published = _date(entry, dates, "published", _FIRST_TOLD)
    changed, updated = _date(entry, dates, "updated", _CHANGED)
    summary = take("summary") or take("description") or ""
    guid = take("id") or ""
    authors, tags = take("authors"), take("tags")
    markup = _longest(entry, summary)
    is_report = SHORTEST_CONTENT <= len(markup) <= room
    item = Item(
        id="",
        source=source,
        link=link_of(take("link") or "", base) or (guid if guid.startswith(("http://", "https://")) else ""),
        headline=text_of(take("title") or ""),
        guid=guid[:LONGEST_GUID] or None,
        summary=text_of(summary or markup, LONGEST_SUMMARY) if markup else "",
        published=published or updated,
        published_raw=(written or changed or "")[:200] or None,
        updated=updated,
        byline=_texts(authors, "name", NAMES_AT_MOST) if authors else _texts([entry], "author", 1),
        categories=_texts(tags, "term", CATEGORIES_AT_MOST) if tags else (),
        image=_image(entry, base),
        content=harmless(markup) if is_report else None,
    )
    return item, len(markup) if is_report else 0


def link_of(text: str, base: str) -> str | None:
    """A web address, as written where it is whole; None for anything else, javascript: above all."""
    if not text:
        return None
    if not text.isprintable() or " " in text or "&amp;" in text:  # wrapped, or escaped twice, by some feeds
        text = "".join(text.split()).replace("&amp;", "&")
    if len(text) > MAX_URL_CHARS:
        return None
    if text.startswith(("http://", "https://")):
        return text
    try:
        return http_address(text, seen_from=base)
    except AddressRefused:
        return None


def _texts(rows: list[Entry], name: str, at_most: int) -> tuple[str, ...]:
    """The words under a name in each row, each once."""
    found: dict[str, None] = {}
    for row in rows[:at_most]:
        words = row.get(name)
        if words and (clean := text_of(words, 200)):
            found[clean] = None
    return tuple(found)


def _date(entry: Entry, dates: Dates | None, name: str, elements: tuple[str, ...]) -> tuple[str | None, Moment | None]:
    """A date as written and as understood."""
    written = entry.get(name) or None if dates is None else _first(dates, elements)
    return written, (moment_of(written) or _understood(entry, name)) if written else None


def _first(dates: Dates, elements: tuple[str, ...]) -> str | None:
    for element in elements:
        if element in dates:
            return dates[element]
    return None


def _understood(entry: Entry, name: str) -> Moment | None:
    """The date as the reader understood it, where its raw form is not known to us.

    Not without a raw form: fastfeedparser makes a date of this month out of a guid such as "1".
    """
    if known := moment_of(entry.get(name) or ""):
        return known
    parts = entry.get(f"{name}_parsed")  # feedparser's struct_time, UTC
    return moment_of("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z".format(*parts[:6])) if parts else None


def _longest(entry: Entry, summary: str) -> str:
    """The most that the feed carries of an entry's text, as markup."""
    pieces = entry.get("content")
    longest = summary
    for piece in pieces or ():
        words = piece.get("value") or ""
        longest = words if len(words) > len(longest) else longest
    return longest


def _image(entry: Entry, base: str) -> str | None:
    """The picture that goes with an item: thumbnail, media of kind image, enclosure, JSON Feed's image."""
    for name in _PICTURES:
        value = entry.get(name)
        if not value:
            continue
        for row in value if isinstance(value, list) else [value if isinstance(value, dict) else {"url": value}]:
            if name in ("media_thumbnail", "image") or _shows(row):
                found = link_of(row.get("url") or row.get("href") or "", base)
                if found:
                    return found
    return None


def _shows(row: Entry) -> bool:
    kind = row.get("medium") or row.get("type") or ""
    return kind.startswith("image") or (not kind and bool(_PICTURE_FILE.search(row.get("url") or "")))
