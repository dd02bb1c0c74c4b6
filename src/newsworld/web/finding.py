"""What a search finds: reports by their words, statements, positions and meetings by who, where and when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from newsworld.pipeline import finding
from newsworld.publish.cited import web_address

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from newsworld.news.articles import Article
    from newsworld.news.moments import Moment
    from newsworld.news.stories import Placement
    from newsworld.pipeline.queries import Query
    from newsworld.publish.cited import LineView, Numbering
    from newsworld.web.room import ReadingRoom

LINES = (
    ("Said", "voices", "who said what"), ("Positions", "positions", "positions"), ("Meetings", "meetings", "meetings"),
)  # fmt: skip
NOTHING = "Nothing has all of this. Fewer words find more, and so does a word begun: negotiat*"
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
    empty: str = "None."  # what is said where nothing is in it


def found(room: ReadingRoom, query: Query) -> tuple[Part, ...]:
    """All that a query finds, the kinds that have nothing left out (unless nothing is found at all)."""
    numbering = room.numbering()
    parts = []
    if query.asks_lines or query.place or (query.day and not query.words):
        parts = [Part(name, kind, _lines(room, numbering, section, query)) for name, kind, section in LINES]
    if not query.asks_lines:
        parts.append(Part("Reports", "reports", reports(room, finding.articles(room.store, query))))
    return tuple(part for part in parts if part.entries) or (replace(parts[-1], empty=NOTHING),)


def _lines(room: ReadingRoom, numbering: Numbering, section: str, query: Query) -> tuple[LineView, ...]:
    wanted = finding.WANTED[section]
    return room.lines(section, numbering, lambda line: wanted(query, line))[: finding.MAX_FOUND]


def reports(room: ReadingRoom, found_articles: Iterable[Article]) -> tuple[Report, ...]:
    """Articles as a list shows them, each with its story and what it copies."""
    listed = tuple(found_articles)
    placed = room.store.stories.placed(article.id for article in listed)
    origins = room.store.articles.outlets(one.copy_of for one in placed.values() if one.copy_of)
    return tuple(_report(article, placed.get(article.id), origins) for article in listed)


def _report(article: Article, placement: Placement | None, origins: Mapping[str, str | None]) -> Report:
    copied = placement.copy_of if placement else None
    return Report(
        title=article.headline or article.text[:80],
        text=article.standfirst or excerpt(article.text),
        language=article.language or "en",
        outlet=article.outlet,
        when=article.published,
        story=placement.story if placement else None,
        copy_of=(origins.get(copied) or copied) if copied else None,
        url=web_address(article.canonical_url) or web_address(article.url),
    )


def excerpt(text: str) -> str:
    """The first paragraph, or as much of it as a list has room for, cut at a word."""
    first = text.partition("\n\n")[0]
    return first if len(first) <= EXCERPT else first[:EXCERPT].rsplit(" ", 1)[0] + " …"
