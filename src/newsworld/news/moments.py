"""Moments as outlets tell them: an ISO 8601 day, or a day and time with zone.

A moment is kept as its text, since "2022-01-08" and "2022-01-08T00:00:00+00:00" claim different things and
the outlet's own zone decides which day "Sunday" is. Comparing and sorting goes through `instant_of`.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

Moment = str
FIRST_MOMENT: Moment = "1000-01-01"  # before and after all news: where a time that nothing bounds begins and ends
LAST_MOMENT: Moment = "9999-12-31T23:59:59+00:00"


def instant_of(moment: Moment) -> datetime:
    """The moment as a UTC datetime; a bare day counts from its midnight UTC. ValueError if it is none."""
    told = datetime.fromisoformat(moment)
    return told.replace(tzinfo=UTC) if told.tzinfo is None else told.astimezone(UTC)


def day_of(moment: Moment) -> date:
    """The calendar day in the outlet's own zone. ValueError if it is none."""
    return datetime.fromisoformat(moment).date()


def is_moment(text: str) -> bool:
    """Whether the text is a moment at all."""
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
