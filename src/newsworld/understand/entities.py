"""Entities: who and what an article names, with every mention; "Moscow" and "the Kremlin" as Russia where they act."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newsworld.languages import words
from newsworld.news.readings import Entity
from newsworld.news.spans import Span
from newsworld.understand.known import HOUSE, ORGANISATION, PEOPLE, PLACE, Known, country_name, slug, units_of
from newsworld.understand.metonyms import seats, stands_for_power
from newsworld.understand.names import persons

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsworld.news.articles import Article
    from newsworld.understand.draft import Draft
    from newsworld.understand.known import Unit
    from newsworld.understand.names import Person

KINDS = {"G": "country", PLACE: "place", ORGANISATION: "organisation", PEOPLE: "group", HOUSE: "country"}
EUROPEAN_UNION = Known(ORGANISATION, "organisation:eu", "EU")
# Russian Foreign Ministry; Bank of Ghana; Ministry of Defence
_BODY = re.compile(r"[NGLCF](?:[NGLCFMRKP]|-)*K(?:f(?:[GLNCK])+)?|Kft?[GLCNMK]+(?:a?[GLCNK]+)*")
MAX_BODY_UNITS = 8


@dataclass(slots=True)
class Found:
    """An entity of the article while its mentions are gathered."""

    known: Known
    kind: str
    mentions: list[Span] = field(default_factory=list)
    metonyms: list[Span] = field(default_factory=list)

    def entity(self) -> Entity:
        """The finished noun."""
        known = self.known
        return Entity(
            known.id, known.name, self.kind, known.country, tuple(sorted(set(self.mentions))), tuple(self.metonyms),
            latitude=known.latitude, longitude=known.longitude,
        )  # fmt: skip


def find(article: Article, so_far: Draft) -> Iterator[Entity]:
    """Everything named, in the order of first mention. Nothing where the language's names are not known."""
    language = so_far.language
    units = units_of(article.text, language)
    letters = "".join(unit.letter for unit in units)
    people = persons(article.text, units, letters, language)
    taken = sorted(span for person in people for span in person.mentions)
    named = _things(article.text, units, letters, language, taken)
    found = [_person_entity(person, named) for person in people if person.mentions]
    found += [thing.entity() for thing in named.values() if thing.mentions]
    yield from sorted(_merged(found), key=lambda entity: entity.mentions[0])


def party_of(entity: Entity | None) -> str | None:
    """Id of the party that an entity speaks for: a state for its officials and bodies, else the entity itself."""
    if entity is None:
        return None
    if entity.kind in ("country", "place", "group") or not entity.country:
        return entity.id
    if entity.kind == "organisation" or entity.role:
        return f"country:{entity.country}"
    return entity.id


def _merged(found: list[Entity]) -> list[Entity]:
    """One entity an id; the first of two that claim the same words keeps them."""
    seen: dict[str, Entity] = {}
    for entity in found:
        seen.setdefault(entity.id, entity)
    return list(seen.values())


def _person_entity(person: Person, named: dict[str, Found]) -> Entity:
    return Entity(person.key, person.name, "person", person.country, tuple(person.mentions), role=person.role)


def _things(text: str, units: list[Unit], letters: str, language: str, taken: list[Span]) -> dict[str, Found]:
    """Countries, places, organisations and groups by id, none of them inside a person's name."""
    busy = {at for span in taken for at in range(span.start, span.end)}
    named: dict[str, Found] = {}
    bodies = {}
    if words(language, "entities").get("capitals_are_names", False):
        bodies = dict(_bodies(text, units, letters, busy))
    here = 0
    while here < len(units):
        if here in bodies:
            end, known = bodies[here]
            _add(named, known, Span(units[here].start, units[end - 1].end))
            here = end
            continue
        unit = units[here]
        if unit.known and unit.start not in busy:
            _add_known(named, units, here, language)
        here += 1
    return named


def _add(named: dict[str, Found], known: Known, span: Span, *, metonym: bool = False) -> None:
    thing = named.setdefault(known.id, Found(known, KINDS[known.letter]))
    thing.mentions.append(span)
    if metonym:
        thing.metonyms.append(span)


def _add_known(named: dict[str, Found], units: list[Unit], here: int, language: str) -> None:
    unit = units[here]
    known = unit.known
    if known is None or known.letter not in KINDS:
        return
    span = Span(unit.start, unit.end)
    seat = seats(language).get(unit.text) or seats(language).get(unit.text.title())
    if (seat or known.letter == HOUSE) and stands_for_power(units, here, language):
        _add(named, _power(seat or known.country or "", language), span, metonym=True)
    elif known.letter == HOUSE or (
        known.letter == PLACE and not known.sure and not _has_place_hint(units, here, language)
    ):
        return
    elif known.letter == PEOPLE:
        if _is_people(units, here, language):
            _add(named, known._replace(name=unit.text), span)
    else:
        _add(named, known, span)


def _power(code: str, language: str) -> Known:
    if code == "EU":
        return EUROPEAN_UNION
    return Known("G", f"country:{code}", country_name(code, language), code)


def _has_place_hint(units: list[Unit], here: int, language: str) -> bool:
    """A preposition of place before a small town's name, or its country behind it."""
    cues = words(language, "entities").get("context", {})
    before = units[here - 1].text.lower() if here else ""
    if before in cues.get("place_before", ()) or before in cues.get("motion_before", ()):
        return True
    follow = units[here + 1 : here + 3]
    return len(follow) == 2 and follow[0].text == "," and follow[1].letter in "GL"


def _is_people(units: list[Unit], here: int, language: str) -> bool:
    """Whether a word of nationality names people, as in "the Russians", and is no adjective."""
    plural = words(language, "entities").get("people_end", "s")
    text = units[here].text
    before = units[here - 1].text.lower() if here else ""
    follow = units[here + 1].letter if here + 1 < len(units) else "."
    return (
        text.endswith(plural)
        and before in ("the", "die", "den", "der", "les", "los", "gli", "i", "os")
        and follow not in "RMK"
    )


def _bodies(text: str, units: list[Unit], letters: str, busy: set[int]) -> Iterator[tuple[int, tuple[int, Known]]]:
    """Organisations by their head word: unit where one starts, unit where it ends, and what it is."""
    for match in _BODY.finditer(letters):
        start, end = match.span()
        if end - start < 2 or end - start > MAX_BODY_UNITS or any(unit.start in busy for unit in units[start:end]):
            continue
        name = " ".join(text[units[start].start : units[end - 1].end].split())
        country = next((unit.known.country for unit in units[start:end] if unit.known and unit.known.country), None)
        yield start, (end, Known(ORGANISATION, f"organisation:{slug(name)}", name, country))
