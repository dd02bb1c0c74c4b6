"""FORMATS: every way in which an edition can be written. Doors read this table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsworld.publish import atom, calendar, jsonfeed, markdown, rss

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsworld.news.briefs import Edition
    from newsworld.publish.channels import Channel


@dataclass(frozen=True, slots=True)
class Format:
    """A row of FORMATS. `render` takes the edition and the channel that it goes out on."""

    name: str
    suffix: str
    media_type: str
    render: Callable[[Edition, Channel], bytes]


FORMATS: tuple[Format, ...] = (
    Format("atom", "atom", "application/atom+xml", atom.render),
    Format("rss", "rss", "application/rss+xml", rss.render),
    Format("jsonfeed", "json", "application/feed+json", jsonfeed.render),
    Format("ics", "ics", "text/calendar", calendar.render),
    Format("markdown", "md", "text/markdown", markdown.render),
)
