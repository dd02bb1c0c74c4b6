"""What a search finds: reports by their words, statements, positions and meetings by who, where and when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsworld.pipeline import finding
from newsworld.publish.cited import web_address

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsworld.news.articles import Article
    from newsworld.news.moments import Moment
    from newsworld.pipeline.queries import Query
    from newsworld.publish.cited import LineView, Numbering
    from newsworld.web.room import ReadingRoom

LINES = (
    ("Said", "voices", "who said what"), ("Positions", "positions", "positions"), ("Meetings", "meetings", "meetings"),
)  # fmt: skip
EXCERPT = 220  # characters of a report without a standfirst


@dataclass(frozen=True, slots=True)
class Report:
    """An article in a list."""

    title: str
    text: str
    language: str
    outlet: str | None = None
    when: Moment | None = None
    story: str | None = None
    copy_of: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """Some of what a page lists; `kind` says how: reports, stories, voices, positions, meetings, names."""

    name: str
    kind: str
    entries: tuple[object, ...]


def found(room: ReadingRoom, query: Query) -> tuple[Part, ...]:
    """All that a query finds, the kinds that have nothing left out (unless nothing is found at all)."""
    numbering = room.numbering()
    parts = []
    if query.asks_lines or query.place or (query.day and not query.words):
        parts = [Part(name, kind, _lines(room, numbering, section, query)) for name, kind, section in LINES]
    if not query.asks_lines:
        parts.append(Part("Reports", "reports", reports(room, finding.articles(room.store, query))))
    return tuple(part for part in parts if part.entries) or tuple(parts[-1:])


def _lines(room: ReadingRoom, numbering: Numbering, section: str, query: Query) -> tuple[LineView, ...]:
    wanted = finding.WANTED[section]
    return room.lines(section, numbering, lambda line: wanted(query, line))[: finding.MAX_FOUND]


def reports(room: ReadingRoom, found_articles: Iterable[Article]) -> tuple[Report, ...]:
    """Articles as a list shows them, each with its story and what it copies."""
    return tuple(_report(room, article) for article in found_articles)


def _report(room: ReadingRoom, article: Article) -> Report:
    placement = room.store.stories.placement(article.id)
    origin = room.store.articles.get(placement.copy_of) if placement and placement.copy_of else None
    return Report(
        title=article.headline or article.text[:80],
        text=article.standfirst or excerpt(article.text),
        language=article.language or "en",
        outlet=article.outlet,
        when=article.published,
        story=room.store.stories.resolve(placement.story) if placement else None,
        copy_of=(origin.outlet or origin.id) if origin else (placement.copy_of if placement else None),
        url=web_address(article.canonical_url) or web_address(article.url),
    )


def excerpt(text: str) -> str:
    """The first paragraph, or as much of it as a list has room for, cut at a word."""
    first = text.partition("\n\n")[0]
    return first if len(first) <= EXCERPT else first[:EXCERPT].rsplit(" ", 1)[0] + " …"
