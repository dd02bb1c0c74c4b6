"""Known names in a text: countries, towns, regions, organisations, peoples, roles; one index a language."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, NamedTuple

from newsworld.languages import gazetteer, words
from newsworld.text.wordclasses import words_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newsworld.text.wordclasses import Word

# Letters of the word classes that names are read by. Upper case: written with a capital where the language does so.
COUNTRY, PLACE, PEOPLE, ORGANISATION, HOUSE = "G", "L", "N", "O", "H"
GIVEN, CAPITAL, INITIAL, PARTICLE, TITLE, RANK = "F", "C", "I", "P", "T", "B"
ROLE, MODIFIER, BODY, SKIP = "R", "M", "K", "S"
OF, ARTICLE, AND, SAYING, NUMBER, BREAK, OTHER = "f", "t", "a", "v", "d", "|", "x"

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


class Unit(NamedTuple):
    """One or more words that stand for one thing, with the letter of their class."""

    text: str
    start: int
    end: int
    letter: str
    known: Known | None = None


class Index:
    """Names by their first word; the longest name wins."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.single: dict[str, Known] = {}
        self.longer: dict[str, list[tuple[tuple[str, ...], Known]]] = {}

    def add(self, name: str, known: Known) -> None:
        """Let a name stand for a thing unless it is taken."""
        if name.isalpha():
            self.single.setdefault(name, known)
            return
        parts = tuple(word.text for word in words_in(name, self.language))
        if len(parts) == 1:
            self.single.setdefault(parts[0], known)
        elif parts:
            self.longer.setdefault(parts[0], []).append((parts, known))

    def finish(self) -> Index:
        """The longest names first; of equal ones the first that was added."""
        for names in self.longer.values():
            names.sort(key=lambda pair: -len(pair[0]))
        return self

    def at(self, words: list[Word], here: int) -> tuple[int, Known] | None:
        """How many words from `here` make a known name, and which."""
        first = words[here].text
        for parts, known in self.longer.get(first, ()):
            if len(parts) <= len(words) - here and all(words[here + i].text == parts[i] for i in range(1, len(parts))):
                return len(parts), known
        known_alone = self.single.get(first)
        return (1, known_alone) if known_alone else None


@functools.lru_cache(maxsize=24)
def index_of(language: str) -> Index:
    """All that is known by name in a language."""
    index = Index(language)
    data = words(language, "entities") or words("en", "entities")
    for add in (_organisations, _countries, _houses, _regions, _towns):
        for name, known in add(language, data):
            index.add(name, known)
    for phrase in data.get("role_phrases", ()):
        known = Known(ROLE, "", phrase)
        for form in {phrase, phrase.title(), phrase.capitalize(), _headline_case(phrase)}:
            index.add(form, known)
    return index.finish()


def _headline_case(phrase: str) -> str:
    return " ".join(word if word in ("of", "the", "in", "for") else word.capitalize() for word in phrase.split())


def _organisations(language: str, _: dict) -> Iterator[tuple[str, Known]]:  # type: ignore[type-arg]
    for key, row in gazetteer.table("organisations").items():
        names = _names(row, language)
        if not names:
            continue
        shown = (row.get("any") or names)[0]
        known = Known(ORGANISATION, f"organisation:{key}", shown, row.get("country"))
        yield from ((name, known) for name in names)


def _names(row: dict, language: str) -> list[str]:  # type: ignore[type-arg]
    """Names in the language and the short forms of all; where it has none, the English ones."""
    return [*row.get("any", ()), *(row.get(language) or row.get("en", ()))]


def country_name(code: str, language: str) -> str:
    """A country's name as the language has it."""
    names = gazetteer.country_names(language) or gazetteer.country_names("en")
    return _plain(names.get(code) or code)


def _plain(name: str) -> str:
    return name.replace(" & ", " and ").removesuffix(" SAR China")


def _countries(language: str, _: dict) -> Iterator[tuple[str, Known]]:  # type: ignore[type-arg]
    names = gazetteer.country_names(language)
    own = words(language, "entities").get("countries", {})
    for code in {**names, **own}:
        known = Known(COUNTRY, f"country:{code}", country_name(code, language), code)
        yield from ((name, known) for name in own.get(code, ()))
        if code in names:
            yield _plain(names[code]), known
            yield names[code], known
    for code, adjectives in words(language, "entities").get("demonyms", {}).items():
        known = Known(PEOPLE, f"group:{code.lower()}-people", country_name(code, language), code)
        yield from ((name, known) for name in adjectives)


