"""Reading: all that was understood of one article."""

from __future__ import annotations

from dataclasses import dataclass

from newsworld.news.facts import Caution, Event, Figure, Meeting, Position, Statement
from newsworld.news.moments import Moment
from newsworld.news.spans import Span, require_evidence

ENTITY_KINDS = ("person", "organisation", "country", "place", "work", "group")


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing that the text names. `id` is stable across articles where the gazetteer knows it: "country:RU"."""

    id: str
    name: str  # in its longest form in the article, or the gazetteer's for countries; no title
    kind: str
    country: str | None = None  # ISO 3166 alpha-2
    mentions: tuple[Span, ...] = ()  # in order, metonyms among them
    metonyms: tuple[Span, ...] = ()  # the mentions that stand for it: "Moscow" for Russia's government
    role: str | None = None
    latitude: float | None = None
    longitude: float | None = None

    def __post_init__(self) -> None:
        require_evidence(f"entity {self.name}", self.mentions)


@dataclass(frozen=True, slots=True)
class Timex:
    """A time expression as TIMEX3 has it."""

    span: Span
    type: str  # DATE, TIME, DURATION, SET
    value: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was understood of one article; spans are into that article's `text`."""

    id: str  # the article's
    language: str | None = None
    published: Moment | None = None
    sentences: tuple[Span, ...] = ()
    entities: tuple[Entity, ...] = ()
    times: tuple[Timex, ...] = ()
    statements: tuple[Statement, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    positions: tuple[Position, ...] = ()
    figures: tuple[Figure, ...] = ()
    cautions: tuple[Caution, ...] = ()
    events: tuple[Event, ...] = ()

    def entity(self, entity_id: str | None) -> Entity | None:
        """The entity of that id, if this reading has it."""
        return next((entity for entity in self.entities if entity.id == entity_id), None)
