"""Channel: where a feed, calendar or file goes out, and what an entry of it says."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from newsworld.news.moments import instant_of
from newsworld.publish.addresses import Site

if TYPE_CHECKING:
    from newsworld.news.briefs import Brief, Line
    from newsworld.news.moments import Moment

NAMESPACE = "newsworld.example"  # of tag: ids; a name, not a host that anybody asks


@dataclass(frozen=True, slots=True)
class Channel:
    """`home` is the address that story pages stand under; `own` the address of this feed itself."""

    title: str
    home: str = "http://127.0.0.1:8008/"
    own: str = "http://127.0.0.1:8008/feeds/front.atom"
    is_written: bool = False  # pages are files, not answers

    def page(self, brief: Brief) -> str:
        """The address of a story's page."""
        return Site(self.home, is_served=not self.is_written).page("story", brief.story) or self.home


def stable_id(brief: Brief) -> str:
    """An id that a story keeps as long as it lives."""
    return f"tag:{NAMESPACE},2022:story/{brief.story}"


def zulu(moment: Moment) -> str:
    """A moment in RFC 3339, UTC."""
    return instant_of(moment).strftime("%Y-%m-%dT%H:%M:%SZ")


def updated(brief: Brief, made: Moment) -> Moment:
    """When the brief last changed."""
    return brief.updated or made


def digest(text: str) -> str:
    """A short name made of a text, the same on every run."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:24]


def content_html(brief: Brief) -> str:
    """The story page as a feed entry carries it: escaped text under headings, in lists."""
    parts = [f"<p>{escape(brief.standfirst.text)}</p>"] if brief.standfirst else []
    if brief.basics:
        parts.append(_list_of("The basics in brief", brief.basics))
    parts += [_list_of(section.name.capitalize(), section.lines) for section in brief.sections]
    return "".join(parts)


def _list_of(heading: str, lines: tuple[Line, ...]) -> str:
    entries = "".join(f"<li>{escape(line.text)}</li>" for line in lines)
    return f"<h2>{escape(heading)}</h2><ul>{entries}</ul>"


def plain_text(brief: Brief) -> str:
    """The first words of a story: standfirst, else the first of the basics."""
    first = brief.standfirst or next(iter(brief.basics), None)
    return first.text if first else ""
