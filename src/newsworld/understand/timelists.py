"""Days told in a row with one month: "July 9-11", "14 and 15 August", "vom 5. bis zum 9. Juni"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsworld.news.readings import Timex
from newsworld.news.spans import Span

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

MAX_DAYS = 8  # in a row
REACH = 24  # code points before or behind in which the next day of a row stands
_DAY = re.compile(r"\d{4}-\d\d-(\d\d)")
# A day, then what joins it to the next: a comma, a dash, or a short word or two.
_BEFORE = re.compile(
    r"(?<![\d.,:/-])(\d{1,2})\.?(?:º|er|st|nd|rd|th)?(?:\s?,|\s?[-–]\s?|\s+[^\W\d_]{1,5}(?:\s+[^\W\d_]{2,3})?)\s*$"
)
_BEHIND = re.compile(r"(\s?,\s?|\s?[-–]\s?|\s+[^\W\d_]{1,3}\s+)(\d{1,2})(?![\d:.,%]*\d|[%-])(?=\W*([^\W\d_]*))")


def listed(text: str, time: Timex, joiners: frozenset[str], particles: Container[str]) -> Iterator[Timex]:
    """The days that stand in a row before or behind a day, nearest first."""
    told = _DAY.fullmatch(time.value)
    if time.type != "DATE" or told is None or not re.search(r"\d", time.span.of(text)):
        return
    yield from _before(text, time, joiners)
    if time.span.of(text)[-1].isdecimal() and not re.search(r"\d{4}$", time.span.of(text)):
        yield from _behind(text, time, joiners, particles)


def _before(text: str, time: Timex, joiners: frozenset[str]) -> Iterator[Timex]:
    if not time.span.of(text).lstrip("demlao '’").startswith(tuple("0123456789")):
        return  # "July 9": what stands before is no day of July
    end, last = time.span.start, int(time.value[-2:])
    for _ in range(MAX_DAYS):
        found = _BEFORE.search(text, max(0, end - REACH), end)
        if found is None or not 1 <= int(found.group(1)) < last or not _joined(text[found.end(1) : end], joiners):
            return
        last, end = int(found.group(1)), found.start(1)
        yield Timex(Span(end, found.end(1)), "DATE", f"{time.value[:8]}{last:02d}")


def _behind(text: str, time: Timex, joiners: frozenset[str], particles: Container[str]) -> Iterator[Timex]:
    start, last = time.span.end, int(time.value[-2:])
    for _ in range(MAX_DAYS):
        found = _BEHIND.match(text, start, start + REACH)
        if found is None or not last < int(found.group(2)) <= 31 or not _joined(found.group(1), joiners):
            return
        counts = found.group(3) and found.group(3).lower() not in particles and found.group(3).islower()
        if counts and found.group(1).strip() not in ("-", "–"):
            return  # "on July 9 and 14 soldiers"
        last, start = int(found.group(2)), found.end(2)
        yield Timex(Span(found.start(2), start), "DATE", f"{time.value[:8]}{last:02d}")


def _joined(between: str, joiners: frozenset[str]) -> bool:
    """Whether the words between two days do no more than join them."""
    return all(word in joiners for word in re.findall(r"[^\W\d_]+", between.lower()))
