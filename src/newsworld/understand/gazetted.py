"""Things by their names: a table of names, and the one of towns, which languages share."""

from __future__ import annotations

import functools
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from newsworld.languages import gazetteer
from newsworld.text.wordclasses import ELIDING, words_in

if TYPE_CHECKING:
    from collections.abc import Iterator

PLACE = "L"
AT_HOME = "en"  # language of the table of towns: names abroad are no names there
GIVEN_NAME_TOWN = 2000  # thousand people: Sydney is a town first, Vladimir a man
LARGE_TOWN = 1000  # thousand people: named without a hint of where it lies


class Known(NamedTuple):
    """What a name stands for."""

    letter: str
    id: str
    name: str
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    sure: bool = True  # a small town's name needs a hint from its place in the sentence


class Names:
    """Names by their first word."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.single: dict[str, Known] = {}
        self.longer: dict[str, list[tuple[tuple[str, ...], Known]]] = {}

    def add(self, name: str, known: Known) -> None:
        """Let a name stand for a thing unless it is taken."""
        if name.isalpha():
            self.single.setdefault(name, known)
            return
        parts = self._parts(name)
        if len(parts) == 1:
            self.single.setdefault(parts[0], known)
        elif parts:
            self.longer.setdefault(parts[0], []).append((parts, known))

    def holds(self, name: str) -> bool:
        """Whether a name is taken."""
        parts = self._parts(name)
        return parts[0] in self.single if len(parts) == 1 else self.longest(list(parts), 0) is not None

    def _parts(self, name: str) -> tuple[str, ...]:
        """The words of a name; those of letters, hyphens and spaces alone every language cuts alike."""
        is_plain = name.replace(" ", "").replace("-", "").isalpha()
        return tuple(name.split() if is_plain else words_in(name, self.language).texts)

    def sort(self) -> None:
        """The longest names first; of equal ones the first that was added."""
        for names in self.longer.values():
            names.sort(key=lambda pair: -len(pair[0]))

    def longest(self, texts: list[str], here: int) -> tuple[int, Known] | None:
        """How many words from `here` make the longest name of several, and whose it is."""
        second = texts[here + 1] if here + 1 < len(texts) else ""
        for parts, known in self.longer.get(texts[here], ()):
            if parts[1] == second and tuple(texts[here : here + len(parts)]) == parts:
                return len(parts), known
        return None


def towns_of(language: str) -> Names:
    """Towns by their own names and, but in the table's own language, by their names in every other."""
    return _towns(cut_as=ELIDING[0] if language in ELIDING else AT_HOME, abroad=language != AT_HOME)


@functools.cache
def _towns(*, cut_as: str, abroad: bool) -> Names:
    towns = Names(cut_as)
    exonymic: list[tuple[str, Known]] = []
    for known, name, exonyms in _settlements():
        names = [*([name] if name else ()), *(exonyms if abroad else ())]
        for first in names[:1]:
            towns.add(first, known)
        exonymic.extend((one, known) for one in names[1:] if one)
    for name, known in exonymic:  # a town's own name goes before another town's name abroad
        towns.add(name, known)
    towns.sort()
    return towns


def _settlements() -> Iterator[tuple[Known, str | None, tuple[str, ...]]]:
    """Towns, each with its name and its names abroad, without those that are given names rather than towns."""
    given = gazetteer.first_names()
    for place, exonyms in gazetteer.towns():
        sure = place.capital or place.people >= LARGE_TOWN
        town_id = f"place:{place.slug}-{place.country.lower()}"
        known = Known(PLACE, town_id, place.name, place.country, place.latitude, place.longitude, sure)
        is_town = place.people >= GIVEN_NAME_TOWN
        kept = [name for name in (place.name, *exonyms) if is_town or unaccented(name) not in given]
        own = kept[:1] == [place.name]
        yield known, place.name if own else None, tuple(kept[own:])


def unaccented(name: str) -> str:
    """Vladimir for Vladímir."""
    return name if name.isascii() else unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
