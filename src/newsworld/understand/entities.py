"""Entities: who and what an article names, with every mention; "Moscow" and "the Kremlin" as Russia where they act."""

from __future__ import annotations

import bisect
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newsworld.languages import gazetteer, words
from newsworld.news.readings import Entity
from newsworld.understand import nationals
from newsworld.understand.gazetted import PLACE, Known
from newsworld.understand.known import HOUSE, ORGANISATION, PEOPLE, country_name, slug, units_of
from newsworld.understand.metonyms import seats, stands_for_power
from newsworld.understand.names import headlines, persons
from newsworld.understand.organisations import organisations
from newsworld.understand.works import works

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsworld.news.articles import Article
    from newsworld.news.spans import Span
    from newsworld.understand.draft import Draft
    from newsworld.understand.known import Units
    from newsworld.understand.names import Person

KINDS = {"G": "country", PLACE: "place", ORGANISATION: "organisation", PEOPLE: "group", HOUSE: "country"}
EUROPEAN_UNION = Known(ORGANISATION, "organisation:eu", "EU")
# Russian Foreign Ministry; Bank of Ghana; Ministry of Defence
_BODY = re.compile(r"[NGLCFM](?:[NGLCFMRKP]|-)*K(?:f(?:[GLNCK])+)?|Kft?[GLCNMK]+(?:a?[GLCNK]+)*")
MAX_BODY_UNITS, MAX_HEADLINE_BODY = 8, 3
ACRONYM = 3  # letters; such a stem counts as a whole word alone
PERSONAL = tuple("RMKFCB")  # what an adjective of nationality stands before


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
    titled = headlines(units)
    people = persons(article.text, units, language, titled)
    taken = sorted(span for person in people for span in person.mentions)
    named = _things(article.text, units, language, taken, titled)
    _add_nationals(named, units, language)
    _at_home(people, units, language)
    found = [_person_entity(person) for person in people if person.mentions]
    found += [thing.entity() for thing in named.values() if thing.mentions]
    found += works(article.text, language)
    yield from sorted(_merged(found), key=lambda entity: entity.mentions[0])


def _add_nationals(named: dict[str, Found], units: Units, language: str) -> None:
    """Countries that act and are named by adjective alone."""
    told = {key for key, thing in named.items() if thing.kind == "country"}
    for code, span in nationals.acting(units, language):
        if f"country:{code}" not in told:
            _add(named, _power(code, language), span)
    bodies = [thing for thing in named.values() if thing.kind == "organisation" and thing.known.country]
    for here, known in units.known.items():
        if known.letter == "G" and known.country and f"country:{known.country}" not in named:
            span = units.span(here, here + 1)
            if any(one.known.country == known.country and any(m.holds(span) for m in one.mentions) for one in bodies):
                _add(named, _power(known.country, language), span)


def _at_home(people: list[Person], units: Units, language: str) -> None:
    """Whose office-holders are told without a country: those of the country that the article is about."""
    offices = nationals.without_country(language)
    if offices is None:
        return
    lacking = [person for person in people if not person.country and person.role and offices.search(person.role)]
    country = nationals.home(units, language, alone=True) if lacking else None
    told = Counter(_office(offices, person) for person in lacking)
    held = {_office(offices, person) for person in people if country and person.country == country}
    held |= {office for office, holders in told.items() if holders > 1}
    for person in lacking:
        at_home = country if _office(offices, person) not in held else None  # there is one president at a time
        federal = nationals.of_federation(person.role or "", language)
        person.country = federal or nationals.of_head(person.parts) or at_home


def _office(offices: re.Pattern[str], person: Person) -> str | None:
    told = offices.search(person.role or "")
    return told.group().lower() if told is not None else None


def party_of(entity: Entity | None) -> str | None:
    """Id of the party that an entity speaks for: the state for its officials and bodies, else the entity itself."""
    if entity is None:
        return None
    if not entity.country or entity.kind in ("country", "place", "group", "work"):
        return entity.id
    if entity.kind == "person":
        return f"country:{entity.country}" if serves_state(entity.role) else entity.id
    return f"country:{entity.country}" if _is_of_state(entity) else entity.id


def serves_state(role: str | None) -> bool:
    """Ministers, heads of state, envoys; no party politicians, no lawmakers."""
    told = gazetteer.table("offices")
    low = (role or "").lower()
    if any(stem in low for stem in told["always_state"]):
        return True
    return any(stem in low for stem in told["state"]) and not any(stem in low for stem in told["no_state"])


def _is_of_state(entity: Entity) -> bool:
    """Ministries, armies, governments; no parties, firms and newspapers."""
    low = f"{entity.id} {entity.name}".lower()
    told = set(re.findall(r"\w+", low))
    stems = gazetteer.table("offices")["state_bodies"]
    return any(stem in (low if len(stem) > ACRONYM else told) for stem in stems)  # no CIA in an association


def _merged(found: list[Entity]) -> list[Entity]:
    """One entity an id; the first of two that claim the same words keeps them."""
    seen: dict[str, Entity] = {}
    for entity in found:
        seen.setdefault(entity.id, entity)
    return list(seen.values())


