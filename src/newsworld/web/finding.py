"""What a search finds: reports by their words, statements, positions and meetings by who, where and when."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from newsworld.news.moments import day_of, is_moment
from newsworld.pipeline.queries import LINES, holds
from newsworld.publish.cited import web_address

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newsworld.news.articles import Article
    from newsworld.news.moments import Moment
    from newsworld.pipeline.queries import Query
    from newsworld.web.room import ReadingRoom

MAX_FOUND = 50
MAX_READ = 400  # reports looked through when an operator narrows what the words found
EXCERPT = 220  # characters of a report without a standfirst
SHOWN = (("Said", "voices"), ("Positions", "positions"), ("Meetings", "meetings"))  # as LINES has their sections


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
    parts: list[Part] = []
    if query.asks_lines or query.asks_days_or_places:
        for (section, is_wanted), (name, kind) in zip(LINES, SHOWN, strict=True):
            lines = room.lines(section, numbering, functools.partial(is_wanted, query))
            parts.append(Part(name, kind, lines[:MAX_FOUND]))
    if not query.asks_lines:
        parts.append(Part("Reports", "reports", reports(room, articles(room, query))))
    return tuple(part for part in parts if part.entries) or tuple(parts[-1:])


def articles(room: ReadingRoom, query: Query) -> tuple[Article, ...]:
    """Reports that have the words, of the outlet, place and day asked for."""
    if query.words:
        narrows = query.outlet or query.place or query.day
        candidates = room.store.articles.search(query.words, MAX_READ if narrows else MAX_FOUND)
    elif query.day and is_moment(query.day):
        start = day_of(query.day)
        candidates = room.store.articles.between(start.isoformat(), (start + timedelta(days=1)).isoformat(), MAX_READ)
    elif query.outlet:
        candidates = tuple(_of_outlets(room, query.outlet))
    else:
        return ()
    return tuple(article for article in candidates if _is_wanted(query, article))[:MAX_FOUND]


def _of_outlets(room: ReadingRoom, wanted: str) -> Iterator[Article]:
    names = [outlet.name for outlet in room.store.sources.outlets() if holds(wanted, outlet.name)] or [wanted]
    for name in names[:10]:
        yield from room.store.articles.of_outlet(name, MAX_FOUND)


def _is_wanted(query: Query, article: Article) -> bool:
    place = article.dateline.place if article.dateline else None
    return (
        holds(query.outlet, article.outlet)
        and holds(query.place, place)
        and (article.published or "").startswith(query.day)
    )


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
