"""Retired: what a desk asks of whoever keeps the stories that it holds no more. The desk itself reads no store."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsworld.news.articles import Article
    from newsworld.news.moments import Moment
    from newsworld.news.readings import Reading
    from newsworld.news.stories import Placement


class Recalled(NamedTuple):
    """An article of a retired story, where it was placed, and when it counts from if its outlet told no date."""

    article: Article
    reading: Reading | None
    placement: Placement
    seen: Moment | None = None


class Archive(Protocol):
    """Stories that were placed before, whether a desk holds them or not."""

    def articles(self, story: str, /) -> Iterable[Recalled]:
        """Those of a story in their order, placed under the id that answers for it now. None where there is no such."""

    def story_of(self, article: str, /) -> str | None:
        """The story that an article is in."""

    def knows(self, story: str, /) -> bool:
        """Whether there is or was such a story."""


class NoArchive:
    """Of a desk that works on a stream: what retires is gone."""

    def articles(self, _story: str) -> Iterable[Recalled]:
        """No articles."""
        return ()

    def story_of(self, _article: str) -> str | None:
        """No story."""
        return None

    def knows(self, _story: str) -> bool:
        """None."""
        return False
