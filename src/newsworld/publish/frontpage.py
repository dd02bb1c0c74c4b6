"""The front page: what matters now, in sections, with what is coming up, and an end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsworld.news.moments import instant_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from newsworld.news.moments import Moment
    from newsworld.publish.cited import LineView
    from newsworld.publish.storypage import Card

ORDERS = (
    ("by topic", "topic"),
    ("by weight", "weight"),
    ("by time", "time"),
    ("only what I follow", "followed"),
    ("unread", "unread"),
)
WRITTEN_ORDERS = 3  # those that need no reader


@dataclass(frozen=True, slots=True)
class Group:
    """Stories under a heading; without one where there is nothing to part."""

    name: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Front:
    """A front page. `lead` stands above the groups."""

    lead: Card | None
    groups: tuple[Group, ...]
    order: str
    coming: tuple[LineView, ...]
    made: Moment
    unread: int | None = None
    muted: tuple[tuple[str, Moment], ...] = ()  # topics left out, until when
    left_out: int = 0

    @property
    def cards(self) -> tuple[Card, ...]:
        """Every story of the page, in reading order."""
        first = (self.lead,) if self.lead else ()
        return first + tuple(card for group in self.groups for card in group.cards)


def front(cards: Sequence[Card], order: str, *, coming: Iterable[LineView], made: Moment) -> Front:
    """The page of some stories, weightiest first, in an order of ORDERS."""
    if order == "time":
        cards = sorted(cards, key=lambda card: instant_of(card.updated), reverse=True)
    lead, rest = (cards[0] if cards else None), cards[1:]
    return Front(lead, grouped(rest) if order == "topic" else _together(rest), order, tuple(coming), made)


def grouped(cards: Iterable[Card]) -> tuple[Group, ...]:
    """Stories under their subjects, subjects in the order of their weightiest story, those without one last."""
    groups: dict[str, list[Card]] = {}
    for card in cards:
        groups.setdefault(card.subject, []).append(card)
    if list(groups) == [""]:
        return _together(groups[""])
    told = [Group(name, tuple(of_subject)) for name, of_subject in groups.items() if name]
    return (*told, *([Group("Other stories", tuple(groups[""]))] if "" in groups else []))


def _together(cards: Sequence[Card]) -> tuple[Group, ...]:
    return (Group("", tuple(cards)),) if cards else ()
