"""Markdown: an edition to read, mail or keep; citations as footnotes with outlet, time and address."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsworld.news.briefs import Brief, Citation, Edition, Line
    from newsworld.publish.channels import Channel

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~!])")
_NUMBERED = re.compile(r"^(\d+)([.)])")
_BULLET = re.compile(r"^([-+=])")


def render(edition: Edition, channel: Channel) -> bytes:
    """Every story under its headline."""
    lines = [f"# {plain(channel.title)}", ""]
    notes: list[str] = []
    for brief in edition.briefs:
        lines += _story(brief, edition, notes)
    return "\n".join([*lines, *notes, ""]).encode("utf-8", "replace")


def _story(brief: Brief, edition: Edition, notes: list[str]) -> Iterator[str]:
    yield from (f"## {plain(brief.headline)}", "")
    if brief.standfirst:
        yield from (_told(brief.standfirst, edition, notes), "")
    if brief.basics:
        yield from (f"- {_told(line, edition, notes)}" for line in brief.basics)
        yield ""
    for section in brief.sections:
        yield from (f"### {plain(section.name.capitalize())}", "")
        yield from (f"- {_told(line, edition, notes)}" for line in section.lines)
        yield ""


def _told(line: Line, edition: Edition, notes: list[str]) -> str:
    marks = []
    for citation in line.citations:
        notes.append(f"[^{len(notes) + 1}]: “{plain(citation.quote)}” {plain(_source(citation, edition))}")
        marks.append(f"[^{len(notes)}]")
    care = f" ({plain(', '.join(line.cautions))})" if line.cautions else ""
    return plain(line.text) + "".join(marks) + care


def _source(citation: Citation, edition: Edition) -> str:
    article = edition.articles.get(citation.article)
    if article is None:
        return citation.article
    return ", ".join(part for part in (article.outlet, article.published, article.url) if part)


def plain(text: str) -> str:
    """Text in which nothing is markup."""
    escaped = _SPECIAL.sub(r"\\\1", " ".join(text.split()))
    return _NUMBERED.sub(r"\1\\\2", _BULLET.sub(r"\\\1", escaped))
