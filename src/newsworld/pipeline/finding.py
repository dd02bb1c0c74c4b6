"""What a query finds: reports by their words, lines of a brief by who speaks, for which party, where and when."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from newsworld.news.moments import day_of, is_moment
from newsworld.pipeline.queries import holds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from newsworld.news.articles import Article
    from newsworld.news.briefs import Line
    from newsworld.pipeline.queries import Query
    from newsworld.store import Store

MAX_FOUND = 50
MAX_READ = 400  # reports looked through when an operator narrows what the words found


def is_said(query: Query, line: Line) -> bool:
    """Whether a line of "who said what" is asked for."""
    slots = line.slots
    if query.stance or (query.place and not query.asks_lines):
        return False
    return (
        holds(query.speaker, slots.get("speaker"))
        and holds(query.party, slots.get("party"))
        and holds(query.outlet, slots.get("outlet"))
        and (slots.get("said_on") or "").startswith(query.day)
        and query.matches(line.text)
    )


def is_held(query: Query, line: Line) -> bool:
    """Whether a position is asked for."""
    slots = line.slots
    if query.speaker or query.place:
        return False
    return (
        holds(query.party, slots.get("party"))
        and (slots.get("stance") or "").startswith(query.stance)
        and holds(query.outlet, slots.get("outlet"))
        and (slots.get("when") or "").startswith(query.day)
        and query.matches(line.text)
    )


def is_met(query: Query, line: Line) -> bool:
    """Whether a meeting is asked for."""
    slots = line.slots
    if query.stance or query.outlet:
        return False
    return (
        holds(query.speaker, slots.get("participants"))
        and holds(query.party, slots.get("parties"))
        and holds(query.place, slots.get("place"))
        and (slots.get("start") or "").startswith(query.day)
        and query.matches(line.text)
    )


def is_counted(query: Query, line: Line) -> bool:
    """Whether a figure is asked for."""
    slots = line.slots
    if query.asks_lines or query.place:
        return False
    return (
        holds(query.outlet, slots.get("outlet"))
        and (slots.get("when") or "").startswith(query.day)
        and query.matches(line.text)
    )


WANTED: dict[str, Callable[[Query, Line], bool]] = {
    "who said what": is_said, "positions": is_held, "meetings": is_met, "figures": is_counted,
}  # fmt: skip


def articles(store: Store, query: Query, most: int = MAX_FOUND) -> tuple[Article, ...]:
    """Reports that have the words, of the outlet, place and day asked for."""
    if query.words:
        narrows = query.outlet or query.place or query.day
        candidates = store.articles.search(query.words, max(MAX_READ, most) if narrows else most)
    elif query.day and is_moment(query.day):
        start = day_of(query.day)
        candidates = store.articles.between(start.isoformat(), (start + timedelta(days=1)).isoformat(), MAX_READ)
    elif query.outlet:
        candidates = tuple(_of_outlets(store, query.outlet, most))
    else:
        return ()
    return tuple(article for article in candidates if _is_wanted(query, article))[:most]


def _of_outlets(store: Store, wanted: str, most: int) -> Iterator[Article]:
    names = [outlet.name for outlet in store.sources.outlets() if holds(wanted, outlet.name)] or [wanted]
    for name in names[:10]:
        yield from store.articles.of_outlet(name, most)


def _is_wanted(query: Query, article: Article) -> bool:
    place = article.dateline.place if article.dateline else None
    return (
        holds(query.outlet, article.outlet)
        and holds(query.place, place)
        and (article.published or "").startswith(query.day)
    )
