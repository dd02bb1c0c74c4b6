"""One function a rule of languages/<code>/times.toml: from a hit to TIMEX3 type and value, None where it is no time."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from newsworld.understand.timevalues import (
    FUTURE,
    PAST,
    PRESENT,
    SEASON_MONTHS,
    TIME_UNITS,
    day_value,
    month_of,
    month_value,
    months_on,
    near,
    number,
    period,
    quarter_value,
    unit_value,
    week_value,
    weekday_of,
)  # fmt: skip

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsworld.understand.timevalues import Page, Value
    from newsworld.understand.timewords import Hit

BEHIND_IS_FARTHER = 4  # words; tried 0 to 10 on dated news
TENSE_REACH = 30  # words from an expression to the verb that tells its direction
LIKELY_YEARS = range(1400, 2101)


def direction(page: Page, hit: Hit) -> int:
    """1 where the verbs about the expression point ahead, -1 where they point back, 0 where they do not tell.

    The nearer verb decides; one before the expression is nearer than one behind it.
    """
    if page.word(hit.start - 1) in page.rules.tense.get("ahead_before", ()):
        return 1
    behind, away = _first_tense(page, hit.start - 1, -1)
    ahead, beyond = _first_tense(page, hit.end, 1)
    return (behind if away <= beyond + BEHIND_IS_FARTHER else ahead) if behind and ahead else behind or ahead


def _first_tense(page: Page, at: int, step: int) -> tuple[int, int]:
    for away in range(TENSE_REACH):
        i = at + step * away
        word = page.word(i)
        if not word or word[0] in ".!?\n;":
            break
        if page.words[i].text != word or page.word(i - 1) in page.rules.tense.get("passive", ()):
            continue  # United is no verb; in "will be held" the auxiliary decides
        told = _tense_of(page, word)
        if told:
            return told, away
    return 0, TENSE_REACH


def _tense_of(page: Page, word: str) -> int:
    tense = page.rules.tense
    if word in tense.get("future", ()):
        return 1
    if word in tense.get("past", ()) or any(word.endswith(end) for end in tense.get("past_endings", ()) if len(word) > 4):
        return -1
    return 1 if word in tense.get("present", ()) else 0


def step_of(page: Page, hit: Hit) -> int | None:
    """-1 for last, 0 for this, 1 for next; None where none of them is told."""
    for name in ("last", "this", "next"):
        told = page.value(hit, name)
        if told is not None:
            return int(told)
    return None


def age(_page: Page, _hit: Hit) -> Value | None:
    """Ages are left alone: an empty value keeps the words from other rules."""
    return ("", "")


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
    page.told = told
    return "DATE", day_value(told)


def iso(page: Page, hit: Hit) -> Value | None:
    """2022-01-09, 1/9/2022, 1/9/98."""
    numbers = [page.word(i) for i in range(hit.start, hit.end) if page.word(i).isdigit()]
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
    anchor = page.told if page.told and page.day and abs((page.told - page.day).days) > 400 else page.day
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
    """ "May" at the start of a sentence, or a word that is a name of time only beside another."""
    if hit.end - hit.start > 1:
        return False
    word = page.word(hit.start)
    if word not in page.rules.shaky:
        return False
    before = page.word(hit.start - 1)
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


def _with_part(page: Page, hit: Hit, day: date) -> Value:
    part = page.value(hit, "part")
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
    if page.has(hit, "before", "after") and steps is not None:
        steps += 1 if steps > 0 else -1
    if steps is not None:
        return _with_part(page, hit, page.day + timedelta(days=steps))
    step = step_of(page, hit) or 0
    part = page.value(hit, "part") or "NI"
    return "TIME", f"{day_value(page.day + timedelta(days=step))}T{part}"


def clock(page: Page, hit: Hit) -> Value | None:
    """10:30 a.m. on Monday, noon."""
    on = _clock_day(page, hit)
    noon = page.value(hit, "noon")
    if noon is not None:
        return "TIME", f"{on}T{noon:02d}:00"
    numbers = [int(page.word(i)) for i in range(hit.start, hit.end) if page.word(i).isdigit()]
    hour = numbers[0] if numbers else int(number(page, hit) or 25)
    minute = numbers[1] if len(numbers) > 1 and page.word(hit.start + 1) in (":", ".", "h") else None
    after_noon = any((page.letters[i] == "A" and page.word(i).startswith("p")) or page.word(i) == "pm" for i in range(hit.start, hit.end))
    if after_noon and hour < 12:
        hour += 12
    if hour > 24 or (minute is not None and minute > 59):
        return None
    return "TIME", f"{on}T{hour:02d}:{minute or 0:02d}"


def _clock_day(page: Page, hit: Hit) -> str:
    if page.day is None:
        return "XXXX-XX-XX"
    steps, told = page.value(hit, "day"), page.value(hit, "weekday")
    if steps is not None:
        return day_value(page.day + timedelta(days=steps))
    if told is not None:
        return day_value(weekday_of(page.day, told, direction(page, hit) or -1))
    return day_value(page.told or page.day)


def quarter(page: Page, hit: Hit) -> Value | None:
    """The third quarter, Q3 1989."""
    told = next((int(page.word(i)[1]) for i in range(hit.start, hit.end) if page.letters[i] == "Q"), None)
    order = told or page.value(hit, "ordinal") or (2 if page.has(hit, "second") else None)
    if not order or not 1 <= order <= 4:
        return None
    years, step = page.digits(hit, "Y"), step_of(page, hit)
    if years:
        year = years[0]
    elif page.day is None:
        return "DATE", f"XXXX-Q{order}"
    else:
        year = page.day.year + step if step is not None else _quarter_year(page, hit, int(order))
    page.quarter = f"{year}-Q{order}"
    return "DATE", page.quarter


def _quarter_year(page: Page, hit: Hit, order: int) -> int:
    assert page.day is not None  # the caller saw to it
    current = (page.day.month + 2) // 3
    if order > current and direction(page, hit) < 0 and order - current > 1:
        return page.day.year - 1
    return page.day.year - 1 if order == 4 and current == 1 and direction(page, hit) <= 0 else page.day.year


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
    value = unit_value(day, unit or "D", steps)
    return ("DATE", value) if value else None


def habit(page: Page, hit: Hit) -> Value | None:
    """Mornings, nights: a habit."""
    return "SET", f"XXXX-XX-XXT{page.value(hit, 'habit')}"


def yearword(page: Page, hit: Hit) -> Value | None:
    """The year 578."""
    return "DATE", f"{int(number(page, hit) or 0):04d}"


def halfyear(page: Page, hit: Hit) -> Value | None:
    """The first half of 1989."""
    half = 2 if page.has(hit, "second") or (page.value(hit, "ordinal") == 2) else 1
    years, step = page.digits(hit, "Y"), step_of(page, hit)
    if years:
        return "DATE", f"{years[0]}-H{half}"
    if page.day is None:
        return None
    return "DATE", f"{page.day.year + (step or 0)}-H{half}"


def quarterback(page: Page, hit: Hit) -> Value | None:
    """The year-ago quarter, the 1988 period: the quarter spoken of, in another year."""
    years = page.digits(hit, "Y")
    if years:
        return "DATE", f"{years[0]}" + (page.quarter[4:] if page.quarter else "")
    if page.quarter:
        return "DATE", f"{int(page.quarter[:4]) - 1}{page.quarter[4:]}"
    return ("DATE", f"{page.day.year - 1}") if page.day else None


def thisquarter(page: Page, _hit: Hit) -> Value | None:
    """The quarter, the latest period: the one spoken of."""
    if page.quarter:
        return "DATE", page.quarter
    return ("DATE", quarter_value(months_on(page.day, -3))) if page.day else None


def lastunits(page: Page, hit: Hit) -> Value | None:
    """The past three months, the next few days: durations."""
    unit = page.value(hit, "units") or page.value(hit, "unit")
    return "DURATION", _halved(page, number(page, hit), unit)


def ago(page: Page, hit: Hit) -> Value | None:
    """Two years ago, a year earlier, three days later."""
    unit = page.value(hit, "units") or page.value(hit, "unit")
    amount = number(page, hit)
    if amount is None:
        if page.value(hit, "some") is not None or (page.value(hit, "unit") is None):
            return PAST if page.has(hit, "ago") else ("DURATION", period(None, unit))
        amount = 0.5 if page.has(hit, "half") else 1
    relative = page.value(hit, "after") is not None or page.value(hit, "before") is not None
    sign = 1 if page.value(hit, "after") is not None or page.has(hit, "from") else -1
    if page.quarter and unit == "Y" and amount == 1:
        return "DATE", f"{int(page.quarter[:4]) + sign}{page.quarter[4:]}"
    if unit in TIME_UNITS or amount != int(amount):
        return _exact_ago(page, amount, unit, sign)
    anchor = (page.told if relative else None) or page.day
    value = unit_value(anchor, unit, sign * int(amount)) if anchor else None
    return ("DATE", value) if value else ("DURATION", period(amount, unit))


def _exact_ago(page: Page, amount: float, unit: str, sign: int) -> Value | None:
    if page.day and unit == "Y" and amount == 0.5:
        moved = months_on(page.day, 6 * sign)
        return "DATE", month_value(moved.year, moved.month)
    return "DURATION", period(amount, unit)


def relunit(page: Page, hit: Hit) -> Value | None:
    """This week, last year, early next month, the end of the year."""
    if page.day is None:
        return None
    if page.has(hit, "year") and page.has(hit, "end") and "-" in (page.word(i) for i in range(hit.start, hit.end)):
        return "DATE", f"{page.day.year}-12-31"
    lastyear = page.value(hit, "lastyear")
    if lastyear is not None:
        return "DATE", f"{page.day.year + lastyear}"
    unit, step = page.value(hit, "unit") or "Y", step_of(page, hit) or 0
    if unit in TIME_UNITS:
        return ("DURATION", period(1, unit)) if step else None
    if unit in ("DE", "CE") and page.has(hit, "past"):
        return "DURATION", period(1, unit)
    value = unit_value(page.day, unit, step)
    return ("DATE", value) if value else None


def weekend(page: Page, hit: Hit) -> Value | None:
    """The weekend, last weekend."""
    if page.day is None:
        return None
    step = step_of(page, hit)
    if step is None:
        step = -1 if direction(page, hit) < 0 and page.day.weekday() < 5 else 0
    return "DATE", f"{week_value(page.day + timedelta(weeks=step))}-WE"


def sets(page: Page, hit: Hit) -> Value | None:
    """Daily, every three months, twice a year."""
    often = page.value(hit, "often")
    if often:
        return "SET", often
    unit = page.value(hit, "unit") or page.value(hit, "units")
    month = page.value(hit, "month")
    if month:
        return "SET", f"XXXX-{month:02d}"
    if unit:
        amount = 2 if page.has(hit, "other") else number(page, hit) if page.value(hit, "every") else 1
        return "SET", period(amount or 1, unit)
    part = page.value(hit, "part")
    return ("SET", f"XXXX-XX-XXT{part}") if part else None


def duration(page: Page, hit: Hit) -> Value | None:
    """Three days, ten-year, half an hour, several weeks."""
    unit = page.value(hit, "units") or page.value(hit, "unit")
    amount = number(page, hit)
    both = page.values(hit, "units") + page.values(hit, "unit")
    counts = page.digits(hit, "D") or [int(worth) for worth in page.values(hit, "number")]
    if len(both) == 2 and len(counts) == 2 and "Y" in both and "M" in both:
        return "DURATION", f"P{counts[0]}Y{counts[1]}M"
    if unit == "M" and amount in (6, 9):
        page.quarter = None  # the first nine months: "a year earlier" means them
    fraction = page.has(hit, "/")
    if page.value(hit, "half") or fraction:
        amount = 0.5 if amount in (None, 1) and not page.has(hit, "and") else (amount or 1) + 0.5
    elif page.has(hit, "couple"):
        amount = 2
    return "DURATION", _halved(page, amount, unit)


def _halved(page: Page, amount: float | None, unit: str) -> str:
    """P2Y6M or P2.5Y for two and a half years, as the language's annotators have it."""
    smaller = {"Y": "6M", "TH": "30M", "TM": "30S", "D": "T12H"}.get(unit)
    if unit == page.rules.options.get("decades") and amount:
        return f"P{amount:g}{unit}"
    if amount is None or amount % 1 != 0.5 or smaller is None or page.rules.options.get("halves") != "split":  # noqa: RUF069
        return period(amount, unit)
    whole = period(amount - 0.5, unit) if amount > 1 else "PT" if unit in TIME_UNITS else "P"
    return whole + smaller


