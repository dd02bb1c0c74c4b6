"""One person under several spellings: "Sergej Lawrow" here is "Sergei Lavrov" there; and whose state it is."""

from __future__ import annotations

import functools
from collections import defaultdict
from typing import TYPE_CHECKING

from newsworld.languages import base_code

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsworld.brief.material import Material, Origin
    from newsworld.news.readings import Entity

_LETTERS = (  # how languages write the same sounds, the longest first; ids of people are in Latin letters
    ("tsch", "c"), ("sch", "s"), ("tch", "c"), ("ch", "c"), ("sh", "s"), ("zh", "z"), ("kh", "h"), ("ph", "f"),
    ("w", "v"), ("x", "ks"), ("j", ""), ("y", ""),
)  # fmt: skip
_VOWELS = str.maketrans("", "", "aeiou")
_FEWEST = 3  # consonants of a last name, below which it is nobody's in particular


@functools.lru_cache(maxsize=8192)
def sound(person_id: str) -> str:
    """The consonants of a last name and the first letter of the first, as most languages would write them."""
    words = person_id.partition(":")[2].split("-")
    last = words[-1]
    for written, meant in _LETTERS:
        last = last.replace(written, meant)
    bare = last.translate(_VOWELS)
    told = "".join(letter for at, letter in enumerate(bare) if at == 0 or bare[at - 1] != letter)
    return f"{words[0][:1]} {told}" if len(words) > 1 and len(told) >= _FEWEST else ""


def native_names(material: Material) -> dict[str, str]:
    """What the brief's own language calls whom other languages name: "Vereinigte Staaten" -> "United States"."""
    by_id: dict[str, str] = {}
    for origin in material.native:
        for entity in origin.reading.entities:
            by_id.setdefault(entity.id, entity.name)
    named = (entity for origin in material.read for entity in origin.reading.entities)
    return {entity.name: by_id[entity.id] for entity in named if entity.id in by_id}


def native_spellings(material: Material) -> dict[str, str]:
    """What the brief's language calls people whom texts in other languages name: foreign name -> the brief's own."""
    strangers = [origin for origin in material.read if base_code(origin.article.language) != material.language]
    if not strangers:
        return {}
    by_sound: defaultdict[str, set[str]] = defaultdict(set)
    for person in (p for origin in material.native for p in _people(origin)):
        by_sound[sound(person.id)].add(person.name)
    told = ((p.name, by_sound.get(sound(p.id), set())) for origin in strangers for p in _people(origin))
    return {name: next(iter(known)) for name, known in told if len(known) == 1 and name not in known}


def states_of_people(material: Material, spelled: dict[str, str], *, in_office: bool = False) -> dict[str, str]:
    """The state that some origin tells for a person, by the brief's own names; the brief's language before others.

    With `in_office` of those alone who are told by what they are: who holds no office holds no state's position.
    """
    names: dict[str, str] = {}
    for origin in (*material.native, *material.read):
        for entity in origin.reading.entities:
            if entity.kind == "country":
                names.setdefault(entity.id, entity.name)
    found: dict[str, str] = {}
    for origin in (*material.native, *material.read):
        for person in _people(origin):
            state = names.get(f"country:{person.country}") if person.country else None
            if state and (person.role or not in_office):
                found.setdefault(spelled.get(person.name, person.name), state)
    return found


def _people(origin: Origin) -> Iterator[Entity]:
    return (entity for entity in origin.reading.entities if entity.kind == "person" and sound(entity.id))
