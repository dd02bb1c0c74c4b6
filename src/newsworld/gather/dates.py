"""When was it published? The dates of feeds and sitemaps as they are really written, with the zone they tell."""

from __future__ import annotations

import functools
import re
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsworld.news.moments import Moment

LONGEST_DATE = 64  # characters: "Wednesday, 30 September 2020 23:59:59.000000 +0000 (GMT)" has 57
# RFC 822's zone names and those that feeds use beside them, in minutes east; an unknown name counts as UTC, as in
# email.utils.
_ZONES = {
    "UT": 0, "GMT": 0, "UTC": 0, "Z": 0, "WET": 0, "BST": 60, "IST": 330, "CET": 60, "CEST": 120, "MEZ": 60,
    "MESZ": 120, "EET": 120, "EEST": 180, "MSK": 180, "EST": -300, "EDT": -240, "CST": -360, "CDT": -300, "MST": -420,
    "MDT": -360, "PST": -480, "PDT": -420, "AKST": -540, "AKDT": -480, "HST": -600, "JST": 540, "KST": 540, "HKT": 480,
    "SGT": 480, "PHT": 480, "AWST": 480, "ACST": 570, "ACDT": 630, "AEST": 600, "AEDT": 660, "NZST": 720, "NZDT": 780,
    "SAST": 120, "ART": -180, "BRT": -180,
}  # fmt: skip
_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}
_TIME = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d{1,9})?)?\s?(?P<half>[AaPp]\.?[Mm]\.?)?"
_ZONE = r"(?:\s?(?:GMT|UTC)?(?P<zone>[+-]\d{1,2}:?\d{2}|[+-]\d{2}|[A-Za-z]{1,5})?)"
# "Mon, 06 Jan 2025 10:00:00 +0100", "6 January 2025", "Monday 6-Jan-25 10:00"
_DAY_FIRST = re.compile(
    rf"(?:[^\W\d]{{2,12}}(?:\.?,?\s+|,))?(?P<day>\d{{1,2}})[\s-](?P<month>[^\W\d]{{3,12}})\.?,?[\s-](?P<year>\d{{4}}|\d{{2}})"
    rf"(?:,?\s{{1,3}}(?:at\s)?{_TIME}{_ZONE})?"
)
# "January 6, 2025 10:00 AM EST", "Mon Jan 6 10:00:00 2025" is the other
_MONTH_FIRST = re.compile(
    rf"(?:[^\W\d]{{2,12}}\.?,?\s+)?(?P<month>[^\W\d]{{3,12}})\.?\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<year>\d{{4}})"
    rf"(?:,?\s{{1,3}}(?:at\s)?{_TIME}{_ZONE})?"
)
_ASCTIME = re.compile(
    rf"[^\W\d]{{3,12}}\s(?P<month>[^\W\d]{{3,12}})\s{{1,2}}(?P<day>\d{{1,2}})\s{_TIME}{_ZONE}\s(?P<year>\d{{4}})"
)
_ISO = re.compile(rf"(?P<year>\d{{4}})[-/](?P<month>\d{{1,2}})[-/](?P<day>\d{{1,2}})(?:[T\s]\s?{_TIME}{_ZONE})?")
_COMPACT = re.compile(
    r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})"
    r"(?:T?(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})(?P<half>)(?P<zone>Z|[+-]\d{4})?)?"
)
_RFC_822 = re.compile(
    r"[A-Z][a-z]{2}, (?P<day>[0-9]{1,2}) (?P<month>[A-Z][a-z]{2}) (?P<year>[0-9]{4}) "
    r"(?P<clock>[0-9]{2}:[0-9]{2}:[0-9]{2}) (?P<zone>GMT|UTC|[+-][0-9]{4})"
)
_RFC_3339 = re.compile(
    r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})T(?P<clock>[0-9]{2}:[0-9]{2}:[0-9]{2})(?:\.[0-9]{1,9})?"
    r"(?P<zone>Z|[+-][0-9]{2}:?[0-9]{2})"
)
_MONTH_DIGITS = {name.title(): f"{number:02}" for name, number in _MONTHS.items()}
_SHAPES = (_DAY_FIRST, _ISO, _MONTH_FIRST, _ASCTIME, _COMPACT)
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)  # no feed is older; 1970 and year 1 are what broken clocks write


@functools.lru_cache(maxsize=8192)
def moment_of(raw: str) -> Moment | None:
    """The moment that a feed's date tells; None where it tells no date.

    In its own zone, UTC where it tells none; a bare day where it tells no time.
    """
    text = " ".join(raw.split())
    if not text or len(text) > LONGEST_DATE:
        return None
    return _plain(text) or next(
        (told for shape in _SHAPES if (found := shape.match(text)) and (told := _moment(found))), None
    )


def _plain(text: str) -> Moment | None:
    """The two forms that nearly all feeds use, read at a tenth of the cost; None for any other."""
    found = _RFC_822.fullmatch(text) or _RFC_3339.fullmatch(text)
    if found is None:
        return None
    parts = found.groupdict()
    month = _MONTH_DIGITS.get(parts["month"], parts["month"])
    zone = parts["zone"]
    away = "+00:00" if zone in ("GMT", "Z", "UTC") else f"{zone[:3]}:{zone[-2:]}"
    told = f"{parts['year']}-{month}-{parts['day']:0>2}T{parts['clock']}{away}"
    try:
        return told if datetime.fromisoformat(told) >= _EARLIEST else None
    except ValueError:
        return None


def _moment(found: re.Match[str]) -> Moment | None:
    parts = found.groupdict()
    month = _MONTHS.get(parts["month"][:3].lower()) or (int(parts["month"]) if parts["month"].isdecimal() else 0)
    year = int(parts["year"])
    if len(parts["year"]) == 2:  # RFC 822 had two digits
        year += 2000 if year < 70 else 1900
    try:
        day = datetime(year, month, int(parts["day"]), tzinfo=_zone(parts.get("zone")))
        told = day + _into_day(parts)
        if told < _EARLIEST:
            return None
    except (ValueError, OverflowError):
        return None
    return told.isoformat() if parts.get("hour") else told.date().isoformat()


def _into_day(parts: dict[str, str | None]) -> timedelta:
    """The time of day; 24:00 is the next day's start, a leap second the next minute's."""
    hour, minute, second = (int(parts[name] or 0) for name in ("hour", "minute", "second"))
    half = (parts.get("half") or "").lower().replace(".", "")
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 24 or minute > 59 or second > 60:
        raise ValueError(hour, minute, second)
    return timedelta(hours=hour, minutes=minute, seconds=second)


def _zone(told: str | None) -> timezone:
    if not told:
        return UTC
    if told[0] not in "+-":
        return timezone(timedelta(minutes=_ZONES.get(told.upper(), 0)))
    digits = told[1:].replace(":", "")
    hours, minutes = (int(digits), 0) if len(digits) <= 2 else (int(digits[:-2]), int(digits[-2:]))
    away = timedelta(hours=hours, minutes=minutes)
    return timezone(-away if told[0] == "-" else away)