def ages(page: Page, hit: Hit) -> Value | None:
    """Years, days: an untold number of them; the whole day: one."""
    told = page.value(hit, "long")
    if told:
        return "DURATION", told
    many = page.values(hit, "units")
    if "Q" in many:
        return None
    if many:
        return "DURATION", period(None, many[0])
    unit = page.value(hit, "unit")
    before = page.word(hit.start - 1)
    if before not in page.rules.classes["at"] and before not in page.rules.classes["about"]:
        return None
    return "DURATION", period(1, unit)


def decade(page: Page, hit: Hit) -> Value | None:
    """The 1980s, the late '60s, the sixties."""
    years = page.digits(hit, "Y")
    tens = page.value(hit, "tens")
    if tens is not None:
        return "DATE", f"{190 + tens}"
    if years:
        return ("DATE", f"{years[0] // 10}") if years[0] % 10 == 0 else None
    numbers = page.digits(hit, "n") + page.digits(hit, "D")
    if numbers:
        return ("DATE", f"{190 + numbers[0] // 10}") if numbers[0] % 10 == 0 and numbers[0] < 100 else None
    return None


def century(page: Page, hit: Hit) -> Value | None:
    """The 19th century."""
    told = page.digits(hit, "D") or page.values(hit, "ordinal")
    return ("DATE", f"{int(told[0]) - 1:02d}") if told else None


