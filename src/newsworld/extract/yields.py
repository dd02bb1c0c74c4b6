"""Do an outlet's pages still give what they gave? Of its last pages a few numbers, and a caution when they fall."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

KEPT = 60  # pages of an outlet
RECENT = 10  # pages that are held against those before
BEFORE = 15  # pages that tell what is usual; with fewer nothing is said
SHORTER = 0.5  # of the usual length
MORE = 0.4  # of the pages: so many more than before are cut off, or hold no report
REPEATED = 0.25  # of a page's words: so many more than before repeat from page to page


@dataclass(frozen=True, slots=True)
class Yield:
    """What one page gave."""

    page: str  # a key of its address: a page that is read again counts once
    characters: int
    is_report: bool
    is_truncated: bool
    repeated: float  # share of what looked like the report but repeats across the outlet's pages

    def to_row(self) -> list[str | int | float]:
        """As plain JSON values."""
        return [self.page, self.characters, int(self.is_report), int(self.is_truncated), round(self.repeated, 3)]


def of_row(row: object) -> Yield | None:
    """What `to_row` gave; None for anything else."""
    if not isinstance(row, list | tuple) or len(row) != 5 or not all(isinstance(one, int | float) for one in row[1:]):
        return None
    return Yield(str(row[0]), int(row[1]), bool(row[2]), bool(row[3]), float(row[4]))


def added(told: Sequence[Yield], new: Yield) -> tuple[Yield, ...]:
    """The outlet's pages with this one as the newest."""
    return (*(one for one in told if one.page != new.page), new)[-KEPT:]


def cautions(told: Sequence[Yield]) -> tuple[str, ...]:
    """What fell from the pages before to the last ones, in plain words."""
    before, recent = told[:-RECENT], told[-RECENT:]
    if len(before) < BEFORE:
        return ()
    signs = {
        "Most of its last pages held no report.": _share(recent, "lost") - _share(before, "lost") >= MORE,
        "Its reports are cut off by a paywall now.": _share(recent, "cut") - _share(before, "cut") >= MORE,
        "Its reports became less than half as long.": _length(recent) < _length(before) * SHORTER,
        "Much of what is read repeats on its pages.": _repeated(recent) - _repeated(before) >= REPEATED,
    }
    return tuple(words for words, is_so in signs.items() if is_so)


def _share(told: Sequence[Yield], what: str) -> float:
    return sum(not one.is_report if what == "lost" else one.is_truncated for one in told) / len(told)


def _length(told: Sequence[Yield]) -> float:
    """The median length of reports; endless where there are none, since that is told apart."""
    lengths = [one.characters for one in told if one.is_report]
    return statistics.median(lengths) if lengths else float("inf")


def _repeated(told: Sequence[Yield]) -> float:
    return statistics.fmean(one.repeated for one in told)
