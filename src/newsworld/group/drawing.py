"""Drawing: a story out of what is filed of its articles, by the desk or out of a stream."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsworld.group.topics import standing
from newsworld.news.moments import instant_of
from newsworld.news.stories import Member, Story

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsworld.news.moments import Moment
    from newsworld.news.stories import Topic


@dataclass(slots=True)
class Filed:
    """What is kept of an article for good."""

    id: str
    story: str
    headline: str
    moment: Moment
    copy_of: str | None
    why: tuple[str, ...]
    topics: tuple[Topic, ...] = ()
    cites: str | None = None  # the earlier article that this one says it has its news from

    @property
    def origin(self) -> str:
        """Whose report this is in the end."""
        return self.copy_of or self.cites or self.id


def drawn(story: str, filed: Sequence[Filed]) -> Story:
    """The story of these articles, of which there is one at least; the first gave it its headline."""
    moments = sorted((one.moment for one in filed), key=instant_of)
    return Story(
        id=story,
        headline=filed[0].headline,
        first_seen=moments[0],
        last_seen=moments[-1],
        members=tuple(Member(one.id, one.copy_of, one.why) for one in filed),
        origins=len({one.origin for one in filed}),
        topics=standing(one.topics for one in filed if not one.copy_of),
    )
