"""What is told of stories: lists and single ones, their briefs, their articles, topics, what changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsworld import __version__
from newsworld.api.articles import rows_of as article_rows
from newsworld.api.nouns import About, ArticleRow, StoryRow, TopicRow
from newsworld.api.room import Card
from newsworld.api.rows import PAGED, SINCE, UNTIL, Moved, Page, Param, Route, sealed
from newsworld.news.briefs import Brief
from newsworld.news.moments import FIRST_MOMENT, LAST_MOMENT
from newsworld.news.stories import Mark, Story

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsworld.api.room import Room
    from newsworld.api.rows import Ask


def rows_of(room: Room, stories: Sequence[Story], reader: str) -> list[StoryRow]:
    """Stories as a list shows them to a reader."""
    room.briefs.refresh()
    marks = room.marks(reader, stories)
    return [_row(room, story, marks.get(story.id, Mark(story.id))) for story in stories]


def _row(room: Room, story: Story, mark: Mark) -> StoryRow:
    card = room.briefs.card(story.id) or Card(story.headline)
    return StoryRow(
        id=story.id,
        headline=card.headline,
        standfirst=card.standfirst,
        language=card.language,
        kind=card.kind,
        version=card.version,
        first_seen=story.first_seen,
        last_seen=story.last_seen,
        articles=len(story.members),
        origins=story.origins,
        copies=len(story.copies()),
        topics=story.topics,
        seen_version=mark.seen_version,
        starred=mark.starred,
        followed=mark.followed,
    )


def about(ask: Ask) -> About:
    """What answers here."""
    links = {route.name: f"/api/v1{route.path}" for route in ROUTES if "{" not in route.path and route.path != "/"}
    shelves = ask.room.store
    return About("Newsworld", __version__, links, shelves.articles.count(), shelves.stories.count())


def edition(ask: Ask) -> Page:
    """What matters now."""
    return Page(rows_of(ask.room, ask.room.edition().stories, ask.permit.reader))


def stories(ask: Ask) -> Page:
    """Stories, those last added to first."""
    limit = ask.told["limit"]
    found = ask.room.store.stories.page(
        limit + 1,
        ask.place(str, str),
        topic=ask.told["topic"],
        since=ask.told["since"] or FIRST_MOMENT,
        until=ask.told["until"] or LAST_MOMENT,
    )
    rows = rows_of(ask.room, [story for _, story in found[:limit]], ask.permit.reader)
    return Page(rows, sealed(*found[limit - 1][0]) if len(found) > limit else None)


def story(ask: Ask) -> Story | Moved:
    """One story."""
    found = ask.room.story(ask.text("story"))
    return found if found.id == ask.text("story") else Moved(f"/stories/{found.id}")


def brief(ask: Ask) -> Brief | Moved:
    """A story's page."""
    found = ask.room.brief(ask.text("story"), ask.told["version"])
    return found if found.story == ask.text("story") else Moved(f"/stories/{found.story}/brief")


def members(ask: Ask) -> Page:
    """A story's articles, in the order in which they came."""
    found = ask.room.story(ask.text("story"))
    (start,) = ask.place(int) or (0,)
    end = start + ask.told["limit"]
    opened = (ask.room.store.articles.get(member.id) for member in found.members[start:end])
    rows = article_rows(ask.room, [article for article in opened if article is not None])
    return Page(rows, sealed(end) if end < len(found.members) else None)


def topics(ask: Ask) -> Page:
    """The topics of the newest stories, the most frequent first."""
    rows = [topic for topic in ask.room.topics() if ask.told["kind"] in (None, topic.kind)]
    (start,) = ask.place(int) or (0,)
    end = start + ask.told["limit"]
    return Page(rows[start:end], sealed(end) if end < len(rows) else None)


STORY = Param(name="story", does="The id of a story.", in_path=True)
ROUTES = (
    Route(name="about", path="/", does="What answers here, and where its lists are.", act=about, answer=About),
    Route(
        name="edition", path="/edition", does="What matters now, weightiest first.", act=edition,
        answer=StoryRow, is_list=True,
    ),
    Route(
        name="stories", path="/stories", does="Stories, those last added to first.", act=stories, answer=StoryRow,
        is_list=True, params=(Param(name="topic", does="Of this topic alone (its id)."), SINCE, UNTIL, *PAGED),
        can_be_missing=True,
    ),
    Route(
        name="story", path="/stories/{story}", does="One story with its articles, and what tied each to it.",
        act=story, answer=Story, params=(STORY,), can_move=True, can_be_missing=True,
    ),
    Route(
        name="brief", path="/stories/{story}/brief", does="A story's page: every line with its citations.", act=brief,
        answer=Brief, can_move=True, can_be_missing=True,
        params=(
            STORY,
            Param(name="version", does="An earlier version of the page.", kind="count", least=1, most=1_000_000_000),
        ),
    ),
    Route(
        name="members", path="/stories/{story}/articles", does="A story's articles, in the order in which they came.",
        act=members, answer=ArticleRow, is_list=True, params=(STORY, *PAGED), can_be_missing=True,
    ),
    Route(
        name="topics", path="/topics", does="The topics of the newest stories, the most frequent first.", act=topics,
        answer=TopicRow, is_list=True, can_be_missing=True,
        params=(Param(name="kind", does="Of this kind alone: subject, country, person, organisation, place."), *PAGED),
    ),
)  # fmt: skip
