"""Room: what the routes of one running API share: the newsroom, its clock, an edition that is made once for all."""

from __future__ import annotations

import threading
from collections import Counter, OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from newsworld.api.nouns import TopicRow
from newsworld.news.errors import UnknownId
from newsworld.news.moments import FIRST_MOMENT, LAST_MOMENT
from newsworld.news.stories import Mark
from newsworld.pipeline.editions import Standing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from newsworld.news.articles import Article
    from newsworld.news.briefs import Brief, Edition
    from newsworld.news.moments import Moment
    from newsworld.news.stories import Story, Topic

    Stories = Any  # the store's shelf of that name: doors do not import the store
    from newsworld.newsroom import Newsroom


T = TypeVar("T")
TOPICS_FROM = 500  # stories whose topics are counted: the newest
MAX_OPENED = 300  # briefs kept open: the stories that one page of facts looks through, twice
MAX_CARDS = 20_000


@dataclass(frozen=True, slots=True)
class Card:
    """What lists show of a brief."""

    headline: str = ""
    standfirst: str | None = None
    language: str = "en"
    kind: str = "news"
    version: int = 0


class Shelf:
    """Briefs that lists have opened, in their newest version: the store's list of changes tells which are no more."""

    def __init__(self, stories: Stories) -> None:
        self._stories = stories
        self._seen = -1
        self._opened: OrderedDict[str, Brief | None] = OrderedDict()
        self._cards: OrderedDict[str, Card | None] = OrderedDict()
        self._lock = threading.Lock()

    def refresh(self) -> None:
        """Let go of what has changed since the last time. The store is asked while nobody waits for the shelf."""
        seen = self._seen
        changes = list(self._stories.changes(seen, MAX_CARDS)) if seen >= 0 else []
        newest = self._stories.last_change() if seen < 0 or len(changes) == MAX_CARDS else None
        if not changes and newest is None:
            return
        with self._lock:
            if newest is not None:
                self._opened.clear()
                self._cards.clear()
            for change in changes:
                self._opened.pop(change.story, None)
                self._cards.pop(change.story, None)
            self._seen = max(self._seen, newest if newest is not None else changes[-1].number)

    def brief(self, story_id: str) -> Brief | None:
        """A story's brief; call `refresh` once before asking for many."""
        with self._lock:
            if story_id in self._opened:
                self._opened.move_to_end(story_id)
                return self._opened[story_id]
            seen = self._seen
        return self._kept(self._opened, MAX_OPENED, story_id, self._stories.brief(story_id), seen)

    def card(self, story_id: str) -> Card | None:
        """What lists show of a story's brief; None as long as it has none."""
        with self._lock:
            if story_id in self._cards:
                return self._cards[story_id]
            seen = self._seen
        brief = self._stories.brief(story_id)
        card = None
        if brief is not None:
            standfirst = brief.standfirst.text if brief.standfirst else None
            card = Card(brief.headline, standfirst, brief.language, brief.kind, brief.version)
        return self._kept(self._cards, MAX_CARDS, story_id, card, seen)

    def _kept(self, shelf: OrderedDict[str, T | None], most: int, name: str, found: T | None, seen: int) -> T | None:
        """Put what was found on its shelf, unless something changed since it was looked for."""
        with self._lock:
            if found is not None and seen == self._seen:
                shelf[name] = found
                if len(shelf) > most:
                    shelf.popitem(last=False)
        return found


def counted(stories: Stories) -> tuple[TopicRow, ...]:
    """The topics of the newest stories, the most frequent first."""
    counts: Counter[str] = Counter()
    known: dict[str, Topic] = {}
    for _, story in stories.page(TOPICS_FROM, since=FIRST_MOMENT, until=LAST_MOMENT):
        for topic in story.topics:
            known.setdefault(topic.id, topic)
            counts[topic.id] += 1
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(TopicRow(name, known[name].name, known[name].kind, count) for name, count in ranked)


class Room:
    """A newsroom and its clock, as the routes see them."""

    def __init__(self, newsroom: Newsroom, clock: Callable[[], Moment]) -> None:
        self.newsroom = newsroom
        self.store = newsroom.store
        self.clock = clock
        self.streams = 0  # listeners to changes, at this moment
        self.briefs = Shelf(newsroom.store.stories)
        self._standing = Standing(lambda: newsroom.edition(self.now()))
        self._topics = Standing(lambda: counted(newsroom.store.stories))

    def now(self) -> Moment:
        """The moment that answers are made for."""
        return self.newsroom.settings.as_of or self.clock()

    def edition(self) -> Edition:
        """What matters now, at most some seconds old."""
        return self._standing.at(self.clock())

    def topics(self) -> tuple[TopicRow, ...]:
        """The topics of the newest stories, the most frequent first; at most some seconds old."""
        return self._topics.at(self.clock())

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

    def marks(self, reader: str, stories: Iterable[Story]) -> dict[str, Mark]:
        """What a reader did with some stories; those that nothing was done with are left out."""
        return self.store.marks.of(reader, [story.id for story in stories])
