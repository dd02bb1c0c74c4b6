"""Organisations that no gazetteer names: short forms, "the brewer Valborg", "Novarex, a drug maker", "the Senate"."""

from __future__ import annotations

import functools
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsworld.languages import AT_HAND, words
from newsworld.understand.gazetted import Known
from newsworld.understand.known import BODY, ORGANISATION, slug

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsworld.understand.known import Units

THING_REACH = 4  # words after a verb in which "it" tells what its subject is
MAX_NAME = 4  # units of a name told by what stands beside it
_SHORT_FORM = re.compile(r"(?=.*[A-ZÄÖÜ].*[A-ZÄÖÜ\d])[A-ZÄÖÜ][A-Za-zÄÖÜ]{0,2}[A-ZÄÖÜ\d][A-ZÄÖÜa-z\d]{0,4}")
_CAPITALS = re.compile(r"[A-ZÄÖÜ]{2,6}|[A-ZÄÖÜ]\d{1,2}|[A-Z]{1,3}\d{1,2}")
_MAYBE_SHORT, LONGEST_SHORT = re.compile("[CIK]"), 8
_NAME = re.compile(r"C[CK]{0,3}")
_BODY_ALONE = re.compile(BODY)
_BEGINS = frozenset('|.:;“”"„«»!?')

Named = tuple[int, int, Known]  # units [start, end), and what they name


@dataclass(frozen=True, slots=True)
class _Words:
    kinds: frozenset[str]  # company, union, party: the words for what an organisation is
    acts: frozenset[str]  # verbs that tell that the word before them is somebody
    no_names: frozenset[str]  # TV, GDP: short forms of things
    lone: dict[str, str]  # bodies that stand alone with a capital: the Senate
    articles: frozenset[str]
    auxiliaries: frozenset[str]  # has, have
    which: frozenset[str]  # what begins a relative clause about a thing, never about a person
    where: frozenset[str]  # what stands before an organisation and never before a person: at
    parties: frozenset[str]  # of the lone, those that are no state's own
    things: frozenset[str]  # it, its
    persons: frozenset[str]  # he, her


@functools.lru_cache(maxsize=AT_HAND)
def _words(language: str) -> _Words:
    data = words(language, "entities")
    told = data.get("organisations", {})
    return _Words(
        frozenset(told.get("kinds", ())),
        frozenset(told.get("acts", ())) | frozenset(data.get("saying", ())),
        frozenset(told.get("no_names", ())),
        {name: key for key, names in told.get("lone", {}).items() for name in names},
        frozenset(word.lower() for word in data.get("articles", ())),
        frozenset(told.get("auxiliaries", ())),
        frozenset(told.get("which", ())),
        frozenset(told.get("where", ())),
        frozenset(told.get("parties", ())),
        frozenset(told.get("things", ())),
        frozenset(told.get("persons", ())),
    )


def organisations(
    units: Units, language: str, taken: set[int], known: list[Named], home: str | None = None
) -> Iterator[Named]:
    """Names of organisations with every mention; `taken` are units of other names, `known` the bodies so far.

    `home` is the country whose parliament "Parliament" is.
    """
    told = _words(language)
    if not told.kinds:
        return
    found = dict(_introduced(units, told, taken))
    found |= {name: what for name, what in _short_forms(units, told, taken, known) if name not in found}
    for name in _followed(units, told, taken):
        found.setdefault(name, _made(" ".join(name)))
    for name in _acting(units, told, taken, language):
        found.setdefault(name, _made(" ".join(name)))
    for start, end, body in known:
        for alias in _shorter(units, start, end):
            if alias[0].lower() not in units.texts:
                found.setdefault(alias, body)
    yield from _mentions(units, found, taken)
    yield from _lone(units, told, taken, known, home)


def _made(name: str, country: str | None = None) -> Known:
    return Known(ORGANISATION, f"organisation:{slug(name)}", name, country)


