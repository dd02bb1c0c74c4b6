"""Room: what the routes of one running API share: the newsroom, its clock, an edition that is made once for all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsworld.news.errors import UnknownId
from newsworld.news.stories import Mark
from newsworld.pipeline.editions import Standing

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsworld.news.articles import Article
    from newsworld.news.briefs import Brief, Edition
    from newsworld.news.moments import Moment
    from newsworld.news.stories import Story
    from newsworld.newsroom import Newsroom


class Room:
    """A newsroom and its clock, as the routes see them."""

    def __init__(self, newsroom: Newsroom, clock: Callable[[], Moment]) -> None:
        self.newsroom = newsroom
        self.store = newsroom.store
        self.clock = clock
        self.streams = 0  # listeners to changes, at this moment
        self._standing = Standing(lambda: newsroom.edition(self.now()))

    def now(self) -> Moment:
        """The moment that answers are made for."""
        return self.newsroom.settings.as_of or self.clock()

    def edition(self) -> Edition:
        """What matters now, at most some seconds old."""
        return self._standing.at(self.clock())

    def story(self, story_id: str) -> Story:
        """A story, also one that was merged. UnknownId if there is none."""
        story = self.store.stories.get(story_id)
        if story is None:
            raise UnknownId(story_id, "there is no story of this id.", "Look at /stories or search.")
        return story

    def brief(self, story_id: str, version: int | None = None) -> Brief:
        """A story's brief. UnknownId if there is none, or none of this version."""
        brief = self.store.stories.brief(story_id, version)
        if brief is None:
            raise UnknownId(story_id, "there is no brief of this id and version.", "Look at /stories or search.")
        return brief

    def article(self, article_id: str) -> Article:
        """An article. UnknownId if there is none."""
        article = self.store.articles.get(article_id)
        if article is None:
            raise UnknownId(article_id, "there is no article of this id.", "Look at /articles or search.")
        return article

    def mark(self, reader: str, story_id: str) -> Mark:
        """What a reader did with a story."""
        return self.store.marks.get(reader, story_id) or Mark(story_id)
