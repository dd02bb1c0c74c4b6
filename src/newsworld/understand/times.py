"""Times: what the text says of days, hours, durations and habits, as TIMEX3, reckoned from publication."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsworld.news.moments import day_of, is_moment
from newsworld.news.readings import Timex
from newsworld.news.spans import Span
from newsworld.understand.timerules import RULES, direction
from newsworld.understand.timevalues import Page
from newsworld.understand.timewords import Hit, fits, grammar, timewords

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsworld.news.articles import Article
    from newsworld.understand.draft import Draft

__all__ = ["direction", "find"]


def find(article: Article, so_far: Draft) -> Iterator[Timex]:
    """Every time expression in order; nothing in a language whose times are not known."""
    rules = grammar(so_far.language)
    if rules is None:
        return
    words, letters = timewords(article.text, rules)
    day = day_of(article.published) if article.published and is_moment(article.published) else None
    named_days = set("".join(rules.sets.get(name, "") for name in ("weekday", "yesterday")))
    page = Page(words, letters, rules, day, is_daily=not named_days.isdisjoint(letters))

    def accept(hit: Hit) -> Timex | None:
        value = RULES[hit.rule](page, hit)
        if value is None:
            return None
        return Timex(Span(words[hit.start].start, words[hit.end - 1].end), *value)

    yield from (time for time in fits(letters, rules, accept) if time.value)
