"""FORMATS: every way in which an edition can be written. Doors read this table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsworld.publish import atom, calendar, jsonfeed, linkeddata, markdown, opml, rss

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsworld.news.briefs import Edition
    from newsworld.publish.channels import Channel


@dataclass(frozen=True, slots=True)
class Format:
    """A row of FORMATS. `render` takes the edition and its channel; `title` is what people call the format."""

    name: str
    title: str
    suffix: str
    media_type: str
    render: Callable[[Edition, Channel], bytes]


FORMATS: tuple[Format, ...] = (
    Format("atom", "Atom", "atom", "application/atom+xml", atom.render),
    Format("rss", "RSS", "rss", "application/rss+xml", rss.render),
    Format("jsonfeed", "JSON Feed", "json", "application/feed+json", jsonfeed.render),
    Format("ics", "iCalendar", "ics", "text/calendar", calendar.render),
    Format("markdown", "Markdown", "md", "text/markdown", markdown.render),
    Format("jsonld", "schema.org", "jsonld", "application/ld+json", linkeddata.render),
    Format("opml", "OPML", "opml", opml.MEDIA_TYPE, opml.render),
)
