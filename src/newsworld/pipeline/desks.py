"""Desks over a store: filled with what was placed last, and able to ask for the stories that retired."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsworld.group import Desk
from newsworld.group.retired import Recalled
from newsworld.news import codec
from newsworld.news.stories import Correction

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from newsworld.group import Options
    from newsworld.store import Store

REMEMBERED_PLACEMENTS = 20_000  # the newest: about a minute at the start; older stories can be read but not joined


class Kept:
    """The store as the archive of a desk."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def articles(self, story: str) -> Iterator[Recalled]:
        """Those of a story, wherever its id leads now."""
        return self.others(story, ())

    def others(self, story: str, known: Collection[str]) -> Iterator[Recalled]:
        """Those of a story that are not known."""
        stories, articles = self._store.stories, self._store.articles
        told = stories.get(story)
        missing = [member.id for member in told.members if member.id not in known] if told else []
        placed = stories.placed(missing)
        for name in missing:
            article = articles.get(name)
            if told and article and name in placed and placed[name].story == told.id:
                yield Recalled(article, articles.reading(name), placed[name], told.last_seen)

    def story_of(self, article: str) -> str | None:
        """The story that an article is in."""
        found = self._store.stories.placed([article]).get(article)
        return found.story if found else None

    def knows(self, story: str) -> bool:
        """Whether the store has it, or one that it went into."""
        return self._store.stories.get(story) is not None


def filled(kept: Store, beat: Callable[[], None] = lambda: None, options: Options | None = None) -> Desk:
    """A desk that remembers what was placed last, those stories whole, and every reader's word.

    `beat` is called after each article: to fill it may take longer than a lease lasts.
    """
    corrections = tuple(codec.noun_of(Correction, row) for row in kept.stories.corrections())
    placements = kept.stories.placements(REMEMBERED_PLACEMENTS)
    newest = {placement.id for placement in placements}
    stories = dict.fromkeys(kept.stories.resolve(placement.story) for placement in placements)
    led = {old: new for old, new in kept.stories.redirects().items() if kept.stories.resolve(new) in stories}
    archive = Kept(kept)
    made = Desk(options, redirects=led, corrections=corrections, archive=archive)
    for story in stories:
        for told in archive.others(story, newest):
            made.remember(told.article, told.reading, told.placement, seen=told.seen)
            beat()
    for placement in placements:
        article = kept.articles.get(placement.id)
        if article is not None:
            made.remember(article, kept.articles.reading(placement.id), placement)
        beat()
    return made