def _mentions(units: Units, found: dict[tuple[str, ...], Known], taken: set[int]) -> Iterator[Named]:
    firsts: dict[str, list[tuple[str, ...]]] = {}
    for name in sorted(found, key=len, reverse=True):
        firsts.setdefault(name[0], []).append(name)
    done = -1
    for here in units.places.found(firsts.keys()):
        text = units.texts[here]
        if here <= done or here in taken:
            continue
        fitting = [one for one in firsts[text] if tuple(units.texts[here : here + len(one)]) == one]
        if fitting and taken.isdisjoint(range(here, here + len(fitting[0]))):
            done = here + len(fitting[0]) - 1
            yield here, done + 1, found[fitting[0]]


def _name_at(units: Units, here: int, taken: set[int]) -> tuple[str, ...] | None:
    """The run of capitals that begins at a unit."""
    match = _NAME.match(units.letters, here)
    if match is None or match.end() - here > MAX_NAME or not taken.isdisjoint(range(here, match.end())):
        return None
    return tuple(units.texts[here : match.end()])


def _introduced(units: Units, told: _Words, taken: set[int]) -> Iterator[tuple[tuple[str, ...], Known]]:
    """Told by what they are: "the union ASLEF", "Novarex, a drug maker,", "the ruling party, Georgian Dream,"."""
    for here in units.places.found(told.kinds):
        at = here + 1
        if units.word(at) == "," and _is_definite(units, here, told):
            at += 1
            if units.letters[at : at + 1] == "N" and units.letters[at + 1 : at + 2] == "C":
                yield (units.texts[at], units.texts[at + 1]), _made(f"{units.texts[at]} {units.texts[at + 1]}")
                continue
        name = _name_at(units, at, taken)
        if name is not None and (at == here + 1 or units.word(at + len(name)) in (",", ".")):
            yield name, _made(" ".join(name))
        before = _name_before(units, here, told, taken)
        if before is not None:
            yield before, _made(" ".join(before))


def _followed(units: Units, told: _Words, taken: set[int]) -> Iterator[tuple[str, ...]]:
    """Of several words, and told by what goes on about them: "Felden Terminals, which runs the port,"."""
    for here in [at for at in units.places.found(told.which) if units.word(at - 1) == ","]:
        start = here - 1
        while start > 0 and units.letters[start - 1] in "CK" and here - start <= MAX_NAME:
            start -= 1
        if here - 1 - start > 1 and taken.isdisjoint(range(start, here - 1)):
            yield tuple(units.texts[start : here - 1])


def _is_definite(units: Units, here: int, told: _Words) -> bool:
    return any(units.word(at) in told.articles for at in range(max(0, here - 3), here))


def _name_before(units: Units, here: int, told: _Words, taken: set[int]) -> tuple[str, ...] | None:
    """The name before ", a Danish drug maker"."""
    comma = next((at for at in range(here - 1, max(0, here - 6), -1) if units.texts[at] == ","), 0)
    if not comma or units.word(comma + 1) not in told.articles:
        return None
    start = comma
    while start > 0 and units.letters[start - 1] in "CK" and comma - start < MAX_NAME:
        start -= 1
    if start == comma or not taken.isdisjoint(range(start, comma)):
        return None
    return tuple(units.texts[start:comma])


def _short_forms(
    units: Units, told: _Words, taken: set[int], known: list[Named]
) -> Iterator[tuple[tuple[str, ...], Known]]:
    """In brackets behind the long form, or a word in capitals that acts."""
    ends = {end: what for _, end, what in known}
    for match in _MAYBE_SHORT.finditer(units.letters):
        here = match.start()
        text = units.texts[here]
        if len(text) > LONGEST_SHORT or not text[1:2].strip("abcdefghijklmnopqrstuvwxyz") or here in taken:
            continue
        if not _SHORT_FORM.fullmatch(text):
            continue
        if units.texts[here - 1 : here] == ["("] and units.texts[here + 1 : here + 2] == [")"]:
            body = ends.get(here - 1)
            yield (text,), body if body is not None else _made(text)
        elif _CAPITALS.fullmatch(text) and text not in told.no_names and len(text) > 2:
            acts = units.word(here + 1) in told.acts or units.word(here - 1) in told.kinds
            if (
                acts
                and not _shouts(units, here)
                and (len(units.places[text]) > 1 or units.word(here - 1) in told.kinds)
            ):
                yield (text,), _made(text)


