"""Whom a pronoun or "the company" stands for, among the parties of an article."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from newsworld.news.spans import Span
from newsworld.understand.parties import speaker_party

if TYPE_CHECKING:
    from newsworld.news.facts import Position
    from newsworld.news.readings import Entity
    from newsworld.understand.draft import Draft
    from newsworld.understand.marks import Marks
    from newsworld.understand.position_words import PositionWords

BESIDE = 60  # code points from what a state holds to the minister who says so
NEAR = 200  # code points back to the position whose party "it" may be


@dataclass(frozen=True, slots=True)
class Context:
    """What every rule needs of the article."""

    marks: Marks
    so_far: Draft
    words: PositionWords
    language: str


def by_pronoun(context: Context, sentence: Span, at: int, before: list[Position]) -> str | None:
    """Whom a pronoun at an offset stands for; inside somebody's own words only "we" and "I" are that speaker."""
    text, patterns = context.marks.text, context.words.patterns
    index = statement_at(context.so_far, at)
    statement = context.so_far.statements[index] if index is not None else None
    if patterns["we"].match(text, at):
        return speaker_party(context.marks, statement.speaker) if statement is not None else None
    if statement is None:
        return _last_party(context, sentence, at, before)
    quoted = statement.mode == "direct" or (statement.mode == "mixed" and _is_quoted(text, statement.content, at))
    if quoted and statement.within is None:  # what somebody reports of another is that other's own words
        return _within(context, Span(max(sentence.start, _piece(statement.content, at).start), at))
    same_kind = (statement.speaker.kind == "person") == (patterns["personal"].match(text, at) is not None)
    party = speaker_party(context.marks, statement.speaker)
    if same_kind or (party or "").startswith(("country:", "organisation:")):
        return party or _last_party(context, sentence, at, before)
    return _last_party(context, sentence, at, before)


def _within(context: Context, told: Span) -> str | None:
    """Whom a quotation itself has named before its pronoun: "Russia has said it feels threatened"."""
    personal = context.words.patterns["personal"].match(context.marks.text, told.end) is not None
    kinds = ("person",) if personal else ("country", "organisation")
    named = [entity for _, entity in context.marks.mentions_in(*told) if entity.kind in kinds]
    return context.marks.party(named[0]) if len(named) == 1 else None


def _piece(content: tuple[Span, ...], at: int) -> Span:
    return next(span for span in content if span.start <= at < span.end)


def _is_quoted(text: str, content: tuple[Span, ...], at: int) -> bool:
    """Whether an offset of a statement lies between quotation marks."""
    told = text[_piece(content, at).start : at]
    return any(told.count(opening) > told.count(closing) for opening, closing in ("“”", "«»", "„“")) or (
        told.count('"') % 2 == 1
    )


def speaking(context: Context, offset: int) -> str | None:
    """The party whose words hold an offset, from the innermost statement out."""
    index = statement_at(context.so_far, offset)
    return speaker_party(context.marks, context.so_far.statements[index].speaker) if index is not None else None


def speaking_at(context: Context, offset: int) -> str | None:
    """The party of whoever is named at an offset as the speaker of a statement: whom "he" in "he promised" means."""
    told = (one.speaker for one in context.so_far.statements if one.speaker.span and one.speaker.span.start == offset)
    speaker = next(told, None)
    return speaker_party(context.marks, speaker) if speaker is not None else None


def _last_party(context: Context, sentence: Span, pronoun: int, before: list[Position]) -> str | None:
    """Who "he" or "it" is: a person for the one, a body or country for the other, named or told of just before."""
    marks, patterns = context.marks, context.words.patterns
    described = patterns["led_back"].match(marks.text, pronoun)
    led = _led_back(context, described.group(1).lower(), pronoun) if described is not None else None
    if led or (described is not None and not patterns["led_loosely"].match(marks.text, pronoun)):
        return led
    inside = [entity for _, entity in marks.mentions_in(sentence.start, pronoun)]
    near = bool(before) and sentence.start - before[-1].evidence[-1].end < NEAR
    nearby = [entity for _, entity in marks.mentions_in(max(0, sentence.start - 240), sentence.start)]
    if patterns["personal"].match(marks.text, pronoun):
        people = [entity for entity in inside[:1] if entity.kind == "person"] or [
            entity for entity in [*nearby, *inside] if entity.kind == "person"
        ][-1:]
        return _of_state(marks, people[0], before[-1:] if near else []) if people else None
    bodies = [entity for entity in inside if entity.kind in ("country", "organisation")]
    if bodies:
        return marks.party(bodies[0])
    return before[-1].party if near and not before[-1].party.startswith("person:") else None


def _of_state(marks: Marks, person: Entity, before: list[Position]) -> str | None:
    """The party of a person; a minister whose state is not named beside him is of the state just told of."""
    party = marks.party(person)
    told = before[0].evidence[-1].end if before else 0
    beside = any(0 <= mention.start - told < BESIDE for mention in person.mentions)
    if person.country is None and before and beside and before[0].party.startswith("country:"):
        code = before[0].party.removeprefix("country:")
        party = marks.party(replace(person, country=code))
    return party


def _led_back(context: Context, noun: str, before: int) -> str | None:
    """Who "the company" is: the organisation named last whose name, or the word before it, says so."""
    text = context.marks.text
    named = [
        (span, entity)
        for span, entity in context.marks.mentions_in(0, before)
        if entity.kind in ("organisation", "country")
    ]
    for span, entity in reversed(named):
        beside = text[max(0, span.start - 24) : span.start].lower().split()[-2:]
        after = text[span.end : span.end + 32].lower()
        if (
            noun in entity.name.lower().split()
            or noun in beside
            or after.startswith((f" {noun}", f"'s {noun}", f"’s {noun}"))
        ):
            return context.marks.party(entity)
    return None


def statement_at(so_far: Draft, offset: int) -> int | None:
    """Index of the shortest statement whose content holds an offset."""
    holding = [
        (sum(span.end - span.start for span in statement.content), index)
        for index, statement in enumerate(so_far.statements)
        if any(span.start <= offset < span.end for span in statement.content)
    ]
    return min(holding)[1] if holding else None
