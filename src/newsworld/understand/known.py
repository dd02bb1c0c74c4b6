"""Known names in a text: countries, towns, regions, organisations, peoples, roles; one index a language."""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import TYPE_CHECKING, Any, NamedTuple

from newsworld.languages import AT_HAND, gazetteer, words
from newsworld.news.spans import Span
from newsworld.text.places import Places
from newsworld.text.wordclasses import Letters, words_in
from newsworld.understand.gazetted import PLACE, Known, Names, towns_of, unaccented

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsworld.text.wordclasses import Words

# Letters of the word classes that names are read by. Upper case: written with a capital where the language does so.
COUNTRY, PEOPLE, ORGANISATION, HOUSE = "G", "N", "O", "H"  # and PLACE
GIVEN, CAPITAL, INITIAL, PARTICLE, TITLE, RANK = "F", "C", "I", "P", "T", "B"
ROLE, MODIFIER, BODY, SKIP = "R", "M", "K", "S"
OF, ARTICLE, AND, SAYING, NUMBER, BREAK, OTHER, MARK = "f", "t", "a", "v", "d", "|", "x", ";"
MAYBE = "~"  # a word that may be a known name or begin one

_CYRILLIC = re.compile("[\u0400-\u04ff]")
_ROMANISED = re.compile("[иы]й\\b|ь[еяю]|[\u0400-\u04ff]")
PLAIN_LETTERS = frozenset({SKIP, BODY, ROLE, MODIFIER, TITLE})  # a word that is one of these is no small town
MIN_SHOUTED = 4  # letters: shorter words in capitals are mostly short forms
SHORT_AT_HOME = ("HK", "MO")  # "Sonderverwaltungsregion Hongkong" in the CLDR


class Units(NamedTuple):
    """A text in units: words, and known names of several words, each with the letter of its class."""

    texts: list[str]
    starts: list[int]
    letters: str
    known: dict[int, Known]  # by unit
    tied: set[int]  # units whose next is joined to them by a hyphen
    places: Places

    def end(self, at: int) -> int:
        """Where unit `at` ends."""
        return self.starts[at] + len(self.texts[at])

    def span(self, start: int, end: int) -> Span:
        """The span from unit `start` up to unit `end`, which is left out."""
        return Span(self.starts[start], self.end(end - 1))

    def word(self, at: int) -> str:
        """The words of a unit, small; empty beyond the ends."""
        return self.texts[at].lower() if 0 <= at < len(self.texts) else ""


class Index:
    """What a language knows by name: things of its own, and the towns that it shares with others."""

    def __init__(self, language: str) -> None:
        self.own = Names(language)
        self.towns = towns_of(language)
        self.no_towns: frozenset[str] = frozenset()  # words of the language that are some town's name too
        self.letters = Letters({}, self._letter)
        self.plain: dict[str, str] = {}  # letters of plain words
        self.suffixes: tuple[str, ...] = ()  # that make a word a role
        self.genitive = ""  # an ending that a name may have

    def alone(self, word: str) -> Known | None:
        """What a word names by itself."""
        own = self.own.single.get(word)
        return own if own or word in self.no_towns else self.towns.single.get(word)

    def at(self, texts: list[str], here: int) -> tuple[int, Known] | None:
        """How many words from `here` make a known name, and which; the longest wins."""
        first = texts[here]
        own, town = self.own.longest(texts, here), self.towns.longest(texts, here)
        longer = own if town is None or (own and own[0] >= town[0]) else town
        if longer:
            return longer
        alone = self.alone(first) or self._shouted(first)
        return (1, alone) if alone else None

    def _shouted(self, word: str) -> Known | None:
        """OSLO, at the head of a report."""
        return self.alone(word.title()) if len(word) >= MIN_SHOUTED and word.isupper() else None

    def _letter(self, word: str) -> str:
        """The letter of a word, or the sign that it may be a name or a part of one."""
        if (
            word in self.own.longer
            or word in self.towns.longer
            or self.alone(word)
            or self._shouted(word)
            or (word not in self.plain and self.parted(word))
        ):
            return MAYBE
        return self.shape(word)

    def _capital(self, word: str) -> str:
        if len(word) == 1:
            return INITIAL
        if self.suffixes and word.endswith(self.suffixes):
            return ROLE
        return CAPITAL if word.isascii() else self.plain.get(unaccented(word), CAPITAL)

    def parted(self, word: str) -> tuple[str, Known, str] | None:
        """US-Präsident, Moscow-backed, Russlands: a name, whose it is, and what is joined to it."""
        head, mark, tail = word.partition("-")
        if mark and tail and (known := self.alone(head)):
            return head, known, tail
        stem = word.removesuffix(self.genitive) if self.genitive else word
        return (stem, known, "") if stem != word and (known := self.alone(stem)) else None

    def shape(self, word: str) -> str:
        """The letter of a word that is no known name."""
        letter = self.plain.get(word)
        if letter:
            return letter
        first = word[0]
        if first.isupper():
            return self._capital(word)
        if first.isdigit():
            return NUMBER
        if first.isspace():
            return BREAK
        return OTHER if first.isalpha() else first if first in ".,()'’-" else MARK


