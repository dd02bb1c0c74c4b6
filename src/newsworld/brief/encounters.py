"""Meetings past and ahead: what several reports tell of one meeting drawn together, and how its day drifted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from newsworld.brief.check import plain
from newsworld.brief.composing import Bearing, Slot, composed, kept
from newsworld.brief.material import day_told, when
from newsworld.brief.plainness import cautions_at, line_of, mention
from newsworld.brief.spellings import native_names
from newsworld.languages import base_code

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from newsworld.brief.material import Material, Origin
    from newsworld.news.briefs import Citation, Line
    from newsworld.news.facts import Meeting, Participant
    from newsworld.news.spans import Span

_CITATIONS = 4  # of one line
_OF_TWO = ("call", "bilateral", "multilateral", "summit", "talks")  # formats that no party has alone
_SIDES = 2


@dataclass(frozen=True, slots=True)
class Telling:
    """What one report tells of a meeting."""

    origin: Origin
    meeting: Meeting

    @property
    def start(self) -> str:
        """The day that it tells, or empty."""
        return (self.meeting.start or "")[:10]

    @property
    def language(self) -> str:
        """The language in which it is told."""
        return base_code(self.origin.article.language)

    def parties(self) -> frozenset[str]:
        """The parties, by id: the same in every language."""
        return frozenset(self.meeting.parties)

    def place(self) -> str:
        """The place by its id where the report knows it, else its name made plain; empty where none is told."""
        name = self.meeting.place or ""
        text = self.origin.article.text
        known = (e.id for e in self.origin.reading.entities if any(m.of(text) == name for m in e.mentions))
        return next(known, plain(name)) if name else ""


def lines(material: Material, found: Sequence[Sequence[Telling]]) -> Iterator[Line]:
    """One line a meeting, in order of their days; those without a day last."""
    for tellings in sorted(found, key=_order):
        if _is_told_enough(material, tellings):
            yield _line(material, tellings)


def _is_told_enough(material: Material, tellings: Sequence[Telling]) -> bool:
    """Whether a reader learns who meets or where: not of "a call" with one party, nor of "talks" without a day."""
    last = _filled(material, tellings)
    who = len(set().union(*(t.parties() for t in tellings))) + len(last.meeting.participants)
    if last.meeting.format in _OF_TWO and who < _SIDES and not last.meeting.place:
        return False
    return bool(last.start) or who >= _SIDES


def past(material: Material, found: Sequence[Sequence[Telling]]) -> dict[str, list[Span]]:
    """By article, where a meeting was still ahead that by now is over: such a sentence leads no page."""
    today = day_told(material.story.last_seen)
    stale: dict[str, list[Span]] = {}
    for telling in (telling for tellings in found for telling in tellings):
        day = day_told(telling.meeting.end or telling.meeting.start)
        written = day_told(telling.origin.article.published)
        if day is None or today is None or written is None or day >= today:
            continue
        if written < day or (written == day and telling.meeting.status == "planned"):
            stale.setdefault(telling.origin.article.id, []).extend(telling.meeting.evidence)
    return stale


def _order(tellings: Sequence[Telling]) -> tuple[str, int]:
    last = tellings[-1]
    return (last.meeting.start or _known(tellings, "start") or "9999", last.meeting.evidence[0].start)


def meetings(material: Material) -> list[list[Telling]]:
    """The meetings of a story, each with its tellings in time order; the last one counts."""
    known: list[list[Telling]] = []
    for origin in material.read:
        for meeting in origin.reading.meetings:
            telling = Telling(origin, meeting)
            likeness, at = max(((_likeness(t[-1], telling, material), -i) for i, t in enumerate(known)), default=(0, 0))
            if likeness:
                known[-at].append(telling)
            else:
                known.append([telling])
    return known


def _likeness(earlier: Telling, later: Telling, material: Material) -> int:
    """How surely two tellings mean one meeting: 3 by name, 2 by day and kind, 1 by kind alone; 0 if they do not."""
    if _of_others(earlier, later) or _elsewhere(earlier, later):
        return 0
    by_name = plain(earlier.meeting.name) == plain(later.meeting.name)
    if earlier.origin is later.origin:
        return 3 * (by_name and earlier.start == later.start)
    if by_name and (_agree_on_day(earlier, later) or (has_a_name(later) and _was_ahead(earlier, later, material))):
        return 3
    if not _alike(earlier, later) or not earlier.parties() == later.parties() != frozenset():
        return 0
    by_day = earlier.start == later.start
    return 2 if by_day else int(_agree_on_day(earlier, later) and _only_one(earlier) and _only_one(later))


def _alike(earlier: Telling, later: Telling) -> bool:
    """Whether two kinds may be one: the same, or of one day where a report calls it a meeting and no more."""
    one, other = earlier.meeting.format, later.meeting.format
    return one == other or (bool(earlier.start) and earlier.start == later.start and (not one or not other))


def _of_others(earlier: Telling, later: Telling) -> bool:
    """Whether both tell parties, and none in common."""
    return bool(earlier.parties() and later.parties()) and not earlier.parties() & later.parties()


def _elsewhere(earlier: Telling, later: Telling) -> bool:
    """Whether both tell a place, and not the same."""
    here, there = plain(earlier.meeting.place or ""), plain(later.meeting.place or "")
    named_apart = bool(here and there) and here not in there and there not in here
    return named_apart and (earlier.language == later.language or earlier.place() != later.place())


def has_a_name(telling: Telling) -> bool:
    """Whether it is called more than "talks" or "meeting": only then another day is a new day of the same meeting."""
    return " " in telling.meeting.name.strip()


def _agree_on_day(earlier: Telling, later: Telling) -> bool:
    return earlier.start == later.start or not earlier.start or not later.start


def _only_one(telling: Telling) -> bool:
    """Whether the report tells of no other meeting of the same parties."""
    meeting = telling.meeting
    return sum(set(other.parties) == set(meeting.parties) for other in telling.origin.reading.meetings) == 1


def _was_ahead(earlier: Telling, later: Telling, material: Material) -> bool:
    """Whether the day first told was still to come when the later report told another one."""
    first = day_told(earlier.meeting.start)
    return first is not None and first >= when(later.origin.article, material.story.last_seen).date()


def _known(tellings: Sequence[Telling], name: str) -> str | None:
    """A part of a meeting in the latest telling that has it."""
    for telling in reversed(tellings):
        value = getattr(telling.meeting, name)
        if value:
            return str(value)
    return None


def _moved_from(tellings: Sequence[Telling]) -> Telling | None:
    """The latest telling of another day than the one that now counts."""
    days = [telling for telling in tellings if telling.start]
    if len({telling.start for telling in days}) < 2:
        return None
    return next(telling for telling in reversed(days) if telling.start != days[-1].start)


def _line(material: Material, tellings: Sequence[Telling]) -> Line:
    """The meeting as a composed line; where that cannot be borne out, the source's own sentence."""
    last = _filled(material, tellings)
    origin = last.origin
    names = native_names(material)
    name = _name_slot(material, last)
    told = _slots(tellings, last, names) | {"name": name.text}
    if last.language != material.language:
        told["language"] = origin.article.language or last.language
    bearing = Bearing.of(_citations(tellings, last), material.articles)
    people = [person for person in last.meeting.participants if bearing.bears(Slot.words(person.name))]
    told["participants"] = "; ".join(_person(person, bearing) for person in people)
    cautions = tuple(dict.fromkeys(cautions_at(material, origin, origin.around(last.meeting.evidence[0]))))
    slots = _composing(material, last, tellings, (bearing, names))
    slots["name"] = name
    slots["participants"] = Slot(", ".join(_person(person, bearing) for person in people))
    line = composed(material.template("meeting" if last.start else "meeting_open"), slots, bearing, told, cautions)
    return line or line_of(material, origin, origin.around(last.meeting.evidence[0]), told, cautions)


