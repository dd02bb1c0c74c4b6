"""Where each word of a text stands: one pass over the text, then a look-up for every list of words that is sought."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet


class Places(dict[str, list[int]]):
    """Each word with its indices, in order."""

    @classmethod
    def of(cls, words: Iterable[str]) -> Places:
        """The places of a text's words."""
        places: defaultdict[str, list[int]] = defaultdict(list)
        for index, word in enumerate(words):
            places[word].append(index)
        return cls(places)

    def found(self, wanted: AbstractSet[str]) -> list[int]:
        """Indices of the words that are among the wanted, in order."""
        return sorted(index for word in wanted & self.keys() for index in self[word])
