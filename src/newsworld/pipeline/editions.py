"""What matters now: the stories of an edition, weightiest first."""

from __future__ import annotations

import itertools
import math
import threading
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from newsworld.news.briefs import Edition
from newsworld.news.moments import instant_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from newsworld.news.articles import Article
    from newsworld.news.briefs import Brief
    from newsworld.news.moments import Moment
    from newsworld.news.stories import Reach, Story
    from newsworld.store import Store

HALF_LIFE_HOURS = 36  # a story that nobody has added to for a day and a half weighs half: chosen for a daily reader
STANDS_SECONDS = 5.0  # how old an edition may be that is shown: the gatherer looks for news as often
COPY_SHARE = 0.15  # what a further outlet with a copied text adds, beside an independent origin's 1


def weight(reach: Reach, now: Moment) -> float:
    """Independent origins, and a little for copies, halved as the newest report grows old."""
    hours = max(0.0, (instant_of(now) - instant_of(reach.last_seen)).total_seconds() / 3600)
    halvings: float = 0.5 ** (hours / HALF_LIFE_HOURS)
    return math.log2(1 + reach.origins + COPY_SHARE * reach.copies) * halvings


def edition(store: Store, now: Moment, *, days: int, stories: int) -> Edition:
    """The edition of a moment: the newest `days` days' stories, `stories` of them at most."""
    end = instant_of(now)
    found = store.stories.reaches((end - timedelta(days=days)).isoformat(), (end + timedelta(hours=1)).isoformat())
    ranked = sorted(found, key=lambda reach: (-weight(reach, now), reach.story))
    opened = _opened(store, ranked)
    told = tuple(itertools.islice(opened, stories))
    return Edition(now, tuple(brief for _, brief in told), tuple(story for story, _ in told))


def _opened(store: Store, ranked: Iterable[Reach]) -> Iterator[tuple[Story, Brief]]:
    """Stories with their pages, as long as somebody asks for more; a story without a page yet is left out."""
    for reach in ranked:
        story, brief = store.stories.get(reach.story), store.stories.brief(reach.story)
        if story is not None and brief is not None:
            yield story, brief


def with_articles(edition: Edition, article_of: Callable[[str], Article | None]) -> Edition:
    """The edition with the articles that its lines cite, and those of its stories."""
    members = (member.id for story in edition.stories for member in story.members)
    names = dict.fromkeys((*_cited(edition), *members))
    return replace(edition, articles={name: found for name in names if (found := article_of(name)) is not None})


def _cited(edition: Edition) -> Iterator[str]:
    return (citation.article for brief in edition.briefs for line in brief.lines() for citation in line.citations)


@dataclass(slots=True)
class Standing:
    """An edition that is made anew when it is older than some seconds, by one asker for all."""

    make: Callable[[], Edition]
    _kept: tuple[Edition, float] | None = None
    _making: threading.Lock = field(default_factory=threading.Lock)

    def at(self, now: Moment) -> Edition:
        """The edition that stands at a moment; while somebody makes the next one, the last one."""
        at = instant_of(now).timestamp()
        kept = self._kept
        if kept is not None and (0 <= at - kept[1] < STANDS_SECONDS or not self._making.acquire(blocking=False)):
            return kept[0]
        if kept is None:
            self._making.acquire()
        try:
            if self._kept is kept:
                self._kept = (self.make(), at)
            assert self._kept is not None
            return self._kept[0]
        finally:
            self._making.release()
