"""Whom a pronoun or "the company" stands for, among the parties of an article."""

from __future__ import annotations

import bisect
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from newsworld.news.spans import Span
from newsworld.understand.parties import is_head, speaker_party

if TYPE_CHECKING:
    from newsworld.news.facts import Position, Speaker, Statement
    from newsworld.news.readings import Entity
    from newsworld.understand.draft import Draft
    from newsworld.understand.marks import Marks
    from newsworld.understand.position_words import PositionWords

BESIDE = 60  # code points from what a state holds to the minister who says so
BEFORE = 60  # code points before a cue in which words may deny or doubt it
OPENING = 40  # code points into a sentence within which its subject begins
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
        return speaker_party(context.marks, statement.speaker, context.words) if statement is not None else None
    if statement is None:
        return _last_party(context, sentence, at, before)
    quoted = statement.mode == "direct" or (statement.mode == "mixed" and _is_quoted(text, statement.content, at))
    if quoted and statement.within is None:  # what somebody reports of another is that other's own words
        told = Span(max(sentence.start, _piece(statement.content, at).start), at)
        return None if patterns["many"].match(text, at) else _within(context, told)
    party = speaker_party(context.marks, statement.speaker, context.words)
    personal = patterns["personal"].match(text, at) is not None
    by_person = statement.speaker.kind == "person"
    if party and (by_person if personal else not by_person or party.startswith(("country:", "organisation:"))):
        return None if personal and _another(context, statement, at) else party
    begun = statement.speaker.span.start if statement.speaker.span is not None else at
    return None if personal else _within(context, Span(min(begun, at), at))


def _another(context: Context, statement: Statement, at: int) -> bool:
    """Whether a statement names somebody but its speaker before a pronoun, who may be meant."""
    start = _piece(statement.content, at).start
    named = [entity for _, entity in context.marks.mentions_in(start, at) if entity.kind == "person"]
    return any(entity.id != statement.speaker.entity for entity in named)


def _within(context: Context, told: Span) -> str | None:
    """Whom a quotation itself has named before its pronoun: "Russia has said it feels threatened"."""
    personal = context.words.patterns["personal"].match(context.marks.text, told.end) is not None
    kinds = ("person",) if personal else ("country", "organisation")
    out = context.words.patterns["not_subject_before"]
    named = [
        entity
        for span, entity in context.marks.mentions_in(*told)
        if entity.kind in kinds and not out.search(context.marks.text, told.start, span.start)
    ]
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
    return (
        speaker_party(context.marks, context.so_far.statements[index].speaker, context.words)
        if index is not None
        else None
    )


def speaking_at(context: Context, offset: int) -> str | None:
    """The party of whoever is named at an offset as the speaker of a statement: whom "he" in "he promised" means."""
    told = (one.speaker for one in context.so_far.statements if one.speaker.span and one.speaker.span.start == offset)
    speaker = next(told, None)
    return speaker_party(context.marks, speaker, context.words) if speaker is not None else None


def _last_party(context: Context, sentence: Span, pronoun: int, before: list[Position]) -> str | None:
    """Who "he" or "it" is: a person for the one, a body or country for the other, named or told of just before."""
    marks, patterns = context.marks, context.words.patterns
    described = patterns["led_back"].match(marks.text, pronoun)
    led = _led_back(context, described.group(1).lower(), pronoun) if described is not None else None
    if led or (described is not None and not patterns["led_loosely"].match(marks.text, pronoun)):
        return led
    near = bool(before) and sentence.start - before[-1].evidence[-1].end < NEAR
    if patterns["personal"].match(marks.text, pronoun):
        person = _one_person(context, sentence, pronoun)
        return _of_state(marks, person, before[-1:] if near else []) if person is not None else None
    inside = marks.mentions_in(sentence.start, pronoun)
    bodies = [(span, entity) for span, entity in inside if entity.kind in ("country", "organisation")]
    if bodies:
        span, body = bodies[0]
        acts = is_head(marks, span, pronoun, context.words) and _opens(marks, sentence, body)
        many = patterns["many"].match(marks.text, pronoun) and body.kind == "country" and not marks.is_adjective(span)
        return marks.party(body) if acts and not many else None
    return before[-1].party if near and not before[-1].party.startswith("person:") else None


def _opens(marks: Marks, sentence: Span, entity: Entity) -> bool:
    """Whether a sentence begins with a name: its subject."""
    first = next(iter(marks.mentions_in(sentence.start, sentence.start + OPENING)), None)
    return first is not None and first[1].id == entity.id


def _one_person(context: Context, sentence: Span, pronoun: int) -> Entity | None:
    """Who "he" is: the one person named in this sentence and the one before, else with whom this or that begins."""
    marks = context.marks
    earlier = bisect.bisect_left(context.so_far.sentences, sentence)
    previous = context.so_far.sentences[max(0, earlier - 1)]
    for start, spoken in ((sentence.start, sentence), (previous.start, previous)):
        if spoken is previous and (said := _last_speaker(context, previous)) is not None:
            return next((entity for _, entity in marks.mentions if entity.id == said.entity), None)
        told = {entity.id: entity for _, entity in marks.mentions_in(start, pronoun) if entity.kind == "person"}
        people = list(told.values())
        if people and ((spoken is sentence and len(people) == 1) or _opens(marks, spoken, people[0])):
            return people[0]
        if people or pronoun - sentence.start > OPENING:
            return None
    return None


def _last_speaker(context: Context, sentence: Span) -> Speaker | None:
    """The last person whom a sentence tells to have spoken."""
    told = (one.speaker for one in context.so_far.statements if one.speaker.kind == "person")
    here = [one for one in told if one.span is not None and sentence.start <= one.span.start < sentence.end]
    return max(here, key=lambda one: one.span or sentence, default=None)


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
