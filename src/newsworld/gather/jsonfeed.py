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
    feed = {"title": told.get("title"), "link": told.get("home_page_url"), "language": told.get("language")}
    return {"feed": feed, "entries": [_entry(item) for item in items if isinstance(item, dict)]}


def _entry(item: Row) -> Row:
    markup = item.get("content_html") or item.get("content_text")
    authors = item.get("authors") or item.get("author")
    tags = item.get("tags")
    return {
        "id": item.get("id"),
        "title": item.get("title"),
        "link": item.get("url") or item.get("external_url"),
        "summary": item.get("summary") or item.get("content_text") or "",
        "content": [{"value": markup}] if markup else [],
        "published": item.get("date_published"),
        "updated": item.get("date_modified"),
        "authors": authors if isinstance(authors, list) else [authors],
        "tags": [{"term": tag} for tag in tags] if isinstance(tags, list) else [],
        "image": item.get("image") or item.get("banner_image"),
        "enclosures": _enclosures(item.get("attachments")),
    }


def _enclosures(told: Any) -> list[Row]:
    parts = told if isinstance(told, list) else []
    return [{"url": part.get("url"), "type": part.get("mime_type")} for part in parts if isinstance(part, dict)]
