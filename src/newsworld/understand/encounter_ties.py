"""Ties: which names of a sentence belong to the words that name an encounter, and how far their clause reaches."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from newsworld.news.spans import Span
from newsworld.understand.encounter_days import Zone

if TYPE_CHECKING:
    from newsworld.news.readings import Entity
    from newsworld.understand.encounter_triggers import Trigger
    from newsworld.understand.marks import Marks
    from newsworld.understand.meeting_words import MeetingWords

MAIN = 120  # code points of a main clause in which its verb stands
REACH = 48  # code points before a name in which the word that ties it stands


def clause(text: str, zone: Zone, words: MeetingWords) -> Zone:
    """The zone cut to the clause of its words: what is said beside them is not of the meeting."""
    before = text[zone.left : zone.at.start]
    found = words.patterns["ties.aside"].finditer(before)
    aside = [Span(zone.left + one.start(), zone.left + one.end()) for one in found]
    cut = Zone(zone.left, zone.at, zone.right, aside=aside)
    breaks = words.patterns["ties.break_before"].finditer(cut.told(text)[: len(before)])
    cut.left += max((one.end() for one in breaks), default=0)
    through = words.patterns["loose.through"].match(text[zone.at.end : zone.right])
    after = zone.at.end + (through.end() if through else 0)
    end = words.patterns["ties.break_after"].search(text[: zone.right], after)
    cut.right = end.start() if end else zone.right
    opened = words.patterns["ties.opens"].search(text[zone.left : cut.left])
    if opened or words.patterns["ties.fronted"].fullmatch(text, cut.left, zone.at.start):
        comma = text.find(",", zone.at.end, cut.right + 1)  # "As X arrived in Rome, Y ...", "At talks in Rome, Y ..."
        if comma >= 0:
            cut.right, cut.rest = comma, Span(comma, min(len(text), comma + MAIN))
    return cut


@dataclass(frozen=True, slots=True)
class Tied:
    """A mention in the clause of an encounter: whether the words make it one of those who meet."""

    span: Span
    entity: Entity
    before: str  # the words before it
    out: bool  # a word of place or topic stands before it
    ties: bool
    whose: bool = False  # it only tells whose: "Lund's lawyer", "Lund administration officials"


def tied(marks: Marks, zone: Zone, group: list[Trigger], words: MeetingWords) -> list[Tied]:
    """Every mention of the clause in order; those tied are subject and object of what is told, and who is joined."""
    lead = _antecedent(marks, zone, words)
    found = [lead] if lead is not None else []
    for span, entity in marks.mentions_in(zone.left, zone.right):
        if zone.off_topic(span, entity.kind):
            continue
        last = found[-1] if found else None
        before = marks.text[max(zone.left, span.start - REACH) : span.start]
        far = not words.strict and _is_far(marks.text, span, group, words)
        mention = Tied(
            span, entity, before, out := _is_out(marks.text, span, before, last, words), ties=not out and not far
        )
        if words.strict and not out:
            led = any(other.span.end <= group[0].start for other in found)
            mention = _by_words(marks, mention, (group, last, led), words)
            if last is not None and _only_tells_more(marks, last, mention, words):
                found[-1] = replace(last, whose=True)
        found.append(mention)
    return found


def _is_far(text: str, span: Span, group: list[Trigger], words: MeetingWords) -> bool:
    """Whether a name stands in what the meeting is for, or not beside a vote: those who hold that do."""
    if span.start >= group[-1].end and words.patterns["place.parted"].search(text, group[-1].end, span.start):
        return True
    vote = group[0].noun and group[0].format == "vote"
    return vote and max(group[0].start - span.end, span.start - group[-1].end) > REACH


def _by_words(marks: Marks, mention: Tied, where: tuple[list[Trigger], Tied | None, bool], words: MeetingWords) -> Tied:
    """The mention, tied where the words around it make it one of those who meet."""
    (group, last, led), span, entity = where, mention.span, mention.entity
    chained = last is not None and last.ties and _is_chained(marks, last, (span, entity), words)
    says = words.patterns["ties.says"].match(marks.text, span.end) is not None
    if span.start >= group[0].start:
        near, ties = False, not says and (chained or _is_linked(marks.text, span, group, words))
    else:
        near = _is_near(marks, (span, entity, chained), group, words)
        of_what = words.patterns["ties.of_what"].search(mention.before) is not None
        of_what = of_what and words.patterns["parties.delegates"].search(mention.before) is None
        subject = (chained or not led) and not of_what and not says
        ties = near or (subject and _holds(marks.text, span, group, words))
    whose = (
        entity.kind == "person" and not near and words.patterns["ties.whose"].match(marks.text, span.end) is not None
    )
    return replace(mention, ties=ties, whose=whose)


def _only_tells_more(marks: Marks, last: Tied, mention: Tied, words: MeetingWords) -> bool:
    """Whether a name is but part of what follows: "House Ethics Panel", "U.S. President Lund's lawyers"."""
    between = marks.text[last.span.end : mention.span.start]
    if last.entity.kind == mention.entity.kind == "organisation":
        return not between.strip()
    title = words.patterns["ties.title"].fullmatch(between) is not None
    return mention.whose and last.entity.kind == "country" and title


def _antecedent(marks: Marks, zone: Zone, words: MeetingWords) -> Tied | None:
    """Who stands before the clause that tells of him: "the council, which meets on Monday"."""
    relative = words.patterns["ties.relative"].search(marks.text[: zone.left], max(0, zone.left - REACH))
    if relative is None:
        return None
    named = marks.mentions_in(max(0, relative.start() - 2 * REACH), relative.start())
    if not named or named[-1][0].end != relative.start() or marks.is_adjective(named[-1][0]):
        return None
    return Tied(*named[-1], before="", out=False, ties=True)


def _is_out(text: str, span: Span, before: str, last: Tied | None, words: MeetingWords) -> bool:
    """Whether a name tells where or about what: "in Iran"; not "officials from Iran"."""
    if words.patterns["parties.not_party_before"].search(before) is not None:
        return words.patterns["parties.delegates"].search(before) is None
    return last is not None and last.out and _is_row(text[last.span.end : span.start], words)


def _is_chained(marks: Marks, last: Tied, new: tuple[Span, Entity], words: MeetingWords) -> bool:
    """Whether a name goes on from the one before: "X and Y", "X's minister Y", "the Omani minister Y"."""
    span, entity = new
    between = marks.text[last.span.end : span.start]
    if not between.strip() or words.patterns["ties.chain"].fullmatch(between):
        return True
    adjective = marks.is_adjective(last.span)
    if adjective and words.patterns["ties.chain_of_roles"].fullmatch(between):
        return True
    titled = adjective or (entity.role or "").lower().endswith(between.strip().lower())
    return titled and entity.kind == "person" and words.patterns["ties.title"].fullmatch(between) is not None


def _holds(text: str, span: Span, group: list[Trigger], words: MeetingWords) -> bool:
    """Whether who stands before a noun is told to hold it; who stands before a verb does what it tells."""
    if not group[0].noun:
        return True
    return words.patterns["ties.hold"].search(text, span.end, group[0].start) is not None


def _is_near(marks: Marks, new: tuple[Span, Entity, bool], group: list[Trigger], words: MeetingWords) -> bool:
    """Whether a name stands at the noun itself: "the council's meeting", "US-China talks"; not "the Bonn summit"."""
    span, entity, chained = new
    noun = next((trigger for trigger in group if trigger.noun), None)
    if noun is None or not words.patterns["ties.near"].fullmatch(marks.text[span.end : noun.start]):
        return False
    owns = words.patterns["ties.owns"].match(marks.text, span.end) is not None
    return owns or chained or entity.kind not in ("place", "country") or noun.format == "vote"


def _is_linked(text: str, span: Span, group: list[Trigger], words: MeetingWords) -> bool:
    """Whether a word ties a name to the encounter before it: "with X", "between X", "met X"."""
    end = next((one.end for one in reversed(group) if one.end <= span.start), group[0].start)
    between = text[end : span.start]
    if words.patterns["place.parted"].search(between):
        return False  # "will travel to Rome to end the row between X and Y"
    if words.patterns["ties.link"].search(between):
        return True
    takes = words.patterns["ties.takes"].match(text, group[0].start, group[0].end) is not None
    return takes and words.patterns["ties.title"].fullmatch(text[group[0].end : span.start]) is not None


def is_one_of_many(marks: Marks, span: Span, words: MeetingWords) -> bool:
    """Whether a place is named in a row of them: "voters in Ohio, Iowa and Utah"; not "Bonn, Germany"."""
    row = [
        (other, entity)
        for other, entity in marks.mentions_in(span.start, span.end + REACH)
        if other.start >= span.start
    ]
    if len(row) < 2 or row[1][1].kind not in ("place", "country"):
        return False
    (_, here), (other, there) = row[:2]
    between = marks.text[span.end : other.start].strip()
    return _is_row(between, words) and not (between == "," and here.country == there.country)


def _is_row(between: str, words: MeetingWords) -> bool:
    return words.patterns["joins.row"].fullmatch(between.strip()) is not None


def is_elsewhere(marks: Marks, zone: Zone, span: Span, words: MeetingWords) -> bool:
    """Whether a place is of something else that the clause tells: "talks to end the war in Yemen"."""
    if not words.strict:
        return False
    if span.start < zone.at.start:
        return words.patterns["place.leads"].match(marks.text[zone.left : zone.at.start]) is None
    dated = any(
        not marks.text[time.span.end : span.start].strip(" ,")[3:] for time in marks.times_in(zone.at.end, span.start)
    )
    return not dated and words.patterns["place.parted"].search(marks.text, zone.at.end, span.start) is not None
