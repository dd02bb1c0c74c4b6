"""How often may somebody try a password? Wrong tries are counted by name and by address, for a quarter of an hour."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING

from newsworld.news.errors import TooManyTries
from newsworld.news.moments import instant_of

if TYPE_CHECKING:
    from newsworld.news.moments import Moment

WINDOW_SECONDS = 900
TRIES_BY_ADDRESS = 10  # a person who mistypes tries five times; a program tries thousands
TRIES_BY_NAME = 50  # from everywhere; above the other, or a stranger could lock somebody out from one machine
MAX_REMEMBERED = 10_000


class Tries:
    """Wrong tries of one running door; the longest untouched are forgotten first."""

    def __init__(self) -> None:
        self._wrong: OrderedDict[str, tuple[float, int]] = OrderedDict()
        self._lock = threading.Lock()

    def expect_more(self, name: str, address: str, now: Moment) -> None:
        """TooManyTries if this name or this address has none left."""
        at = instant_of(now).timestamp()
        with self._lock:
            by_name = self._count(f"n:{name}", at) if name else 0
            if self._count(f"a:{address}", at) >= TRIES_BY_ADDRESS or by_name >= TRIES_BY_NAME:
                raise TooManyTries("login", "there were too many wrong tries.", "Wait a quarter of an hour.")

    def note_wrong(self, name: str, address: str, now: Moment) -> None:
        """Count a wrong try; where no name was told, at the address alone."""
        at = instant_of(now).timestamp()
        with self._lock:
            for key in (f"a:{address}", f"n:{name}")[: 2 if name else 1]:
                count = self._count(key, at)
                since = self._wrong[key][0] if count else at
                self._wrong[key] = (since, count + 1)
                self._wrong.move_to_end(key)
            while len(self._wrong) > MAX_REMEMBERED:
                self._wrong.popitem(last=False)

    def _count(self, key: str, at: float) -> int:
        since, count = self._wrong.get(key, (at, 0))
        return count if 0 <= at - since < WINDOW_SECONDS else 0
