"""What does a JSON Feed announce? Version 1 and 1.1, in the shape that feed readers give."""

from __future__ import annotations

from typing import Any

import msgspec

from newsworld.gather.addresses import host_of
from newsworld.news.errors import BadFeed

Row = dict[str, Any]


def read_json(body: bytes, url: str) -> Row:
    """Feed and entries of a JSON Feed. BadFeed if it is none."""
    try:
        told = msgspec.json.decode(body.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadFeed(host_of(url), "this JSON breaks off or is broken.", "It will be tried again later.") from error
    items = told.get("items") if isinstance(told, dict) else None
    if not isinstance(items, list):
        raise BadFeed(host_of(url), "this JSON is no JSON Feed.", "Check the address.")
    feed = {
        "title": _text(told.get("title")),
        "link": _text(told.get("home_page_url")),
        "language": _text(told.get("language")),
    }
    return {"feed": feed, "entries": [_entry(item) for item in items if isinstance(item, dict)]}


def _entry(item: Row) -> Row:
    plain = _text(item.get("content_text"))
    markup = _text(item.get("content_html")) or plain
    return {
        "id": _text(item.get("id")),
        "title": _text(item.get("title")),
        "link": _text(item.get("url")) or _text(item.get("external_url")),
        "summary": _text(item.get("summary")) or plain,
        "content": [{"value": markup}] if markup else [],
        "published": _text(item.get("date_published")),
        "updated": _text(item.get("date_modified")),
        "authors": [{"name": _text(row.get("name"))} for row in _rows(item.get("authors") or [item.get("author")])],
        "tags": [{"term": _text(tag)} for tag in _list(item.get("tags"))],
        "image": _text(item.get("image")) or _text(item.get("banner_image")),
        "enclosures": [
            {"url": _text(part.get("url")), "type": _text(part.get("mime_type"))}
            for part in _rows(item.get("attachments"))
        ],
    }


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _rows(value: Any) -> list[Row]:
    return [row for row in _list(value) if isinstance(row, dict)]


def _text(value: Any) -> str:
    """Text, or a number as text, or nothing."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""
