"""iCalendar (RFC 5545, 7986): the meetings of an edition.

A meeting keeps its UID when it moves, so that a reader's own calendar moves it too. Participants are told in the
description, never as ATTENDEE: calendars would write to them.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from newsworld.news.moments import day_of, is_moment
from newsworld.publish.channels import zulu
from newsworld.publish.meetings import uid_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsworld.news.briefs import Brief, Edition, Line
    from newsworld.news.moments import Moment
    from newsworld.publish.channels import Channel

STATUS = {"cancelled": "CANCELLED", "postponed": "TENTATIVE", "planned": "CONFIRMED"}
MAX_OCTETS = 75  # RFC 5545 3.1


def render(edition: Edition, channel: Channel) -> bytes:
    """Every dated meeting of the edition as an event."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Newsworld//Newsworld//EN",
        f"X-WR-CALNAME:{escaped(channel.title)}",
        f"NAME:{escaped(channel.title)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
    ]
    for brief in edition.briefs:
        for line in brief.section("meetings"):
            if is_moment(line.slots.get("start", "")):
                lines += _event(line, brief, channel, edition.made)
    lines.append("END:VCALENDAR")
    return "".join(folded(line) for line in lines).encode("utf-8", "replace")


def _event(line: Line, brief: Brief, channel: Channel, made: Moment) -> Iterator[str]:
    slots = line.slots
    yield "BEGIN:VEVENT"
    yield f"UID:{uid_of(brief, line)}@newsworld"
    yield f"DTSTAMP:{_stamp(brief.updated or made)}"
    yield f"SEQUENCE:{brief.version - 1}"
    yield from _when(slots["start"], slots.get("end"))
    yield f"SUMMARY:{escaped(slots.get('name') or line.text)}"
    if slots.get("place"):
        yield f"LOCATION:{escaped(slots['place'])}"
    yield f"DESCRIPTION:{escaped(_description(line))}"
    yield f"URL:{channel.page(brief)}"
    yield f"STATUS:{STATUS.get(slots.get('status', ''), 'CONFIRMED')}"
    yield "END:VEVENT"


def _description(line: Line) -> str:
    """The line, who takes part, and the words that bear it out."""
    quotes = (f"“{citation.quote}”" for citation in line.citations)
    return "\n".join(part for part in (line.text, line.slots.get("participants"), *quotes) if part)


def _when(start: Moment, end: Moment | None) -> Iterator[str]:
    """An all-day event for a bare day; its last day is told as the day after."""
    if len(start) <= len("2022-01-09"):
        last = day_of(end) if end else day_of(start)
        yield f"DTSTART;VALUE=DATE:{day_of(start):%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{last + timedelta(days=1):%Y%m%d}"
        return
    yield f"DTSTART{_time(start)}"
    if end and len(end) > len("2022-01-09"):
        yield f"DTEND{_time(end)}"


def _time(moment: Moment) -> str:
    """With its zone as UTC; a time without a zone floats, as it was told."""
    told = datetime.fromisoformat(moment)
    return f":{told.astimezone(UTC):%Y%m%dT%H%M%SZ}" if told.tzinfo else f":{told:%Y%m%dT%H%M%S}"


def _stamp(moment: Moment) -> str:
    return zulu(moment).replace("-", "").replace(":", "")


def escaped(text: str) -> str:
    """Text as iCalendar carries it; control characters and line ends cannot end a property."""
    clean = "".join(mark for mark in text if mark == "\n" or mark.isprintable())
    return clean.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def folded(line: str) -> str:
    """A content line cut at 75 octets, never inside a character."""
    parts, part, size = [], "", 0
    for mark in line:
        octets = len(mark.encode("utf-8", "replace"))
        if size + octets > MAX_OCTETS:
            parts.append(part)
            part, size = " ", 1
        part += mark
        size += octets
    return "\r\n".join([*parts, part]) + "\r\n"
