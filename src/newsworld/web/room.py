"""ReadingRoom: what the pages of one running reader share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsworld.pipeline.dossiers import articles_of
from newsworld.publish import views
from newsworld.web.guard import Guard

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from newsworld.news.articles import Article
    from newsworld.news.briefs import Brief
    from newsworld.news.moments import Moment
    from newsworld.news.stories import Mark, Story
    from newsworld.newsroom import Newsroom
    from newsworld.publish.views import LineView, StoryView
    from newsworld.store import Store


@dataclass(slots=True)
class ReadingRoom:
    """A newsroom, its clock and its guard."""

    newsroom: Newsroom
    clock: Callable[[], Moment]
    guard: Guard = None  # type: ignore[assignment]

    def __post_init__(self) -> None:
        self.guard = Guard(self.newsroom.settings.password)

    @property
    def store(self) -> Store:
        """What the newsroom remembers."""
        return self.newsroom.store

    @property
    def reader(self) -> str:
        """Whose marks these are."""
        return self.newsroom.settings.reader

    def now(self) -> Moment:
        """The moment that pages are made for."""
        return self.newsroom.settings.as_of or self.clock()

    def marks(self) -> dict[str, Mark]:
        """What this reader did with stories."""
        return self.store.marks.all(self.reader)

    def view(self, story: Story, brief: Brief, mark: Mark | None) -> StoryView:
        """A story as this reader sees it."""
        seen = None
        if mark is not None and 0 < mark.seen_version < brief.version:
            seen = self.store.stories.brief(story.id, mark.seen_version)
        articles = articles_of(self.store, story) | self._cited_elsewhere(brief, story)
        return views.story_view(brief, story, articles, mark=mark, seen=seen, now=self.now())

    def _cited_elsewhere(self, brief: Brief, story: Story) -> dict[str, Article]:
        """Articles of other stories that a line cites: "more on this topic" does."""
        own = {member.id for member in story.members}
        names = {c.article for line in brief.lines() for c in line.citations} - own
        return {name: article for name in names if (article := self.store.articles.get(name)) is not None}

    def lines(self, section: str) -> Iterator[LineView]:
        """Lines of one section through all stories of the edition's days."""
        edition = self.newsroom.edition(self.clock())
        for brief, story in zip(edition.briefs, edition.stories, strict=True):
            lines = brief.section(section)
            if lines:
                numbering = views.Numbering(articles_of(self.store, story))
                for line in lines:
                    yield numbering.line(line, brief.language, story=story.id, headline=brief.headline)
