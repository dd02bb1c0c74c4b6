"""EPUB 3.3: an edition as a book, a chapter for each story, citations as notes. The same bytes for the same edition."""

from __future__ import annotations

import io
import zipfile
from html import escape
from typing import TYPE_CHECKING

from newsworld.publish.channels import digest, zulu
from newsworld.publish.html import direction
from newsworld.publish.xmltext import legal

if TYPE_CHECKING:
    from newsworld.news.briefs import Brief, Edition, Line
    from newsworld.publish.channels import Channel

STAMP = (1980, 1, 1, 0, 0, 0)  # zip's own beginning: the archive tells no time of its making
STYLE = (
    "body { line-height: 1.5; } h1 { line-height: 1.2; } .notes { font-size: .85em; } "
    ".unnamed { font-style: italic; } li { margin-block-end: .5em; }"
)
CONTAINER = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>\n'
)


def render(edition: Edition, channel: Channel) -> bytes:
    """The book as one archive; its first entry names its kind, uncompressed, as readers demand."""
    chapters = {f"story-{number}.xhtml": brief for number, brief in enumerate(edition.briefs, 1)}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        _add(book, "mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        _add(book, "META-INF/container.xml", CONTAINER)
        _add(book, "book/package.opf", _package(edition, channel, chapters))
        _add(book, "book/contents.xhtml", _contents(channel, chapters))
        _add(book, "book/style.css", STYLE)
        for name, brief in chapters.items():
            _add(book, f"book/{name}", _chapter(brief, edition))
    return out.getvalue()


def _add(book: zipfile.ZipFile, name: str, text: str, method: int = zipfile.ZIP_DEFLATED) -> None:
    entry = zipfile.ZipInfo(name, STAMP)
    entry.compress_type = method
    book.writestr(entry, text.encode())


def _package(edition: Edition, channel: Channel, chapters: dict[str, Brief]) -> str:
    languages = list(dict.fromkeys(brief.language for brief in edition.briefs)) or ["en"]
    items = "".join(
        f'<item id="s{number}" href="{name}" media-type="application/xhtml+xml"/>'
        for number, name in enumerate(chapters, 1)
    )
    spine = "".join(f'<itemref idref="s{number}"/>' for number in range(1, len(chapters) + 1))
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:identifier id="id">urn:newsworld:{digest(edition.made + channel.title)}</dc:identifier>'
        f"<dc:title>{_safe(channel.title)}</dc:title>"
        + "".join(f"<dc:language>{_safe(language)}</dc:language>" for language in languages)
        + "<dc:creator>Newsworld</dc:creator>"
        f'<meta property="dcterms:modified">{zulu(edition.made)}</meta></metadata>'
        '<manifest><item id="nav" href="contents.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
        f'<item id="css" href="style.css" media-type="text/css"/>{items}</manifest>'
        f'<spine><itemref idref="nav"/>{spine}</spine></package>\n'
    )


def _contents(channel: Channel, chapters: dict[str, Brief]) -> str:
    rows = "".join(f'<li><a href="{name}">{_safe(brief.headline)}</a></li>' for name, brief in chapters.items())
    rows = rows or f'<li><a href="contents.xhtml">{_safe(channel.title)}</a></li>'
    body = f'<nav epub:type="toc"><h1>{_safe(channel.title)}</h1><ol>{rows}</ol></nav>'
    return _page(channel.title, "en", body)


def _chapter(brief: Brief, edition: Edition) -> str:
    notes: list[str] = []
    parts = [f"<h1>{_safe(brief.headline)}</h1>"]
    if brief.standfirst:
        parts.append(f"<p>{_told(brief.standfirst, notes, edition)}</p>")
    parts.append(_list_of(brief.basics, notes, edition))
    parts += [
        f"<h2>{_safe(section.name.capitalize())}</h2>{_list_of(section.lines, notes, edition)}"
        for section in brief.sections
    ]
    if notes:
        parts.append(f'<section class="notes" epub:type="endnotes"><ol>{"".join(notes)}</ol></section>')
    return _page(brief.headline, brief.language, "".join(parts))


def _list_of(lines: tuple[Line, ...], notes: list[str], edition: Edition) -> str:
    rows = (
        ('<li class="unnamed">' if line.slots.get("anonymous") else "<li>") + _told(line, notes, edition) + "</li>"
        for line in lines
    )
    return f"<ul>{''.join(rows)}</ul>" if lines else ""


def _told(line: Line, notes: list[str], edition: Edition) -> str:
    """The line's text with its notes; the notes themselves are laid aside."""
    marks = []
    for citation in line.citations:
        number = len(notes) + 1
        article = edition.articles.get(citation.article)
        source = ", ".join(part for part in (article.outlet, article.published, article.url) if part) if article else ""
        notes.append(f'<li id="n{number}">“{_safe(citation.quote)}” {_safe(source or citation.article)}</li>')
        marks.append(f'<a epub:type="noteref" href="#n{number}"><sup>{number}</sup></a>')
    return _safe(line.text) + "".join(marks)


def _page(title: str, language: str, body: str) -> str:
    tongue = f'lang="{_safe(language)}" xml:lang="{_safe(language)}" dir="{direction(language)}"'
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        f'<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" {tongue}>'
        f'<head><title>{_safe(title)}</title><link rel="stylesheet" type="text/css" href="style.css"/></head>'
        f"<body>{body}</body></html>\n"
    )


def _safe(text: str) -> str:
    return escape(legal(text))
