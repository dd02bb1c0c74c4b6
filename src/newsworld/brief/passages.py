"""What is new, how it came to this, and the dated events: sections made of the sources' own sentences."""

from __future__ import annotations

import functools
import itertools
import re
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from newsworld.brief.choosing import chosen, terms_of
from newsworld.brief.material import among, day_told, earlier_years, once, when
from newsworld.brief.plainness import line_of
from newsworld.languages import words
from newsworld.news.moments import instant_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime

    from newsworld.brief.choosing import Sentence
    from newsworld.brief.material import Material, Origin
    from newsworld.news.briefs import Brief, Line
    from newsworld.news.spans import Span

_NEW = 4
_LATELY = timedelta(days=2)  # what is older is no longer news in a story that goes on
_BACKGROUND = 6  # lines
_EARLIER = 5  # of them, from the reports of earlier days
_OLDER = 16  # candidates for the background, the best first
_DAYS_OF_TIMELINE = 12
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def new(
    material: Material, candidates: Sequence[Sentence], previous: Brief | None, leading: Sequence[Sentence]
) -> Iterator[Line]:
    """What articles that came after the previous version say that it did not; its own news while there are none.

    What stands in the lead, told at the top of the page, is not told again.
    """
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
    for sentence in chosen(fresh, _NEW, said, beside=leading):
        yield line_of(material, sentence.origin, sentence.span)


def _moment(told: str | None) -> datetime | None:
    try:
        return instant_of(told) if told else None
    except ValueError:
        return None


def background(material: Material, candidates: Sequence[Sentence], said: Sequence[Sentence]) -> Iterator[Line]:
    """How it came to this, in the order of telling: what looks back, and in a story of many days its earlier news.

    None that the basics have. A story's earlier news begins with how it began.
    """
    told = [other.terms for other in said]
    upright = [s for s in candidates if not s.leaning]
    before = _of_days_before(material, upright)
    earliest = min(map(_day_of, before), default="")
    begun = chosen([s for s in before if _day_of(s) == earliest], 1, told)
    taken = [*begun, *chosen(before, _EARLIER - len(begun), [*told, *(s.terms for s in begun)])]
    cues, first = _cues(material.language), day_told(material.story.first_seen)
    older = list(itertools.islice((s for s in upright if s.place > 1 and _looks_back(s, cues, first)), _OLDER))
    taken += chosen(older, _BACKGROUND - len(taken), [*told, *(s.terms for s in taken)])
    for sentence in sorted(taken, key=_day_of):
        yield line_of(material, sentence.origin, sentence.span)


def _of_days_before(material: Material, sentences: Sequence[Sentence]) -> list[Sentence]:
    """What reports of days well before the latest one told, by what weighs in it alone."""
    last = day_told(material.story.last_seen)
    if last is None:
        return []
    until = (last - _LATELY).isoformat()
    found = [s for s in sentences if "" < _day_of(s) < until]
    return sorted((s._replace(score=s.mass / _most(found)) for s in found), key=lambda s: -s.score)


def _most(sentences: Sequence[Sentence]) -> float:
    return max((s.mass for s in sentences), default=0.0) or 1.0


def _day_of(sentence: Sentence) -> str:
    """The day of a sentence's report, or empty."""
    return (sentence.origin.article.published or "")[:10]


@functools.cache
def _cues(code: str) -> _Cues:
    """What tells that a sentence looks back; a language without such words has none."""
    told = words(code, "brief").get("background", ())
    exact = re.compile("|".join(rf"\b{re.escape(cue)}" for cue in told) if told else r"(?!)", re.IGNORECASE)
    return _Cues(tuple(map(_folded, told)), exact)


class _Cues(NamedTuple):
    plain: tuple[str, ...]  # one of these stands folded where `exact` is found: most sentences have none
    exact: re.Pattern[str]


def _folded(text: str) -> str:
    """In one case, as a pattern that ignores it sees a text: the Turkish i's and the long s are i and s."""
    return text.replace("İ", "i").lower().replace("ı", "i").replace("ſ", "s")


@functools.cache
def _months(code: str) -> frozenset[str]:
    """The first letters of months, as dates write them short or long."""
    return frozenset(month.lower()[:3] for month in words(code, "brief").get("months", ()))


def _looks_back(sentence: Sentence, cues: _Cues, first: date | None) -> bool:
    folded = _folded(sentence.text)
    if any(map(folded.__contains__, cues.plain)) and cues.exact.search(sentence.text):
        return True
    return any(earlier_years(sentence.origin, sentence.span, first))


def timeline(material: Material, candidates: Sequence[Sentence]) -> Iterator[Line]:
    """The best sentence of each day that the texts tell of, in order of the days."""
    best: dict[str, Sentence] = {}
    told = {id(origin): _days_told(origin, material.language) for origin in material.native}
    for sentence in candidates:
        for span, day in told[id(sentence.origin)]:
            if sentence.span.holds(span):
                best.setdefault(day, sentence)
    days = sorted(best, key=lambda day: -best[day].score)[:_DAYS_OF_TIMELINE]
    if len(days) < 2:
        return
    for day in sorted(days):
        yield line_of(material, best[day].origin, best[day].span, {"day": day})


@once
def _days_told(origin: Origin, code: str) -> list[tuple[Span, str]]:
    """The days that a text tells by name or date; not those that it has one reckon, as "nine days ago"."""
    days, months = among(code, "days_said"), _months(code)
    found = []
    for time in origin.reading.times:
        if time.type in ("DATE", "TIME") and _DAY.match(time.value):
            said = time.span.of(origin.article.text).lower().split()
            if not months or days.issuperset(said) or any(word[:3] in months for word in said):
                found.append((time.span, time.value[:10]))
    return found
