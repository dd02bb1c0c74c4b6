"""Steps that wait and who has taken them, and the leases of what has one owner at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsworld.store.rows import utc_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsworld.news.moments import Moment
    from newsworld.store.database import Database

MAX_TRIES = 3  # a step that failed so often waits for somebody to look
DIED = "Whoever had taken it ended without a word."


class WorkShelf:
    """See store.Work."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def queue(self, step: str, subjects: Iterable[str]) -> None:
        with self._db.writing():
            for subject in subjects:
                self._db.put("queue", step, subject)

    def waiting(self, step: str, limit: int) -> tuple[str, ...]:
        return tuple(str(row[0]) for row in self._db.ask("waiting", step, MAX_TRIES, limit))

    def claim(self, step: str, owner: str, limit: int, now: Moment, until: Moment) -> tuple[str, ...]:
        with self._db.writing(alone=False):
            self._db.tell("reap_work", DIED, step, utc_key(now))
            tried = self._db.ask("tried_before", step, MAX_TRIES)
            if tried:
                limit = 1  # alone: it may be what killed the one before, and need not take others along
            taken = self._db.change("claim_work", step, tried[0][0] if tried else 0, limit, owner, utc_key(until))
        return tuple(str(subject) for _, subject in sorted(taken, key=lambda row: int(str(row[0]))))

    def hold(self, owner: str, until: Moment) -> int:
        return self._db.tell("held_on", utc_key(until), owner)

    def give_back(self, owner: str) -> int:
        return self._db.tell("given_back", owner)

    def done(self, step: str, subject: str, owner: str | None = None) -> bool:
        if owner is None:
            return self._db.tell("done", step, subject) > 0
        with self._db.writing():
            return (
                self._db.tell("done_by", step, subject, owner) > 0
                or self._db.tell("done_but_wanted_again", step, subject, owner) > 0
            )

    def failed(self, step: str, subject: str, error: str, owner: str | None = None) -> bool:
        if owner is None:
            return self._db.tell("failed", error, step, subject) > 0
        return self._db.tell("failed_by", error, step, subject, owner) > 0

    def stuck(self, limit: int = 100) -> tuple[tuple[str, str, str], ...]:
        return tuple((str(a), str(b), str(c)) for a, b, c in self._db.ask("stuck", MAX_TRIES, limit))

    def backlog(self) -> dict[str, int]:
        return {str(step): int(str(count)) for step, count in self._db.ask("backlog", MAX_TRIES)}


class LeaseShelf:
    """See store.Leases."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def claim(self, name: str, owner: str, now: Moment, until: Moment) -> bool:
        return self._db.tell("claim_lease", name, owner, utc_key(until), utc_key(now)) > 0

    def hold(self, name: str, owner: str, until: Moment) -> bool:
        return self._db.tell("hold_lease", utc_key(until), name, owner) > 0

    def release(self, name: str, owner: str) -> bool:
        return self._db.tell("release_lease", name, owner) > 0

    def reap(self, now: Moment) -> int:
        return self._db.tell("reap_leases", utc_key(now))

    def all(self, now: Moment) -> dict[str, tuple[str, Moment]]:
        return {str(name): (str(owner), str(until)) for name, owner, until in self._db.ask("leases", utc_key(now))}
