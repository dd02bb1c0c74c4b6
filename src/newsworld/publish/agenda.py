"""Meetings as a calendar tells them: ahead, behind, without a day; how their days drifted; who meets whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations
from typing import TYPE_CHECKING, Protocol, TypeVar

from newsworld.news.moments import instant_of, is_moment
from newsworld.publish import pictures

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from newsworld.news.moments import Moment
    from newsworld.publish.cited import LineView
    from newsworld.publish.pictures import Picture

MAX_COMING = 12  # beside the news; the talks page has them all
COMING_DAYS = 7
NOT_HELD = ("cancelled",)


class Told(Protocol):
    """A line of meetings, opened for a page or not."""

    @property
    def slots(self) -> Mapping[str, str]:
        """Its parts."""
        ...


L = TypeVar("L", bound=Told)


@dataclass(frozen=True, slots=True)
class Day:
    """One day's meetings."""

    day: str
    lines: tuple[LineView, ...]


@dataclass(frozen=True, slots=True)
class Agenda:
    """Days ahead in order, days behind from the newest, meetings without a day, and those whose day moved."""

    ahead: tuple[Day, ...]
    behind: tuple[Day, ...]
    undated: tuple[LineView, ...]
    drifted: tuple[LineView, ...]
    pairs: tuple[tuple[str, str, int], ...]  # two parties, and how many meetings they share
    meets: Picture | None = None


def agenda(lines: Iterable[LineView], now: Moment) -> Agenda:
    """The meetings of many stories at a moment."""
    lines = tuple(lines)
    dated = sorted((line for line in lines if is_dated(line)), key=start_of)
    return Agenda(
        ahead=_days(line for line in dated if not is_past(line.slots["start"], now)),
        behind=_days(line for line in reversed(dated) if is_past(line.slots["start"], now)),
        undated=tuple(line for line in lines if not is_dated(line)),
        drifted=tuple(line for line in dated if is_moment(line.slots.get("moved_from", ""))),
        pairs=pairs(lines),
        meets=pictures.meets(pairs(lines)),
    )


def coming(lines: Iterable[L], now: Moment, days: int = COMING_DAYS, most: int = MAX_COMING) -> tuple[L, ...]:
    """The meetings of the next days in order, the first of them where they are many."""
    end = instant_of(now) + timedelta(days=days)
    ahead = (line for line in lines if is_dated(line) and not is_past(line.slots["start"], now))
    return tuple(sorted((line for line in ahead if instant_of(line.slots["start"]) <= end), key=start_of)[:most])


def next_meeting(lines: Iterable[L], now: Moment | None) -> L | None:
    """The first meeting that is still ahead and not called off."""
    if now is None:
        return None
    ahead = (line for line in lines if is_dated(line) and not is_past(line.slots["start"], now))
    return min((line for line in ahead if line.slots.get("status") not in NOT_HELD), key=start_of, default=None)


def parties_of(line: Told) -> tuple[str, ...]:
    """The parties of a meeting."""
    return tuple(part for part in (line.slots.get("parties") or "").split("; ") if part)


def pairs(lines: Iterable[LineView]) -> tuple[tuple[str, str, int], ...]:
    """Who meets whom, and how often; those who meet most first."""
    counts: dict[tuple[str, str], int] = {}
    for line in lines:
        if line.slots.get("status") not in NOT_HELD:
            for pair in combinations(sorted(set(parties_of(line))), 2):
                counts[pair] = counts.get(pair, 0) + 1
    ranked = sorted(counts.items(), key=lambda row: (-row[1], row[0]))
    return tuple((one, other, count) for (one, other), count in ranked)


def is_dated(line: Told) -> bool:
    """Whether the meeting's day is told."""
    return is_moment(line.slots.get("start", ""))


def start_of(line: Told) -> float:
    """When a dated meeting begins, for sorting."""
    return instant_of(line.slots["start"]).timestamp()


def is_past(start: Moment, now: Moment) -> bool:
    """Whether a day, or a day and time, lies behind; a meeting of today is still ahead."""
    return instant_of(start).date() < instant_of(now).date()


def _days(lines: Iterable[LineView]) -> tuple[Day, ...]:
    days: dict[str, list[LineView]] = {}
    for line in lines:
        days.setdefault(line.slots["start"][:10], []).append(line)
    return tuple(Day(day, tuple(of_day)) for day, of_day in days.items())
