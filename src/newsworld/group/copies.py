"""Wire copies: which article republishes the text of an earlier one, and how we know."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from newsworld.news.stories import WireCopy
from newsworld.text.fingerprints import containment

if TYPE_CHECKING:
    from newsworld.group.index import Shelf
    from newsworld.group.options import Options
    from newsworld.group.profiles import Profile

COPY_SHARE = 0.6  # of a text's four-word runs that stand in an earlier one: reworded copies keep .8, quoting reports .4
LEAST_SHINGLES = 16  # shorter texts are alike by chance
TRIED = 8  # earlier texts compared in full
LEAST_SAMPLE = 0.25  # of the lesser sketch that must stand in the other before the whole texts are compared
LEAST_HITS = int(LEAST_SAMPLE * LEAST_SHINGLES)
BUCKETS = 2**19  # that shingles fall into by their lowest bits; 8,000 texts put half a shingle into each
DEPTH = 4  # texts kept per bucket: the first, who is the likely origin, and the latest


class _Text(NamedTuple):
    id: str
    origin: str


class Copies:
    """The latest texts by the shingles in their sketches, and whose text each one is.

    The table is of one size for ever: texts stand in it by numbers that only grow, and newer ones take the place of
    older ones. Two shingles may share a bucket; a text counts once enough of its shingles are met.
    """

    def __init__(self, options: Options) -> None:
        self._room = options.wake
        self._under = np.zeros((BUCKETS, DEPTH), dtype=np.uint32)
        self._texts: dict[int, _Text] = {}  # by number
        self._number = 0

    def find(self, new: Profile, profiles: Shelf) -> WireCopy | None:
        """The earliest independent text that this article republishes."""
        if len(new.shingles) < LEAST_SHINGLES:
            return None
        met = Counter(self._under[new.sketch % BUCKETS].ravel().tolist())
        best: tuple[float, _Text] | None = None
        for number, count in met.most_common(TRIED + 1):  # one more: of empty places there are most
            known = self._texts.get(number) if count >= LEAST_HITS else None
            old = profiles.get(known.id) if known else None
            if known is None or old is None or count < LEAST_SAMPLE * min(len(new.sketch), len(old.sketch)):
                continue
            share = containment(new.shingles, old.shingles)
            if share >= COPY_SHARE and (best is None or share > best[0]):
                best = (share, known)
        return _told(new, *best, profiles) if best else None

    def add(self, new: Profile, origin: str | None) -> None:
        """Make a text findable for the copies to come."""
        self._number += 1
        self._texts[self._number] = _Text(new.id, origin or new.id)
        oldest = self._number - self._room
        self._texts.pop(oldest, None)
        buckets = new.sketch % BUCKETS
        rows = self._under[buckets]
        lasts = rows[:, 0] > max(0, oldest)
        rows[lasts, 1:-1] = rows[lasts, 2:]
        rows[lasts, -1] = self._number
        rows[~lasts, 0] = self._number
        self._under[buckets] = rows


def _told(new: Profile, share: float, text: _Text, profiles: Shelf) -> WireCopy:
    source = profiles.get(text.origin) or profiles.get(text.id)
    by = next((who for who in (source.credit, source.outlet) if who), None) if source else None
    named = f"{text.origin} ({by})" if by else text.origin
    return WireCopy(new.id, text.origin, f"same text as {named}, {share:.0%} of its words".replace("%", " %"), share)
