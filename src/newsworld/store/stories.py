"""Where articles were placed, the stories they make, and their briefs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from newsworld.news.briefs import Brief
from newsworld.news.stories import Placement, Reach, Story, StoryChange
from newsworld.store.database import among
from newsworld.store.rows import AFTER_ALL, blob, every, number, one, packed, unpacking, utc_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsworld.news.moments import Moment
    from newsworld.store import StoryPlace
    from newsworld.store.database import Database

NEVER = "1970-01-01"
_placement, _story, _brief = unpacking(Placement), unpacking(Story), unpacking(Brief)
_row = unpacking(dict[str, object])
_PLACED = (
    "SELECT placements.body, redirects.into_story FROM placements "
    "LEFT JOIN redirects ON redirects.story = placements.story WHERE placements.article IN"
)


class StoryShelf:
    """See store.Stories."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def put_placement(self, placement: Placement) -> None:
        self._db.put("put_placement", placement.id, placement.story, packed(placement))

    def placement(self, article_id: str) -> Placement | None:
        return one(_placement, self._db.ask("placement", article_id))

    def placed(self, article_ids: Iterable[str]) -> dict[str, Placement]:
        found: dict[str, Placement] = {}
        for places, part in among(article_ids):
            for body, into in self._db.select(f"{_PLACED} {places}", *part):
                told = _placement(blob(body))
                found[told.id] = replace(told, story=self.resolve(str(into))) if into else told
        return found

    def placements(self, limit: int = 100_000) -> tuple[Placement, ...]:
        return every(_placement, self._db.ask("placements", limit))

    def put(self, story: Story) -> None:
        with self._db.writing():
            reach = (utc_key(story.last_seen), story.origins, len(story.copies()))
            self._db.put("put_story", story.id, *reach, packed(story))
            self._db.put("drop_topics", story.id)
            for topic in story.topics:
                self._db.put("put_topic", story.id, topic.id, reach[0])

    def drop(self, story_id: str) -> None:
        with self._db.writing():
            self._db.put("drop_story", story_id)
            self._db.put("drop_topics", story_id)
            self._db.put("drop_brief", story_id)
            self._db.put("drop_entry", "story", story_id)

    def get(self, story_id: str) -> Story | None:
        return one(_story, self._db.ask("story", self.resolve(story_id)))

    def between(self, start: Moment, end: Moment, limit: int = 1000) -> tuple[Story, ...]:
        return every(_story, self._db.ask("stories_between", utc_key(start), utc_key(end), limit))

    def reaches(self, start: Moment, end: Moment) -> tuple[Reach, ...]:
        return tuple(Reach(*row) for row in self._db.ask("reaches", utc_key(start), utc_key(end)))  # type: ignore[arg-type]

    def page(
        self, limit: int, before: StoryPlace | None = None, *, topic: str | None = None, since: Moment, until: Moment
    ) -> tuple[tuple[StoryPlace, Story], ...]:
        name, more = ("stories_page", ()) if topic is None else ("stories_page_of_topic", (topic,))
        rows = self._db.ask(name, *more, utc_key(since), utc_key(until), *(before or (AFTER_ALL, "")), limit)
        return tuple(((str(moment), str(story)), _story(blob(body))) for moment, story, body in rows)

    def changes(self, since: int, limit: int) -> tuple[StoryChange, ...]:
        return tuple(StoryChange(*row) for row in self._db.ask("changes", since, limit))  # type: ignore[arg-type]

    def last_change(self) -> int:
        return number(self._db.ask("last_change"))

    def of_topic(self, topic: str, limit: int = 100) -> tuple[Story, ...]:
        return every(_story, self._db.ask("stories_of_topic", topic, limit))

    def count(self) -> int:
        return number(self._db.ask("count_stories"))

    def redirect(self, story_id: str, into: str) -> None:
        with self._db.writing():
            self._db.put("put_redirect", story_id, into)
            self._db.put("put_change", story_id, 0, into)

    def redirects(self) -> dict[str, str]:
        return {str(old): str(new) for old, new in self._db.ask("redirects")}

    def resolve(self, story_id: str) -> str:
        seen = {story_id}
        while found := self._db.ask("redirect", story_id):
            story_id = str(found[0][0])
            if story_id in seen:
                break
            seen.add(story_id)
        return story_id

    def put_correction(self, row: dict[str, object]) -> None:
        self._db.put("put_correction", packed(row))

    def corrections(self) -> tuple[dict[str, object], ...]:
        return every(_row, self._db.ask("corrections"))

    def put_brief(self, brief: Brief) -> None:
        with self._db.writing():
            self._db.put("keep_brief", brief.story)
            self._db.put("put_brief", brief.story, brief.version, packed(brief))
            self._db.put("put_change", brief.story, brief.version, None)
            told = self._db.ask("story_moment", brief.story)
            moment = str(told[0][0]) if told else utc_key(brief.updated or NEVER)
            self._db.put("put_entry", "story", brief.story, "", moment, brief.version)

    def brief(self, story_id: str, version: int | None = None) -> Brief | None:
        newest = one(_brief, self._db.ask("brief", self.resolve(story_id)))
        if version is None or (newest is not None and newest.version == version):
            return newest
        return one(_brief, self._db.ask("brief_version", self.resolve(story_id), version))