def _filled(material: Material, told: Sequence[Telling]) -> Telling:
    """The latest telling with a day (else the latest), what it leaves out taken from the others.

    Tellings in the brief's language go before all others.
    """
    latest = told[-1].meeting.status
    tellings = sorted(told, key=lambda telling: telling.language == material.language)
    dated = next((telling for telling in reversed(tellings) if telling.start), tellings[-1])
    last = dated if tellings[-1].language == dated.language else tellings[-1]
    meeting = last.meeting if last.start else replace(last.meeting, start=dated.meeting.start, end=dated.meeting.end)
    fullest = max(tellings, key=lambda telling: len(telling.meeting.participants))
    meeting = replace(
        meeting,
        place=meeting.place or _known(tellings, "place"),
        part_of_day=meeting.part_of_day or _known([t for t in tellings if t.start == dated.start], "part_of_day"),
        format=meeting.format or _known(tellings, "format"),
        status=latest,
        participants=meeting.participants or fullest.meeting.participants,
    )
    return Telling(last.origin, meeting)


def _citations(tellings: Sequence[Telling], last: Telling) -> tuple[Citation, ...]:
    """The sentences that tell it, the latest report's first, and those that name its parties and people."""
    evidence = [*last.meeting.evidence, *_namings(last)]
    found = list(last.origin.cite_around(evidence))
    for telling in reversed(tellings):
        if telling.origin is not last.origin and len({citation.article for citation in found}) < _CITATIONS:
            found += telling.origin.cite_around([*telling.meeting.evidence, *_people_named(telling)])
    return tuple(dict.fromkeys(found))


