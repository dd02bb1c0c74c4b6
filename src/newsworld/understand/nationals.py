"""Countries that a text names by adjective alone ("Iranian negotiators"), and the one whose affairs it tells."""

from __future__ import annotations

import functools
import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from newsworld.languages import AT_HAND, gazetteer, words
from newsworld.understand.gazetted import PLACE
from newsworld.understand.known import COUNTRY, PEOPLE
from newsworld.understand.metonyms import seats

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsworld.news.spans import Span
    from newsworld.understand.known import Units

REACH = 3  # words between an adjective and whom it belongs to: "South Korean trade and energy officials"
LEAST = 2  # mentions of the country at home where others are named too; one in the first paragraph counts twice


@functools.lru_cache(maxsize=AT_HAND)
def _acting(language: str) -> tuple[frozenset[str], bool]:
    """Words for those who act for a state, and whether the adjective stands before them."""
    data = words(language, "entities").get("nationals", {})
    return frozenset(data.get("acting", ())), bool(data.get("before", True))


@functools.lru_cache(maxsize=AT_HAND)
def _shared(language: str) -> dict[str, tuple[str, ...]]:
    told = words(language, "entities").get("shared_demonyms", {})
    return {word: tuple(codes) for word, codes in told.items()}


@functools.lru_cache(maxsize=AT_HAND)
def shared_demonyms(language: str) -> dict[str, tuple[str, ...]]:
    """Adjectives, small, that several countries share: korean."""
    return {word.lower(): codes for word, codes in _shared(language).items()}


def acting(units: Units, language: str) -> Iterator[tuple[str, Span]]:
    """Country codes by adjective, with its span, wherever it stands beside somebody who acts for the state."""
    for here, code in _adjectives(units, language):
        if _acts(units, here, language):
            yield code, units.span(here, here + 1)


def _adjectives(units: Units, language: str) -> Iterator[tuple[int, str]]:
    shared = _shared(language)
    for here, known in units.known.items():
        if known.letter == PEOPLE and known.country and units.texts[here] not in shared:
            yield here, known.country
    for word, codes in shared.items():
        if word in units.places:
            yield from _of_one_named(units, word, codes, seats(language))


def _of_one_named(
    units: Units, word: str, codes: tuple[str, ...], capitals: dict[str, str]
) -> Iterator[tuple[int, str]]:
    """Every place of an adjective that several countries share, if the text names one of them alone."""
    told = {known.country for known in units.known.values()}
    told.update(capitals.get(units.texts[at]) for at in units.known)
    of = [code for code in codes if code in told]
    if len(of) == 1:
        yield from ((at, of[0]) for at in units.places[word])


def _acts(units: Units, here: int, language: str) -> bool:
    nouns, before = _acting(language)
    if not before:
        return units.word(here - 1) in nouns or (units.letters[max(0, here - 1) : here] in ("R", "K") and here > 0)
    for at in range(here + 1, min(here + 2 + REACH, len(units.texts))):
        letter = units.letters[at]
        if letter in "RBT" or units.word(at) in nouns:
            return True
        if letter not in "xMCaN,K" or (letter == "x" and at > here + REACH):
            return False
    return False


def home(units: Units, language: str, *, alone: bool = False) -> str | None:
    """The country whose affairs an article tells: the only one named, or the one named far more often than others.

    `alone`: none where the house of another government is named, whose ministers may be told of by their office alone.
    """
    first = units.letters.find("|") % (len(units.letters) + 1)  # of the first paragraph
    told: Counter[str] = Counter(code for _, code in _adjectives(units, language))
    for here, known in units.known.items():
        if known.letter in (COUNTRY, PLACE, "H") and known.country:
            is_seat = units.texts[here] in seats(language)
            worth = 1 + (here < first)
            told[known.country] += worth if known.letter != PLACE or is_seat else 0
    told.pop("", None)
    ranked = told.most_common(2)
    if not ranked or not ranked[0][1]:
        return None
    houses = {known.country for known in units.known.values() if known.letter == "H"} if alone else set()
    if houses - {ranked[0][0]}:
        return None
    if len(ranked) == 1 or not ranked[1][1]:
        return ranked[0][0]
    return ranked[0][0] if ranked[0][1] >= max(LEAST, 2 * ranked[1][1]) else None


@functools.cache
def _heads() -> dict[str, tuple[tuple[str, str], ...]]:
    """First names and countries of heads of states by last name."""
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for code, names in gazetteer.table("people")["heads"].items():
        for name in names:
            first, _, last = name.rpartition(" ")
            found[last].append((first, code))
    return {last: tuple(told) for last, told in found.items()}


def of_head(parts: tuple[str, ...]) -> str | None:
    """The country of a head of state by name, or by last name alone: "President Obama"."""
    told = _heads().get(parts[-1], ())
    return next((code for first, code in told if len(parts) == 1 or parts[0] == first), None)


def of_federation(role: str, language: str) -> str | None:
    """Bundesaußenministerin: the country that the word names."""
    told = words(language, "entities").get("federal", {})
    return next((code for code, stems in told.items() if role.startswith(tuple(stems))), None)


@functools.lru_cache(maxsize=AT_HAND)
def without_country(language: str) -> re.Pattern[str] | None:
    """Roles that are of the state where the article is at home: "Prime Minister", and no mayor."""
    told = words(language, "entities").get("nationals", {}).get("offices", ())
    return re.compile("|".join(told), re.IGNORECASE) if told else None
