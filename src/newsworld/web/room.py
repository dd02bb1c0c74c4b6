"""ReadingRoom: what the pages of one running reader share."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newsworld.news.errors import UnknownId
from newsworld.news.moments import instant_of
from newsworld.pipeline import editions, wishes
from newsworld.pipeline.editions import Standing
from newsworld.publish import storypage
from newsworld.publish.cited import Numbering

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsworld.news.articles import Article
    from newsworld.news.briefs import Brief, Edition, Line
    from newsworld.news.moments import Moment
    from newsworld.news.stories import Correction, Interest, Mark, Story
    from newsworld.newsroom import Newsroom
    from newsworld.publish.cited import LineView
    from newsworld.publish.storypage import Card, StoryView

CAUTION_SECONDS = 300.0  # how old cautions on outlets may be: all that is remembered of each is read for them
MAX_UNDO = 1000  # browsers whose last act can be taken back


@dataclass(slots=True)
class Library:
    """Articles, each opened once for as long as an edition is kept."""

    open: Callable[[str], Article | None]
    known: dict[str, Article | None] = field(default_factory=dict)

    def get(self, name: str) -> Article | None:
        """The article, if the store has it."""
        if name not in self.known:
            self.known[name] = self.open(name)
        return self.known[name]


@dataclass(slots=True)
class Shared:
    """What all readers' rooms share: the articles opened for the edition that stands, and cautions on outlets."""

    opened: tuple[Edition, Library] | None = None
    cautions: tuple[float, dict[str, tuple[str, ...]]] | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A reader's word, and who was in the story that it spoke of."""

    correction: Correction
    before: tuple[str, ...]


class ReadingRoom:
    """A newsroom and its clock; whose marks are kept, and what was before each browser's last act."""

    def __init__(self, newsroom: Newsroom, clock: Callable[[], Moment]) -> None:
        self.newsroom = newsroom
        self.clock = clock
        self.store = newsroom.store
        self.reader = ""  # nobody, until somebody is let in
        self.undo: dict[str, tuple[Mark | Interest | Said, ...]] = {}
        self._standing = Standing(lambda: newsroom.edition(self.clock()))
        self._shared = Shared()

    def of(self, reader: str) -> ReadingRoom:
        """The same room as one reader sees it: with their marks, interests and way of looking."""
        seen = copy.copy(self)
        seen.reader = reader
        return seen

    @property
    def carriers(self) -> tuple[str, ...]:
        """What tells this reader outside the page."""
        return self.newsroom.ways_to(self.reader)

    def now(self) -> Moment:
        """The moment that pages are made for."""
        return self.newsroom.settings.as_of or self.clock()

    def edition(self) -> Edition:
        """What matters now; made anew when it is older than some seconds, by one request for all."""
        return self._standing.at(self.clock())

    def cautions(self) -> dict[str, tuple[str, ...]]:
        """By outlet, what its last pages do not give any more."""
        at = instant_of(self.clock()).timestamp()
        kept = self._shared.cautions
        if kept is None or not 0 <= at - kept[0] < CAUTION_SECONDS:
            kept = self._shared.cautions = (at, self.newsroom.cautions())
        return kept[1]

    def library(self) -> Library:
        """The articles that pages cite."""
        edition = self.edition()
        opened = self._shared.opened
        if opened is None or opened[0] is not edition:
            opened = self._shared.opened = (edition, Library(self.store.articles.get))
        return opened[1]

    def marks(self) -> dict[str, Mark]:
        """What this reader did with stories."""
        return self.store.marks.all(self.reader)

    def interests(self) -> dict[str, Interest]:
        """What this reader follows and mutes."""
        return self.store.marks.interests(self.reader)

    def wanted(self) -> wishes.Wanted:
        """The edition as this reader wants it: without the topics left out for now, and what rules leave out."""
        interests = self.interests().values()
        spared = frozenset(one.topic for one in wishes.muted(interests, self.now()))
        return wishes.sorted_out(self.edition(), wishes.rules_of(interests), spared)

    def told(self, story_id: str) -> tuple[Story, Brief]:
        """A story with its page. UnknownId if there is none."""
        story, brief = self.store.stories.get(story_id), self.store.stories.brief(story_id)
        if story is None or brief is None:
            raise UnknownId(story_id, "there is no story of this id.", "Look on the front page or search.")
        return story, brief

    def view(self, story: Story, brief: Brief, mark: Mark | None) -> StoryView:
        """A story as this reader sees it."""
        seen = None
        if mark is not None and 0 < mark.seen_version < brief.version:
            seen = self.store.stories.brief(story.id, mark.seen_version)
        return storypage.story_view(
            brief, story, Library(self.store.articles.get), mark=mark, seen=seen, now=self.now()
        )

    def cards(self, edition: Edition, marks: dict[str, Mark], basics: int = 0) -> tuple[Card, ...]:
        """An edition's stories as cards."""
        library, now = self.library(), self.now()
        return tuple(
            storypage.card(brief, story, library, mark=marks.get(story.id), now=now, basics=basics)
            for brief, story in zip(edition.briefs, edition.stories, strict=True)
        )

    def lines(
        self, section: str, numbering: Numbering | None = None, where: Callable[[Line], bool] = lambda _: True
    ) -> tuple[LineView, ...]:
        """Lines of one section through all stories of the edition, those alone that pass `where`."""
        numbering = numbering or self.numbering()
        return tuple(
            numbering.line(line, brief.language, story=brief.story, headline=brief.headline)
            for brief in self.edition().briefs
            for line in brief.section(section)
            if where(line)
        )

    def numbering(self) -> Numbering:
        """Raised figures for one page."""
        return Numbering(self.library())

    def with_articles(self, edition: Edition) -> Edition:
        """The edition with the articles that its lines cite, and those of its stories."""
        return editions.with_articles(edition, self.library().get)

    def remember(self, visit: str, before: tuple[Mark | Interest | Said, ...]) -> None:
        """Keep what was before a browser's last act, so that it can be taken back."""
        if len(self.undo) >= MAX_UNDO:
            self.undo.pop(next(iter(self.undo)))
        self.undo[visit] = before
