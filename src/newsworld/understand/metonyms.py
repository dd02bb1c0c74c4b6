"""Does "Moscow" act, or is it where something happens? Read from the words beside it."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Any

from newsworld.languages import AT_HAND, gazetteer, words
from newsworld.understand.known import HOUSE

if TYPE_CHECKING:
    from newsworld.understand.known import Units

Cues = dict[str, frozenset[str]]
MIN_VERB = 4  # letters
MIN_SEAT = 100  # thousand people: smaller capitals share their names with too much
CLAUSE_MARKS = frozenset('.,:;!?-–—(“”"‘„«»')
MOTION_REACH = 5  # words: "a flight from Frankfurt to Moscow"
AHEAD_REACH = 3  # "nach Moskau gereist"
_DATELINE = re.compile(r"(?:,[CLG])?\.?(?:,?[CS]\.?d)?(?:\([^)|]{1,12}\))?[-–—;]")


@functools.lru_cache(maxsize=AT_HAND)
def _cues(language: str) -> Cues:
    told: dict[str, Any] = words(language, "entities").get("context", {})
    names = (
        "place_before", "motion_before", "motion", "place_after", "after_possessive_place", "acts_before", "acts_of",
        "auxiliaries", "rulers", "acts", "acts_endings", "tied", "clause_before",
    )  # fmt: skip
    cues = {name: frozenset(told.get(name, ())) for name in names}
    data = words(language, "entities")
    for name, key in (("articles", "articles"), ("of", "of"), ("and", "conjunctions")):
        cues[name] = frozenset(word.lower() for word in data.get(key, ()))
    cues["function"] = cues["place_before"] | cues["motion_before"] | cues["of"] | cues["articles"] | cues["and"]
    cues["function"] |= frozenset(told.get("function", ())) | cues["clause_before"]
    cues["capitals_are_names"] = frozenset({"yes"} if data.get("capitals_are_names", True) else ())
    verbs_first = told.get("verb_first", False)  # "hat Peking": the verb may stand before
    cues["verb_first"] = cues["acts"] | cues["auxiliaries"] if verbs_first else frozenset()
    return cues


@functools.lru_cache(maxsize=AT_HAND)
def seats(language: str) -> dict[str, str]:
    """Capital's name to the country (or "EU") whose government it stands for."""
    told: dict[str, Any] = words(language, "entities").get("metonyms", {})
    if not told:
        return {}
    found = {name: code for code, names in told.get("capitals", {}).items() for name in names}
    for place, _ in reversed(gazetteer.towns()):
        if place.capital and place.people >= MIN_SEAT and place.name not in gazetteer.first_names():
            found.setdefault(place.name, place.country)
    return found | dict.fromkeys(told.get("eu", ()), "EU")


def stands_for_power(units: Units, here: int, language: str) -> bool:
    """Whether the seat of government at `here` stands for those who govern. Without a sign that it acts: a place."""
    cues = _cues(language)
    before = units.word(here - 1)
    if before in cues["articles"]:
        before = units.word(here - 2)
    is_reached = before in cues["motion_before"] and _moves(units, here, cues["motion"])
    if before == "in" and units.word(here - 2) in cues["rulers"]:
        return True  # the government in Tbilisi
    if _is_dateline(units, here) or before in cues["place_before"] or is_reached:
        return False
    if units.letters[here] == HOUSE:
        return True
    joined = _joined_to_power(units, here, language, cues)
    return _is_acting(units, here, before, cues) if joined is None else joined


def _is_acting(units: Units, here: int, before: str, cues: Cues) -> bool:
    after = units.word(here + 1)
    if after in ("'", "’") and units.word(here + 2) == "s":
        return units.word(here + 3) not in cues["after_possessive_place"]
    if here in units.tied:
        return after in cues["tied"]  # Moscow-backed; not the Berlin-Marathon
    if before in cues["of"] and before not in cues["motion_before"]:
        return units.word(here - 2) in cues["acts_of"]  # at the request of Moscow; the mayor of Moscow
    if after in cues["place_after"] or (after == "," and _is_where(units, here)):
        return False
    acts = _goes_on_acting(units, here + 1, cues, loosely=_begins_clause(units, here, cues))
    return acts or _is_acted_upon(units, here, before, cues)


def _is_acted_upon(units: Units, here: int, before: str, cues: Cues) -> bool:
    """Accuse Moscow of; at the request of Moscow; German "wirft Budapest vor"."""
    if before in cues["acts_before"]:
        return not _is_part_of_name(units, here, cues)
    return before in cues["motion_before"] or (before in cues["verb_first"] and not _is_part_of_name(units, here, cues))


def _goes_on_acting(units: Units, at: int, cues: Cues, *, loosely: bool = False) -> bool:
    """Whether a verb of acting follows, or "and Kyiv" with a verb behind it; loosely: any word that may be a verb."""
    word = units.word(at)
    if word in cues["acts"] or word in cues["auxiliaries"]:
        return True
    if word in cues["and"] or word == ",":
        is_place = units.letters[at + 1 : at + 2] in ("G", "L", "O", "H")
        return is_place and _goes_on_acting(units, at + 2, cues, loosely=loosely)
    if len(word) >= MIN_VERB and any(word.endswith(end) for end in cues["acts_endings"]):
        return True
    return loosely and units.letters[at : at + 1] in ("x", "v") and word not in cues["function"]


def _begins_clause(units: Units, here: int, cues: Cues) -> bool:
    """At the start of a sentence, or behind a comma or conjunction: a noun there is mostly the subject."""
    before = units.texts[here - 1] if here else "."
    return before.lower() in cues["clause_before"] or before in CLAUSE_MARKS or before[0].isspace()


def _joined_to_power(units: Units, here: int, language: str, cues: Cues) -> bool | None:
    """Of two places joined by "and", the second is what the first is; None where it stands alone."""
    if units.word(here - 1) in cues["and"] and units.word(here - 3) in cues["place_before"]:
        return False  # in Geneva and Moscow
    if units.word(here - 1) not in cues["and"] or _goes_on_acting(units, here + 1, cues):
        return None
    letter = units.letters[here - 2] if here > 1 else ""
    if letter == "L":
        is_seat = units.texts[here - 2] in seats(language)
        return is_seat and stands_for_power(units, here - 2, language)
    return True if letter in ("H", "G", "O") else None


def _is_part_of_name(units: Units, here: int, cues: Cues) -> bool:
    """Real Madrid, Washington Examiner; where nouns have capitals only what stands before tells."""
    is_followed = units.letters[here + 1 : here + 2] in ("C", "F", "K") and bool(cues["capitals_are_names"])
    return is_followed or units.letters[max(0, here - 1) : here] == "C"


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
