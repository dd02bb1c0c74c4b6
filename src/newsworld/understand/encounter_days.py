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
UNDONE = ("cancelled", "postponed")  # ways not to be held
SAYING = 48  # code points before a day in which a verb of saying stands
WEEKDAY = 3  # words of a weekday at most: "early Friday morning"
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
    gone: bool = False  # its month or week is past: "last month"
    rough: bool = False  # its month or week is told, its day is not
    unsure: bool = False  # "could meet", "did not meet"
    wished: bool = False  # "called for talks": counts only with a day
    loose: bool = False  # a vote, a hearing, a weak noun: counts only with a day right beside it
    bodily: bool = False  # an institution stands beside it, named or not
    parties: list[str] = field(default_factory=list)
    participants: list[Participant] = field(default_factory=list)
    place: str | None = None
    verbal: bool = False  # a verb tells of it first
    moved: bool = False  # its day is the one to which it was moved
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

    def is_on(self, day: date) -> bool:
        """Whether it is told to be on that one day."""
        return self.day == day.isoformat() and (self.end or self.day)[:10] == self.day


@dataclass(slots=True)
class Zone:
    """Where in the text the parts of one encounter stand: [left, at.start) before it, [at.end, right) after it."""

    left: int
    at: Span
    right: int
    agenda: list[Span] = field(default_factory=list)
    aside: list[Span] = field(default_factory=list)  # clauses set between commas
    rest: Span | None = None  # the main clause, where the encounter is told before it: "At talks in Rome, X said"

    def off_topic(self, span: Span, kind: str = "") -> bool:
        """Whether a mention belongs to what is talked about, not to who talks; a country after it mostly does."""
        if any(other.holds(span) for other in self.aside):
            return True
        return any(topic.holds(span) or (kind == "country" and topic.end <= span.start) for topic in self.agenda)

    def told(self, text: str) -> str:
        """What its words say, what stands aside made blank."""
        told = text[self.left : self.right]
        for span in self.aside:
            first, last = max(0, span.start - self.left), max(0, span.end - self.left)
            told = told[:first] + " " * (last - first) + told[last:]
        return told


def when(marks: Marks, zone: Zone, found: Encounter, words: MeetingWords, published: date | None) -> None:
    """The first exact day after the words that name the encounter, else the last before them."""
    if words.patterns["ties.telling"].search(marks.text[max(0, zone.at.start - SAYING) : zone.at.start]):
        return  # "reported the meeting on Saturday", "returned on Thursday from a summit"
    after = _days_after(marks, zone, found, words, published)
    times = after or _days_before(marks, zone, found, words)[-2:]
    if not times:
        rough = list(marks.times_in(zone.at.start, zone.right))
        rough = [time for time in rough if time.type == "DATE" and _ROUGH.fullmatch(time.value)]
        found.rough = bool(rough)
        found.gone = any(words.patterns["status.gone"].match(time.span.of(marks.text)) for time in rough)
        return
    moved = [time for time in times if words.patterns["status.moved"].search(marks.text[zone.left : time.span.start])]
    times, found.moved = moved or times, bool(moved)  # "from Tuesday to Thursday"
    together = len(times) > 1 and _belong_together(marks.text[times[0].span.end : times[1].span.start], words)
    chosen = times[0] if after or together else times[-1]
    day, found.part_of_day = day_and_part(chosen)
    told = chosen.span.of(marks.text)
    found.weekday = len(told.split()) <= WEEKDAY and not any(letter.isdigit() for letter in told)
    found.weekday = found.weekday and words.patterns["status.last"].match(told) is None
    if together:
        last = day_and_part(times[1])[0]
        found.start, found.end = day, last if day and last and last[:10] > day[:10] else None
    else:
        _start_and_end(marks.text, zone, (found, day, times), words)


def _days_after(marks: Marks, zone: Zone, found: Encounter, words: MeetingWords, published: date | None) -> list[Timex]:
    """The exact days after the words that name the encounter, without those of what else is told."""
    text, told = marks.text, _exact_days(marks, zone.at.start, zone.right, words)
    told = [time for time in told if not _is_parted(text, time, zone, words)]
    if found.loose:
        told = [time for time in told if _is_beside(text, time, zone, words)]
    if published and words.patterns["status.cancelled"].search(text, zone.left, zone.right):
        told = [time for time in told if not _is_day_of_undoing(text, time, zone, words, published)]
    return told


