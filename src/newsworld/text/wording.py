"""Words of a text with their offsets, and where each word stands: made once, asked by many."""

from __future__ import annotations

import bisect
import functools
import re
from dataclasses import dataclass
from itertools import accumulate
from operator import sub

# What stands before a word, and the word; possessive, so that a long row of marks is read once.
_WORD = re.compile(r"(\W*+)(\d+(?:[.,]\d+)*|\w+|\Z)")


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a text, in order: as written in lower case, with code points [start, end)."""

    text: str
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    places: dict[str, list[int]]  # word -> its indices

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
        return sorted(index for word in wanted & self.places.keys() for index in self.places[word])


@functools.lru_cache(maxsize=4)
def wording(text: str) -> Wording:
    """The words of a text. The last few texts are remembered, since several finders ask for the same one."""
    lowered = text.lower()
    aligned = len(lowered) == len(text)  # a letter that grows when lowered would shift every offset after it
    source = lowered if aligned else text
    pairs = _WORD.findall(source)
    while pairs and not pairs[-1][1]:
        pairs.pop()
    written = [word for _, word in pairs]
    ends = tuple(accumulate([len(gap) + len(word) for gap, word in pairs]))
    starts = tuple(map(sub, ends, map(len, written)))
    words = tuple(written) if aligned else tuple(word.lower() for word in written)
    return Wording(text, words, starts, ends, _places(words))


def _places(words: tuple[str, ...]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for index, word in enumerate(words):
        if word in places:
            places[word].append(index)
        else:
            places[word] = [index]
    return places
