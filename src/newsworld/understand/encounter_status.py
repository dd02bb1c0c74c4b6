"""How an encounter stands: planned, under way, held, put off or called off, by its words and its day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from newsworld.understand.encounter_days import UNDONE

if TYPE_CHECKING:
    from newsworld.understand.encounter_days import Encounter, Zone
    from newsworld.understand.meeting_words import MeetingWords

SPOKEN = 60  # code points before an encounter in which stands what was said there
Told = tuple[bool, bool, bool]  # whether words tell that it is under way, planned, held


def status(text: str, zone: Zone, known: tuple[Encounter, date | None], words: MeetingWords) -> str | None:
    """By what the words say of it, and by its day against the day of publication where both are told."""
    found, published = known
    undone = _undone(text, zone, words)
    if undone is not None:
        if found.moved and found.weekday and published and (found.day or "") < published.isoformat():
            found.start = _weeks_later(found.start, 1)
        return undone
    told = _told(text, zone, known, words)
    under_way, planned, held = told
    if not found.day or not published:
        return "under way" if under_way else "planned" if planned else "held" if held else None
    if words.strict and found.is_on(published) and not any(told):
        return None
    if words.strict and _is_told_as_past(zone.told(text), (found, published), planned, words):
        return _held_before(found, published)
    if words.strict and not _is_surely_ahead(text, zone, found, words):
        found.weekday = False
    return _status_by_day(found, published, told)


def _is_surely_ahead(text: str, zone: Zone, found: Encounter, words: MeetingWords) -> bool:
    """Whether a bare weekday of it must lie ahead: "will meet", "meets"; not "had been due to meet"."""
    told, rest = words.patterns["status.surely_ahead"].subn(" ", zone.told(text))
    present = found.verbal and words.patterns["status.present"].match(text, zone.at.start, zone.at.end) is not None
    return not found.unreal and (present or bool(rest)) and words.patterns["status.preterite"].search(told) is None


def _told(text: str, zone: Zone, known: tuple[Encounter, date | None], words: MeetingWords) -> Told:
    found, published = known
    told = zone.told(text)
    spoken = words.patterns["ties.spoken_at"].search(text[max(0, zone.at.start - SPOKEN) : zone.at.start])
    if spoken or found.gone or _has_happened(text, zone, words):
        return False, False, True
    under_way, planned, held = (
        words.patterns[f"status.{name}"].search(told) is not None for name in ("under_way", "planned", "held")
    )
    if found.verbal and words.patterns["status.present"].match(text, zone.at.start, zone.at.end):
        return under_way, True, False  # "arrives on Tuesday"
    if words.patterns["status.ended"].search(told) and not words.patterns["status.coming_end"].search(told):
        planned, held = planned and bool(found.day and published and found.day > published.isoformat()), True
    if words.strict and not (under_way or planned or held):
        rest = zone.rest.of(text) if zone.rest else ""
        held = words.patterns["status.preterite"].search(told + rest) is not None
    return under_way, planned, held


def _is_told_as_past(told: str, known: tuple[Encounter, date], planned: bool, words: MeetingWords) -> bool:
    """Whether a day ahead is told of in the past, and nothing says that it is to come."""
    found, published = known
    ahead = planned or any(words.patterns[f"status.{name}"].search(told) for name in ("surely_ahead", "foretold"))
    is_past = not ahead and words.patterns["status.preterite"].search(told) is not None
    return is_past and published.isoformat() < (found.day or "")


def _held_before(found: Encounter, published: date) -> str | None:
    """Of a weekday that lies behind: "the vote on Thursday was"; of another day ahead nothing is known."""
    last = _weeks_later(found.start, -1)
    if not found.weekday or found.end or last is None or last[:10] >= published.isoformat():
        return None
    found.start = last
    return "held"


def _undone(text: str, zone: Zone, words: MeetingWords) -> str | None:
    """Whether what is told to be called off or put off is the encounter itself."""
    told, at = zone.told(text), zone.at.start - zone.left
    for name in UNDONE:
        for found in words.patterns[f"status.{name}"].finditer(told):
            if not words.strict:
                return name
            if words.patterns["status.undone_unsure"].search(told[: found.start()]):
                continue  # "want to delay the vote"
            if found.start() < at:
                undone = words.patterns["status.undone_before"].fullmatch(told, min(found.end(), at), at)
            else:
                undone = words.patterns["status.undone_after"].search(told[at : found.end()])
            if undone is not None:
                return name
    return None


def _has_happened(text: str, zone: Zone, words: MeetingWords) -> bool:
    """Whether its own verb is told in the past: "met", "had met"; not "would have met"."""
    if words.patterns["status.past"].match(text, zone.at.start, zone.at.end) is None:
        return False
    return words.patterns["status.ahead"].search(text[zone.left : zone.at.start]) is None


def _weeks_later(day: str | None, weeks: int) -> str | None:
    """A bare weekday of something planned lies ahead, of something told in the past behind."""
    if day is None:
        return None
    return (date.fromisoformat(day[:10]) + timedelta(weeks=weeks)).isoformat() + day[10:]


def _status_by_day(found: Encounter, published: date, told: Told) -> str:
    under_way, planned, held = told
    today = published.isoformat()
    first, last = (found.start or found.end or "")[:10], (found.end or found.start or "")[:10]
    if found.weekday and first == last < today and planned and not held:
        found.start = _weeks_later(found.start, 1)
        return "planned"
    if first > today:
        return "planned"
    if last < today:
        return "held"
    if under_way or first < today < last:
        return "under way"
    return "planned" if planned else "held" if held else "planned"
