"""Which notices were told, by which carrier, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsworld.store.rows import number, utc_key

if TYPE_CHECKING:
    from newsworld.news.moments import Moment
    from newsworld.store.database import Database


class SentShelf:
    """See store.Sent."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def claim(self, carrier: str, notice: str, moment: Moment) -> bool:
        return self._db.tell("claim_sent", carrier, notice, utc_key(moment)) > 0

    def release(self, carrier: str, notice: str) -> None:
        self._db.tell("release_sent", carrier, notice)

    def has(self, carrier: str, notice: str) -> bool:
        return number(self._db.ask("has_sent", carrier, notice)) > 0

    def count(self, carrier: str, since: Moment) -> int:
        return number(self._db.ask("count_sent", carrier, utc_key(since)))

    def drop(self, before: Moment) -> int:
        return self._db.tell("drop_sent", utc_key(before))
