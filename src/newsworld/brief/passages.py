"""What is new, how it came to this, and the dated events: sections made of the sources' own sentences."""

from __future__ import annotations

import functools
import itertools
import re
from typing import TYPE_CHECKING

from newsworld.brief.choosing import chosen, terms_of
from newsworld.brief.material import day_told, earlier_years, when
from newsworld.brief.plainness import line_of
from newsworld.languages import words
from newsworld.news.moments import instant_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime

    from newsworld.brief.choosing import Sentence
    from newsworld.brief.material import Material
    from newsworld.news.briefs import Brief, Line

_NEW = 4
_BACKGROUND = 8  # of which the page shows what it does not say elsewhere
_OLDER = 16  # candidates for the background, the best first
_DAYS_OF_TIMELINE = 12
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def new(material: Material, candidates: Sequence[Sentence], previous: Brief | None) -> Iterator[Line]:
    """What articles that came after the previous version say that it did not; its own news while there are none."""
    since = _moment(previous.updated) if previous else None
    if previous is None or since is None:
        return
    if all(when(origin.article, material.story.last_seen) <= since for origin in material.read):
        yield from previous.section("what is new")
        return
    known = {citation.article for line in previous.lines() for citation in line.citations}
    fresh = [
        sentence
        for sentence in candidates
        if sentence.origin.article.id not in known and when(sentence.origin.article, material.story.last_seen) > since
    ]
    said = [terms_of(line.text, material.language) for line in (*previous.basics, *filter(None, [previous.standfirst]))]
    for sentence in chosen(fresh, _NEW, said):
        yield line_of(material, sentence.origin, sentence.span)


def _moment(told: str | None) -> datetime | None:
    try:
        return instant_of(told) if told else None
    except ValueError:
        return None


def background(material: Material, candidates: Sequence[Sentence], said: Sequence[Sentence]) -> Iterator[Line]:
    """Sentences that tell of earlier times, none that the basics have."""
    cues = _cues(material.language)
    first = day_told(material.story.first_seen)
    upright = (s for s in candidates if s.place > 1 and not s.leaning)
    older = list(itertools.islice((s for s in upright if _looks_back(s, cues, first)), _OLDER))
    for sentence in chosen(older, _BACKGROUND, [other.terms for other in said]):
        yield line_of(material, sentence.origin, sentence.span)


@functools.cache
def _cues(code: str) -> re.Pattern[str]:
    """What tells that a sentence looks back; a language without such words has none."""
    told = words(code, "brief").get("background", ())
    return re.compile("|".join(rf"\b{re.escape(cue)}" for cue in told) if told else r"(?!)", re.IGNORECASE)


@functools.cache
def _months(code: str) -> frozenset[str]:
    """The first letters of months, as dates write them short or long."""
    return frozenset(month.lower()[:3] for month in words(code, "brief").get("months", ()))


@functools.cache
def _days_said(code: str) -> frozenset[str]:
    return frozenset(words(code, "brief").get("days_said", ()))


def _looks_back(sentence: Sentence, cues: re.Pattern[str], first: date | None) -> bool:
    if cues.search(sentence.text):
        return True
    return any(earlier_years(sentence.origin, sentence.span, first))


def timeline(material: Material, candidates: Sequence[Sentence]) -> Iterator[Line]:
    """The best sentence of each day that the texts tell of, in order of the days."""
    best: dict[str, Sentence] = {}
    for sentence in candidates:
        for day in _days_in(material, sentence):
            best.setdefault(day, sentence)
    days = sorted(best, key=lambda day: -best[day].score)[:_DAYS_OF_TIMELINE]
    if len(days) < 2:
        return
    for day in sorted(days):
        yield line_of(material, best[day].origin, best[day].span, {"day": day})


def _days_in(material: Material, sentence: Sentence) -> Iterator[str]:
    """The days that a sentence tells by name or date; not those that it has one reckon, as "nine days ago"."""
    days, months = _days_said(material.language), _months(material.language)
    for time in sentence.origin.reading.times:
        if time.type in ("DATE", "TIME") and sentence.span.holds(time.span) and _DAY.match(time.value):
            said = time.span.of(sentence.origin.article.text).lower()
            if not months or days.issuperset(said.split()) or any(word[:3] in months for word in said.split()):
                yield time.value[:10]
