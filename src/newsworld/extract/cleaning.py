"""A capture becomes an article: the order in which the parts of a page are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsworld.extract import body, bylines, dates, headlines, jsonld, kinds, origins, pages, plaintext, tongues
from newsworld.news.articles import Article, Related
from newsworld.news.errors import BadCapture

if TYPE_CHECKING:
    from newsworld.extract.furniture import FurnitureMemory
    from newsworld.extract.pages import Page
    from newsworld.news.sourcing import Capture, Item

_MARKUP = (b"<!doctype", b"<html", b"<head", b"<body", b"<meta", b"<div", b"<p", b"<title", b"<script", b"<!--")
MAX_TEXT_CHARACTERS = 2_000_000  # a plain text beyond this is a book


def clean(capture: Capture, memory: FurnitureMemory | None = None) -> Article:
    """The article on the page or in the text. BadCapture for what is empty, binary, too large or too deep.

    `memory` knows what repeats across the outlet's pages; it learns from this page after reading it.
    """
    if capture.text is not None and not capture.body:
        return _of_text(capture, capture.text)
    if not _is_markup(capture):
        return _of_text(capture, pages.page_text(capture))
    return _of_page(capture, pages.parsed(capture), memory)


def _is_markup(capture: Capture) -> bool:
    if "html" in capture.headers.get("content-type", "") or "xml" in capture.headers.get("content-type", ""):
        return True
    head = capture.body[:4096].replace(b"\x00", b"").lower()
    return any(mark in head for mark in _MARKUP)


def _of_text(capture: Capture, text: str) -> Article:
    name = capture.url or capture.id
    if len(text) > MAX_TEXT_CHARACTERS:
        raise BadCapture(name, f"it is longer than {MAX_TEXT_CHARACTERS} characters.", "Give one article at a time.")
    if not any(letter.isalpha() for letter in text[:MAX_TEXT_CHARACTERS]):
        raise BadCapture(name, "there is no text in it.", "Give a page or a text that holds an article.")
    language = tongues.language(None, text)
    parts = plaintext.parts_of(text, language, capture.outlet)
    item = capture.item
    published = parts.published or (item.published if item else None)
    dateline, agency = origins.dateline(parts.body[0] if parts.body else "", language, published)
    return Article(
        id=capture.id,
        text="\n\n".join(parts.body),
        url=capture.url or None,
        outlet=parts.outlet,
        language=language,
        headline=parts.headline or (item.headline if item else None),
        standfirst=parts.standfirst,
        basics=tuple(parts.basics),
        byline=parts.byline or (item.byline if item else ()),
        credit=parts.credit or agency,
        dateline=dateline,
        published=published,
        related=tuple(Related(headline=one) for one in parts.related),
        kind="article" if parts.body else "not-an-article",
    )


def _of_page(capture: Capture, page: Page, memory: FurnitureMemory | None) -> Article:
    item = capture.item
    headline = headlines.headline(page, capture.outlet, item.headline if item else None)
    names = bylines.names(page, page.language, item.byline if item else ())
    when = dates.told(page, item.published if item else None)
    reading = body.read(page, body.hints(page, headline, names))
    found = _kept(list(reading.paragraphs), capture, page, memory)
    language = tongues.language(page.language, " ".join([headline or "", *found[:6]]))
    found, credit = origins.without_credit(found)
    dateline, agency = origins.dateline(found[0] if found else "", language, when.published)
    node = page.article_node()
    return Article(
        id=capture.id,
        text="\n\n".join(found),
        url=capture.url or None,
        canonical_url=page.canonical,
        outlet=capture.outlet or page.meta("og:site_name") or None,
        language=language,
        headline=headline,
        standfirst=_standfirst(page, item),
        byline=names,
        credit=credit or agency,
        dateline=dateline,
        published=when.published,
        updated=when.updated,
        section=page.meta("article:section") or jsonld.text_of(node.get("articleSection")) or None,
        image=jsonld.url_of(node.get("image")) or page.meta("og:image") or None,
        kind=kinds.kind_of(page, reading, when, names),
    )


def _kept(found: list[str], capture: Capture, page: Page, memory: FurnitureMemory | None) -> list[str]:
    """The paragraphs that are no furniture of this outlet, as far as it is remembered."""
    if memory is None:
        return found
    outlet = capture.outlet or page.host
    kept = [block for block in found if not memory.is_furniture(outlet, block)]
    memory.learn(outlet, found)
    return kept or found


def _standfirst(page: Page, item: Item | None) -> str | None:
    told = page.meta("og:description", "description") or jsonld.text_of(page.article_node().get("description"))
    return told or (item.summary if item else None) or None
