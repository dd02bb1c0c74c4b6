"""What a time expression is worth: TIMEX3 type and value, reckoned from the day of publication."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from newsworld.text.wordclasses import Words
    from newsworld.understand.timegrammar import Grammar
    from newsworld.understand.timewords import Hit

Value = tuple[str, str]  # type, value
NEAR_DAYS = 100  # a bare day of a month lies no farther away than this, whatever the verbs say
NEXT_DOOR = 2  # months; a bare month so near is meant, whatever the verbs say
SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
TIME_UNITS = {"TS": "S", "TM": "M", "TH": "H"}
YEARS_IN = {"DE": 10, "CE": 100}
PRESENT, PAST, FUTURE = ("DATE", "PRESENT_REF"), ("DATE", "PAST_REF"), ("DATE", "FUTURE_REF")


@dataclass(slots=True)
class Page:
    """A text under reading: its words, and the day from which it speaks."""

    words: Words
    letters: str
    rules: Grammar
    day: date | None  # of publication, in the outlet's own zone
    is_daily: bool = False  # the page speaks of days by name, so that "today" is a day
    is_history: bool = False  # the page tells of years past, one date after the other
    told: date | None = None  # the day that the text spoke of last
    told_year: int | None = None  # the year that it spoke of last, where it spoke of no day since
    quarter: str | None = None  # the quarter that the text spoke of last: "1989-Q3"

    def low(self, hit: Hit) -> list[str]:
        """The words of a hit, small."""
        return [word.lower() for word in self.words.texts[hit.start : hit.end]]

    def values(self, hit: Hit, name: str) -> list[Any]:
        """What the words of a class are worth inside a hit, in order."""
        worth = self.rules.classes.get(name, {})
        return [worth[word] for word in self.low(hit) if word in worth]

    def value(self, hit: Hit, name: str) -> Any:
        """The first of them, or None."""
        return next(iter(self.values(hit, name)), None)

    def has(self, hit: Hit, *told: str) -> bool:
        """Whether one of the words stands in a hit."""
        return any(word in told for word in self.low(hit))

    def digits(self, hit: Hit, letter: str) -> list[int]:
        """Numbers in digits of a letter ("D" days, "Y" years, "n" others) inside a hit."""
        return [
            int(self.words.texts[i].replace(",", ""))
            for i in range(hit.start, hit.end)
            if self.letters[i] == letter and self.words.texts[i][0].isdecimal()
        ]

    def word(self, at: int) -> str:
        """The word at a place, small; empty beyond the ends."""
        return self.words.texts[at].lower() if 0 <= at < len(self.words.texts) else ""


def number(page: Page, hit: Hit) -> float | None:
    """The number told in digits or words inside a hit: "twenty-one", "2.5"; None where there is none."""
    spelled = page.rules.classes.get("number", {})
    total: float | None = None
    for i in range(hit.start, hit.end):
        text = page.word(i)
        if text[0].isdecimal():
            told = text.replace(",", "")
            if total is not None and page.word(i - 1) in ".," and float(told) < 10:
                return total + float(told) / 10
            if total is None:
                total = float(told)
        elif text in spelled:
            total = _joined(total, float(spelled[text]))
        elif total is not None and text not in "-–‑.,":
            break
    return total


def _joined(total: float | None, worth: float) -> float:
    if total is None:
        return worth
    return total * worth if worth >= 100 and worth > total else total + worth


def day_value(day: date) -> str:
    """2022-01-09."""
    return day.isoformat()


def feast_day(year: int, told: str) -> date:
    """The day of a feast: "12-25", "11-4-3" for November's fourth Thursday, "E+1" for the day after Easter."""
    if told.startswith("E"):
        return easter(year) + timedelta(days=int(told[1:]))
    month, *rest = (int(part) for part in told.split("-"))
    if len(rest) == 1:
        return date(year, month, rest[0])
    first = date(year, month, 1)
    return first + timedelta(days=(rest[1] - first.weekday()) % 7 + 7 * (rest[0] - 1))