def _days_before(marks: Marks, zone: Zone, found: Encounter, words: MeetingWords) -> list[Timex]:
    """The exact days before the words that name the encounter, without those of what else is told."""
    text, told = marks.text, _exact_days(marks, zone.left, zone.at.start, words)
    told = [time for time in told if _is_fronted(text, time, zone) or not _is_apart(text, time, zone, words)]
    if words.strict:
        told = [time for time in told if not _is_undone_on(text, time, zone, words)]
    if words.strict and found.noun:
        told = [time for time in told if _is_of_noun(text, time, zone, words)]
    if found.loose:
        told = [time for time in told if _is_beside(text, time, zone, words)]
    return told


def _exact_days(marks: Marks, start: int, end: int, words: MeetingWords) -> list[Timex]:
    """Days that the text tells by themselves; not "the same day", nor when it was said: "announcing on Monday"."""
    anaphoric, saying = words.patterns["ties.day_anaphoric"], words.patterns["ties.day_of_saying"]
    return [
        time
        for time in marks.times_in(start, end)
        if day_and_part(time)[0]
        and anaphoric.search(time.span.of(marks.text)) is None
        and saying.search(marks.text[max(0, time.span.start - SAYING) : time.span.start]) is None
    ]


def _start_and_end(text: str, zone: Zone, what: tuple[Encounter, str | None, list[Timex]], words: MeetingWords) -> None:
    """One day as the start, or as the end where that is told: "two days of talks ended on Tuesday"."""
    (found, day, times), told = what, zone.told(text)
    ends = words.patterns["status.coming_end"].search(told)
    if ends is not None:
        late = [time for time in times if time.span.start >= zone.left + ends.end()]
        early = [time for time in times if time not in late]
        found.end = day_and_part(late[0])[0] if late else None
        found.start = day_and_part(early[0])[0] if early else None
        return
    lasted = words.patterns["status.days_of"].search(told)
    if lasted and day and words.patterns["status.ends"].search(told):
        first = date.fromisoformat(day[:10]) - timedelta(days=words.days.get(lasted.group(1).lower(), 1) - 1)
        found.start, found.end = first.isoformat(), day
    else:
        found.start = day


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


def _is_parted(text: str, time: Timex, zone: Zone, words: MeetingWords) -> bool:
    """Whether a time after the encounter is of what else is told: "the vote followed a motion the previous day"."""
    between = text[zone.at.end : time.span.start]
    if words.patterns["ties.owns"].match(text, time.span.end):
        return True  # "to meet survivors of Sunday's storm"
    return any(
        words.patterns[f"ties.{name}"].search(between) is not None for name in ("day_parted", "day_nth", "day_far")
    )


def _is_undone_on(text: str, time: Timex, zone: Zone, words: MeetingWords) -> bool:
    """Whether a time before the encounter tells when it was called off: "on Thursday cancelled the summit"."""
    undone = (words.patterns[f"status.{name}"].search(text, time.span.end, zone.at.start) for name in UNDONE)
    return any(undone)


def _is_of_noun(text: str, time: Timex, zone: Zone, words: MeetingWords) -> bool:
    """Whether a time before a noun is of it: "Monday's vote", "on Monday held talks"; not "on Monday backed a vote"."""
    between = text[time.span.end : zone.at.start]
    if words.patterns["ties.owns"].match(between):  # "Monday's vote", not "Monday's ruling and a planned vote"
        return words.patterns["ties.day_before"].search(between) is not None
    return any(words.patterns[f"ties.{name}"].search(between) is not None for name in ("day_before", "day_by_verb"))


def _is_day_of_undoing(text: str, time: Timex, zone: Zone, words: MeetingWords, published: date) -> bool:
    """Whether a day tells when it was called off, not when it was to be."""
    is_past = (day_and_part(time)[0] or "")[:10] <= published.isoformat()
    if words.patterns["status.cancelled"].search(text, zone.left, time.span.start) is None:
        return False
    return is_past and words.patterns["status.set_for"].search(text, zone.left, time.span.start) is None


def _belong_together(between: str, words: MeetingWords) -> bool:
    """Whether two days are of one encounter: "Sunday and Monday", "3 to 5 March"."""
    return words.patterns["joins.days"].fullmatch(between.strip()) is not None
