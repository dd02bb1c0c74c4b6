"""Does "Moscow" act, or is it where something happens? Read from the words beside it."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Any

from newsworld.languages import words
from newsworld.understand.known import HOUSE

if TYPE_CHECKING:
    from newsworld.understand.known import Units

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
    articles = frozenset(word.lower() for word in words(language, "entities").get("articles", ()))
    return {name: frozenset(told.get(name, ())) for name in names} | {"articles": articles}


@functools.lru_cache(maxsize=24)
def seats(language: str) -> dict[str, str]:
    """Capital's name to the country (or "EU") whose government it stands for."""
    told: dict[str, Any] = words(language, "entities").get("metonyms", {})
    found = {name: code for code, names in told.get("capitals", {}).items() for name in names}
    return found | dict.fromkeys(told.get("eu", ()), "EU")


def stands_for_power(units: Units, here: int, language: str) -> bool:
    """Whether the seat of government at `here` stands for those who govern."""
    cues = _cues(language)
    before = units.word(here - 1)
    if before in cues["articles"]:
        before = units.word(here - 2)
    if _is_dateline(units, here):
        return False
    if before in cues["place_before"]:
        return False
    if before in cues["motion_before"] and _moves(units, here, cues["motion"]):
        return False
    if units.letters[here] == HOUSE:
        return True
    return _acts(units, here, cues)


def _acts(units: Units, here: int, cues: dict[str, frozenset[str]]) -> bool:
    before, after, second = units.word(here - 1), units.word(here + 1), units.word(here + 2)
    if after in ("'", "’") and second == "s":
        return units.word(here + 3) not in cues["after_possessive_place"]
    if after in cues["place_after"]:
        return False
    if after == "," and _is_where(units, here):
        return False
    if after in cues["acts"] or after in cues["auxiliaries"] or before in cues["acts_before"]:
        return True
    if before in cues["motion_before"] or before in ("of", "de", "von"):
        return units.word(here - 2) in cues["acts_of"] or before not in ("of", "de", "von", "from", "for")
    return True  # a bare capital without a hint of place is mostly its government


def _is_where(units: Units, here: int) -> bool:
    """Moscow, Russia; Paris, Texas."""
    return units.letters[here + 2 : here + 3] in ("G", "L")


def _moves(units: Units, here: int, motion: frozenset[str]) -> bool:
    near = (*range(max(0, here - MOTION_REACH), here - 1), *range(here + 1, here + 1 + AHEAD_REACH))
    return any(units.word(i) in motion for i in near)


def _is_dateline(units: Units, here: int) -> bool:
    """GENEVA, Jan 8 (Reuters) - at the start of a paragraph."""
    if here and units.letters[here - 1] != "|":
        return False
    near = range(here + 1, min(here + 16, len(units.texts)))
    letters = "".join(units.texts[i] if units.texts[i] in ",.()-–—" else units.letters[i] for i in near)
    return bool(_DATELINE.match(letters))
