"""Newsroom: the whole engine as one small object, for library users and doors.

room = Newsroom.opened(settings.load())
room.follow("https://outlet.example/feed.xml")
asyncio.run(room.listen(now))
room.work()
edition = room.edition(now)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsworld.news.briefs import Edition
from newsworld.news.errors import UnknownId
from newsworld.pipeline import assembly, dossiers, editions

if TYPE_CHECKING:
    from newsworld.news.articles import Article
    from newsworld.news.briefs import Brief
    from newsworld.news.moments import Moment
    from newsworld.news.readings import Reading
    from newsworld.pipeline.dossiers import Dossier
    from newsworld.settings import Settings
    from newsworld.store import Store


@dataclass(frozen=True, slots=True)
class Read:
    """One article as a careful reader tells it."""

    article: Article
    reading: Reading
    brief: Brief


class Newsroom:
    """A store and the steps over it."""

    def __init__(self, settings: Settings, store: Store) -> None:
        self.settings = settings
        self.store = store

    @classmethod
    def opened(cls, settings: Settings) -> Newsroom:
        """The newsroom that the settings describe. StoreTrouble if its store does not open."""
        return cls(settings, assembly.store(settings))

    def edition(self, now: Moment) -> Edition:
        """What matters at a moment (or at the settings' own)."""
        return editions.edition(
            self.store,
            self.settings.as_of or now,
            days=self.settings.edition_days,
            stories=self.settings.edition_stories,
        )

    def dossier(self, story_id: str) -> Dossier:
        """All that is known of a story. UnknownId if there is none."""
        story = self.store.stories.get(story_id)
        if story is None:
            raise UnknownId(story_id, "there is no story of this id.", "Look on the front page or search.")
        return dossiers.kept(self.store, story, ())

    def edition_of(self, story_id: str, now: Moment) -> Edition:
        """An edition of one story. UnknownId if there is none."""
        dossier = self.dossier(story_id)
        brief = self.store.stories.brief(story_id)
        if brief is None:
            raise UnknownId(story_id, "its page is not written yet.", "Come back in a minute.")
        return Edition(self.settings.as_of or now, (brief,), (dossier.story,))

    def close(self) -> None:
        """Give the store back."""
        self.store.close()
