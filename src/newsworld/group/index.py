"""Index: which earlier articles an article could belong with, found by the rare things it holds."""

from __future__ import annotations

from collections import defaultdict
from heapq import nlargest
from itertools import islice
from typing import TYPE_CHECKING

from newsworld.group.profiles import asleep

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsworld.group.options import Options
    from newsworld.group.profiles import Profile

TERMS_ASKED = 24  # weightiest terms of an article that the index is asked for
ENTITIES_LENGTH = 20.0  # nats: two rare entities in common are enough to be looked at, whatever the languages
NUMBERS_LENGTH = 30.0
POOL = 48  # earlier articles by weight of what they share, before each story gets its share of `pairs`
LEAST_SHARED = 0.08  # of the weight that is asked for: below it one pair in 500 was of one event, and none was accepted
EACH_STORY = 6  # articles of one story that speak for it


class Index:
    """Articles by the terms and entities they hold; at most `postings` latest under each."""

    def __init__(self, options: Options) -> None:
        self.profiles: dict[str, Profile] = {}
        self._options = options
        self._under: dict[str, tuple[str, ...]] = {}
        self._awake: dict[str, None] = {}  # in order of arrival

    def __len__(self) -> int:
        return len(self.profiles)

    def add(self, new: Profile, *, findable: bool = True) -> None:
        """Make an article findable (a copy is found through its origin); the oldest fall asleep or are forgotten."""
        self.profiles[new.id] = new
        self._awake[new.id] = None
        earlier, under = self._options.postings - 1, self._under
        for key, _ in _keys(new) if findable else ():
            under[key] = (*under.get(key, ())[-earlier:], new.id)
        self._make_room()

    def wake(self, ids: list[str]) -> None:
        """Put articles whose story goes on at the end of the line for sleep."""
        for name in ids:
            if name in self._awake:
                del self._awake[name]
                self._awake[name] = None

    def near(self, new: Profile, story_of: Callable[[str], str]) -> list[Profile]:
        """The earlier articles that share most with this one, at most EACH_STORY of one story."""
        score: defaultdict[str, float] = defaultdict(float)
        under = self._under
        for key, weight in _keys(new):
            gain = weight * weight
            for name in under.get(key, ()):
                score[name] += gain
        pool = nlargest(POOL, [(shared, name) for name, shared in score.items() if shared > LEAST_SHARED])
        return self._fairly([name for _, name in pool if name != new.id], story_of)

    def _fairly(self, pool: list[str], story_of: Callable[[str], str]) -> list[Profile]:
        chosen: list[Profile] = []
        spoken: defaultdict[str, int] = defaultdict(int)
        for name in pool:
            found = self.profiles.get(name)
            if found is None:
                continue
            story = story_of(name)
            spoken[story] += 1
            if spoken[story] <= EACH_STORY:
                chosen.append(found)
            if len(chosen) >= self._options.pairs:
                break
        return chosen

    def _make_room(self) -> None:
        while len(self._awake) > self._options.wake:
            oldest = next(iter(self._awake))
            del self._awake[oldest]
            if oldest in self.profiles:
                self.profiles[oldest] = asleep(self.profiles[oldest])
        while len(self.profiles) > self._options.remembered:
            self.profiles.pop(next(iter(self.profiles)))


def _keys(new: Profile) -> list[tuple[str, float]]:
    """What the index knows an article by, with the weight that sharing it has."""
    keys = list(islice(new.terms.items(), TERMS_ASKED))
    told = {key for key, _ in keys}
    keys += [(number, weight / NUMBERS_LENGTH) for number, weight in new.numbers.items() if number not in told]
    keys += [(entity, weight / ENTITIES_LENGTH) for entity, weight in new.entities.items()]
    return keys
