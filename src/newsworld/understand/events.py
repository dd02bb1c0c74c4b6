"""Events in PLOVER's terms: machine-coded from meetings, positions and a short lexicon; nobody has checked them."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsworld.languages import words as language_data
from newsworld.news.facts import Event, Meeting, Position
from newsworld.news.spans import Span
from newsworld.text.wording import wording
from newsworld.understand.marks import Marks, day_and_part
from newsworld.understand.parties import sides_before
from newsworld.understand.position_words import position_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsworld.news.articles import Article
    from newsworld.understand.draft import Draft

MAIN_SENTENCES = 14  # the main events of a report stand at its head
MAX_EVENTS = 12

# PLOVER type and mode for each stance (codebook of 2024: sixteen types, modes as words).
STANCES: dict[str, tuple[str, str | None]] = {
    "demands": ("REQUEST", None),
    "requests": ("REQUEST", None),
    "rejects": ("REJECT", None),
    "accuses": ("ACCUSE", "allege"),
    "opposes": ("ACCUSE", "disapprove"),
    "threatens": ("THREATEN", None),
    "supports": ("SUPPORT", None),
    "accepts": ("AGREE", None),
    "offers": ("COOPERATE", None),
}
FORMATS = {"visit": "visit", "call": "phone", "multilateral": "multilateral"}


@dataclass(frozen=True, slots=True)
class _Rule:
    type: str
    mode: str | None
    triggers: frozenset[str]
    cue: re.Pattern[str]


@functools.cache
def _rules(code: str) -> tuple[_Rule, ...]:
    return tuple(
        _Rule(row["type"], row.get("mode"), frozenset(row["triggers"]), re.compile(row["cue"], re.IGNORECASE))
        for row in language_data(code, "events").get("rules", ())
    )


def find(article: Article, so_far: Draft) -> Iterator[Event]:  # noqa: ARG001 - the shape of every finder
    """The main events, in the order of the text."""
    if not language_data(so_far.language, "events") or not so_far.sentences:
        return
    marks = Marks.of(so_far)
    limit = so_far.sentences[min(MAIN_SENTENCES, len(so_far.sentences)) - 1].end
    found = [_of_meeting(marks, so_far, meeting) for meeting in so_far.meetings if len(meeting.parties) >= 2]
    found += [_of_position(marks, so_far, position) for position in so_far.positions if position.stance in STANCES]
    found += list(_told(marks, so_far, limit))
    head = [event for event in found if event.evidence[0].start < limit]
    yield from sorted(head, key=lambda event: (event.evidence[0], event.type))[:MAX_EVENTS]


def _of_meeting(marks: Marks, so_far: Draft, meeting: Meeting) -> Event:
    return Event(
        type="CONSULT",
        mode=FORMATS.get(meeting.format or ""),
        evidence=meeting.evidence[:1],
        context=_contexts(marks.text, so_far, meeting.evidence[0]),
        actor=meeting.parties[0],
        recipient=meeting.parties[1],
        date=meeting.start,
        place=meeting.place,
    )


def _of_position(marks: Marks, so_far: Draft, position: Position) -> Event:
    kind, mode = STANCES[position.stance]
    return Event(
        type=kind,
        mode=mode,
        evidence=position.evidence[:1],
        context=_contexts(marks.text, so_far, position.evidence[0]),
        actor=position.party,
        recipient=position.toward,
        date=_day(marks, so_far, position.evidence[0].start),
    )


def _told(marks: Marks, so_far: Draft, limit: int) -> Iterator[Event]:
    """Acts that a word of the lexicon tells, with who stands before and after it."""
    told = wording(marks.text)
    for rule in _rules(so_far.language):
        offsets = [told.starts[index] for index in told.found(rule.triggers) if told.starts[index] < limit]
        sentences = {sentence for offset in offsets if (sentence := so_far.sentence_at(offset)) is not None}
        for sentence in sorted(sentences):
            match = rule.cue.search(marks.text, sentence.start, min(sentence.end, sentence.start + 900))
            if match is not None:
                yield _event(marks, so_far, rule, (sentence, Span(*match.span())))


def _event(marks: Marks, so_far: Draft, rule: _Rule, where: tuple[Span, Span]) -> Event:
    sentence, cue = where
    language = position_words(so_far.language)
    sides = sides_before(marks, Span(sentence.start, cue.start), language) if language else None
    actor = sides.parties[0] if sides and sides.parties else None
    after = [
        party
        for _, entity in marks.mentions_in(cue.end, sentence.end)
        if entity.kind in ("country", "organisation", "person") and (party := marks.party(entity)) and party != actor
    ]
    towns = [entity.name for _, entity in marks.mentions_in(*sentence) if entity.kind == "place"]
    return Event(
        type=rule.type,
        mode=rule.mode,
        evidence=(sentence,),
        context=_contexts(marks.text, so_far, sentence),
        actor=actor,
        recipient=after[0] if after else None,
        date=_day(marks, so_far, cue.start),
        place=towns[0] if towns else None,
    )


def _day(marks: Marks, so_far: Draft, offset: int) -> str | None:
    """The first exact day told in the sentence that holds an offset."""
    sentence = so_far.sentence_at(offset)
    if sentence is None:
        return None
    return next((day for time in marks.times_in(*sentence) if (day := day_and_part(time)[0])), None)


def _contexts(text: str, so_far: Draft, span: Span) -> tuple[str, ...]:
    told = wording(text)
    here = {told.words[index] for index in told.within(*span)}
    contexts: dict[str, list[str]] = language_data(so_far.language, "events").get("contexts", {})
    return tuple(name for name, marks in contexts.items() if not here.isdisjoint(marks))
