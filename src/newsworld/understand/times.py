"""Times: what the text says of days, hours, durations and habits, as TIMEX3, reckoned from publication."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsworld.news.moments import day_of, is_moment
from newsworld.news.readings import Timex
from newsworld.text.wordclasses import cut
from newsworld.understand.timegrammar import YEAR, grammar
from newsworld.understand.timelists import listed
from newsworld.understand.timerules import RULES
from newsworld.understand.timevalues import Page
from newsworld.understand.timewords import Hit, fits

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from newsworld.news.articles import Article
    from newsworld.text.wordclasses import Words
    from newsworld.understand.draft import Draft
    from newsworld.understand.timegrammar import Grammar

HISTORY_YEARS = 12  # years named
LIKELY_YEARS = range(1000, 9000)  # of publication


def find(article: Article, so_far: Draft) -> Iterator[Timex]:
    """Every time expression in order; nothing in a language whose times are not known."""
    rules = grammar(so_far.language)
    if rules is None:
        return
    words = cut(article.text, rules.token)
    letters = "".join(map(rules.letters.__getitem__, words.texts))
    day = day_of(article.published) if article.published and is_moment(article.published) else None
    if day and day.year not in LIKELY_YEARS:
        day = None  # a slip of the clock; reckoning from it would tell nothing
    page = Page(words, letters, rules, day, _names_days(letters, rules), _is_history(words, letters, day))
    trimmed = frozenset(rules.options.get("trim", ()))

    def accept(hit: Hit) -> Timex | None:
        value = RULES[hit.rule](page, hit)
        if value is None:
            return None
        start = hit.start
        while start < hit.end - 1 and page.word(start) in trimmed:
            start += 1
        return Timex(words.span(start, hit.end), *value)

    joiners = frozenset(rules.options.get("joiners", ()))
    particles = {*rules.classes.get("at", ()), *rules.tense.get("future", ()), *rules.tense.get("past", ())}
    for time in fits(letters, rules, accept):
        if time.value:
            rows = sorted(listed(article.text, time, joiners, particles), key=lambda day: day.span)
            yield from (day for day in rows if day.span < time.span)
            yield time
            yield from (day for day in rows if day.span > time.span)


def _names_days(letters: str, rules: Grammar) -> bool:
    """Whether the text speaks of yesterday, tomorrow or a weekday."""
    named = set("".join(rules.sets.get(name, "") for name in ("weekday", "yesterday")))
    return not named.isdisjoint(letters)


def _is_history(words: Words, letters: str, day: date | None) -> bool:
    """Whether the text tells of many years, nearly none of them the present."""
    if letters.count(YEAR) < HISTORY_YEARS:
        return False
    years = [int(words.texts[i]) for i, letter in enumerate(letters) if letter == YEAR]
    told = [year for year in years if day is None or abs(year - day.year) > 1]
    return len(told) >= HISTORY_YEARS and len(told) * 3 > 2 * len(years)