def fiscal(page: Page, hit: Hit) -> Value | None:
    """Fiscal 1989, the fiscal year."""
    years = page.digits(hit, "Y")
    if years:
        return "DATE", str(years[0])
    return ("DATE", f"{page.day.year + (step_of(page, hit) or 0)}") if page.day else None


def someday(page: Page, hit: Hit) -> Value | None:
    """One day: a day to come, unless it is a length of time."""
    if page.word(hit.start - 1) in page.rules.classes["at"] or page.word(hit.end) in ("after", "before", "later", "earlier"):
        return "DURATION", "P1D"
    return FUTURE


def spelled(page: Page, hit: Hit) -> Value | None:
    """Nineteen ninety-six, two thousand and one."""
    told = [int(worth) for worth in page.values(hit, "number")]
    if page.has(hit, "thousand"):
        return "DATE", f"{2000 + sum(told[2:])}"
    century, rest = told[0], sum(told[1:])
    if not 17 <= century <= 20 or not 10 <= rest <= 99:
        return None
    month = page.value(hit, "month")
    return "DATE", f"{100 * century + rest}" + (f"-{month:02d}" if month else "")


def year(page: Page, hit: Hit) -> Value | None:
    """1989, where it is no mere number."""
    told = page.digits(hit, "Y")[0]
    if told not in LIKELY_YEARS or not _is_year(page, hit):
        return None
    return "DATE", f"{told:04d}"


