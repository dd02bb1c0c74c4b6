"""Time bounds that hold on a busy machine: the best of a few runs, each on a text that no cache has seen."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

TRIES = 3


def quickest_seconds(act: Callable[[str], object], text: str, bound: float) -> float:
    """CPU seconds of the quickest run; no further run once one is within the bound."""
    best = float("inf")
    for turn in range(TRIES):
        begun = time.process_time()
        act(text[turn:])
        best = min(best, time.process_time() - begun)
        if best < bound:
            break
    return best