@functools.lru_cache(maxsize=AT_HAND)
def index_of(language: str) -> Index:
    """All that is known by name in a language."""
    index = Index(language)
    data = words(language, "entities") or words("en", "entities")
    index.plain = lexicon(language)
    told = {word for word, letter in index.plain.items() if letter in PLAIN_LETTERS}
    index.no_towns = frozenset(told.union(data.get("not_towns", ())) & index.towns.single.keys())
    index.suffixes, index.genitive = tuple(data.get("role_suffixes", ())), data.get("genitive", "")
    for rows in (_organisations, _countries, _houses, _regions):
        for name, known in rows(language, data):
            index.own.add(name, known)
    for name, known in _seats(data):
        if not index.towns.holds(name):
            index.own.add(name, known)
    for phrase in data.get("role_phrases", ()):
        known = Known(ROLE, "", phrase)
        for form in {phrase, phrase.title(), phrase.capitalize(), _headline_case(phrase)}:
            index.own.add(form, known)
    index.own.sort()
    return index


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
    own = words(language, "entities").get("countries", {}).get(code)
    if own and (code in SHORT_AT_HOME or code not in names):
        return str(own[0])
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


def _seats(data: dict[str, Any]) -> Iterator[tuple[str, Known]]:
    """Capitals as the language has them, for those that the table of towns does not know so: Rom, La Habana."""
    capitals = {place.country: place for place, _ in reversed(gazetteer.towns()) if place.capital}
    for code, names in data.get("metonyms", {}).get("capitals", {}).items():
        town = capitals.get(code)
        if town:
            town_id = f"place:{town.slug}-{town.country.lower()}"
            known = Known(PLACE, town_id, town.name, town.country, town.latitude, town.longitude)
            yield from ((name, known) for name in names)


def _romanised(name: str) -> str:
    """Sergei Ryabkov for Сергей Рябков."""
    if name.isascii() or not _CYRILLIC.search(name):
        return name
    told = gazetteer.table("people")["romanised"]
    return _ROMANISED.sub(lambda match: str(told.get(match.group(), match.group())), name.lower())


@functools.lru_cache(maxsize=65536)
def slug(name: str) -> str:
    """Lower case ASCII, joined by hyphens; Cyrillic as the press romanises it, other scripts keep their letters."""
    folded = unicodedata.normalize(
        "NFKD", _romanised(name).replace("ß", "ss").replace("ø", "o").replace("ł", "l").replace("đ", "d")
    )
    kept = "".join(mark if mark.isalnum() else "-" for mark in folded.lower() if not unicodedata.combining(mark))
    return "-".join(part for part in kept.split("-") if part) or "unnamed"


@functools.lru_cache(maxsize=AT_HAND)
def lexicon(language: str) -> dict[str, str]:
    """Letter of every plain word that names are read by; given names come last."""
    data = words(language, "entities") or words("en", "entities")
    letters: dict[str, str] = dict.fromkeys(gazetteer.first_names() - set(data.get("not_names", ())), GIVEN)
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


def units_of(text: str, language: str) -> Units:
    """The text's words with their classes; the words of a known name as one unit, "Moscow-backed" as two."""
    index = index_of(language)
    words = words_in(text, language)
    raw = "".join(map(index.letters.__getitem__, words.texts))
    if index.genitive:
        raw = _owned(raw, words.texts, index)
    made = Units([], [], "", {}, set(), Places())
    letters: list[str] = []
    done = 0
    for mark in re.finditer(MAYBE, raw):
        here = mark.start()
        if here < done:
            continue
        made.texts.extend(words.texts[done:here])
        made.starts.extend(words.starts[done:here])
        letters.append(raw[done:here])
        done = here + _take(text, words, here, index, made, letters)
    made.texts.extend(words.texts[done:])
    made.starts.extend(words.starts[done:])
    letters.append(raw[done:])
    return made._replace(letters="".join(letters), places=Places.of(made.texts))


def _owned(raw: str, texts: list[str], index: Index) -> str:
    """The letters, with the sign at words that are another word of the text with a genitive ending."""
    seen, ending = set(texts), index.genitive
    return "".join(
        MAYBE if letter == CAPITAL and word.endswith(ending) and word[: -len(ending)] in seen else letter
        for letter, word in zip(raw, texts, strict=True)
    )


def _take(text: str, words: Words, here: int, index: Index, made: Units, letters: list[str]) -> int:
    """Add what stands at `here`, a known name, the parts of a joined word or a plain word; how many words it takes."""
    hit = index.at(words.texts, here)
    word, start = words.texts[here], words.starts[here]
    if hit:
        size, known = hit
        follow = words.texts[here + 1] if here + 1 < len(words.texts) else ""
        if known.letter == PLACE and word in gazetteer.first_names() and index.shape(follow or " ") == CAPITAL:
            _put(made, letters, word, start, GIVEN, None)  # Santiago Abascal
            return 1
        _put(made, letters, text[start : words.end(here + size - 1)], start, known.letter, known)
        return size
    parts = index.parted(word) if word not in index.plain else None
    if parts is None and index.letters[word] != MAYBE:
        stem = word[: -len(index.genitive)]  # Clintons, where the text has Clinton too
        _put(made, letters, stem, start, index.shape(stem), None)
        return 1
    if parts is None:
        _put(made, letters, word, start, index.shape(word), None)
        return 1
    head, known, tail = parts
    _put(made, letters, head, start, known.letter, known)
    if tail:
        made.tied.add(len(made.texts) - 1)
        known_tail = index.alone(tail)
        letter = known_tail.letter if known_tail else index.shape(tail)
        _put(made, letters, tail, start + len(head) + 1, letter, known_tail)
    return 1


def _put(made: Units, letters: list[str], text: str, start: int, letter: str, known: Known | None) -> None:
    if known:
        made.known[len(made.texts)] = known
    made.texts.append(text)
    made.starts.append(start)
    letters.append(letter)
