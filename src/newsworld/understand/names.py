"""Persons by the rules of the trade: title and name, role and name, name and role; later by their surname."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newsworld.languages import words
from newsworld.news.spans import Span
from newsworld.understand.known import slug

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsworld.understand.known import Unit

# A run of units that may be a name; a town or country may be a surname after a given name (Jack London).
_RUN = re.compile(r"(?:[FC]|I\.?(?=[FCIP]))(?:[FC]|I\.?(?=[FCLG])|P{1,2}(?=[FC])|(?<=[F.])[LG](?!,))*")
_ROLE_BEFORE = re.compile(r"(?:(?:[NOLMKBHG]|[RT])\.?(?:['’]s?)?|-(?=M)|R?f(?=[GOLNK]))+$")
_ROLE_AFTER = re.compile(
    r"(?:,|(?=\())t?(?:(?:[NGOLMKH](?:['’]x)?)*[RB]+(?:ft?(?:[CKOGLRMNFa]|ft?)*[CKOGLRMNF])?)(?=[,.|;)x]|$)"
)
_AGE_AFTER = re.compile(r",d,|\(d\)")
MAX_ROLE_UNITS = 14


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
    def key(self) -> str:
        """person:wendy-sherman."""
        return f"person:{slug(self.name)}"


@dataclass(frozen=True, slots=True)
class Run:
    """Units [start, end) that look like a name."""

    start: int
    end: int
    parts: tuple[str, ...]


def persons(text: str, units: list[Unit], letters: str, language: str) -> list[Person]:
    """Everyone named in the text, in the order of first mention."""
    runs = list(_runs(units, letters, language))
    lone = Counter(run.parts[0] for run in runs if len(run.parts) == 1)
    found: list[Person] = []
    rest: list[Run] = []
    for run in runs:
        role, country = _role(text, units, letters, run)
        if not _is_person(letters, run, role, lone):
            rest.append(run)
            continue
        person = _known_already(found, run.parts)
        if person is None:
            person = Person(run.parts)
            found.append(person)
        elif len(run.parts) > len(person.parts):
            person.parts = run.parts
        person.mentions.append(Span(units[run.start].start, units[run.end - 1].end))
        if role and not person.role:
            person.role, person.country = role, country
    _add_later_mentions(found, rest, units)
    for person in found:
        person.mentions = sorted(set(person.mentions))
    return sorted(found, key=lambda person: person.mentions[0])


def _runs(units: list[Unit], letters: str, language: str) -> Iterator[Run]:
    plain_capitals = words(language, "entities").get("capitals_are_names", True)
    for found in _RUN.finditer(letters):
        start, end = found.span()
        if not plain_capitals:
            start, end = _without_nouns(letters, start, end)
        if end > start:
            yield Run(start, end, tuple(unit.text for unit in units[start:end]))


def _without_nouns(letters: str, start: int, end: int) -> tuple[int, int]:
    """In German a capital says nothing: a name starts with a given name, or follows a role or title, and is short."""
    after_role = letters[start - 1 : start] in ("R", "T", "B") or letters[start - 2 : start] in ("T.", "B.")
    if not after_role:
        first = letters.find("F", start, end)
        if first < 0:
            return start, (start + 1 if end - start == 1 else start)
        start = first
    capitals = re.match(r"(?:[FI]\.?|P)*C?(?:P+C)?", letters[start:end])
    return start, start + (capitals.end() if capitals else 0)


def _is_person(letters: str, run: Run, role: str | None, lone: Counter[str]) -> bool:
    first, long = letters[run.start], len(run.parts) > 1
    before = letters[max(0, run.start - 2) : run.start]
    if letters[run.end : run.end + 1] == "K":  # Johnson Controls Group
        return False
    if before[-1:] in ("T", "B", "R") or before in ("T.", "B."):
        return True
    if not long:
        return False
    if first == "F" or role or _AGE_AFTER.match(letters, run.end):
        return True
    return lone[run.parts[-1]] > 0 and lone[run.parts[0]] == 0


def _role(text: str, units: list[Unit], letters: str, run: Run) -> tuple[str | None, str | None]:
    """The role beside a name, and the country of its nationality."""
    low = max(0, run.start - MAX_ROLE_UNITS)
    before = _ROLE_BEFORE.search(letters[low : run.start])
    if before and re.search("[RB]", before.group()):
        start = low + before.start()
        while start < run.start and letters[start] in "Tf'’.":
            start += 1
        return _told(text, units, start, run.start)
    after = _ROLE_AFTER.match(letters, run.end)
    if after and len(run.parts) > 1:
        start = run.end + 1
        while letters[start] == "t":
            start += 1
        return _told(text, units, start, after.end())
    return None, None


def _told(text: str, units: list[Unit], start: int, end: int) -> tuple[str | None, str | None]:
    role = " ".join(text[units[start].start : units[end - 1].end].split())
    country = next((unit.known.country for unit in units[start:end] if unit.known and unit.known.country), None)
    return role or None, country


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


def _add_later_mentions(found: list[Person], rest: list[Run], units: list[Unit]) -> None:
    """Surnames that stand alone, and names that others' names are cut from: "Accompanying Sherman"."""
    by_name = {person.parts[-1]: person for person in found if len(person.parts[-1]) > 1}
    for run in rest:
        person = by_name.get(run.parts[-1])
        if person is not None and (len(run.parts) == 1 or run.parts[:-1] != person.parts[:-1]):
            unit = units[run.end - 1]
            person.mentions.append(Span(unit.start, unit.end))
