"""Encounter: a meeting as one sentence tells it; when it is, and how it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from newsworld.understand.marks import Marks, day_and_part

if TYPE_CHECKING:
    from newsworld.news.facts import Participant
    from newsworld.news.readings import Timex
    from newsworld.news.spans import Span
    from newsworld.understand.meeting_words import MeetingWords

_ROUGH = re.compile(r"\d{4}-(?:\d\d|W\d\d|Q\d|H\d)")  # a month, a week, a quarter, a half
FRONTED = 2  # words before a time that opens its sentence: "On Tuesday, ..."


@dataclass(slots=True)
class Encounter:
    """A meeting as one sentence tells it; merged with others before it becomes a fact."""

    evidence: list[Span]
    at: Span  # the words that name it
    name: str
    format: str
    weak: bool = False
    far: bool = False  # told by a verb of motion alone
    noun: bool = False
    family: str = ""
    ordinal: bool = False  # "first", "next", "main": tells itself from others
    explicit: bool = False  # "between X and Y"
    unreal: bool = False  # "had been due to"
    definite: bool = False
    anaphoric: bool = False
    rough: bool = False  # its month or week is told, its day is not
    loose: bool = False  # a vote, a hearing, a weak noun: counts only with a day right beside it
    bodily: bool = False  # an institution stands beside it, named or not
    parties: list[str] = field(default_factory=list)
    participants: list[Participant] = field(default_factory=list)
    place: str | None = None
    weekday: bool = False  # its day is told by a weekday alone
    wide_place: bool = False  # a country; a town is better
    start: str | None = None
    end: str | None = None
    part_of_day: str | None = None
    status: str | None = None
    agenda: list[str] = field(default_factory=list)

    @property
    def day(self) -> str | None:
        """The day that tells it from others."""
        return (self.start or self.end or "")[:10] or None


@dataclass(slots=True)
class Zone:
    """Where in the text the parts of one encounter stand: [left, at.start) before it, [at.end, right) after it."""

    left: int
    at: Span
    right: int
    agenda: list[Span] = field(default_factory=list)

    def off_topic(self, span: Span, kind: str = "") -> bool:
        """Whether a mention belongs to what is talked about, not to who talks; a country after it mostly does."""
        return any(topic.holds(span) or (kind == "country" and topic.end <= span.start) for topic in self.agenda)


def when(marks: Marks, zone: Zone, found: Encounter, words: MeetingWords, published: date | None) -> None:
    """The first exact day after the words that name the encounter, else the last before them."""
    after = [time for time in marks.times_in(zone.at.start, zone.right) if day_and_part(time)[0]]
    before = [time for time in marks.times_in(zone.left, zone.at.start) if day_and_part(time)[0]]
    before = [
        time for time in before if _is_fronted(marks.text, time, zone) or not _is_apart(marks.text, time, zone, words)
    ]
    if found.loose:
        after = [time for time in after if _is_beside(marks.text, time, zone, words)]
        before = [time for time in before if _is_beside(marks.text, time, zone, words)]
    if published and _is_undone_before(marks.text, zone, words):
        after = [time for time in after if not _is_day_of_undoing(marks.text, time, zone, words, published)]
    times = after or before[-2:]
    if not times:
        rough = marks.times_in(zone.at.start, zone.right)
        found.rough = any(time.type == "DATE" and _ROUGH.fullmatch(time.value) for time in rough)
        return
    together = len(times) > 1 and joined(marks.text[times[0].span.end : times[1].span.start])
    chosen = times[0] if after or together else times[-1]
    day, found.part_of_day = day_and_part(chosen)
    told = chosen.span.of(marks.text)
    found.weekday = len(told.split()) <= 2 and not any(letter.isdigit() for letter in told)
    text = marks.text[zone.left : zone.right]
    ends = words.patterns["status.coming_end"].search(text)
    if ends is not None and not together:
        late = [time for time in times if time.span.start >= zone.left + ends.end()]
        early = [time for time in times if time not in late]
        found.end = day_and_part(late[0])[0] if late else None
        found.start = day_and_part(early[0])[0] if early else None
        return
    if words.patterns["status.ends"].search(text) and not together:
        found.end = day
        lasted = words.patterns["status.days_of"].search(text)
        if lasted and day:
            first = date.fromisoformat(day[:10]) - timedelta(days=words.days.get(lasted.group(1).lower(), 1) - 1)
            found.start = first.isoformat()
        elif not lasted:
            found.start, found.end = day, None
        return
    found.start = day
    if together:
        last = day_and_part(times[1])[0]
        found.end = last if day and last and last[:10] > day[:10] else None


def _is_beside(text: str, time: Timex, zone: Zone, words: MeetingWords) -> bool:
    """Whether nothing parts a time from the words that name the encounter; at the head of a sentence it counts too."""
    if time.span.start >= zone.at.end:
        between = text[zone.at.end : time.span.start]
    else:
        between = text[time.span.end : zone.at.start]
        if _is_fronted(text, time, zone):
            return not _is_apart(text, time, zone, words)  # "On Monday, Coats said that elections ..."
    if len(between) > words.loose_reach:
        return False
    through = words.patterns["loose.through"].match(between)  # ", which began on"
    return through is not None or words.patterns["loose.break"].search(between) is None


def _is_fronted(text: str, time: Timex, zone: Zone) -> bool:
    """Whether a time opens what is told: "On Tuesday, the Senate ..."."""
    opens = len(text[zone.left : time.span.start].split()) <= FRONTED
    return opens and text[time.span.end : time.span.end + 2].lstrip().startswith(",")


def _is_apart(text: str, time: Timex, zone: Zone, words: MeetingWords) -> bool:
    """Whether a time before the encounter is of another clause: "said on Friday that the meeting"."""
    return words.patterns["loose.apart"].search(text, time.span.end, zone.at.start) is not None


def _is_undone_before(text: str, zone: Zone, words: MeetingWords) -> bool:
    """Whether the words that call it off stand before those that name it: "had called off its visit on Monday"."""
    return words.patterns["status.cancelled"].search(text, zone.left, zone.at.start) is not None


def _is_day_of_undoing(text: str, time: Timex, zone: Zone, words: MeetingWords, published: date) -> bool:
    """Whether a day tells when it was called off, not when it was to be."""
    is_past = (day_and_part(time)[0] or "")[:10] <= published.isoformat()
    return is_past and words.patterns["status.set_for"].search(text, zone.left, time.span.start) is None


def joined(between: str) -> bool:
    """Whether two days belong together: "Sunday and Monday", "3 to 5 March"."""
    return between.strip().lower() in {
        "and",
        "to",
        "until",
        "through",
        "–",
        "-",
        "und",
        "bis",
        "et",
        "y",
        "e",
        "и",
    } or (between.strip().lower() in {"and on", "und am"})


def status(text: str, zone: Zone, known: tuple[Encounter, date | None], words: MeetingWords) -> str | None:
    """By what the words say of it, and by its day against the day of publication where both are told."""
    found, published = known
    told = text[zone.left : zone.right]
    if words.patterns["status.cancelled"].search(told):
        return "cancelled"
    if words.patterns["status.postponed"].search(told):
        return "postponed"
    under_way = words.patterns["status.under_way"].search(told) is not None
    planned = words.patterns["status.planned"].search(told) is not None
    held = words.patterns["status.held"].search(told) is not None
    if words.patterns["status.ended"].search(told) and not words.patterns["status.coming_end"].search(told):
        planned, held = planned and bool(found.day and published and found.day > published.isoformat()), True
    if found.day and published:
        return _status_by_day(found, published, (under_way, planned, held))
    if under_way:
        return "under way"
    if planned or held:
        return "planned" if planned else "held"
    return None


def _week_later(day: str | None) -> str | None:
    """A bare weekday of something planned lies ahead."""
    if day is None:
        return None
    return (date.fromisoformat(day[:10]) + timedelta(days=7)).isoformat() + day[10:]


def _status_by_day(found: Encounter, published: date, told: tuple[bool, bool, bool]) -> str:
    under_way, planned, held = told
    today = published.isoformat()
    first, last = (found.start or found.end or "")[:10], (found.end or found.start or "")[:10]
    if found.weekday and first == last < today and planned and not held:
        found.start = _week_later(found.start)
        return "planned"
    if first > today:
        return "planned"
    if last < today:
        return "held"
    if under_way or first < today < last:
        return "under way"
    return "planned" if planned else "held" if held else "planned"
