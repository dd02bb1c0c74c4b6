"""Encounters: each place where a sentence tells of a meeting, with who, where and when as that sentence has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsworld.news.facts import Participant
from newsworld.news.spans import Span
from newsworld.text.wording import wording
from newsworld.understand.encounter_days import Encounter, Zone, joined, status, when
from newsworld.understand.encounter_triggers import Trigger, grouped, triggers
from newsworld.understand.issues import split_issues

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from newsworld.news.readings import Entity
    from newsworld.understand.marks import Marks
    from newsworld.understand.meeting_words import MeetingWords

MAX_SENTENCE = 900  # code points
NAME_REACH = 3  # words before the noun that may belong to its name


def encounters(marks: Marks, sentence: Span, words: MeetingWords, published: date | None) -> Iterator[Encounter]:
    """Every encounter that a sentence tells of, in order."""
    if len(sentence.of(marks.text)) > MAX_SENTENCE:
        return
    found = list(triggers(marks.text, sentence, words))
    if not found:
        return
    core, speakers = _core(marks, sentence, words)
    groups = grouped(marks.text, [one for one in found if core.start <= one.start and one.end <= core.end], words)
    for at, group in enumerate(groups):
        left = _left_edge(marks.text, core, groups[at - 1] if at else None, group, words)
        right = groups[at + 1][0].start if at + 1 < len(groups) else core.end
        zone = Zone(left, Span(group[0].start, group[-1].end), right)
        told = marks.mentions_in(left, right) or marks.times_in(left, right)
        if not told and not _is_definite(marks.text, _head(group), words):
            continue  # neither who nor when: nothing that could stand
        yield _encounter(marks, (sentence, zone), group, (speakers, published), words)


def _core(marks: Marks, sentence: Span, words: MeetingWords) -> tuple[Span, list[Entity]]:
    """The sentence without who says so ("…, the ministry said on Thursday"), and who that is if he stands first."""
    start, end = sentence
    tail = words.patterns["attribution.tail"].search(marks.text, start, end)
    if tail is not None and tail.start() - start > 20:
        end = tail.start()
    head = words.patterns["attribution.head"].match(marks.text[start:end])
    if head is None:
        return Span(start, end), []
    people = marks.mentions_in(start, start + head.end())
    pronoun = words.patterns["attribution.pronouns"].match(marks.text, start + head.end())
    return Span(start + head.end(), end), _joined_speakers(marks, people) if pronoun else []


def _joined_speakers(marks: Marks, people: tuple[tuple[Span, Entity], ...]) -> list[Entity]:
    """The first named before the verb of saying, with who is joined to it: "The guild and the alliance said they"."""
    told = list(people[:1])
    for span, entity in people[1:]:
        if not joined(marks.text[told[-1][0].end : span.start].removesuffix("the ")):
            break
        told.append((span, entity))
    return [entity for _, entity in told]


def _left_edge(text: str, core: Span, before: list[Trigger] | None, group: list[Trigger], words: MeetingWords) -> int:
    """Where what belongs to an encounter begins: after the one before it and what parts the two."""
    edge = before[-1].end if before else core.start
    between = text[edge : group[0].start]
    parted = [match.end() for match in words.patterns["joins.apart"].finditer(between)]
    another = words.patterns.get("joins.another")
    if before and another is not None:  # "a meeting of X in Oslo on Monday and a session of Y in Rome"
        parted += [match.end() for match in another.finditer(between)]
    comma = between.rfind(",") if before else -1
    return edge + max([0, comma + 1, *parted])


def _encounter(
    marks: Marks,
    where: tuple[Span, Zone],
    group: list[Trigger],
    told_by: tuple[list[Entity], date | None],
    words: MeetingWords,
) -> Encounter:
    sentence, zone = where
    head = _head(group)
    found = Encounter(
        evidence=[_evidence(marks.text, sentence, zone)],
        at=zone.at,
        name=_name(marks.text, zone.left, head, words),
        format=_format(group),
        weak=all(trigger.noun and trigger.word in words.weak for trigger in group),
        definite=_is_definite(marks.text, head, words),
        far=all(not trigger.noun and trigger.word in words.far for trigger in group),
        noun=any(trigger.noun or " " in marks.text[trigger.start : trigger.end] for trigger in group),
        family=words.families.get(head.word, head.word if head.noun else ""),
    )
    found.ordinal = not words.ordinals.isdisjoint(found.name.lower().split())
    text = marks.text[zone.left : zone.right]
    found.anaphoric = words.patterns["parties.anaphoric"].search(text) is not None
    found.explicit = words.patterns["parties.between"].search(text) is not None
    found.unreal = words.patterns["status.unreal"].search(text) is not None
    found.loose = bool(words.loose) and (found.weak or found.format in words.loose)
    bodies = "loose.deciders" if found.format == "vote" and words.loose else "parties.bodies"
    found.bodily = words.patterns[bodies].search(text) is not None
    _agenda(marks, zone, found, words)
    when(marks, zone, found, words, told_by[1])
    _who_and_where(marks, zone, found, told_by[0], words)
    found.status = status(marks.text, zone, (found, told_by[1]), words)
    return found


def _head(group: list[Trigger]) -> Trigger:
    """The trigger that names the encounter: the noun with the most to say, else the verb."""
    nouns = [trigger for trigger in group if trigger.noun]
    return next((noun for noun in nouns if noun.format), nouns[-1] if nouns else group[0])


def _format(group: list[Trigger]) -> str:
    return next((trigger.format for trigger in group if trigger.format), "")


def _evidence(text: str, sentence: Span, zone: Zone) -> Span:
    start, end = max(sentence.start, zone.left), zone.right
    while start < end and (text[start].isspace() or text[start] in ",;"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;"):
        end -= 1
    return Span(start, end) if end > start else zone.at


def _name(text: str, floor: int, head: Trigger, words: MeetingWords) -> str:
    """As in "main meeting", "second round", "nuclear talks"; a verb is named for what it does."""
    if not head.noun:
        return words.verb_names.get(head.format, head.word)
    told = wording(text)
    index = told.at(head.start)
    first = index
    while first > 0 and index - first < NAME_REACH and told.starts[first - 1] >= floor:
        word = told.words[first - 1]
        if word in words.skip or told.gap(first - 1) not in (" ", "-") or word[0].isdigit():
            break
        if told.written(first - 1)[0].isupper() and not words.capital_nouns:
            break
        first -= 1
    return text[told.starts[first] : head.end]


def _is_definite(text: str, head: Trigger, words: MeetingWords) -> bool:
    told = wording(text)
    index = told.at(head.start)
    return head.noun and any(told.words[at] in words.definite for at in range(max(0, index - 3), index))


def _agenda(marks: Marks, zone: Zone, found: Encounter, words: MeetingWords) -> None:
    """What is talked about: "about car plates", "to discuss air defence and ammunition"."""
    text = marks.text
    for intro in words.patterns["agenda.intro"].finditer(text, zone.at.end, zone.right):
        stop = words.patterns["agenda.stop"].search(text, intro.end(), zone.right)
        end = stop.start() if stop else zone.right
        if text[intro.end() : intro.end() + 1].isdigit():
            continue
        if any(time.span.start <= intro.end() + 4 for time in marks.times_in(intro.end(), zone.right)):
            continue
        topics = split_issues(text[intro.end() : end].strip(" ,"), marks.language)
        if topics and end - intro.end() < 120:
            zone.agenda.append(Span(intro.end(), end))
            found.agenda += [topic for topic in topics if topic not in found.agenda]


def _who_and_where(marks: Marks, zone: Zone, found: Encounter, speakers: list[Entity], words: MeetingWords) -> None:
    out_before = False
    last_end = -1
    for span, entity in marks.mentions_in(zone.left, zone.right):
        if zone.off_topic(span, entity.kind):
            continue
        before = marks.text[max(zone.left, span.start - 48) : span.start]
        out = words.patterns["parties.not_party_before"].search(before) is not None
        out = out and words.patterns["parties.delegates"].search(before) is None
        if not out and out_before and marks.text[last_end : span.start].strip() in ("and", ",", "und"):
            out = True
        out_before, last_end = out, span.end
        _take(marks, entity, (span, before, out), found, words)
        subject = span.start < zone.at.start and bool(marks.text[zone.left : span.start].strip()[3:])
        if out and subject and entity.kind == "country" and before.lower().endswith(" in "):
            _add_party(marks, entity, found)  # "voters in Moldova"
    for speaker in speakers if len(found.parties) < 2 else ():
        _add_party(marks, speaker, found)
    if found.place is None:
        _bare_place(marks.text, zone, found, words)


def _take(marks: Marks, entity: Entity, where: tuple[Span, str, bool], found: Encounter, words: MeetingWords) -> None:
    span, before, out = where
    aimed = words.patterns["place.visit_object"].search(before) is not None
    is_where = words.patterns["place.before"].search(before) is not None
    adjective = marks.is_adjective(span)
    if adjective and is_where:
        return
    aimed = aimed and not adjective
    if entity.kind in ("place", "country") and (aimed or (is_where and out)):
        if found.place is None or (found.wide_place and entity.kind == "place"):
            found.place, found.wide_place = span.of(marks.text), entity.kind == "country"
        if found.format == "visit" or aimed:
            party = marks.country_party(entity.country)
            if party and party not in found.parties:
                found.parties.append(party)
        return
    if not out and entity.kind not in ("place", "work"):
        _add_party(marks, entity, found)


def _add_party(marks: Marks, entity: Entity, found: Encounter) -> None:
    party = marks.party(entity)
    if entity.kind == "person":
        if all(entity.name != other.name for other in found.participants):
            found.participants.append(Participant(entity.name, entity.role, party if party != entity.id else None))
        if party == entity.id:
            return
    if party and party not in found.parties:
        found.parties.append(party)


def _bare_place(text: str, zone: Zone, found: Encounter, words: MeetingWords) -> None:
    """As in "in Busan", where the gazetteer does not know Busan; not "in October", which is a time."""
    match = words.patterns["place.bare"].search(text, zone.at.start, zone.right)
    if match is not None and not zone.off_topic(Span(*match.span(1))):
        found.place = match.group(1)
