"""FINDERS: who finds what, in order; and the verb that runs them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from newsworld.understand import cautions, entities, events, figures, meetings, positions, statements, times
from newsworld.understand.draft import Draft

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from newsworld.news.articles import Article
    from newsworld.news.readings import Reading


@dataclass(frozen=True, slots=True)
class Finder:
    """A row of FINDERS: `find` yields what goes into the draft's list `finds`; `needs` must stand before it."""

    finds: str
    find: Callable[[Article, Draft], Iterator[Any]]
    needs: tuple[str, ...] = ()


FINDERS: tuple[Finder, ...] = (
    Finder("entities", entities.find),
    Finder("times", times.find),
    Finder("statements", statements.find, needs=("entities", "times")),
    Finder("meetings", meetings.find, needs=("entities", "times", "statements")),
    Finder("positions", positions.find, needs=("entities", "statements")),
    Finder("figures", figures.find, needs=("times",)),
    Finder("cautions", cautions.find, needs=("statements",)),
    Finder("events", events.find, needs=("entities", "times", "meetings", "positions")),
)


_brought: list[Finder] = []  # by packages that others made


def bring(finders: Iterable[Finder]) -> None:
    """Let finders of others run after the house's, for the whole process; pipeline.assembly alone does so."""
    _brought[:] = finders


def read(article: Article, finders: tuple[Finder, ...] | None = None) -> Reading:
    """All that the finders understand of an article. The same on every run."""
    draft = Draft.of(article)
    for finder in (*FINDERS, *_brought) if finders is None else finders:
        getattr(draft, finder.finds).extend(finder.find(article, draft))
    return draft.reading()
