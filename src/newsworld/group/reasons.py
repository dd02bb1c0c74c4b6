"""Reasons: why an article was put where it was, in words."""

from __future__ import annotations

from heapq import nlargest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsworld.group.profiles import Profile

NAMED = 4  # things shared that are told
HELD_BY_HAND = "a reader put it here"


def tie(new: Profile, old: Profile) -> str:
    """What two articles share: "shares Geneva, Ryabkov, Sherman; same day"."""
    shared = _weightiest(new.names, old.names)
    told = [new.spelling.get(name, name.capitalize()) for name in shared]
    told += _weightiest(new.numbers, old.numbers)[:2]
    if not told:
        told = [new.spelling.get(entity, "") for entity in _weightiest(new.entities, old.entities)]
    if not told:
        told = _weightiest(new.terms, old.terms)
    parts = ["shares " + ", ".join(told)] if told else []
    return "; ".join(parts + _when(new, old))


def _weightiest(one: dict[str, float], other: dict[str, float]) -> list[str]:
    both = one.keys() & other.keys()
    return nlargest(NAMED, both, key=lambda term: (one[term] * other[term], term))


def _when(new: Profile, old: Profile) -> list[str]:
    if new.day is None or old.day is None:
        return []
    days = abs(int(new.day) - int(old.day))
    return ["same day" if days == 0 else "a day apart" if days == 1 else f"{days} days apart"]
