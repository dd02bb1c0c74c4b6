"""Occasions: what tells one match, market close, launch or round of talks from the next.

Reports of such events share their trade's words, the parties and often the outlet's own template; what differs is the
day, or the place. The words of each kind are language data (grouping.toml, `occasions`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsworld.group.profiles import Profile

BY_FIRST_DAY = frozenset({"market"})  # a close is of the day that the report tells first, whatever came before
BY_DAYS = frozenset({"match", "launch"})
BY_PLACE = frozenset({"talks", "quake", "council"})


def apart(new: Profile, old: Profile) -> tuple[float, float]:
    """1 where two reports of one kind are of different days, and 1 where they are of different towns."""
    both = new.kinds & old.kinds
    if not both:
        return 0.0, 0.0
    return float(_other_day(new, old, both)), float(bool(both & BY_PLACE) and elsewhere(new, old))


def _other_day(new: Profile, old: Profile, kinds: frozenset[str]) -> bool:
    if not new.days or not old.days:
        return False
    if kinds & BY_FIRST_DAY:
        return new.days[0] != old.days[0]
    return bool(kinds & BY_DAYS) and not set(new.days) & set(old.days)


def elsewhere(new: Profile, old: Profile) -> bool:
    """Whether the towns that the two reports name first differ."""
    return bool(new.places and old.places) and new.places[0] != old.places[0]
