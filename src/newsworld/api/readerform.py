"""Feeds and entries in the forms of the Google Reader API: JSON as clients read it, and Atom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from newsworld.api.streams import ITEM, LABEL, STATE, time_number
from newsworld.publish.channels import zulu
from newsworld.publish.xmltext import document, legal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from newsworld.api.phones import Content, Feed
    from newsworld.news.moments import Moment
    from newsworld.news.people import Entry

ATOM = "http://www.w3.org/2005/Atom"
READER = "http://www.google.com/schemas/reader/atom/"


def micros(key: Moment) -> int:
    """A key as microseconds since 1970."""
    return time_number(key) * 1_000_000


def subscription(feed: Feed) -> dict[str, Any]:
    """A feed as a subscription."""
    return {
        "id": f"feed/{feed.number}",
        "title": feed.title,
        "categories": [{"id": f"{LABEL}{feed.folder}", "label": feed.folder}],
        "url": feed.address,
        "htmlUrl": feed.home,
        "iconUrl": "",
        "sortid": f"{feed.number:08X}",
        "firstitemmsec": "0",
    }


def unread_counts(feeds: Iterable[Feed], counts: Mapping[str, tuple[int, Moment]]) -> dict[str, Any]:
    """Counts of feeds, folders and all together, each with the time of its newest entry."""
    told: dict[str, tuple[int, int]] = {}
    for feed in feeds:
        count, newest = counts.get(feed.outlet, (0, ""))
        if not count:
            continue
        for name in (f"feed/{feed.number}", f"{LABEL}{feed.folder}", f"{STATE}reading-list"):
            before = told.get(name, (0, 0))
            told[name] = (before[0] + count, max(before[1], micros(newest)))
    rows = [{"id": name, "count": count, "newestItemTimestampUsec": str(at)} for name, (count, at) in told.items()]
    return {"max": max((count for count, _ in told.values()), default=0), "unreadcounts": rows}


def item(entry: Entry, content: Content, feed: Feed | None) -> dict[str, Any]:
    """An entry with all that some client is known to need: strings for ids and times in parts of a second."""
    published = time_number(entry.moment)
    return {
        "id": long_id(entry.number),
        "crawlTimeMsec": str(time_number(entry.changed) * 1000),
        "timestampUsec": str(micros(entry.moment)),
        "published": published,
        "updated": time_number(entry.changed),
        "title": content.title,
        "author": content.author,
        "canonical": [{"href": content.link}],
        "alternate": [{"href": content.link, "type": "text/html"}],
        "summary": {"direction": "ltr", "content": content.html},
        "content": {"direction": "ltr", "content": content.html},
        "categories": [*_states(entry), *([f"{LABEL}{feed.folder}"] if feed else []), *content.tags],
        "origin": {
            "streamId": f"feed/{feed.number}" if feed else "",
            "title": feed.title if feed else entry.outlet,
            "htmlUrl": feed.home if feed else "",
        },
    }


def long_id(number: int) -> str:
    """An entry's id in its long form."""
    return f"{ITEM}{number:016x}"


def _states(entry: Entry) -> list[str]:
    states = [f"{STATE}reading-list"]
    states += [f"{STATE}read"] if entry.is_read else []
    return states + ([f"{STATE}starred"] if entry.is_starred else [])


def atom(
    stream: str, own: str, pairs: Iterable[tuple[Entry, Content]], feeds: Mapping[str, Feed], now: Moment
) -> bytes:
    """A stream as Atom in the Reader's dialect: states are categories."""
    root = ET.Element("feed", {"xmlns": ATOM, "xmlns:gr": READER})
    _text(root, "id", f"tag:google.com,2005:reader/{stream}")
    _text(root, "title", "Newsworld")
    _text(root, "updated", zulu(now))
    ET.SubElement(root, "link", {"rel": "self", "href": own})
    for entry, content in pairs:
        _entry(root, entry, content, feeds.get(entry.outlet))
    return document(root)


def _entry(root: ET.Element, entry: Entry, content: Content, feed: Feed | None) -> None:
    node = ET.SubElement(root, "entry", {"gr:crawl-timestamp-msec": str(time_number(entry.changed) * 1000)})
    _text(node, "id", long_id(entry.number))
    for state in _states(entry):
        ET.SubElement(node, "category", {"term": state, "scheme": "http://www.google.com/reader/", "label": state})
    _text(node, "title", content.title)
    _text(node, "published", entry.moment)
    _text(node, "updated", entry.changed)
    ET.SubElement(node, "link", {"rel": "alternate", "href": content.link, "type": "text/html"})
    _text(ET.SubElement(node, "author"), "name", content.author or (feed.title if feed else "Newsworld"))
    body = ET.SubElement(node, "content", {"type": "html"})
    body.text = legal(content.html)
    if feed is not None:
        source = ET.SubElement(node, "source", {"gr:stream-id": f"feed/{feed.number}"})
        _text(source, "id", f"tag:google.com,2005:reader/feed/{feed.number}")
        _text(source, "title", feed.title)
        ET.SubElement(source, "link", {"rel": "alternate", "href": feed.home, "type": "text/html"})


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = legal(text)
