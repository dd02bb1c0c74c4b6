"""What a statement does (facts.ACTS): by its cue, else by its own words; and where and when it was made."""

from __future__ import annotations

import bisect
import datetime as dt
import functools
import re
from typing import TYPE_CHECKING

from newsworld.languages import words as language_data
from newsworld.news.moments import day_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsworld.news.articles import Article
    from newsworld.news.readings import Timex
    from newsworld.understand.cues import Lexicon
    from newsworld.understand.found import Found
    from newsworld.understand.units import Unit

BESIDE = 60  # code points between a cue and the day that dates it
DAY = 10  # characters of an ISO date
_WORD = re.compile(r"\w+")
READ_CHARACTERS = 600  # of a content: an act is told early


def act_of(code: str, text: str, one: Found) -> str:
    """The statement's act: the cue's own, or what the content's words do where the cue only reports."""
    if one.act != "assert":
        return one.act
    pattern = _pattern(code)
    if pattern is None:
        return "assert"
    content = " ".join(piece.of(text) for piece in one.pieces)[:READ_CHARACTERS].lower()
    match = None if _telling(code).isdisjoint(_WORD.findall(content)) else pattern.search(content)
    if match:
        return str(match.lastgroup)
    shaped = _shaped(code)
    told = shaped.match(content) if shaped is not None else None
    return str(told.lastgroup) if told else "assert"


@functools.cache
def _shaped(code: str) -> re.Pattern[str] | None:
    """Acts that the shape of a content tells: "it would hand over ..."; matched at its beginning."""
    listed = language_data(code, "statements").get("act_shapes", {})
    return re.compile("|".join(f"(?P<{act}>{told})" for act, told in listed.items())) if listed else None


@functools.cache
def _telling(code: str) -> frozenset[str]:
    """The longest word of every phrase of every act: cheaper to look for than the pattern over them."""
    listed = language_data(code, "statements").get("acts", {})
    return frozenset(max(_WORD.findall(phrase), key=len) for told in listed.values() for phrase in told)


@functools.cache
def _pattern(code: str) -> re.Pattern[str] | None:
    """One pattern over all acts, a group each; None where the language has no data."""
    listed = language_data(code, "statements").get("acts", {})
    parts = [f"(?P<{act}>{'|'.join(map(re.escape, told))})" for act, told in listed.items() if told]
    return re.compile(r"\b(?:" + "|".join(parts) + r")\b") if parts else None


def setting_of(lex: Lexicon | None, text: str, one: Found) -> str | None:
    """Where a statement was made, without its preposition: "a conference call"."""
    if one.setting is None or lex is None:
        return None
    words = one.setting.of(text).split()[1:]
    return " ".join(words) if any(word.lower().strip(",.") in lex.settings for word in words) else None


def said_on(article: Article, code: str, unit: Unit, one: Found, times: Sequence[Timex]) -> str | None:
    """The day a statement was made, where its sentence tells it outside the content. ISO date; `times` in order."""
    days = language_data(code, "statements").get("days", {})
    cue = one.cue
    if article.published is None or not days or cue is None:
        return None
    nearest: tuple[int, str] | None = None
    published = day_of(article.published)
    told = _day_words(code)
    named = [] if told.isdisjoint(unit.tokens.low) else zip(unit.tokens.begins, unit.tokens.low, strict=True)
    for begin, word in named:
        if word not in told:
            continue
        if any(piece.start <= begin < piece.end for piece in one.pieces):
            continue
        day = _day(word, days, published)
        distance = abs(begin - cue.end)
        if day is not None and distance < BESIDE and (nearest is None or distance < nearest[0]):
            nearest = (distance, day.isoformat())
    first = bisect.bisect_left(times, cue.start - BESIDE, key=lambda time: time.span.start)
    last = bisect.bisect_right(times, cue.end + BESIDE, key=lambda time: time.span.start)
    for time in times[first:last]:
        if not unit.span.holds(time.span) or any(piece.meets(time.span) for piece in one.pieces):
            continue
        distance = abs(time.span.start - cue.end)
        if is_day(time) and distance < BESIDE and (nearest is None or distance <= nearest[0]):
            nearest = (distance, time.value)
    return nearest[1] if nearest else None


def is_day(time: Timex) -> bool:
    """Whether a time expression names one day."""
    return time.type == "DATE" and len(time.value) == DAY and time.value[:4].isdigit() and time.value[5:7].isdigit()


@functools.cache
def _day_words(code: str) -> frozenset[str]:
    days = language_data(code, "statements").get("days", {})
    return frozenset([*days.get("weekdays", ()), *days.get("today", "").split(), *days.get("yesterday", "").split()])


def _day(word: str, days: dict[str, object], published: dt.date) -> dt.date | None:
    """The latest such day not after publication: people have spoken before they are quoted."""
    weekdays = days.get("weekdays")
    if isinstance(weekdays, list) and word in weekdays:
        return published - dt.timedelta(days=(published.weekday() - weekdays.index(word)) % 7)
    if word in str(days.get("today", "")).split():
        return published
    if word in str(days.get("yesterday", "")).split():
        return published - dt.timedelta(days=1)
    return None
