"""Does "Moscow" act, or is it where something happens? Read from the words beside it."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Any

from newsworld.languages import words
from newsworld.understand.known import HOUSE

if TYPE_CHECKING:
    from newsworld.understand.known import Unit

MOTION_REACH = 5  # words: "a flight from Frankfurt to Moscow"
AHEAD_REACH = 3  # "nach Moskau gereist"
_DATELINE = re.compile(r"(?:,[CLG])?\.?(?:,?[CS]\.?d)?(?:\([^)|]{1,12}\))?[-–—;]")


@functools.lru_cache(maxsize=24)
def _cues(language: str) -> dict[str, frozenset[str]]:
    told: dict[str, Any] = words(language, "entities").get("context", {})
    names = (
        "place_before", "motion_before", "motion", "place_after", "after_possessive_place",
        "acts_before", "acts_of", "auxiliaries", "acts", "of", "verb_first",
    )  # fmt: skip
    return {name: frozenset(told.get(name, ())) for name in names}


@functools.lru_cache(maxsize=24)
def seats(language: str) -> dict[str, str]:
    """Capital's name to the country (or "EU") whose government it stands for."""
    told: dict[str, Any] = words(language, "entities").get("metonyms", {})
    found = {name: code for code, names in told.get("capitals", {}).items() for name in names}
    return found | dict.fromkeys(told.get("eu", ()), "EU")


def stands_for_power(units: list[Unit], here: int, language: str) -> bool:
    """Whether the seat of government at `here` stands for those who govern."""
    cues = _cues(language)
    before = _word(units, here - 1)
    if _is_dateline(units, here):
        return False
    if before in cues["place_before"]:
        return False
    if before in cues["motion_before"] and _moves(units, here, cues["motion"]):
        return False
    if units[here].letter == HOUSE:
        return True
    return _acts(units, here, cues)


def _acts(units: list[Unit], here: int, cues: dict[str, frozenset[str]]) -> bool:
    before, after, second = _word(units, here - 1), _word(units, here + 1), _word(units, here + 2)
    if after in ("'", "’") and second == "s":
        return _word(units, here + 3) not in cues["after_possessive_place"]
    if after in cues["place_after"]:
        return False
    if after == "," and _is_where(units, here):
        return False
    if after in cues["acts"] or after in cues["auxiliaries"] or before in cues["acts_before"]:
        return True
    if before in cues["motion_before"] or before in ("of", "de", "von"):
        return _word(units, here - 2) in cues["acts_of"] or before not in ("of", "de", "von", "from", "for")
    return True  # a bare capital without a hint of place is mostly its government


def _is_where(units: list[Unit], here: int) -> bool:
    """Moscow, Russia; Paris, Texas."""
    follow = units[here + 2] if here + 2 < len(units) else None
    return bool(follow and follow.letter in "GL")


def _moves(units: list[Unit], here: int, motion: frozenset[str]) -> bool:
    near = (*range(max(0, here - MOTION_REACH), here - 1), *range(here + 1, here + 1 + AHEAD_REACH))
    return any(_word(units, i) in motion for i in near)


def _is_dateline(units: list[Unit], here: int) -> bool:
    """GENEVA, Jan 8 (Reuters) - at the start of a paragraph."""
    if here and units[here - 1].letter != "|":
        return False
    letters = "".join(unit.text if unit.text in ",.()-–—" else unit.letter for unit in units[here + 1 : here + 16])
    return bool(_DATELINE.match(letters))


def _word(units: list[Unit], at: int) -> str:
    return units[at].text.lower() if 0 <= at < len(units) else ""
