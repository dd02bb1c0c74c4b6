"""Worker: one of several, on one machine or many, over one store.

Each takes captures and articles as they wait. One of them at a time has the desk, by lease: it places articles, carries
out readers' words and writes briefs, and reads on while nothing of that waits. When it dies, the next that asks for the
desk fills it from the store and goes on.
"""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import structlog

from newsworld.pipeline import steps
from newsworld.pipeline.hands import DESK
from newsworld.pipeline.run import TURNS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from newsworld.group import Desk
    from newsworld.pipeline.hands import Several
    from newsworld.pipeline.run import Pipeline

READ_AT_ONCE = 16  # pages of one claim: a second's work, so that the desk never waits longer
BRIEFS_AFTER = 8  # turns: while articles pour in, a story's page is written anew at most so often
KEEP_FURNITURE_AFTER = 1_000  # pages
FIRST_LOT = 1_000  # articles that an empty desk places at once, in the order of their days and not of their outlets
QUIET_SECONDS = 2.0  # without a page to read, after which the first lot is whole
log = structlog.get_logger()


@dataclass(slots=True)
class Worker:
    """A pipeline in the hands of one among several."""

    pipeline: Pipeline
    hands: Several
    desk_filled: Callable[[Callable[[], None]], Desk]  # takes what to do now and then while it is filled
    waits_for_the_first: bool = False  # others gather meanwhile: an empty desk lets the first pages be read first
    done: Counter[str] = field(default_factory=Counter)
    _is_first: bool = False
    _read_at: float = 0.0
    _has_desk: bool = False
    _turns: int = 0
    _pages: int = 0

    def work(self, until: Callable[[], bool] = lambda: False) -> dict[str, int]:
        """Do what waits and is nobody else's, until nothing is or `until` says so; counts by step."""
        before = self.done.copy()
        while not until() and self.turn(until):
            pass
        self.pipeline.keep_furniture()
        return {name: self.done[name] - before[name] for name in self.done}

    def is_wanted(self) -> bool:
        """Whether something waits, maybe for us; a look that costs nobody anything."""
        self.hands.beat()
        waiting = self.pipeline.store.work.backlog()
        if self._holds_back(waiting):
            waiting.pop("group", None)
        return any(waiting.get(step) for step in TURNS)

    def turn(self, until: Callable[[], bool]) -> int:
        """One round: the desk's steps if it is ours, then some reading; how many subjects were done."""
        self._turns += 1
        count = self._at_the_desk(until) if self._has_the_desk() else 0
        read = sum(self._does(step, READ_AT_ONCE, until) for step in steps.READING)
        if read:
            self._read_at = time.monotonic()
        return count + read

    def _has_the_desk(self) -> bool:
        if not self.hands.holds(DESK):
            self._has_desk = False
            return False
        if not self._has_desk:
            log.info("takes the desk", owner=self.hands.owner)
            self.pipeline.desk = self.desk_filled(self.hands.beat)
            self._has_desk = self.hands.holds(DESK)
            self._is_first = self.waits_for_the_first and not self.pipeline.store.stories.placements(1)
        return self._has_desk

    def _holds_back(self, waiting: Mapping[str, int]) -> bool:
        """Whether the first pages of an empty store are still being read: who is first must not hang on the outlet."""
        if not self._is_first or waiting.get("group", 0) >= FIRST_LOT:
            return False
        is_reading = any(waiting.get(step) for step in steps.READING)
        return is_reading or time.monotonic() - self._read_at < QUIET_SECONDS

    def _at_the_desk(self, until: Callable[[], bool]) -> int:
        limit = self.pipeline.batch
        count = self._does(steps.CORRECT, limit, until)
        if self._is_first and self._holds_back(self.pipeline.store.work.backlog()):
            return count
        placed = self._does("group", FIRST_LOT if self._is_first else limit, until)
        self._is_first = self._is_first and not placed
        if placed < limit or self._turns % BRIEFS_AFTER == 0:
            count += self._does("brief", limit, until)
        return count + placed

    def _does(self, step: str, limit: int, until: Callable[[], bool]) -> int:
        if until():
            return 0
        try:
            count = self.pipeline.work_on(step, limit, until)
        except BaseException:
            self._has_desk = False  # what it placed may not be kept: it is filled anew
            raise
        self.done[step] += count
        self._pages += count if step == "extract" else 0
        if self._pages >= KEEP_FURNITURE_AFTER:
            self._pages = 0
            self.pipeline.keep_furniture()
        return count

    def close(self) -> None:
        """Leave everything to the others."""
        self.pipeline.keep_furniture()
        self.hands.lay_down()
