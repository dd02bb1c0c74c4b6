"""What is told of stories: lists and single ones, their briefs, their articles, topics, what changed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from newsworld import __version__
from newsworld.api.articles import row_of as article_row
from newsworld.api.nouns import About, ArticleRow, StoryRow, TopicRow
from newsworld.api.rows import FIRST_MOMENT, LAST_MOMENT, PAGED, SINCE, UNTIL, Moved, Page, Param, Route, sealed
from newsworld.news.briefs import Brief
from newsworld.news.stories import Story

if TYPE_CHECKING:
    from newsworld.api.room import Room
    from newsworld.api.rows import Ask
    from newsworld.news.stories import Topic

TOPICS_FROM = 500  # stories whose topics are counted: the newest


def row_of(room: Room, story: Story, reader: str, brief: Brief | None = None) -> StoryRow:
    """A story as a list shows it to a reader."""
    brief = brief or room.store.stories.brief(story.id)
    mark = room.mark(reader, story.id)
    return StoryRow(
        id=story.id,
        headline=brief.headline if brief else story.headline,
        standfirst=brief.standfirst.text if brief and brief.standfirst else None,
        language=brief.language if brief else "en",
        kind=brief.kind if brief else "news",
        version=brief.version if brief else 0,
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
    now = ask.room.edition()
    pairs = zip(now.stories, now.briefs, strict=True)
    return Page([row_of(ask.room, story, ask.permit.reader, brief) for story, brief in pairs])


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
    rows = [row_of(ask.room, story, ask.permit.reader) for _, story in found[:limit]]
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
    rows = [article_row(ask.room, article) for article in opened if article is not None]
    return Page(rows, sealed(end) if end < len(found.members) else None)


def topics(ask: Ask) -> Page:
    """The topics of the newest stories, the most frequent first."""
    counted: Counter[str] = Counter()
    known: dict[str, Topic] = {}
    for _, found in ask.room.store.stories.page(TOPICS_FROM, since=FIRST_MOMENT, until=LAST_MOMENT):
        for topic in found.topics:
            if ask.told["kind"] in (None, topic.kind):
                known.setdefault(topic.id, topic)
                counted[topic.id] += 1
    (start,) = ask.place(int) or (0,)
    end = start + ask.told["limit"]
    ranked = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    rows = [TopicRow(name, known[name].name, known[name].kind, count) for name, count in ranked[start:end]]
    return Page(rows, sealed(end) if end < len(ranked) else None)


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