def easter(year: int) -> date:
    """Easter Sunday of the western churches, by the Gregorian reckoning that Butcher's almanac of 1876 printed."""
    century, rest = divmod(year, 100)
    golden = year % 19
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    shift = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * shift) // 451
    month, day = divmod(epact + shift - 7 * late + 114, 31)
    return date(year, month, day + 1)


def week_value(day: date) -> str:
    """2022-W02."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def month_value(year: int, month: int) -> str:
    """2022-01."""
    return f"{year:04d}-{month:02d}"


def quarter_value(day: date) -> str:
    """2022-Q1."""
    return f"{day.year:04d}-Q{(day.month + 2) // 3}"


def months_on(day: date, months: int) -> date:
    """The same day so many months on, or the month's last."""
    at = day.year * 12 + day.month - 1 + months
    year, month = min(max(at // 12, 1), 9998), at % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def unit_value(day: date, unit: str, steps: int) -> str | None:
    """The day, week, month, quarter, year or decade so many steps from a day."""
    try:
        return _unit_value(day, unit, steps)
    except (ValueError, OverflowError):
        return None


def _unit_value(day: date, unit: str, steps: int) -> str | None:
    if unit in ("D", "W", "2W"):
        days = {"D": 1, "W": 7, "2W": 14}[unit] * steps
        return day_value(day + timedelta(days=days)) if unit == "D" else week_value(day + timedelta(days=days))
    if unit == "M":
        moved = months_on(day, steps)
        return month_value(moved.year, moved.month)
    if unit == "Q":
        return quarter_value(months_on(day, 3 * steps))
    years = {
        "Y": f"{day.year + steps:04d}",
        "DE": f"{day.year // 10 + steps:03d}",
        "CE": f"{day.year // 100 + steps:02d}",
    }
    return years.get(unit)


def period(amount: float | None, unit: str) -> str:
    """P3D, PT2H, P1.5Y; PXY where the number is not told."""
    told = "X" if amount is None else f"{amount:g}"
    if unit == "2W":
        return f"P{told if amount is None else f'{2 * amount:g}'}W"
    if unit in TIME_UNITS:
        return f"PT{told}{TIME_UNITS[unit]}"
    if unit in YEARS_IN and amount is not None:
        return f"P{amount * YEARS_IN[unit]:g}Y"
    return f"P{told}{unit}"


def near(day: date, month: int, of_month: int, direction: int) -> date | None:
    """The day of that name that is nearest, or lies the way the verbs point where two are about as near."""
    options = []
    for year in (day.year - 1, day.year, day.year + 1):
        try:
            options.append(date(year, month, of_month))
        except ValueError:
            continue
    if not options:
        return None
    nearest = min(options, key=lambda option: abs((option - day).days))
    if abs((nearest - day).days) <= NEAR_DAYS or direction == 0:
        return nearest
    right = [option for option in options if (option - day).days * direction >= 0]
    return min(right, key=lambda option: abs((option - day).days)) if right else nearest


def month_of(day: date, month: int, direction: int) -> tuple[int, int]:
    """Year and month that a bare month's name means: the way the verbs point, unless the other way is next door."""
    ahead, back = (month - day.month) % 12, (day.month - month) % 12  # months
    is_next_door = min(ahead, back) <= NEXT_DOOR and direction != 0
    if direction == 0 or is_next_door:
        direction = 1 if ahead < back else -1
    if month == day.month:
        return day.year, month
    year = day.year + (1 if month < day.month else 0) if direction > 0 else day.year - (1 if month > day.month else 0)
    return year, month


def weekday_of(day: date, weekday: int, direction: int) -> date:
    """The day that a weekday's name means: today, or the nearest one the way the verbs point."""
    ahead = (weekday - day.weekday()) % 7
    return day + timedelta(days=ahead if direction > 0 or ahead == 0 else ahead - 7)
