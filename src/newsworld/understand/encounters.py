"""Encounters: each place where a sentence tells of a meeting, with who, where and when as that sentence has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsworld.news.facts import Participant
from newsworld.news.spans import Span
from newsworld.text.wording import wording
from newsworld.understand.encounter_days import UNDONE, Encounter, Zone, when
from newsworld.understand.encounter_status import status
from newsworld.understand.encounter_ties import Tied, clause, is_elsewhere, is_one_of_many, tied
from newsworld.understand.encounter_triggers import Trigger, grouped, triggers
from newsworld.understand.issues import split_issues

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from newsworld.news.readings import Entity
    from newsworld.understand.marks import Marks
    from newsworld.understand.meeting_words import MeetingWords

MAX_SENTENCE = 450  # code points
WISH = 60  # code points before an encounter in which a wish for it stands
OPENING = 9  # code points of a word that opens a clause
NAME_REACH = 3  # words before the noun that may belong to its name


def encounters(marks: Marks, sentence: Span, words: MeetingWords, published: date | None) -> Iterator[Encounter]:
    """Every encounter that a sentence tells of, in order."""
    if len(sentence.of(marks.text)) > MAX_SENTENCE:
        return
    found = list(triggers(marks.text, sentence, words))
    if not found or words.patterns["void.furniture"].search(sentence.of(marks.text)):
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
        new = _encounter(marks, (sentence, zone), group, (speakers, published), words)
        if not new.unsure:
            yield new


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
    return Span(start + head.end(), end), _joined_speakers(marks, people, words) if pronoun else []


def _joined_speakers(marks: Marks, people: tuple[tuple[Span, Entity], ...], words: MeetingWords) -> list[Entity]:
    """The first named before the verb of saying, with who is joined to it: "The guild and the alliance said they"."""
    told = list(people[:1])
    for span, entity in people[1:]:
        if words.patterns["joins.row"].fullmatch(marks.text[told[-1][0].end : span.start].strip()) is None:
            break
        told.append((span, entity))
    return [entity for _, entity in told]


def _left_edge(text: str, core: Span, before: list[Trigger] | None, group: list[Trigger], words: MeetingWords) -> int:
    """Where what belongs to an encounter begins: after the one before it and what parts the two."""
    edge = before[-1].end if before else core.start
    if before is None and words.strict:
        return edge  # the clause tells
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
    sentence, wide = where
    zone = clause(marks.text, wide, words)
    head = _head(group)
    found = Encounter(
        evidence=[_evidence(marks.text, sentence, wide)],
        at=zone.at,
        name=_name(marks.text, zone.left, head, words),
        format=_format(group),
        weak=all(trigger.noun and _is_weak(trigger.word, words) for trigger in group),
        definite=_is_definite(marks.text, head, words),
        far=all(not trigger.noun and trigger.word in words.far for trigger in group),
        verbal=not group[0].noun,
        noun=any(trigger.noun or " " in marks.text[trigger.start : trigger.end] for trigger in group),
        family=words.families.get(head.word, head.word if head.noun else ""),
    )
    found.ordinal = not words.ordinals.isdisjoint(found.name.lower().split())
    text = zone.told(marks.text)
    found.anaphoric = words.patterns["parties.anaphoric"].search(text) is not None
    found.explicit = words.patterns["parties.between"].search(text) is not None
    found.unreal = words.patterns["status.unreal"].search(text) is not None
    found.loose = bool(words.loose) and (found.weak or found.format in words.loose)
    bodies = "loose.deciders" if found.format == "vote" and words.loose else "parties.bodies"
    found.bodily = words.patterns[bodies].search(text) is not None
    _agenda(marks, zone, found, words)
    when(marks, zone, found, words, told_by[1])
    _who_and_where(marks, zone, (found, group), told_by[0], words)
    found.status = status(marks.text, zone, (found, told_by[1]), words)
    if words.strict:
        _doubts(marks.text, (wide, zone), (found, told_by[1]), words)
    return found


def _doubts(text: str, zones: tuple[Zone, Zone], known: tuple[Encounter, date | None], words: MeetingWords) -> None:
    """Whether it is only thought of, or wanted: "could meet", "asked on Wednesday for a hearing"."""
    (wide, zone), (found, published) = zones, known
    opened = text[max(wide.left, zone.left - OPENING) : zone.left]  # "if", "whether"
    if found.status in UNDONE:
        found.unsure = words.patterns["status.unsure"].search(opened) is not None
        return
    told, at = zone.told(text), zone.at.start - zone.left
    found.rough = found.rough and words.patterns["ties.long_ago"].search(told) is None
    found.unsure = words.patterns["status.unsure"].search(opened + told[: zone.at.end - zone.left]) is not None
    found.wished = words.patterns["status.wished"].search(told[max(0, at - WISH) : at]) is not None
    if not found.day and found.status == "planned":
        found.wished = found.wished or words.patterns["status.surely_ahead"].search(told) is None
    ahead = bool(found.day and published and found.day > published.isoformat())
    found.unsure = found.unsure or (found.wished and not ahead)


def _head(group: list[Trigger]) -> Trigger:
    """The trigger that names the encounter: the noun with the most to say, else the verb."""
    nouns = [trigger for trigger in group if trigger.noun]
    return next((noun for noun in nouns if noun.format), nouns[-1] if nouns else group[0])


def _is_weak(word: str, words: MeetingWords) -> bool:
    """Whether a noun, or the noun that a compound ends with, needs more than its day: "Bestellfrist"."""
    return word in words.weak or (word not in words.nouns and any(word.endswith(weak) for weak in words.weak))


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
        if (
            word in words.skip
            or words.patterns["name.modifier"].fullmatch(told.written(first - 1)) is None
            or told.gap(first - 1) not in (" ", "-")
            or word[0].isdigit()
        ):
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
        times = marks.times_in(intro.end(), zone.right)
        end = min([end, *(time.span.start for time in times)])
        if text[intro.end() : intro.end() + 1].isdigit() or any(time.span.start <= intro.end() + 4 for time in times):
            continue
        if words.patterns["agenda.at_once"].match(intro.group()) and not _is_at_once(text, zone, intro.start(), words):
            continue
        if words.patterns["place.parted"].search(text, zone.at.end, intro.start()) and words.strict:
            continue
        topics = split_issues(text[intro.end() : end].strip(" ,"), marks.language)
        named = marks.mentions_in(intro.end(), end)
        if any(entity.kind == "person" for _, entity in named) or not text[intro.end()].isalpha():
            continue
        if topics and end - intro.end() < 120:
            zone.agenda.append(Span(intro.end(), end))
            found.agenda += [topic for topic in topics if topic not in found.agenda]


def _is_at_once(text: str, zone: Zone, at: int, words: MeetingWords) -> bool:
    """Whether "on" stands at the noun itself: "talks on Syria", "voted on"; not "met on the tarmac"."""
    topical = words.patterns["agenda.topical"].search(text[zone.at.start : zone.at.end])
    return topical is not None and not text[zone.at.end : at].strip()


def _who_and_where(
    marks: Marks, zone: Zone, what: tuple[Encounter, list[Trigger]], speakers: list[Entity], words: MeetingWords
) -> None:
    found, group = what
    for mention in tied(marks, zone, group, words):
        _take(marks, mention, zone, found, words)
        subject = mention.span.start < zone.at.start and bool(marks.text[zone.left : mention.span.start].strip()[3:])
        if mention.out and subject and mention.entity.kind == "country" and mention.before.lower().endswith(" in "):
            _add_party(marks, mention.entity, found, words)  # "voters in Moldova"
    subjects = words.patterns["attribution.pronouns"].findall(marks.text, zone.left, zone.at.start)
    votes = found.format == "vote" and found.noun
    for speaker in speakers if len(found.parties) < 2 and len(subjects) < 2 and not votes else ():
        _add_party(marks, speaker, found, words)
    if found.place is None and found.format != "call":
        _bare_place(marks, zone, found, words)


def _take(marks: Marks, mention: Tied, zone: Zone, found: Encounter, words: MeetingWords) -> None:
    """A mention as the place, or as one of those who meet."""
    span, entity = mention.span, mention.entity
    is_where = words.patterns["place.before"].search(mention.before) is not None
    adjective = marks.is_adjective(span)
    if adjective and is_where:
        return
    aimed = words.patterns["place.visit_object"].search(mention.before) is not None and not adjective
    if entity.kind in ("place", "country") and (aimed or (is_where and mention.out)):
        if aimed or _is_its_place(marks, mention, zone, found, words):
            _take_place(marks, mention, aimed, found, words)
        return
    if entity.kind == "person" and found.format in ("vote", "deadline") and found.noun:
        return  # whom one votes for, or who set it
    if mention.ties and not mention.whose and entity.kind not in ("place", "work"):
        _add_party(marks, entity, found, words)


def _is_its_place(marks: Marks, mention: Tied, zone: Zone, found: Encounter, words: MeetingWords) -> bool:
    """Whether a place is where the encounter is, not where one sits who calls or is spoken of."""
    toward = words.strict and words.patterns["place.toward"].search(mention.before) is not None
    return not (toward and found.format != "visit") and not is_elsewhere(marks, zone, mention.span, words)


def _take_place(marks: Marks, mention: Tied, aimed: bool, found: Encounter, words: MeetingWords) -> None:
    span, entity = mention.span, mention.entity
    if found.format == "call" or is_one_of_many(marks, span, words):
        return
    if found.place is None or (found.wide_place and entity.kind == "place"):
        found.place, found.wide_place = span.of(marks.text), entity.kind == "country"
    if found.format == "visit" or aimed:
        party = marks.country_party(entity.country)
        if party and party not in found.parties:
            found.parties.append(party)


def _add_party(marks: Marks, entity: Entity, found: Encounter, words: MeetingWords) -> None:
    party = marks.party(entity)
    if entity.kind == "person" and not _is_said_to_serve(marks, entity, party, words):
        party = entity.id
    if entity.kind == "person":
        if all(entity.name != other.name for other in found.participants):
            found.participants.append(Participant(entity.name, entity.role, party if party != entity.id else None))
        if party == entity.id:
            return
    found.bodily = found.bodily or entity.kind == "organisation"
    if party and party not in found.parties:
        found.parties.append(party)


def _is_no_town(name: str) -> bool:
    """Whether a name unknown to the gazetteer is none of a place: "Lund's", "TV"."""
    return name.endswith(("'s", "’s")) or name.isupper()


def _is_said_to_serve(marks: Marks, person: Entity, party: str | None, words: MeetingWords) -> bool:
    """Whether the title tells the country: "the Omani minister"; a bare "President" may be of another than is named."""
    role = (person.role or "").lower()
    of_itself = words.patterns["parties.state_title"].search(role) is not None  # "Bundesminister", "Secretary of State"
    return (
        party == person.id
        or of_itself
        or any(entity.id == party and span.of(marks.text).lower() in role for span, entity in marks.mentions)
    )


def _bare_place(marks: Marks, zone: Zone, found: Encounter, words: MeetingWords) -> None:
    """As in "in Busan", where the gazetteer does not know Busan; not "in October", which is a time."""
    match = words.patterns["place.bare"].search(marks.text, zone.at.start, zone.right)
    if match is None or zone.off_topic(Span(*match.span(1))) or _is_no_town(match.group(1)):
        return
    if not marks.mentions_in(*match.span(1)) and not is_elsewhere(marks, zone, Span(*match.span(1)), words):
        found.place = match.group(1)