def _houses(language: str, data: dict) -> Iterator[tuple[str, Known]]:  # type: ignore[type-arg]
    for code, houses in data.get("metonyms", {}).get("houses", {}).items():
        known = Known(HOUSE, f"country:{code}", country_name(code, language), code)
        yield from ((name, known) for name in houses)


def _regions(language: str, _: dict) -> Iterator[tuple[str, Known]]:  # type: ignore[type-arg]
    for key, row in gazetteer.table("regions").items():
        latitude, longitude = row.get("place", (None, None))
        names = _names(row, language)
        if not names:
            continue
        shown = (row.get(language) or names)[0]
        country = row.get("country")
        known = Known(PLACE, f"place:{key}", shown, country, latitude, longitude)
        yield from ((name, known) for name in names)


def _towns(language: str, data: dict) -> Iterator[tuple[str, Known]]:  # type: ignore[type-arg]
    common = frozenset(data.get("not_towns", ()))
    own = {name for names in data.get("metonyms", {}).get("capitals", {}).values() for name in names}
    for place, exonyms in gazetteer.towns():
        sure = place.capital or place.people >= LARGE_TOWN
        known = Known(
            PLACE, place_id(place.name, place.country), place.name, place.country, place.latitude, place.longitude, sure
        )
        for name in (place.name, *(exonyms if language != "en" else own.intersection(exonyms))):
            if name not in common:
                yield name, known


def place_id(name: str, country: str) -> str:
    """place:geneva-ch."""
    return f"place:{slug(name)}-{country.lower()}"


@functools.lru_cache(maxsize=65536)
def slug(name: str) -> str:
    """Lower case ASCII, words joined by hyphens; other scripts keep their letters."""
    import unicodedata  # noqa: PLC0415

    folded = unicodedata.normalize(
        "NFKD", name.replace("ß", "ss").replace("ø", "o").replace("ł", "l").replace("đ", "d")
    )
    kept = "".join(mark if mark.isalnum() else "-" for mark in folded.lower() if not unicodedata.combining(mark))
    return "-".join(part for part in kept.split("-") if part) or "unnamed"


@functools.lru_cache(maxsize=24)
def lexicon(language: str) -> dict[str, str]:
    """Letter of every plain word that names are read by; given names come last."""
    data = words(language, "entities") or words("en", "entities")
    letters: dict[str, str] = dict.fromkeys(gazetteer.first_names(), GIVEN)
    for letter, key in (
        (SAYING, "saying"), (OF, "of"), (ARTICLE, "articles"), (AND, "conjunctions"), (PARTICLE, "particles"),
        (SKIP, "skip"), (BODY, "organisation_words"), (RANK, "ranks"), (TITLE, "honorifics"),
    ):  # fmt: skip
        letters.update(dict.fromkeys(data.get(key, ()), letter))
    for letter, key in ((MODIFIER, "role_modifiers"), (ROLE, "role_words")):
        for word in data.get(key, ()):
            for form in (word, word.capitalize(), word.upper() if len(word) < 4 else word.title()):
                letters.setdefault(form, letter)
    return letters


def units_of(text: str, language: str) -> list[Unit]:
    """The text's words with their classes; the words of a known name as one unit."""
    index, letters = index_of(language), lexicon(language)
    suffixes = tuple(words(language, "entities").get("role_suffixes", ()))
    found = words_in(text, language)
    units: list[Unit] = []
    here = 0
    while here < len(found):
        word = found[here]
        hit = index.at(found, here)
        if hit:
            size, known = hit
            last = found[here + size - 1]
            units.append(Unit(text[word.start : last.end], word.start, last.end, known.letter, known))
            here += size
            continue
        units.append(_unit(word, index, letters, suffixes))
        here += 1
    return units


def _unit(word: Word, index: Index, letters: dict[str, str], suffixes: tuple[str, ...]) -> Unit:
    text = word.text
    head = text.partition("-")[0]
    if head != text and head in index.single and text not in letters:
        known = index.single[head]  # Moscow-backed
        return Unit(head, word.start, word.start + len(head), known.letter, known)
    return Unit(text, word.start, word.end, letters.get(text) or _shape(text, suffixes))


def _shape(text: str, suffixes: Iterable[str]) -> str:
    first = text[0]
    if first.isupper():
        if len(text) == 1:
            return INITIAL
        return ROLE if suffixes and text.endswith(tuple(suffixes)) else CAPITAL
    if first.isdigit():
        return NUMBER
    if first == "\n":
        return BREAK
    return OTHER if first.isalpha() else {",": ","}.get(first, first if first in ".()'’-" else ";")
