"""FORMATS: every way in which an edition can be written. Doors read this table."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from newsworld.publish import (
    atom,
    calendar,
    epub,
    jsonfeed,
    jsonlines,
    kite,
    linkeddata,
    markdown,
    ninjs,
    opml,
    pdf,
    rss,
)
from newsworld.publish.parquet import as_parquet
from newsworld.publish.tables import TABLES, as_csv

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

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
    Format("epub", "EPUB", "epub", "application/epub+zip", epub.render),
    Format("pdf", "PDF", "pdf", "application/pdf", pdf.render),
    Format("ninjs", "ninjs 3.1", "ninjs", "application/x-ndjson", ninjs.render),
    Format("jsonld", "schema.org", "jsonld", "application/ld+json", linkeddata.render),
    Format("kite", "Kite", "kite.json", "application/json", kite.render),
    Format("jsonlines", "JSON lines", "jsonl", "application/x-ndjson", jsonlines.render),
    Format("opml", "OPML", "opml", opml.MEDIA_TYPE, opml.render),
    *(
        Format(f"{table.name}-csv", f"{table.name} (CSV)", f"{table.name}.csv", "text/csv", partial(as_csv, table))
        for table in TABLES
    ),
    *(
        Format(
            f"{table.name}-parquet",
            f"{table.name} (Parquet)",
            f"{table.name}.parquet",
            "application/vnd.apache.parquet",
            partial(as_parquet, table),
        )
        for table in TABLES
    ),
)


_brought: list[Format] = []  # by packages that others made


def bring(formats: Iterable[Format]) -> None:
    """Let formats of others stand beside the house's, for the whole process; pipeline.assembly alone does so."""
    _brought[:] = formats


def all_formats() -> tuple[Format, ...]:
    """Every format, the house's first."""
    return (*FORMATS, *_brought)


def of_path(path: str) -> tuple[str, Format] | None:
    """A path's name and its format, by the longest suffix that fits: "front.kite.json" is Kite's."""
    fitting = [form for form in all_formats() if path.endswith(f".{form.suffix}")]
    if not fitting:
        return None
    form = max(fitting, key=lambda one: len(one.suffix))
    return path.removesuffix(f".{form.suffix}"), form
