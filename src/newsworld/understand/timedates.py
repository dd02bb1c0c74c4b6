"""Days, months, weekdays, seasons, hours: from a place where a rule fits to TIMEX3 type and value."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from newsworld.understand.timetense import direction, step_of
from newsworld.understand.timevalues import (
    PRESENT,
    SEASON_MONTHS,
    day_value,
    feast_day,
    month_of,
    month_value,
    near,
    number,
    unit_value,
    week_value,
    weekday_of,
)  # fmt: skip
from newsworld.understand.timewords import Hit

if TYPE_CHECKING:
    from newsworld.understand.timevalues import Page, Value


def full(page: Page, hit: Hit) -> Value | None:
    """January 9, 2022."""
    month, days, years = page.value(hit, "month"), page.digits(hit, "D"), page.digits(hit, "Y")
    step = step_of(page, hit)
    year = years[0] if years else page.day.year + step if page.day and step is not None else None
    if not month or not days or year is None:
        return None
    return _dated(page, year, int(month), days[0])


def _dated(page: Page, year: int, month: int, day: int) -> Value | None:
    try:
        told = date(year, month, day)
    except ValueError:
        return None
    page.told, page.told_year = told, None
    return "DATE", day_value(told)


def iso(page: Page, hit: Hit) -> Value | None:
    """2022-01-09, 1/9/2022, 1/9/98."""
    numbers = [page.word(i) for i in range(hit.start, hit.end) if page.word(i).isdecimal()]
    if len(numbers) != 3:
        return None
    if len(numbers[0]) == 4:
        return _dated(page, int(numbers[0]), int(numbers[1]), int(numbers[2]))
    year = int(numbers[2])
    if year < 100:
        year += 2000 if year < 50 else 1900
    first, second = int(numbers[0]), int(numbers[1])
    month_first = page.rules.options.get("month_first", False)
    month, day = (first, second) if (month_first and first <= 12) or second > 12 else (second, first)
    return _dated(page, year, month, day) if month <= 12 else None


def monthday(page: Page, hit: Hit) -> Value | None:
    """January 9: the nearest one, or the one that the verbs point to."""
    month = page.value(hit, "month")
    days = page.digits(hit, "D")
    day = days[0] if days else page.value(hit, "ordinal")
    if not day:
        return None
    anchor = page.told if page.is_history and page.told else page.day
    if anchor is None:
        return ("DATE", f"XXXX-{month:02d}-{int(day):02d}") if month else None
    if month is None:
        return _dated(page, anchor.year, anchor.month, int(day))
    told = near(anchor, int(month), int(day), direction(page, hit))
    return _dated(page, told.year, told.month, told.day) if told else None


def monthyear(page: Page, hit: Hit) -> Value | None:
    """January 2022, the spring of 1989, June last year."""
    years, step = page.digits(hit, "Y"), step_of(page, hit)
    year = years[0] if years else page.day.year + step if page.day and step is not None else None
    if year is None:
        return None
    season, month = page.value(hit, "season"), page.value(hit, "month")
    if season:
        return "DATE", f"{year}-{season}"
    return "DATE", month_value(year, int(month))


def month(page: Page, hit: Hit) -> Value | None:
    """January, early June, last summer."""
    step, day = step_of(page, hit), page.day
    season, told = page.value(hit, "season"), page.value(hit, "month")
    if told and _is_shaky(page, hit, "month"):
        return None
    if day is None:
        return ("DATE", f"XXXX-{told:02d}") if told else ("DATE", f"XXXX-{season}")
    if season:
        return "DATE", f"{_season_year(day, season, step, direction(page, hit))}-{season}"
    if step is not None and step != 0:
        year = day.year if (told < day.month if step < 0 else told > day.month) else day.year + step
        return "DATE", month_value(year, told)
    if step == 0:
        return "DATE", month_value(day.year, told)
    return "DATE", month_value(*month_of(day, int(told), direction(page, hit)))


def _is_shaky(page: Page, hit: Hit, _name: str) -> bool:
    """Whether a word is a name of time only beside another: "May" at the start of a sentence."""
    if hit.end - hit.start > 1:
        return False
    word = page.word(hit.start)
    if word not in page.rules.options.get("shaky", ()):
        return False
    before, after = page.word(hit.start - 1), page.words.texts[hit.end : hit.end + 1]
    if after and after[0][0].isupper():
        return True  # Jan Kavan
    return before not in page.rules.classes.get("at", {}) and before not in page.rules.classes.get("last", {})


def _season_year(day: date, season: str, step: int | None, pointing: int) -> int:
    start = SEASON_MONTHS[season]
    if step == 0 or step is None:
        if pointing < 0 and start > day.month + 1 and step is None:
            return day.year - 1
        return day.year
    if step < 0:
        return day.year if start + 2 < day.month and season != "WI" else day.year - 1
    return day.year if start > day.month else day.year + 1


def weekday(page: Page, hit: Hit) -> Value | None:
    """Sunday, next Monday, Saturday night."""
    if page.day is None or _is_shaky(page, hit, "weekday"):
        return None
    step, told = step_of(page, hit), page.value(hit, "weekday")
    if step is None or step == 0:
        owned = page.word(hit.end) in ("'", "’")  # Thursday's price
        day = weekday_of(page.day, told, -1 if owned else direction(page, hit) or -1)
    else:
        day = weekday_of(page.day, told, step)
        if day == page.day:
            day += timedelta(days=7 * step)
    page.told = day
    return _with_part(page, hit, day)


def weekdayweek(page: Page, hit: Hit) -> Value | None:
    """Thursday next week, Monday last week."""
    step, told = step_of(page, hit), page.value(hit, "weekday")
    if page.day is None or step is None or told is None:
        return None
    monday = page.day - timedelta(days=page.day.weekday())
    page.told = monday + timedelta(days=7 * step + int(told))
    return _with_part(page, hit, page.told)


def _with_part(page: Page, hit: Hit, day: date) -> Value:
    part = page.value(Hit(hit.rule, hit.start + 1, hit.end), "part")  # "morgen" alone is a day
    if part:
        return "TIME", f"{day_value(day)}T{part}"
    noon = page.value(hit, "noon")
    return ("TIME", f"{day_value(day)}T{noon:02d}:00") if noon else ("DATE", day_value(day))


def weekdays(page: Page, hit: Hit) -> Value | None:
    """Mondays, every Friday morning."""
    told = page.value(hit, "weekdays")
    if told is None:
        told = page.value(hit, "weekday")
    part = page.value(hit, "part")
    return "SET", f"XXXX-WXX-{told + 1}" + (f"T{part}" if part else "")


def day(page: Page, hit: Hit) -> Value | None:
    """Today, yesterday evening, this morning, tonight, the day before yesterday."""
    if page.day is None:
        return PRESENT
    steps = page.value(hit, "day")
    if steps == 0 and hit.end - hit.start == 1 and page.rules.options.get("today_by_page") and not page.is_daily:
        return PRESENT
    if steps and hit.end - hit.start > 1 and page.value(hit, "twice"):
        steps += 1 if steps > 0 else -1
    if steps is not None:
        return _with_part(page, hit, page.day + timedelta(days=steps))
    tonight = page.value(hit, "tonight")
    step = int(tonight[:2]) if tonight else step_of(page, hit) or 0
    part = tonight[2:] if tonight else page.value(hit, "part")
    return "TIME", f"{day_value(page.day + timedelta(days=step))}T{part}"


def told(page: Page, hit: Hit) -> Value | None:
    """That day, the following year, the morning: reckoned from the day that the text spoke of last."""
    day = page.told or page.day
    if day is None:
        return None
    unit, part = page.value(hit, "unit"), page.value(hit, "part")
    if page.has(hit, "of") and part:
        return None  # the night of 23 October: the date tells it
    if part or page.has(hit, "overnight"):
        return "TIME", f"{day_value(day)}T{part or 'NI'}"
    steps = page.value(hit, "shift") or 0
    if unit == "Y" and page.told_year:
        return "DATE", f"{page.told_year + steps:04d}"
    value = unit_value(day, unit or "D", steps)
    return ("DATE", value) if value else None


def clock(page: Page, hit: Hit) -> Value | None:
    """10:30 a.m. on Monday, noon."""
    on = _clock_day(page, hit)
    noon = page.value(hit, "noon")
    if noon is not None:
        return "TIME", f"{on}T{noon:02d}:00"
    numbers = [int(page.word(i)) for i in range(hit.start, hit.end) if page.word(i).isdecimal()]
    hour = numbers[0] if numbers else int(number(page, hit) or 25)
    minute = numbers[1] if len(numbers) > 1 and page.word(hit.start + 1) in (":", ".", "h") else None
    after_noon = any(
        (page.letters[i] == "A" and page.word(i).startswith("p")) or page.word(i) == "pm"
        for i in range(hit.start, hit.end)
    )
    if after_noon and hour < 12:
        hour += 12
    if minute is not None and ":" in page.low(hit) and len(page.word(hit.start + 2)) < 2:
        return None  # 1:0 is a score
    if hour > 24 or (minute is not None and minute > 59):
        return None
    return "TIME", f"{on}T{hour:02d}:{minute or 0:02d}"


def _clock_day(page: Page, hit: Hit) -> str:
    if page.day is None:
        return "XXXX-XX-XX"
    steps, told = page.value(hit, "day"), page.value(hit, "weekday")
    at = next((i for i in range(hit.start, hit.end) if page.word(i) in page.rules.classes["month"]), None)
    if at is not None:
        first = at - 1 if at - 1 > hit.start and page.word(at - 1).isdecimal() else at  # "on 13 January"
        found = monthday(page, Hit(hit.rule, first, hit.end))
        return found[1] if found else day_value(page.day)
    if steps is not None:
        return day_value(page.day + timedelta(days=steps))
    if told is not None:
        return day_value(weekday_of(page.day, told, direction(page, hit) or -1))
    return day_value(page.told or page.day)


def feast(page: Page, hit: Hit) -> Value | None:
    """Christmas, last Thanksgiving, Easter Monday."""
    told = page.value(hit, "feast")
    years, step = page.digits(hit, "Y"), step_of(page, hit)
    weekday = page.value(hit, "weekday")
    if told == "E+0" and weekday is not None:
        told = f"E+{(weekday + 1) % 7}"  # Easter Monday
    if years:
        return "DATE", day_value(feast_day(years[0], told))
    today = page.day
    if today is None:
        return ("DATE", f"XXXX-{told}") if told[0].isdigit() and len(told) == len("12-25") else None
    days = [feast_day(today.year + away, told) for away in (-1, 0, 1)]
    pointing = step or direction(page, hit)
    fit = [day for day in days if (day - today).days * pointing >= 0 and (day != today or not step)] or days
    nearest = min(fit, key=lambda day: abs((day - today).days))
    return "DATE", week_value(nearest) if page.has(hit, "week") else day_value(nearest)
