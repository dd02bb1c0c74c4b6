"""Statements, meetings and positions as tables: the rows that CSV and Parquet are made of."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsworld.news.briefs import Edition, Line
    from newsworld.publish.channels import Channel

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "|", "%")  # how a spreadsheet knows a formula; OWASP's list and "|", "%"

CITED = ("line", "kind", "cautions", "quote", "article", "quote_start", "quote_end", "outlet", "url")


@dataclass(frozen=True, slots=True)
class Table:
    """Which section of a brief it is made of, and which parts of its lines are columns."""

    name: str
    section: str
    columns: tuple[str, ...]

    @property
    def header(self) -> tuple[str, ...]:
        """Every column: the section's own, then the line, its words and where they stand."""
        return ("story", *self.columns, *CITED)


STATEMENTS = Table(
    "statements",
    "who said what",
    ("speaker", "entity", "role", "party", "anonymous", "terms", "mode", "act", "setting", "said_on", "told_by"),
)
MEETINGS = Table(
    "meetings",
    "meetings",
    (
        "name", "start", "end", "part_of_day", "place", "parties", "participants", "format", "status", "moved_from",
        "agenda",
    ),
)  # fmt: skip
POSITIONS = Table("positions", "positions", ("party", "issue", "stance", "condition", "reciprocal", "toward", "when"))
TABLES = (STATEMENTS, MEETINGS, POSITIONS)


def rows(table: Table, edition: Edition) -> Iterator[tuple[str, ...]]:
    """A row for each line of the table's section; what nobody told is empty. Text throughout, offsets too."""
    for brief in edition.briefs:
        for line in brief.section(table.section):
            yield _row(table, brief.story, line, edition)


def _row(table: Table, story: str, line: Line, edition: Edition) -> tuple[str, ...]:
    citation = line.citations[0]
    article = edition.articles.get(citation.article)
    return (
        story,
        *(line.slots.get(name, "") for name in table.columns),
        line.text,
        line.kind,
        "; ".join(line.cautions),
        citation.quote,
        citation.article,
        str(citation.span.start),
        str(citation.span.end),
        (article.outlet if article else None) or "",
        (article.url if article else None) or "",
    )


def as_csv(table: Table, edition: Edition, _channel: Channel) -> bytes:
    """RFC 4180 in UTF-8, marked so that spreadsheets read it so; a cell that would be a formula gets an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(table.header)
    for row in rows(table, edition):
        writer.writerow([inert(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig", "replace")


def inert(cell: str) -> str:
    """The cell so that no spreadsheet runs it."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
