"""Tally: what each step did, failed at, and cost, counted by all processes of one machine together.

A row a step of three numbers: done, failed, seconds of work.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from newsworld.pipeline import steps

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.context import BaseContext

STEPS = (*steps.ORDER[:2], steps.CORRECT, *steps.ORDER[2:])
WIDTH = 3


class Tally:
    """Numbers that several processes add to."""

    def __init__(self, context: BaseContext | None = None) -> None:
        size = len(STEPS) * WIDTH
        self._numbers: Any = [0.0] * size if context is None else context.Array("d", size)

    def add(self, step: str, seconds: float, *, is_failed: bool = False, within: str | None = None) -> None:
        """Count a subject. `within`: the seconds were spent inside another step, which counts the rest of them."""
        self._add(step, 0 if not is_failed else 1, 1.0)
        self._add(step, 2, seconds)
        if within is not None:
            self._add(within, 2, -seconds)

    def _add(self, step: str, column: int, amount: float) -> None:
        at = STEPS.index(step) * WIDTH + column
        lock = getattr(self._numbers, "get_lock", None)
        if lock is None:
            self._numbers[at] += amount
            return
        with lock():
            self._numbers[at] += amount

    def rows(self) -> Iterator[Counted]:
        """What was counted of each step."""
        told = list(self._numbers)
        for number, step in enumerate(STEPS):
            done, failed, seconds = told[number * WIDTH : (number + 1) * WIDTH]
            yield Counted(step, round(done), round(failed), seconds)


@dataclass(frozen=True, slots=True)
class Counted:
    """One step's row."""

    step: str
    done: int
    failed: int
    seconds: float
