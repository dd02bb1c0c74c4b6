"""Index: which earlier articles an article could belong with, found by the rare things it holds."""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from heapq import nlargest
from itertools import islice
from typing import TYPE_CHECKING

from newsworld.group.profiles import asleep, packed, unpacked, weightiest

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
ROUSED = 1_000  # sleeping articles that are kept unpacked, since the stories of the hour are asked for again and again


class Shelf:
    """Profiles by the ids of their articles: the latest whole, the others asleep, as one string of bytes each."""

    def __init__(self, whole: int) -> None:
        self._room = whole
        self._whole: OrderedDict[str, Profile] = OrderedDict()  # in order of arrival
        self._asleep: dict[str, bytes] = {}
        self._roused: OrderedDict[str, Profile] = OrderedDict()
        self._passing: set[str] = set()  # that leave when they would fall asleep

    def __len__(self) -> int:
        return len(self._whole) + len(self._asleep)

    def get(self, name: str) -> Profile | None:
        """The profile of an article that is at hand."""
        return self._whole.get(name) or self._roused.get(name) or self._rouse(name)

    def put(self, new: Profile, *, lasting: bool) -> None:
        """Keep a profile; the oldest of the whole ones falls asleep, or leaves where it was not to last."""
        self._whole[new.id] = new
        if not lasting:
            self._passing.add(new.id)
        while len(self._whole) > self._room:
            name, oldest = self._whole.popitem(last=False)
            if name in self._passing:
                self._passing.discard(name)
            else:
                self._asleep[name] = packed(asleep(oldest))

    def pop(self, name: str) -> Profile | None:
        """Forget an article, and tell what was known of it."""
        found = self.get(name)
        for kept in (self._whole, self._asleep, self._roused):
            kept.pop(name, None)
        self._passing.discard(name)
        return found

    def _rouse(self, name: str) -> Profile | None:
        slept = self._asleep.get(name)
        if slept is None:
            return None
        if len(self._roused) >= ROUSED:
            self._roused.popitem(last=False)
        self._roused[name] = found = unpacked(slept)
        return found


class Index:
    """Articles by the terms and entities they hold; at most `postings` latest under each."""

    def __init__(self, options: Options) -> None:
        self.profiles = Shelf(options.wake)
        self._options = options
        self._under: dict[str, tuple[str, ...]] = {}

    def __len__(self) -> int:
        return len(self.profiles)

    def add(self, new: Profile, *, findable: bool = True) -> None:
        """Make an article findable. A copy is found through its origin."""
        self.profiles.put(new, lasting=findable)
        earlier, under = self._options.postings - 1, self._under
        for key, _ in _keys(new) if findable else ():
            under[key] = (*under.get(key, ())[-earlier:], new.id)

    def forget(self, name: str) -> None:
        """Take an article out, with all that it was found by."""
        gone, under = self.profiles.pop(name), self._under
        for key, _ in _keys(gone) if gone else ():
            left = tuple([other for other in under.get(key, ()) if other != name])
            if left:
                under[key] = left
            else:
                under.pop(key, None)

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
            story = story_of(name)
            spoken[story] += 1
            if spoken[story] <= EACH_STORY and (found := self.profiles.get(name)):
                chosen.append(found)
            if len(chosen) >= self._options.pairs:
                break
        return chosen


def _keys(new: Profile) -> list[tuple[str, float]]:
    """What the index knows an article by, asleep or whole, with the weight that sharing it has."""
    keys = list(islice(new.terms.items(), TERMS_ASKED))
    told = {key for key, _ in keys}
    numbers, entities = weightiest(new.numbers), weightiest(new.entities)
    keys += [(number, weight / NUMBERS_LENGTH) for number, weight in numbers.items() if number not in told]
    keys += [(entity, weight / ENTITIES_LENGTH) for entity, weight in entities.items()]
    return keys
