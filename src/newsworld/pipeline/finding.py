"""What a query finds: reports by their words, lines of a brief by who speaks, for which party, where and when."""

from __future__ import annotations

import functools
from datetime import timedelta
from typing import TYPE_CHECKING

from newsworld.news.moments import day_of, is_moment
from newsworld.pipeline.queries import OPERATORS, holds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from newsworld.news.articles import Article
    from newsworld.news.briefs import Line
    from newsworld.pipeline.queries import Query
    from newsworld.store import Store

MAX_FOUND = 50
MAX_READ = 400  # reports looked through when an operator narrows what the words found


# Which part of a line answers which operator of a query. A section answers no query with an operator that it lacks.
SLOTS: dict[str, dict[str, str]] = {
    "who said what": {"speaker": "speaker", "party": "party", "outlet": "outlet", "day": "said_on"},
    "positions": {"party": "party", "stance": "stance", "outlet": "outlet", "day": "when"},
    "meetings": {"speaker": "participants", "party": "parties", "place": "place", "day": "start"},
    "figures": {"outlet": "outlet", "day": "when"},
}
BEGUN = ("stance", "day")  # asked for by their beginning; names by any part


def _answers(slots: dict[str, str], query: Query, line: Line) -> bool:
    """Whether a line of a section is asked for."""
    for operator in OPERATORS:
        asked = getattr(query, operator)
        told = line.slots.get(slots.get(operator, ""), "")
        if asked and not (told.startswith(asked) if operator in BEGUN else holds(asked, told)):
            return False
    return query.matches(line.text)


WANTED: dict[str, Callable[[Query, Line], bool]] = {
    section: functools.partial(_answers, slots) for section, slots in SLOTS.items()
}


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
