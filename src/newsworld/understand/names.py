"""Persons by the rules of the trade: title and name, role and name, name and role; later by their surname."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from newsworld.languages import gazetteer, words
from newsworld.understand.known import OTHER, slug

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsworld.news.spans import Span
    from newsworld.understand.known import Units

# A run of units that may be a name; a town or country may be a surname after a given name (Jack London).
_RUN = re.compile(r"(?:[FC]|I\.?(?=[FCIP]))(?:[FC]|I\.?(?=[FCLG])|P{1,2}(?=[FC])|(?<=[F.])[LG]|(?<=[BTR.]C)[LG])*")
_ROLE_BEFORE = re.compile(
    r"(?:[NOLMKHGR](?:['’]x)?|[BT]\.?|[fP]t?(?=[GOLNK]))+$"  # Russian Deputy Foreign Minister
    r"|[RM]*R[NM]?(?:[fP]t?[CK][xN]?)?[NM]?$"  # ministre russe des Affaires étrangères
)
# Iran's deputy foreign minister, Majid Rahimi; the Russian ambassador in Copenhagen, Viktor Lapin; la présidente, X
_ROLE_APART = re.compile(
    r"(?:[tSP]|(?<=[GLOHKC])['’]x|[GNOH])(?:[xMNGOLKHC]{0,4}?)[RB]+(?:M?(?:[fxP]t?(?:['’]?[GLOHKCx])(?:[NxC])?){0,2})?,$"
)
_ROLE_AFTER = re.compile(
    r"(?:,|(?=\())t?(?:(?:[NGOLMKH](?:['’]x)?)*[RB]+(?:ft?(?:[CKOGLRMNFa]|ft?)*[CKOGLRMNF])?)(?=[,.|;)x]|$)"
)
_AGE_AFTER = re.compile(r",d,|\(d\)")
MAX_HEADLINE_UNITS, MIN_HEADLINE_WORDS, CAPITAL_SHARE = 40, 5, 0.6
MAX_NAME_UNITS = 7  # a longer run of capitals is a heading
MAX_ROLE_UNITS = 14
NATIONAL = "GNOHK"  # what tells the country that a person serves; a town does not


@dataclass(slots=True)
class Person:
    """A person of the article while names are gathered: words of the name, spans of the mentions."""

    parts: tuple[str, ...]
    role: str | None = None
    country: str | None = None
    mentions: list[Span] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The longest form in the article."""
        return " ".join(self.parts).replace(" .", ".")

    @property
    def surname(self) -> str:
        """The last part that is no "Jr"."""
        told = [part for part in self.parts if part not in gazetteer.table("people")["suffixes"] and part != "."]
        return (told or self.parts)[-1]

    @property
    def key(self) -> str:
        """person:wendy-sherman."""
        return f"person:{slug(self.name)}"


class Run(NamedTuple):
    """Units [start, end) that look like a name."""

    start: int
    end: int
    parts: tuple[str, ...]


def persons(text: str, units: Units, language: str, titled: frozenset[int]) -> list[Person]:
    """Everyone named in the text, in the order of first mention; `titled` are the units of headlines."""
    letters = units.letters
    runs = _trimmed(list(_runs(units, language, titled)), letters)
    lone = Counter(run.parts[0] for run in runs if len(run.parts) == 1)
    lone.subtract(run.parts[-1] for run in runs if len(run.parts) > 1 and letters[run.start] == "F")
    found: list[Person] = []
    for run in runs:
        role, country = _role(text, units, run)
        if not _is_person(letters, run, role, lone):
            continue
        person = _known_already(found, run.parts)
        if person is None:
            person = Person(run.parts)
            found.append(person)
        elif len(run.parts) > len(person.parts):
            person.parts = run.parts
        person.mentions.append(units.span(run.start, run.end))
        if role and not person.role:
            person.role, person.country = role, country
    _add_later_mentions(found, units, language)
    for person in found:
        person.mentions = sorted(set(person.mentions))
    return sorted(found, key=lambda person: person.mentions[0])


def _runs(units: Units, language: str, titled: frozenset[int]) -> Iterator[Run]:
    plain = words(language, "entities").get("capitals_are_names", True)
    letters = units.letters
    for found in _RUN.finditer(letters):
        start, end = found.span()
        if not plain or end - start > MAX_NAME_UNITS or start in titled:
            start, end = _without_nouns(letters, start, end)
        if end > start:
            yield Run(start, end, tuple(units.texts[start:end]))


def headlines(units: Units) -> frozenset[int]:
    """The units of short paragraphs in which nearly every word has a capital, so that a capital tells nothing."""
    found: set[int] = set()
    start = 0
    for end in (*(mark.start() for mark in re.finditer(r"\|", units.letters)), len(units.letters)):
        size, small = end - start, units.letters.count(OTHER, start, end)
        may_be = size <= MAX_HEADLINE_UNITS and small < (1 - CAPITAL_SHARE) * size
        told = [word for word in units.texts[start:end] if word[0].isalpha()] if may_be else []
        if len(told) > MIN_HEADLINE_WORDS and sum(word[0].isupper() for word in told) > CAPITAL_SHARE * len(told):
            found.update(range(start, end))
        start = end + 1
    return frozenset(found)


def _is_shouted(word: str) -> bool:
    return len(word) > 2 and word.isupper()


