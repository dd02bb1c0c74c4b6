"""Markdown: an edition to read, mail or keep; citations as footnotes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsworld.news.briefs import Brief, Edition, Line
    from newsworld.publish.channels import Channel

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|])")


def render(edition: Edition, channel: Channel) -> bytes:
    """Every story under its headline."""
    lines = [f"# {plain(channel.title)}", ""]
    notes: list[str] = []
    for brief in edition.briefs:
        lines += _story(brief, notes)
    return "\n".join([*lines, *notes, ""]).encode()


def _story(brief: Brief, notes: list[str]) -> Iterator[str]:
    yield from (f"## {plain(brief.headline)}", "")
    if brief.standfirst:
        yield from (_told(brief.standfirst, notes), "")
    yield from (f"- {_told(line, notes)}" for line in brief.basics)
    for section in brief.sections:
        yield from ("", f"### {plain(section.name.capitalize())}", "")
        yield from (f"- {_told(line, notes)}" for line in section.lines)
    yield ""


def _told(line: Line, notes: list[str]) -> str:
    marks = []
    for citation in line.citations:
        notes.append(f"[^{len(notes) + 1}]: “{plain(citation.quote)}” ({plain(citation.article)})")
        marks.append(f"[^{len(notes)}]")
    return plain(line.text) + "".join(marks)


def plain(text: str) -> str:
    """Text in which nothing is markup."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
