"""Hands: how steps that wait are taken. By one who is alone with the store, or by one among several, on claims.

Whoever is one of several has a name, takes a step for some seconds, and says between two subjects that it is still
alive. A result is kept only while the step is still its own; so one that was thought dead, and comes back, spoils
nothing.
"""

from __future__ import annotations

import gc
import os
import secrets
import socket
import time
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from newsworld.news.moments import instant_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsworld.news.moments import Moment
    from newsworld.store import Store

DESK = "desk"  # the lease of whoever places articles and writes briefs
GATHERING = "gathering"  # the lease of whoever polls the sources
BEATS_A_LEASE = 4  # heartbeats in the time that a claim lasts


class Hands(Protocol):
    """How a pipeline takes steps and lays them down."""

    def take(self, step: str, limit: int) -> tuple[str, ...]:
        """Subjects that wait for a step, and are now ours to do."""
        ...

    def done(self, step: str, subject: str) -> bool:
        """Take a step off the list; False where it is ours no more and its result must not be kept."""
        ...

    def failed(self, step: str, subject: str, error: str) -> None:
        """Let it be tried again, up to the limit, and keep why it failed."""
        ...

    def give_back(self) -> None:
        """Leave to others what was taken and not done."""
        ...

    def beat(self) -> None:
        """Say that we are alive; between two subjects."""
        ...

    def holds(self, lease: str) -> bool:
        """Whether a lease is ours, from now on for as long as one lasts."""
        ...


@dataclass(slots=True)
class Alone:
    """Hands of one who has the store to itself."""

    store: Store

    def take(self, step: str, limit: int) -> tuple[str, ...]:
        """See Hands."""
        return self.store.work.waiting(step, limit)

    def done(self, step: str, subject: str) -> bool:
        """See Hands."""
        self.store.work.done(step, subject)
        return True

    def failed(self, step: str, subject: str, error: str) -> None:
        """See Hands."""
        self.store.work.failed(step, subject, error)

    def give_back(self) -> None:
        """It is nobody else's."""

    def beat(self) -> None:
        """Nobody asks."""

    def holds(self, lease: str) -> bool:  # noqa: ARG002 - whichever it is
        """See Hands."""
        return True


@dataclass(slots=True)
class Several:
    """Hands of one among several."""

    store: Store
    owner: str
    clock: Callable[[], Moment]
    seconds: float
    _leases: set[str] = field(default_factory=set)
    _last_beat: float = 0.0

    def take(self, step: str, limit: int) -> tuple[str, ...]:
        """See Hands."""
        now = self.clock()
        return self.store.work.claim(step, self.owner, limit, now, self._until(now))

    def done(self, step: str, subject: str) -> bool:
        """See Hands."""
        return self.store.work.done(step, subject, self.owner)

    def failed(self, step: str, subject: str, error: str) -> None:
        """See Hands."""
        self.store.work.failed(step, subject, error, self.owner)

    def give_back(self) -> None:
        """See Hands."""
        self.store.work.give_back(self.owner)

    def beat(self) -> None:
        """Claims and leases last on, if it is time to say so."""
        if time.monotonic() - self._last_beat > self.seconds / BEATS_A_LEASE:
            self._last_beat = time.monotonic()
            until = self._until(self.clock())
            with self.store.writing():
                self.store.work.hold(self.owner, until)
                for lease in self._leases:
                    self.store.leases.hold(lease, self.owner, until)

    def holds(self, lease: str) -> bool:
        """See Hands."""
        now = self.clock()
        if lease in self._leases:
            if self.store.leases.hold(lease, self.owner, self._until(now)):
                return True
            self._leases.discard(lease)
            return False
        if self.store.leases.claim(lease, self.owner, now, self._until(now)):
            self._leases.add(lease)
            return True
        return False

    def lay_down(self) -> None:
        """Leave all to others, as if it had not been tried."""
        with self.store.writing():
            self.store.work.give_back(self.owner)
            for lease in self._leases:
                self.store.leases.release(lease, self.owner)
        self._leases.clear()

    def _until(self, now: Moment) -> Moment:
        return (instant_of(now) + timedelta(seconds=self.seconds)).isoformat()


def collect_seldom() -> None:
    """Let this process look for garbage in circles less often; what it reads is let go of without that.

    A page leaves some 50,000 small objects behind and hardly a circle: a tenth of a worker's time went into looking, at
    Python's 700 objects from look to look. The memory that a worker takes is the same.
    """
    gc.set_threshold(20_000, 20, 20)


def name_of_this_process() -> str:
    """An owner's name: machine, process, and what tells it from an earlier one of that number."""
    return f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(3)}"


def bury(store: Store, owner: str, now: Moment) -> None:
    """What an owner that is known to be dead had in hand is free at once, and counts as tried."""
    with store.writing():
        store.work.hold(owner, now)
        for lease, (held_by, _) in store.leases.all(now).items():
            if held_by == owner:
                store.leases.release(lease, owner)


def bury_the_dead(store: Store, now: Moment) -> None:
    """Do so with every lease's owner that was a process of this machine and is none any more."""
    for owner, _ in store.leases.all(now).values():
        host, _, rest = owner.partition(":")
        number = rest.partition(":")[0]
        if host == socket.gethostname() and number.isdigit() and not _is_running(int(number)):
            bury(store, owner, now)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
