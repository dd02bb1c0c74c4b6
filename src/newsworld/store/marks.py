"""What each reader did with stories, and what they want of topics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsworld.news.stories import Interest, Mark
from newsworld.store.rows import blob, every, one, packed, unpacking

if TYPE_CHECKING:
    from newsworld.store.database import Database

_mark, _interest = unpacking(Mark), unpacking(Interest)


class MarkShelf:
    """See store.Marks."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def put(self, reader: str, mark: Mark) -> None:
        self._db.put("put_mark", reader, mark.story, packed(mark))

    def get(self, reader: str, story: str) -> Mark | None:
        return one(_mark, self._db.ask("mark", reader, story))

    def on(self, story: str) -> tuple[tuple[str, Mark], ...]:
        return tuple((str(reader), _mark(blob(body))) for reader, body in self._db.ask("marks_on", story))

    def all(self, reader: str) -> dict[str, Mark]:
        return {mark.story: mark for mark in every(_mark, self._db.ask("marks", reader))}

    def put_interest(self, reader: str, interest: Interest) -> None:
        self._db.put("put_interest", reader, interest.topic, packed(interest))

    def interests(self, reader: str) -> dict[str, Interest]:
        return {interest.topic: interest for interest in every(_interest, self._db.ask("interests", reader))}
