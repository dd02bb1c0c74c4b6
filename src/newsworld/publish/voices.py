"""A party's or a person's page: what they said, offered, rejected, and when; whom they meet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsworld.publish import agenda, pictures

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsworld.publish.agenda import Told
    from newsworld.publish.cited import LineView


@dataclass(frozen=True, slots=True)
class VoicePage:
    """One voice. `kind` is party or person; `people` are those who spoke for a party."""

    kind: str
    name: str
    statements: tuple[LineView, ...]
    positions: tuple[LineView, ...]
    meetings: tuple[LineView, ...]
    people: tuple[str, ...] = ()
    picture: pictures.Picture | None = None

    @property
    def is_known(self) -> bool:
        """Whether anything was said by or of them."""
        return bool(self.statements or self.positions or self.meetings)


def party(
    name: str, statements: Iterable[LineView], positions: Iterable[LineView], meetings: Iterable[LineView]
) -> VoicePage:
    """What was said for a party."""
    said = _newest_first(line for line in statements if line.slots.get("party") == name)
    held = _newest_first(line for line in positions if line.slots.get("party") == name)
    met = tuple(line for line in meetings if name in agenda.parties_of(line))
    people = tuple(dict.fromkeys(line.slots["speaker"] for line in said if is_person(line)))
    return VoicePage("party", name, said, held, met, people, pictures.stands(reversed(held)))


def person(name: str, statements: Iterable[LineView], meetings: Iterable[LineView]) -> VoicePage:
    """What a person said, and where they are to be met."""
    said = _newest_first(line for line in statements if line.slots.get("speaker") == name)
    met = tuple(line for line in meetings if name in (line.slots.get("participants") or ""))
    return VoicePage("person", name, said, (), met)


def names(
    statements: Iterable[LineView], positions: Iterable[LineView], meetings: Iterable[LineView]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Every party and every named person that has a page, in the order of the alphabet."""
    statements = tuple(statements)
    parties = {line.slots.get("party", "") for line in statements if speaks_for(line)}
    parties |= {line.slots.get("party", "") for line in positions}
    parties |= {name for line in meetings for name in agenda.parties_of(line)}
    people = {line.slots.get("speaker", "") for line in statements if is_person(line)}
    return _in_order(parties), _in_order(people)


def is_person(line: Told) -> bool:
    """Whether a person is known to speak: with a name, not as "a spokesman"."""
    return line.slots.get("entity", "").startswith("person:") and not line.slots.get("anonymous")


def speaks_for(line: Told) -> bool:
    """Whether the speaker speaks for a party: for another than themselves, or as a state or an organisation."""
    party = line.slots.get("party", "")
    is_body = line.slots.get("entity", "").startswith(("country:", "organisation:"))
    return bool(party) and (is_body or party.casefold() != line.slots.get("speaker", "").casefold())


def _in_order(found: set[str]) -> tuple[str, ...]:
    return tuple(sorted((name for name in found if name), key=str.casefold))


def _newest_first(lines: Iterable[LineView]) -> tuple[LineView, ...]:
    """By the day on which it was said; lines of no day last, in the order they came."""
    return tuple(
        sorted(lines, key=lambda line: line.slots.get("said_on") or line.slots.get("when") or "", reverse=True)
    )
