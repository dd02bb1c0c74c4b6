"""What matters now: the stories of an edition, weightiest first."""

from __future__ import annotations

import math
from datetime import timedelta
from typing import TYPE_CHECKING

from newsworld.news.briefs import Edition
from newsworld.news.moments import instant_of

if TYPE_CHECKING:
    from newsworld.news.moments import Moment
    from newsworld.news.stories import Story
    from newsworld.store import Store

HALF_LIFE_HOURS = 36  # a story that nobody has added to for a day and a half weighs half: chosen for a daily reader
COPY_SHARE = 0.15  # what a further outlet with a copied text adds, beside an independent origin's 1


def weight(story: Story, now: Moment) -> float:
    """Independent origins, and a little for reach, halved as the newest report grows old."""
    hours = max(0.0, (instant_of(now) - instant_of(story.last_seen)).total_seconds() / 3600)
    reach = story.origins + COPY_SHARE * len(story.copies())
    return math.log2(1 + reach) * math.exp2(-hours / HALF_LIFE_HOURS)


def edition(store: Store, now: Moment, *, days: int, stories: int) -> Edition:
    """The edition of a moment: the newest `days` days' stories, `stories` of them at most."""
    end = instant_of(now)
    found = store.stories.between(
        (end - timedelta(days=days)).isoformat(), (end + timedelta(hours=1)).isoformat(), 5000
    )
    ranked = sorted(found, key=lambda story: (-weight(story, now), story.id))
    chosen = [(story, store.stories.brief(story.id)) for story in ranked[: stories * 2]]
    told = [(story, brief) for story, brief in chosen if brief is not None][:stories]
    return Edition(now, tuple(brief for _, brief in told), tuple(story for story, _ in told))
