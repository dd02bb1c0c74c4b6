"""What a browser was asked for and has not answered yet: each holds once, for some minutes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Generic, TypeVar

from newsworld.news.errors import NotPermitted
from newsworld.news.moments import instant_of

if TYPE_CHECKING:
    from newsworld.news.moments import Moment

T = TypeVar("T")
ANSWER_SECONDS = 300
MAX_WAITING = 10_000  # some megabytes; the oldest are forgotten first


class Waiting(Generic[T]):
    """What one running door waits for, by a name that no other browser has."""

    def __init__(self) -> None:
        self._asked: OrderedDict[str, tuple[T, float]] = OrderedDict()
        self._lock = threading.Lock()

    def put(self, key: str, asked: T, now: Moment) -> None:
        """Wait for an answer; what was asked before under the key holds no more."""
        with self._lock:
            self._asked[key] = (asked, instant_of(now).timestamp())
            self._asked.move_to_end(key)
            if len(self._asked) > MAX_WAITING:
                self._asked.popitem(last=False)

    def taken(self, key: str, now: Moment) -> T:
        """What was asked; it is not waited for any more. NotPermitted if nothing was, or too long ago."""
        with self._lock:
            asked, at = self._asked.pop(key, (None, 0.0))
        if asked is None or not 0 <= instant_of(now).timestamp() - at < ANSWER_SECONDS:
            raise NotPermitted("login", "this browser did not ask for it, or too long ago.", "Try again.")
        return asked
