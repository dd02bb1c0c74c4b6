"""RULES: who resolves each rule of languages/<code>/times.toml, by the name that the rule has there.

Each takes the page and the place, and gives TIMEX3 type and value; None where the words are no time after all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsworld.understand import timedates, timeperiods
from newsworld.understand.timetense import direction
from newsworld.understand.timevalues import FUTURE, PAST, PRESENT

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsworld.understand.timevalues import Page, Value
    from newsworld.understand.timewords import Hit


def age(_page: Page, _hit: Hit) -> Value | None:
    """Ages are left alone: an empty value keeps the words from other rules."""
    return ("", "")


def someday(page: Page, hit: Hit) -> Value | None:
    """One day: a day to come, unless it is a length of time."""
    if page.word(hit.start - 1) in page.rules.classes["at"] or page.word(hit.end) in (
        "after",
        "before",
        "later",
        "earlier",
    ):
        return "DURATION", "P1D"
    if direction(page, hit) < 0:
        return "DURATION", "P1D"
    return FUTURE


def present(_page: Page, _hit: Hit) -> Value:
    """Now, currently."""
    return PRESENT


def past(_page: Page, _hit: Hit) -> Value:
    """Recently, in the past."""
    return PAST


def future(page: Page, hit: Hit) -> Value | None:
    """Soon, the future; but not where it "soon became" something."""
    if page.value(hit, "futureref") and direction(page, hit) < 0:
        return None
    return FUTURE


RULES: dict[str, Callable[[Page, Hit], Value | None]] = {
    rule.__name__: rule
    for rule in (
        age, present, past, future, someday,
        timedates.full, timedates.iso, timedates.monthday, timedates.monthyear, timedates.month, timedates.weekday,
        timedates.weekdays, timedates.weekdayweek, timedates.day, timedates.told, timedates.clock, timedates.feast,
        timeperiods.quarter, timeperiods.halfyear, timeperiods.quarterback, timeperiods.thisquarter,
        timeperiods.lastunits, timeperiods.ago, timeperiods.relunit, timeperiods.weekend, timeperiods.sets,
        timeperiods.habit, timeperiods.duration, timeperiods.ages, timeperiods.decade, timeperiods.century,
        timeperiods.fiscal, timeperiods.spelled, timeperiods.yearword, timeperiods.year,
    )
}  # fmt: skip
