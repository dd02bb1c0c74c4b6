"""A capture becomes an article: the order in which the parts of a page are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsworld.extract import (
    asides,
    body,
    bylines,
    dates,
    headlines,
    jsonld,
    kinds,
    livelogs,
    origins,
    pages,
    plaintext,
    standfirsts,
    tongues,
    walls,
)
from newsworld.news.articles import Article, Related
from newsworld.news.errors import BadCapture

if TYPE_CHECKING:
    from newsworld.extract.furniture import FurnitureMemory
    from newsworld.extract.pages import Page
    from newsworld.news.sourcing import Capture

_MARKUP = (b"<!doctype", b"<html", b"<head", b"<body", b"<meta", b"<div", b"<p", b"<title", b"<script", b"<!--")
HTTP_ERROR = 400
UNDOUBTED = 0.9  # likelihood from which a repeated block is background that the outlet tells again
MAX_TEXT_CHARACTERS = 2_000_000  # a plain text beyond this is a book


def clean(capture: Capture, memory: FurnitureMemory | None = None) -> Article:
    """The article on the page or in the text. BadCapture for what is empty, binary, too large or too deep.

    `memory` knows what repeats across the outlet's pages; it learns from this page after reading it.
    """
    if capture.text is not None and not capture.body:
        return _of_text(capture, capture.text)
    if not _is_markup(capture):
        return _of_text(capture, pages.page_text(capture))
    page = pages.parsed(capture)
    article = _of_page(capture, page, memory)
    if memory is not None:
        memory.note(capture.outlet or page.host, page.canonical or page.url, article)
    return article


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
    node = page.article
    headline = headlines.headline(page, capture.outlet, item.headline if item else None)
    names = bylines.names(page, page.language, item.byline if item else ())
    when = dates.told(page, item.published if item else None)
    reading = body.read(page, body.hints(page, headline, names))
    points = asides.basics(reading.blocks)
    found = asides.without_asides(_kept(reading, capture, page, memory), points, headline)
    standfirst = standfirsts.standfirst(page, reading.blocks, headline, names, item.summary if item else "", found)
    found = asides.without_standfirst(found, standfirst, reading.blocks)
    found = asides.without_head_matter(found)
    kind = "not-an-article"
    if capture.status < HTTP_ERROR:
        kind = kinds.kind_of(page, reading, when, names, announced=item is not None)
    if kind == "live":
        told = livelogs.posts(node)
        found = max(livelogs.timed(found, reading.blocks), told, key=lambda posts: sum(map(len, posts)))
    language = tongues.language(page.language, " ".join([headline or "", *found[:6]]))
    if not bylines.are_persons(names, page):
        names = bylines.signed(reading.blocks, language) or names
    last = found[-1] if found else ""
    found, credit = origins.without_credit(found)
    credit = credit or origins.credit_below(last, [block.text for block in reading.blocks])
    dateline, agency = origins.dateline(found[0] if found else "", language, when.published)
    return Article(
        id=capture.id,
        text="\n\n".join(found),
        url=capture.url or None,
        canonical_url=page.canonical,
        outlet=capture.outlet or page.meta("og:site_name") or jsonld.text_of(node.get("publisher")) or None,
        language=language,
        headline=headline,
        standfirst=standfirst,
        basics=points,
        byline=names,
        credit=credit or (origins.closing_credit(found[-1]) if found else None) or agency or _credited(names),
        dateline=dateline,
        published=when.published,
        updated=when.updated,
        section=page.meta("article:section") or jsonld.text_of(node.get("articleSection")) or None,
        image=page.absolute(jsonld.url_of(node.get("image")) or page.meta("og:image")),
        related=asides.related(reading.blocks, page.url),
        kind=kind,
        truncated=walls.is_truncated(node, found, reading.blocks),
    )


def _kept(reading: body.Reading, capture: Capture, page: Page, memory: FurnitureMemory | None) -> list[str]:
    """The paragraphs without what repeats across the outlet's pages, unless the page itself leaves no doubt of it."""
    if memory is None:
        return list(reading.paragraphs)
    outlet = capture.outlet or page.host
    sure = {
        block.text for block, chance in zip(reading.blocks, reading.likelihoods, strict=True) if chance >= UNDOUBTED
    }  # fmt: skip
    kept = [one for one in reading.paragraphs if one in sure or not memory.is_furniture(outlet, one)]
    memory.learn(outlet, page.canonical or page.url, (block.text for block in reading.blocks))
    return kept or list(reading.paragraphs)


def _credited(names: tuple[str, ...]) -> str | None:
    """The agencies that sign in the byline."""
    return " / ".join(name for name in names if origins.is_agency(name)) or None
