"""Whether a number counts dead, injured or displaced people, by what its sentence says around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

OF_THEM_REACH = 24  # code points: ", nine of them children"

if TYPE_CHECKING:
    from newsworld.news.spans import Span
    from newsworld.understand.figure_words import FigureWords


def toll_kind(
    lowered: str,
    at: Span,
    rooms: tuple[Span, Span],
    context: tuple[str | None, str | None],
    language: FigureWords,
) -> str | None:
    """The kind of toll, or None.

    `rooms` = between the neighbouring numbers, and the whole sentence; `context` = the kind of the number
    before, and what this one counts. What follows a number counts before what leads up to it.
    """
    room, sentence = rooms
    before, of = context
    return (
        _after(lowered, at.end, room.end, language)
        or _after_parenthesis(lowered, at.end, sentence.end, language)
        or _before(lowered, at.start, room.start, language)
        or (before if before and _goes_on(lowered, at, room.start, of, language) else None)
    )


def _after(lowered: str, end: int, stop: int, language: FigureWords) -> str | None:
    """As in "12 people were killed", the nearest telling first."""
    found = [
        (match.end(), toll.kind)
        for toll in language.tolls
        if (match := toll.after.match(lowered, end, stop)) is not None
    ]
    return min(found)[1] if found else None


def _after_parenthesis(lowered: str, end: int, stop: int, language: FigureWords) -> str | None:
    """As in "12 people, including three children, were killed"."""
    comma = lowered.find(",", end, min(stop, end + 40))
    close = lowered.find(",", comma + 1, min(stop, comma + 80)) if comma > 0 else -1
    if close < 0 or language.opens_parenthesis.match(lowered, comma) is None:
        return None
    return _after(lowered, close + 1, stop, language)


def _before(lowered: str, start: int, floor: int, language: FigureWords) -> str | None:
    """As in "Killed at least 12", "the death toll rose to 12", the nearest telling first."""
    left = lowered[max(floor, start - 140) : start]
    found = [
        (match.start(), toll.kind)
        for toll in language.tolls
        for pattern in (toll.verbs, toll.tolls)
        if (match := pattern.search(left)) is not None
    ]
    return max(found)[1] if found else None


def _goes_on(lowered: str, at: Span, floor: int, of: str | None, language: FigureWords) -> bool:
    """Whether the number continues the one before: "12 people, including four children", "and two soldiers"."""
    left = lowered[floor : at.start]
    following = lowered[at.end : at.end + 16].split()
    if following[:1] == [language.of_joiner] and following[1:2] and following[1].strip(",.") in language.of_them:
        return len(left) < OF_THEM_REACH
    if language.including.match(left):
        return True
    people = of is not None and of.split()[-1].lower() in language.people
    return people and language.coordinated.fullmatch(left) is not None
