"""A day's edition as a letter: its subject, its text, and the same as HTML; for mail, and for paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsworld.publish import agenda, html
from newsworld.publish.channels import plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsworld.news.briefs import Brief, Edition, Line, Section
    from newsworld.publish.channels import Channel

MAX_STORIES = 20  # what is read to its end over a coffee
LEAD_BASICS = 3
COMING_DAYS = 2
APART = ("where it comes from", "more on this topic", "timeline")


@dataclass(frozen=True, slots=True)
class Letter:
    """What goes out. `html` is whole, and asks for nothing from anywhere."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Told:
    """A story of the letter."""

    brief: Brief
    address: str
    lines: tuple[Line, ...]
    outlets: tuple[str, ...]
    sections: tuple[Section, ...] = ()


def letter(
    edition: Edition, channel: Channel, language: str = "en", *, is_whole: bool = False, style: str = ""
) -> Letter:
    """The edition's weightiest stories with their first basics; `is_whole`: all that their pages say."""
    title = f"Newsworld · {html.longday(edition.made, language)}"
    lines = [line for brief in edition.briefs for line in brief.section("meetings")]
    coming = agenda.coming(lines, edition.made, COMING_DAYS)
    told = [_told(brief, channel, is_whole) for brief in edition.briefs[:MAX_STORIES]]
    body = html.document(
        "letter.html",
        language,
        title=title,
        stories=told,
        coming=coming,
        whole=is_whole,
        home=channel.home,
        style=style,
    )
    headline = f": {edition.briefs[0].headline}" if edition.briefs else ""
    return Letter(title + headline, "\n".join(_plain(title, told, coming, language)), body)


def _told(brief: Brief, channel: Channel, is_whole: bool) -> Told:
    lines = brief.basics if is_whole else brief.basics[:LEAD_BASICS]
    sections = tuple(section for section in brief.sections if section.name not in APART)
    outlets = dict.fromkeys(
        line.slots["outlet"] for line in brief.section("where it comes from") if "outlet" in line.slots
    )
    return Told(brief, channel.page(brief), lines, tuple(outlets), sections)


def _plain(title: str, told: list[Told], coming: tuple[Line, ...], language: str) -> Iterator[str]:
    yield from (title, "")
    if coming:
        yield html.message("Coming up", language)
        yield from (
            f"  {html.shortday(one.slots['start'], language)}  {one.slots.get('name') or one.text}" for one in coming
        )
        yield ""
    for story in told:
        yield from (story.brief.headline, f"  {story.address}")
        if story.brief.standfirst:
            yield f"  {plain_text(story.brief)}"
        yield from (f"  - {line.text}" for line in story.lines)
        yield ""
    yield html.message("That is all for now.", language)
