"""Words of a text with their offsets, and where each word stands: made once, asked by many."""

from __future__ import annotations

import bisect
import functools
import re
from dataclasses import dataclass
from itertools import accumulate

from newsworld.text.places import Places

_WORD = re.compile(r"(\d+(?:[.,]\d+)*|\w+)")


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a text, in order: as written in lower case, with code points [start, end)."""

    text: str
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    places: Places

    def at(self, offset: int) -> int:
        """Index of the first word that starts at or after a code point."""
        return bisect.bisect_left(self.starts, offset)

    def within(self, start: int, end: int) -> range:
        """Indices of the words that start inside [start, end)."""
        return range(self.at(start), self.at(end))

    def gap(self, index: int) -> str:
        """What stands between a word and the next; empty after the last."""
        if index < 0 or index + 1 >= len(self.words):
            return ""
        return self.text[self.ends[index] : self.starts[index + 1]]

    def written(self, index: int) -> str:
        """The word with its capitals."""
        return self.text[self.starts[index] : self.ends[index]]

    def found(self, wanted: frozenset[str]) -> list[int]:
        """Indices of the words that are among the wanted, in order."""
        return self.places.found(wanted)


@functools.lru_cache(maxsize=4)
def wording(text: str) -> Wording:
    """The words of a text. The last few texts are remembered, since several finders ask for the same one."""
    lowered = text.lower()
    aligned = len(lowered) == len(text)  # a letter that grows when lowered would shift every offset after it
    source = lowered if aligned else text
    parts = _WORD.split(source)  # gap, word, gap, ... word, gap
    edges = tuple(accumulate(map(len, parts)))
    words = tuple(parts[1::2]) if aligned else tuple(word.lower() for word in parts[1::2])
    return Wording(text, words, edges[:-1:2], edges[1::2], Places.of(words))