def _person_entity(person: Person) -> Entity:
    return Entity(person.key, person.name, "person", person.country, tuple(person.mentions), role=person.role)


def _things(text: str, units: Units, language: str, taken: list[Span], titled: frozenset[int]) -> dict[str, Found]:
    """Countries, places, organisations and groups by id, none of them inside a person's name."""
    busy = {at for span in taken for at in _units_in(units, span)}
    named: dict[str, Found] = {}
    inside: set[int] = set()
    bodies: list[tuple[int, int, Known]] = []
    if words(language, "entities").get("capitals_are_names", False):
        bodies = list(_bodies(text, units, busy, titled))
        for start, end, known in bodies:
            _add(named, known, units.span(start, end))
            inside.update(range(start, end))
    bodies += [(at, at + 1, known) for at, known in units.known.items() if known.letter == ORGANISATION]
    named_already = inside | units.known.keys() | busy
    for start, end, known in organisations(units, language, named_already, bodies, nationals.home(units, language)):
        _add(named, known, units.span(start, end))
    for here in units.known:
        if here not in inside and here not in busy:
            _add_known(named, units, here, language)
    return named


def _add(named: dict[str, Found], known: Known, span: Span, *, metonym: bool = False) -> None:
    thing = named.setdefault(known.id, Found(known, KINDS[known.letter]))
    if not metonym and thing.kind in ("place", "organisation") and len(known.name) > len(thing.known.name):
        thing.known = known
    thing.mentions.append(span)
    if metonym:
        thing.metonyms.append(span)


def _add_known(named: dict[str, Found], units: Units, here: int, language: str) -> None:
    text, known = units.texts[here], units.known[here]
    if known.letter not in KINDS:
        return
    span = units.span(here, here + 1)
    seat = seats(language).get(text) or seats(language).get(text.title())
    if (seat or known.letter == HOUSE) and stands_for_power(units, here, language):
        _add(named, _power(seat or known.country or "", language), span, metonym=True)
    elif known.letter == HOUSE or (
        known.letter == PLACE and not known.sure and not _has_place_hint(units, here, language)
    ):
        return
    elif known.letter == PEOPLE:
        if _is_people(units, here, language):
            _add(named, known._replace(name=text), span)
    elif known.letter == "G":
        _add(named, known, span)
    else:
        shouted = text.isupper() and len(text) > len("NATO")  # WASHINGTON (Reuters)
        _add(named, known if shouted else known._replace(name=text), span)


def _power(code: str, language: str) -> Known:
    if code == "EU":
        return EUROPEAN_UNION
    return Known("G", f"country:{code}", country_name(code, language), code)


def _has_place_hint(units: Units, here: int, language: str) -> bool:
    """A preposition of place before a small town's name, or its country behind it."""
    cues = words(language, "entities").get("context", {})
    before = units.word(here - 1)
    if before in cues.get("place_before", ()) or before in cues.get("motion_before", ()):
        return True
    return units.word(here + 1) == "," and units.letters[here + 2 : here + 3] in ("G", "L")


def _is_people(units: Units, here: int, language: str) -> bool:
    """Whether a word of nationality names people, as in "the Russians", and is no adjective."""
    data = words(language, "entities")
    text, articles = units.texts[here], data.get("articles", ())
    is_noun = text[0].isupper() and text.endswith(data.get("people_end", "s"))
    return (
        is_noun
        and (units.texts[here - 1] if here else "") in articles
        and units.letters[here + 1 : here + 2] not in PERSONAL
    )


def _capitalised(units: Units, start: int, end: int) -> tuple[int, int]:
    """Without words before the name that are written small: "the regional Human Rights Court"."""
    small = [i for i in range(start, end) if units.letters[i] in "MR" and units.texts[i][0].islower()]
    return (small[-1] + 1 if small else start), end


def _units_in(units: Units, span: Span) -> range:
    """The units that begin inside a span."""
    return range(bisect.bisect_left(units.starts, span.start), bisect.bisect_left(units.starts, span.end))


def _bodies(text: str, units: Units, busy: set[int], titled: frozenset[int]) -> Iterator[tuple[int, int, Known]]:
    """Organisations by their head word: units [start, end), and what it is."""
    for match in _BODY.finditer(units.letters):
        start, end = _capitalised(units, *match.span())
        size = end - start
        is_heading = size > MAX_HEADLINE_BODY and start in titled
        goes_on = units.letters[end : end + 1] == "C"  # Complete News World: where it ends is not known
        if is_heading or goes_on or not 2 <= size <= MAX_BODY_UNITS or not busy.isdisjoint(range(start, end)):
            continue
        name = " ".join(text[units.starts[start] : units.end(end - 1)].split())
        told = (units.known[i].country for i in range(start, end) if i in units.known)
        yield (
            start,
            end,
            Known(ORGANISATION, f"organisation:{slug(name)}", name, next((code for code in told if code), None)),
        )