def _shouts(units: Units, here: int) -> bool:
    """Whether the words beside it stand in capitals too, as in a heading."""
    near = [units.texts[at] for at in (here - 1, here + 1) if 0 <= at < len(units.texts)]
    return any(len(word) > 2 and word.isupper() for word in near)


def _acting(units: Units, told: _Words, taken: set[int], language: str) -> Iterator[tuple[str, ...]]:
    """Names that say or want something, and that stand inside a sentence with a capital too."""
    if not words(language, "entities").get("capitals_are_names", False):
        return
    inside: Counter[tuple[str, ...]] = Counter()
    acting: set[tuple[str, ...]] = set()
    within: set[tuple[str, ...]] = set()  # "drivers at Northline": nobody is at a person
    for match in _NAME.finditer(units.letters):
        start, end = match.span()
        if end - start > MAX_NAME or not taken.isdisjoint(range(start, end)) or _is_tail(units, start):
            continue
        name = tuple(units.texts[start:end])
        if start and units.texts[start - 1] not in _BEGINS and not units.texts[start - 1][0].isspace():
            inside[name] += 1
            if units.word(start - 1) in told.where:
                within.add(name)
        after = units.word(end)
        verb = end + (after in told.auxiliaries)
        if units.word(verb) in told.acts:
            acting.add(name)
            if len(name) > 1 or _is_a_thing(units, verb, told):
                within.add(name)
    acting &= within
    yield from (name for name in sorted(acting) if inside[name])


def _is_a_thing(units: Units, verb: int, told: _Words) -> bool:
    """Whether the subject of a verb is led back to by "it" or "its" first; a lone surname is by "he"."""
    near = (units.word(at) for at in range(verb + 1, min(verb + THING_REACH, len(units.texts))))
    return next((word in told.things for word in near if word in told.things or word in told.persons), False)


def _is_tail(units: Units, start: int) -> bool:
    """Whether a name goes on before: a given name, a title."""
    return units.letters[max(0, start - 1) : start] in ("F", "T", "B", "R", "I", "N", "M")


def _shorter(units: Units, start: int, end: int) -> Iterator[tuple[str, ...]]:
    """Castel for Castel Group: the first word of a body of two, where it is no plain word."""
    if end - start == 2 and units.letters[start] == "C" and units.letters[start + 1] == BODY:
        yield (units.texts[start],)


def _lone(units: Units, told: _Words, taken: set[int], known: list[Named], home: str | None) -> Iterator[Named]:
    """The Commission, for the European Commission of the article; the Senate, where nothing longer is told."""
    by_head: dict[str, Known] = {}
    for _, _, what in known:
        by_head.setdefault(what.name.rpartition(" ")[2], what)
    for match in _BODY_ALONE.finditer(units.letters):
        here, text = match.start(), units.texts[match.start()]
        if here in taken:
            continue
        follows = units.letters[here + 1 : here + 2]
        if (
            follows in ("C", "K", "N")
            or units.texts[min(here + 1, len(units.texts) - 1)][0].isupper()
            or units.word(here + 1) == "of"
        ):
            continue
        longer = by_head.get(text) if units.word(here - 1) in told.articles else None
        key = told.lone.get(text)
        if longer is not None:
            yield here, here + 1, longer
        elif key is not None:
            yield (
                here,
                here + 1,
                Known(ORGANISATION, f"organisation:{key}", text, None if key in told.parties else home),
            )