def _trimmed(runs: list[Run], letters: str) -> list[Run]:
    """Runs without words before a name that the article has elsewhere: "Crooked Hillary Clinton"."""
    seen = {run.parts for run in runs if len(run.parts) > 1}
    trimmed = []
    for run in runs:
        cut = next((i for i in range(1, len(run.parts) - 1) if run.parts[i:] in seen), 0) if len(run.parts) > 2 else 0
        if not cut and letters[run.start - 1 : run.start] in ("f", "a"):  # Department of Water Resources Bill Croyle
            cut = max(0, letters.find("F", run.start, run.end - 1) - run.start)
        while cut < len(run.parts) - 1 and _is_shouted(run.parts[cut]) and not _is_shouted(run.parts[-1]):
            cut += 1  # JUST WATCHED
        trimmed.append(Run(run.start + cut, run.end, run.parts[cut:]))
    return trimmed


def _without_nouns(letters: str, start: int, end: int) -> tuple[int, int]:
    """In German a capital says nothing: a name starts with a given name, or follows a role or title, and is short."""
    after_role = letters[start - 1 : start] in ("R", "T", "B") or letters[start - 2 : start] in ("T.", "B.")
    if not after_role:
        first = letters.find("F", start, end)
        if first < 0:
            return start, (start + 1 if end - start == 1 else start)
        start = first
    capitals = re.match(r"C{1,2}(?!C)|(?:[FI]\.?)*(?:P{1,2}C|[CLG])?", letters[start:end])
    return start, start + (capitals.end() if capitals else 0)


def _is_person(letters: str, run: Run, role: str | None, lone: Counter[str]) -> bool:
    first, long = letters[run.start], len(run.parts) > 1
    before = letters[max(0, run.start - 2) : run.start]
    if letters[run.end : run.end + 1] == "K" or run.parts[0] in gazetteer.table("people")["suffixes"]:
        return False  # Johnson Controls Group; a lone "Jr"
    if before[-1:] in ("T", "B", "R") or before in ("T.", "B."):
        return True
    if not long:
        return False
    if first == "F" or role or _AGE_AFTER.match(letters, run.end):
        return True
    return lone[run.parts[-1]] > 0 and lone[run.parts[0]] == 0


def _role(text: str, units: Units, run: Run) -> tuple[str | None, str | None]:
    """The role beside a name, and the country of its nationality."""
    letters = units.letters
    low = max(0, run.start - MAX_ROLE_UNITS)
    near = letters[low : run.start]
    told_before = "R" in near or "B" in near
    before = _ROLE_BEFORE.search(near) if told_before else None
    if before and re.search("[RB]", before.group()):
        start = low + before.start()
        while start < run.start and letters[start] in "TfPt'’.":
            start += 1
        return _told(text, units, start, run.start)
    apart = _ROLE_APART.search(near) if told_before and len(run.parts) > 1 else None
    if apart and letters[run.end : run.end + 1] != "a":
        start = low + apart.start()
        while letters[start] in "tSP'’":
            start += 1
        begin = low + apart.start() - 1 if text[units.starts[low + apart.start()]] in "'’" else start
        return _told(text, units, begin if begin >= 0 else start, run.start - 1)
    after = _ROLE_AFTER.match(letters, run.end)
    if after and len(run.parts) > 1:
        start = run.end + 1
        while letters[start] == "t":
            start += 1
        return _told(text, units, start, after.end())
    return None, None


def _told(text: str, units: Units, start: int, end: int) -> tuple[str | None, str | None]:
    role = " ".join(text[units.starts[start] : units.end(end - 1)].split())
    told = (units.known[i].country for i in range(start, end) if i in units.known and units.letters[i] in NATIONAL)
    return role or None, next((code for code in told if code), None)


def _known_already(found: list[Person], parts: tuple[str, ...]) -> Person | None:
    """The person that this name was given to before: same surname and no other given name."""
    for person in reversed(found):
        mine = person.parts
        if mine == parts or (len(parts) == 1 and parts[0] in (mine[-1], mine[0])):
            return person
        if len(parts) > 1 and len(mine) > 1 and mine[-1] == parts[-1] and mine[0] == parts[0]:
            return person
        if len(mine) == 1 and mine[0] == parts[-1]:
            return person
    return None


def _add_later_mentions(found: list[Person], units: Units, language: str) -> None:
    """Surnames that stand alone; not where they name a body, as in "Trump Organization"."""
    places = words(language, "entities").get("context", {}).get("place_before", ())
    family_first = gazetteer.table("people")["family_names_first"]
    ranked = sorted(found, key=lambda person: len(person.mentions))  # of two Clintons the one named in full more often
    by_name = {person.surname: person for person in ranked if len(person.surname) > 1}
    for person in found:
        if len(person.parts[0]) > 1 and person.parts[0] in family_first:
            by_name.setdefault(person.parts[0], person)
    taken = {at for person in found for span in person.mentions for at in range(span.start, span.end)}
    for i in units.places.found(by_name.keys()):
        word = units.texts[i]
        if units.starts[i] in taken or units.letters[i] not in "CFGL":
            continue
        is_place = units.letters[i] in "GL" and units.word(i - 1) in places  # Michael Jordan was born in Jordan
        if units.letters[i + 1 : i + 2] != "K" and not is_place:
            by_name[word].mentions.append(units.span(i, i + 1))
