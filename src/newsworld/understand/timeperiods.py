"""Quarters, years, decades, lengths of time, habits: from a place where a rule fits to TIMEX3 type and value."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from newsworld.understand.timetense import direction, step_of
from newsworld.understand.timevalues import (
    PAST,
    TIME_UNITS,
    month_value,
    months_on,
    number,
    period,
    quarter_value,
    unit_value,
    week_value,
)  # fmt: skip

if TYPE_CHECKING:
    from newsworld.understand.timevalues import Page, Value
    from newsworld.understand.timewords import Hit

LIKELY_YEARS = range(1400, 2101)
MONEY = frozenset("$€£#%/") | {"percent"}
STRONG = 2  # worth of a preposition that nearly always has a year behind it


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


def halfyear(page: Page, hit: Hit) -> Value | None:
    """The first half of 1989."""
    late = page.has(hit, "second") or (page.has(hit, "last") and not page.has(hit, "first"))
    half = 2 if late or (page.value(hit, "ordinal") == 2) else 1
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
    ahead = any(page.value(hit, name) is not None for name in ("after", "ahead"))
    sign = 1 if ahead or page.has(hit, "from") else -1
    if page.quarter and unit == "Y" and amount == 1:
        return "DATE", f"{int(page.quarter[:4]) + sign}{page.quarter[4:]}"
    if unit in TIME_UNITS or amount != int(amount):
        return _exact_ago(page, amount, unit, sign)
    if relative and unit == "Y" and page.told_year:
        return "DATE", f"{page.told_year + sign * int(amount):04d}"
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


def habit(page: Page, hit: Hit) -> Value | None:
    """Mornings, nights: a habit."""
    return "SET", f"XXXX-XX-XXT{page.value(hit, 'habit')}"


def duration(page: Page, hit: Hit) -> Value | None:
    """Three days, ten-year, half an hour, several weeks."""
    unit = page.value(hit, "units") or page.value(hit, "unit")
    amount = number(page, hit)
    both = page.values(hit, "units") + page.values(hit, "unit")
    counts = page.digits(hit, "D") or [int(worth) for worth in page.values(hit, "number")]
    if len(both) == 2 and len(counts) == 2 and "Y" in both and "M" in both:
        return "DURATION", f"P{counts[0]}Y{counts[1]}M"
    if amount is None and not page.values(hit, "units"):
        amount = 1  # an additional year
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
    if amount is None or amount % 1 != 0.5 or smaller is None or page.rules.options.get("halves") != "split":
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
    step = -1 if page.has(hit, "latest") else step_of(page, hit) or 0
    return ("DATE", f"{page.day.year + step}") if page.day else None


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


def yearword(page: Page, hit: Hit) -> Value | None:
    """The year 578."""
    return "DATE", f"{int(number(page, hit) or 0):04d}"


def year(page: Page, hit: Hit) -> Value | None:
    """1989, where it is no mere number."""
    told = page.digits(hit, "Y")[0]
    if told not in LIKELY_YEARS or not _is_year(page, hit):
        return None
    page.told_year = told
    return "DATE", f"{told:04d}"


def _is_year(page: Page, hit: Hit) -> bool:
    """Whether four digits are a year: no sum, no decimal, no count of things."""
    before, after = page.word(hit.start - 1), page.word(hit.end)
    if before in MONEY or after in MONEY or before in page.rules.classes.get("about", {}) or _is_decimal(page, hit):
        return False
    after_preposition = page.rules.classes.get("at", {}).get(before, 0)
    if hit.end - hit.start > 1 or before == "(" or after_preposition == STRONG:
        return True
    counts = after.isalpha() and after.endswith("s") and len(after) > 3  # 1500 workers
    told = page.digits(hit, "Y")[0]
    return not counts and (bool(after_preposition) or 1900 <= told <= 2100)


def _is_decimal(page: Page, hit: Hit) -> bool:
    """Whether the digits go on behind a mark: 2082.1."""
    mark, last = page.word(hit.end), hit.end - 1
    joined = mark in (".", ",") and page.words.starts[hit.end] == page.words.end(last)
    return joined and page.word(hit.end + 1).isdecimal() and page.words.starts[hit.end + 1] == page.words.end(hit.end)
