"""More on this topic: other stories that share text, entities and topics with one; never itself, never copies of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsworld.news.moments import instant_of

if TYPE_CHECKING:
    from newsworld.group.desk import Desk
    from newsworld.news.stories import Story

SPEAKERS = 6  # latest independent articles that speak for a story
ENTITIES_COUNT = 0.5  # as much as half of the text: two stories of one country are not yet of one topic
TOPIC_COUNTS = 0.05
LEAST = 0.2  # of all that: below it, what is found in the sample world shares a country and no subject


def related(story: Story, desk: Desk, limit: int = 5) -> tuple[Story, ...]:
    """Stories on the same topic, closest first and newest first where equally close."""
    own = desk.resolve(story.id)
    origins = {member.copy_of or member.id for member in story.members}
    topics = {topic.id for topic in story.topics}
    score: dict[str, float] = {}
    for name in [member.id for member in story.members if not member.copy_of][-SPEAKERS:]:
        for other, text, entities in desk.neighbours(name):
            if desk.origin(other) not in origins:
                at = desk.story_of(other)
                score[at] = max(score.get(at, 0.0), text + ENTITIES_COUNT * entities)
    score.pop(own, None)
    found = [(desk.story(name), close) for name, close in score.items()]
    weighed = [(close + TOPIC_COUNTS * len(topics & {t.id for t in other.topics}), other) for other, close in found]
    near = [(round(close, 1), other) for close, other in weighed if close >= LEAST]
    near.sort(key=lambda row: (-row[0], -instant_of(row[1].last_seen).timestamp(), row[1].id))
    return tuple(other for _, other in near[:limit])
