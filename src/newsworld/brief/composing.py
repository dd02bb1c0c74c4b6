"""How is a line composed? From a language's template and slots, each of which stands in what the line cites.

Templates are in `languages/<code>/brief.toml`: `{name}` is a slot, and what stands in [ ] goes when a slot in it is
not told or not borne out. A line of which a slot outside [ ] fails is not made at all.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from newsworld.brief.check import borne, source_of
from newsworld.news.briefs import Line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newsworld.news.articles import Article
    from newsworld.news.briefs import Citation

_GROUP = re.compile(r"\[([^\]]*)\]|([^\[]+)")
_PIECE = re.compile(r"\{(\w+)\}")


class Slot(NamedTuple):
    """What goes into a template, and what bears it out.

    `by` is what must stand in the citations: the words themselves, or those that were read as them ("Monday" for
    10 January, "Moscow" for Russia). Empty for the house's own words (a label, a count of the citations).
    """

    text: str
    by: str = ""

    @classmethod
    def words(cls, text: str) -> Slot:
        """The source's own words."""
        return cls(text, text)


class Segment(NamedTuple):
    """A run of a template: literals and slot names in turn, and whether it may be left out."""

    optional: bool
    names: tuple[str, ...]
    form: str  # with a {} for each name


@functools.cache
def _segments(template: str) -> tuple[Segment, ...]:
    return tuple(
        Segment(bool(optional), tuple(_PIECE.findall(optional or always)), _PIECE.sub("{}", optional or always))
        for optional, always in _GROUP.findall(template)
    )


@dataclass(frozen=True, slots=True)
class Bearing:
    """Citations, and what they say made plain: against this every slot is held."""

    citations: tuple[Citation, ...]
    source: str

    @classmethod
    def of(cls, citations: tuple[Citation, ...], articles: Mapping[str, Article]) -> Bearing:
        """The bearing of some citations."""
        return cls(citations, source_of(citations, articles))

    def bears(self, slot: Slot | None) -> bool:
        """Whether the slot is told and stands in the citations."""
        return slot is not None and bool(slot.text) and (not slot.by or borne(slot.by, self.source))


def filled(template: str, slots: Mapping[str, Slot | None], bearing: Bearing) -> str | None:
    """The template's text; None where a slot that it cannot do without fails."""
    out = []
    for segment in _segments(template):
        told = [slot for slot in map(slots.get, segment.names) if slot is not None and bearing.bears(slot)]
        if len(told) == len(segment.names):
            out.append(segment.form.format(*[slot.text for slot in told]))
        elif not segment.optional:
            return None
    return "".join(out)


def composed(
    template: str,
    slots: Mapping[str, Slot | None],
    bearing: Bearing,
    told: Mapping[str, str | None],
    cautions: tuple[str, ...] = (),
) -> Line | None:
    """A line of a template over slots; `told` are its structured parts, of which the empty ones are left out."""
    text = filled(template, slots, bearing) if template and bearing.citations else None
    if not text:
        return None
    return Line(text[0].upper() + text[1:], "composed", bearing.citations, cautions, kept(told))


def kept(told: Mapping[str, str | None]) -> dict[str, str]:
    """The parts of a line that are told."""
    return {name: value for name, value in told.items() if value}
