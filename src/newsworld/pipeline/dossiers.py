"""Dossier: all that is known of one story when its page is written, out of the store or out of a stream."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newsworld.group import Filed, drawn, topics
from newsworld.news.stories import Member, Story

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from newsworld.news.articles import Article, Revision
    from newsworld.news.moments import Moment
    from newsworld.news.readings import Reading
    from newsworld.news.sourcing import Outlet
    from newsworld.news.stories import Placement
    from newsworld.store import Store

UNDATED: Moment = "1970-01-01T00:00:00+00:00"


@dataclass(frozen=True, slots=True)
class Dossier:
    """A story with its articles and readings by id, outlets by name, related stories each with an article to cite."""

    story: Story
    articles: Mapping[str, Article]
    readings: Mapping[str, Reading]
    outlets: Mapping[str, Outlet] = field(default_factory=dict)
    related: tuple[tuple[Story, Article], ...] = ()
    revisions: tuple[Revision, ...] = ()


def articles_of(store: Store, story: Story) -> dict[str, Article]:
    """The story's articles by id; a member whose article is gone is left out."""
    found = ((member.id, store.articles.get(member.id)) for member in story.members)
    return {name: article for name, article in found if article is not None}


def kept(store: Store, story: Story, related: Iterable[Story]) -> Dossier:
    """The dossier of a story out of the store."""
    articles = articles_of(store, story)
    readings = ((name, store.articles.reading(name)) for name in articles)
    beside = ((other, store.articles.get(other.members[0].id)) for other in related)
    return Dossier(
        story=story,
        articles=articles,
        readings={name: reading for name, reading in readings if reading is not None},
        outlets={outlet.name: outlet for outlet in store.sources.outlets()},
        related=tuple((other, article) for other, article in beside if article is not None),
        revisions=tuple(rev for a in articles.values() if a.version > 1 for rev in store.articles.revisions(a.id)),
    )


def alone(article: Article, reading: Reading) -> Dossier:
    """The dossier of a story that is one article."""
    moment = article.published or UNDATED
    story = Story(f"story-{article.id}", article.headline or "", moment, moment, (Member(article.id),))
    return Dossier(story, {article.id: article}, {article.id: reading})


@dataclass(slots=True)
class Folder:
    """Articles as they come down a stream, until every story in it can be told. The last line of an id counts."""

    articles: dict[str, Article] = field(default_factory=dict)
    readings: dict[str, Reading] = field(default_factory=dict)
    placements: dict[str, Placement] = field(default_factory=dict)

    def add(self, article: Article, reading: Reading, placement: Placement) -> None:
        """Lay an article into the folder of its story."""
        self.articles[article.id] = article
        self.readings[article.id] = reading
        self.placements[article.id] = placement

    def dossiers(self) -> Iterator[Dossier]:
        """Every story, in the order of its first article."""
        by_story: dict[str, list[str]] = {}
        for placement in self.placements.values():
            by_story.setdefault(placement.story, []).append(placement.id)
        for story_id, members in by_story.items():
            yield self._dossier(story_id, members)

    def dossier(self, story_id: str) -> Dossier:
        """One story, as far as it has come down the stream."""
        return self._dossier(story_id, [one.id for one in self.placements.values() if one.story == story_id])

    def _dossier(self, story_id: str, members: list[str]) -> Dossier:
        articles = {name: self.articles[name] for name in members}
        readings = {name: self.readings[name] for name in members}
        return Dossier(drawn(story_id, [self._filed(name) for name in members]), articles, readings)

    def _filed(self, name: str) -> Filed:
        article, placed = self.articles[name], self.placements[name]
        about = topics(article, self.readings[name])
        moment = article.published or UNDATED
        return Filed(name, placed.story, article.headline or "", moment, placed.copy_of, placed.why, about)