def _is_year(page: Page, hit: Hit) -> bool:
    before, after = page.word(hit.start - 1), page.word(hit.end)
    if (before in ("$", "€", "£", "#", "-", "/", ".", ",") and before not in ("-", ",")) or after in ("%", "percent", "$", "/"):
        return False
    if hit.end - hit.start > 1 or before in page.rules.classes.get("at", {}) or before == "(":
        return True
    return 1900 <= page.digits(hit, "Y")[0] <= 2100 and not (after.isalpha() and after.endswith("s") and len(after) > 3)


def feast(page: Page, hit: Hit) -> Value | None:
    """Christmas, New Year."""
    told = page.value(hit, "feast")
    years, step = page.digits(hit, "Y"), step_of(page, hit)
    if years:
        return "DATE", f"{years[0]}-{told}"
    if page.day is None:
        return "DATE", f"XXXX-{told}"
    month, day = (int(part) for part in told.split("-"))
    found = near(page.day, month, day, step or direction(page, hit))
    return ("DATE", day_value(found)) if found else None


def present(_page: Page, _hit: Hit) -> Value:
    """Now, currently."""
    return PRESENT


def past(_page: Page, _hit: Hit) -> Value:
    """Recently, in the past."""
    return PAST


def future(_page: Page, _hit: Hit) -> Value:
    """Soon, the future."""
    return FUTURE


RULES: dict[str, Callable[[Page, Hit], Value | None]] = {
    rule.__name__: rule
    for rule in (
        age, full, iso, monthday, monthyear, month, weekday, weekdays, day, clock, quarter, halfyear, quarterback, thisquarter,
        lastunits, ago, relunit, weekend, sets, duration, ages, decade, century, fiscal, habit, yearword, spelled, someday, told, year, feast, present, past, future,
    )
}  # fmt: skip
