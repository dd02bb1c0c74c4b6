"""Caller: who a request comes from, and how far that goes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Need(IntEnum):
    """What a route needs of whoever asks; each includes those before it."""

    ANYONE = 0
    READ = 1
    MARK = 2  # change what is one's own: marks, interests, settings, tokens
    EDIT = 3  # change what all share: sources


@dataclass(frozen=True, slots=True)
class Caller:
    """Whose request it is. `by`: loopback, session, token, phone, fever, password."""

    name: str
    may: Need
    by: str

    @property
    def is_ambient(self) -> bool:
        """Whether the browser sent the proof by itself, so that a foreign page could have made it ask."""
        return self.by in ("loopback", "session")
