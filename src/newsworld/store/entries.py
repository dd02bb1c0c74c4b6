"""What phone readers list, under numbers that never change, and what each reader read and starred of it.

An entry is written beside its article or brief, without number and `changed`; both are given when a phone reader first
asks, by one asker at a time. So numbers and `changed` grow in the order in which entries can be seen at all, and who
goes on from the last one seen misses nothing, however transactions were interleaved.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsworld.news.people import Entry
from newsworld.store.database import among
from newsworld.store.rows import number, utc_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsworld.news.moments import Moment
    from newsworld.news.people import Wanted
    from newsworld.store.database import Database

STORIES = ""  # the outlet of every story's entry
_FROM = (
    "FROM entries e LEFT JOIN states s ON s.reader = ? AND s.kind = e.kind AND s.subject = e.subject "
    "WHERE e.number IS NOT NULL AND e.gone = 0"
)
_COLUMNS = (
    "SELECT e.number, e.kind, e.subject, e.outlet, e.moment, e.changed, "
    f"coalesce(s.is_read, 0), coalesce(s.is_starred, 0) {_FROM}"
)
_COUNT = f"SELECT count(*) {_FROM}"
_ORDERS = {"moment": "e.moment", "changed": "e.changed", "number": "e.number"}


class EntryShelf:
    """See store.Entries."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def list_new(self, now: Moment) -> int:
        if not number(self._db.ask("entries_unlisted")):
            return 0
        with self._db.writing():
            self._db.tell("number_entries")
            self._db.tell("number_outlets")
            return self._db.tell("stamp_entries", utc_key(now))

    def found(self, reader: str, wanted: Wanted) -> tuple[Entry, ...]:
        where, values = _where(wanted)
        column, way = _ORDERS[wanted.order], "DESC" if wanted.newest_first else "ASC"
        if wanted.past is not None:
            mark = "<" if wanted.newest_first else ">"
            where += f" AND ({column}, e.number) {mark} (?, ?)"
            values += [wanted.past[1] if wanted.order == "number" else wanted.past[0], wanted.past[1]]
        text = f"{_COLUMNS}{where} ORDER BY {column} {way}, e.number {way} LIMIT ? OFFSET ?"
        return tuple(map(_entry, self._db.select(text, reader, *values, wanted.limit, wanted.offset)))

    def count(self, reader: str, wanted: Wanted) -> int:
        where, values = _where(wanted)
        return number(self._db.select(_COUNT + where, reader, *values))

    def unread(self, reader: str) -> dict[str, tuple[int, Moment]]:
        read = self.read(reader)
        found = self._db.ask("entries_by_outlet")
        return {str(o): (int(str(count)) - read.get(str(o), 0), str(newest)) for o, count, newest in found}

    def read(self, reader: str) -> dict[str, int]:
        return {str(outlet): int(str(count)) for outlet, count in self._db.ask("read_by_outlet", reader)}

    def subjects(self, numbers: Iterable[int]) -> tuple[tuple[str, str], ...]:
        found: list[tuple[str, str]] = []
        for places, part in among(numbers):
            text = f"SELECT kind, subject FROM entries WHERE number IN {places}"  # noqa: S608 - places are question marks
            found += [(str(kind), str(subject)) for kind, subject in self._db.select(text, *part)]
        return tuple(found)

    def set_states(
        self, reader: str, subjects: Iterable[tuple[str, str]], *, is_read: bool | None, is_starred: bool | None
    ) -> None:
        with self._db.writing():
            for kind, subject in subjects:
                if is_read is not None:
                    self._db.tell("put_read", reader, kind, subject, int(is_read))
                if is_starred is not None:
                    self._db.tell("put_starred", reader, kind, subject, int(is_starred))

    def number(self, kind: str, name: str) -> int:
        found = self._db.ask("number_of", kind, name)
        if not found:
            self._db.tell("put_number", kind, name)
            found = self._db.ask("number_of", kind, name)
        return number(found)

    def numbers(self, kind: str) -> dict[str, int]:
        return {str(name): int(str(of)) for name, of in self._db.ask("numbers_of", kind)}


def _where(wanted: Wanted) -> tuple[str, list[object]]:
    """The conditions, made of fixed parts, and their values."""
    parts: list[str] = []
    values: list[object] = []
    for column, named in (("e.outlet", wanted.outlets), ("e.number", wanted.numbers)):
        if named is not None:
            parts.append(f"{column} IN ({', '.join('?' * len(named))})" if named else "1 = 0")
            values += named
    if wanted.subjects is not None:
        among_subjects = ", ".join("?" * len(wanted.subjects))
        parts.append(f"e.kind = 'article' AND e.subject IN ({among_subjects})" if wanted.subjects else "1 = 0")
        values += wanted.subjects
    for column, state in (("is_read", wanted.is_read), ("is_starred", wanted.is_starred)):
        if state is not None:
            parts.append(f"coalesce(s.{column}, 0) = {int(state)}")
    for condition, bound in (
        ("e.number > ?", wanted.above), ("e.number < ?", wanted.below),
        ("e.moment >= ?", wanted.moment_from), ("e.moment <= ?", wanted.moment_to),
        ("e.changed >= ?", wanted.changed_from), ("e.changed <= ?", wanted.changed_to),
    ):  # fmt: skip
        if bound is not None:
            parts.append(condition)
            values.append(bound)
    return "".join(f" AND {part}" for part in parts), values


def _entry(row: tuple[object, ...]) -> Entry:
    told, kind, subject, outlet, moment, changed, is_read, is_starred = row
    return Entry(
        int(str(told)), str(kind), str(subject), str(outlet), str(moment), str(changed), bool(is_read), bool(is_starred)
    )
