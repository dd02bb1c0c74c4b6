"""How often in a second: the measure that benchmarks of pure functions share."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 3  # the best of them counts


def rate(work: Callable, things: list) -> float:
    """Things a second of processor time, the best of some rounds."""
    best = 0.0
    for _ in range(ROUNDS):
        start = time.process_time()
        for thing in things:
            work(thing)
        best = max(best, len(things) / (time.process_time() - start))
    return best