def _people_named(telling: Telling) -> Iterator[Span]:
    """Where a report names those who take part."""
    for person in telling.meeting.participants:
        found = mention(telling.origin, person.name, None, telling.meeting.evidence[0].start)
        if found:
            yield found


def _namings(telling: Telling) -> Iterator[Span]:
    """Where parties and participants are named, if the evidence does not name them."""
    origin, meeting = telling.origin, telling.meeting
    around = [origin.around(span) for span in meeting.evidence]
    said = plain(" ".join(span.of(origin.article.text) for span in around))
    first = meeting.evidence[0].start
    for party in meeting.parties:
        entity = origin.entity(party)
        if entity and not any(span.holds(mentioned) for span in around for mentioned in entity.mentions):
            yield min(entity.mentions, key=lambda span: abs(span.start - first))
    for name in (*(person.name for person in meeting.participants), meeting.place, meeting.name):
        if name and plain(name) not in said:
            found = mention(origin, name, None, first)
            if found:
                yield found


def _composing(
    material: Material, last: Telling, tellings: Sequence[Telling], held: tuple[Bearing, Mapping[str, str]]
) -> dict[str, Slot | None]:
    (bearing, names), meeting, before = held, last.meeting, _moved_from(tellings)
    shown = [slot for party in meeting.parties if (slot := party_slot(last.origin, party, bearing))]
    return {
        "when": Slot(_days(material, meeting)),
        "part": Slot(material.label("parts_of_day", meeting.part_of_day)) if meeting.part_of_day else None,
        "place": Slot.words(meeting.place) if meeting.place else None,
        "parties": Slot(", ".join(names.get(slot.text, slot.text) for slot in shown)),
        "status": Slot(material.label("statuses", meeting.status)),
        "before": Slot(material.day(before.meeting.start)) if before else None,
    }


def _name_slot(material: Material, last: Telling) -> Slot:
    """What it is called, in the brief's language: a report in another tells only of what kind it is."""
    name = last.meeting.name
    kind = material.label("encounters", last.meeting.format or "meeting")
    return Slot.words(name) if last.language == material.language or not kind else Slot(kind)


def _days(material: Material, meeting: Meeting) -> str:
    start, end = material.day(meeting.start), material.day(meeting.end)
    return material.template("days").format(start=start, end=end) if start and end and end != start else start


def party_slot(origin: Origin, entity_id: str | None, bearing: Bearing) -> Slot | None:
    """A party as a slot: its name, borne out by any of the words that stand for it in what is cited."""
    entity = origin.entity(entity_id)
    if entity is None:
        return None
    said = dict.fromkeys(mentioned.of(origin.article.text) for mentioned in entity.mentions)
    return next(filter(bearing.bears, (Slot(entity.name, words) for words in said)), None)


def _person(person: Participant, bearing: Bearing) -> str:
    """A participant with the role, where the citations tell that too."""
    role = Slot.words(person.role) if person.role else None
    return f"{person.name} ({person.role})" if bearing.bears(role) else person.name


def _slots(tellings: Sequence[Telling], last: Telling, names: Mapping[str, str]) -> dict[str, str]:
    meeting, before = last.meeting, _moved_from(tellings)
    return kept(
        {
            "start": meeting.start,
            "end": meeting.end,
            "part_of_day": meeting.part_of_day,
            "place": meeting.place,
            "status": meeting.status,
            "format": meeting.format,
            "parties": "; ".join(names.get(name, name) for name in map(last.origin.name_of, meeting.parties) if name),
            "agenda": "; ".join(meeting.agenda),
            "moved_from": before.meeting.start if before else None,
            "outlet": last.origin.article.outlet,
        }
    )
