"""What each reader did with stories, and what they want of topics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsworld.news.stories import Interest, Mark
from newsworld.store.rows import blob, every, one, packed, unpacking

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsworld.store.database import Database

_mark, _interest = unpacking(Mark), unpacking(Interest)


class MarkShelf:
    """See store.Marks."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def put(self, reader: str, mark: Mark) -> None:
        with self._db.writing():
            self._db.put("put_mark", reader, mark.story, packed(mark))
            self._db.put("put_state", reader, "story", mark.story, int(mark.seen_version > 0), int(mark.starred))

    def get(self, reader: str, story: str) -> Mark | None:
        return one(_mark, self._db.ask("mark", reader, story))

    def of(self, reader: str, stories: Sequence[str]) -> dict[str, Mark]:
        if not stories:
            return {}
        text = f"SELECT body FROM marks WHERE reader = ? AND story IN ({', '.join('?' * len(stories))})"  # noqa: S608
        return {mark.story: mark for mark in every(_mark, self._db.select(text, reader, *stories))}

    def on(self, story: str) -> tuple[tuple[str, Mark], ...]:
        return tuple((str(reader), _mark(blob(body))) for reader, body in self._db.ask("marks_on", story))

    def all(self, reader: str) -> dict[str, Mark]:
        return {mark.story: mark for mark in every(_mark, self._db.ask("marks", reader))}

    def put_interest(self, reader: str, interest: Interest) -> None:
        self._db.put("put_interest", reader, interest.topic, packed(interest))

    def interests(self, reader: str) -> dict[str, Interest]:
        return {interest.topic: interest for interest in every(_interest, self._db.ask("interests", reader))}
