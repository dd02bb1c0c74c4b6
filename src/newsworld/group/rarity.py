"""Rarity: how much it says that two articles share a term, learned from the stream as it passes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# Before the stream has taught better, a word of a language's frequent list is taken to stand in a third of all articles
# and any other in one of 250: round figures of newswire in any language.
IMAGINED_ARTICLES = 500.0
FREQUENT_SHARE = 0.35
OTHER_SHARE = 0.004
_OTHER_IMAGINED = IMAGINED_ARTICLES * OTHER_SHARE
_FORGET_ABOVE = 2_000_000  # distinct terms


class Rarity:
    """Document frequencies of terms, names and entities, and the weight (inverse, in nats) that follows."""

    def __init__(self) -> None:
        self.articles = 0
        self._seen_in: dict[str, int] = {}

    def learn(self, terms: Iterable[str]) -> None:
        """Count one more article that holds these terms, each once."""
        self.articles += 1
        seen_in = self._seen_in
        for term in terms:
            seen_in[term] = seen_in.get(term, 0) + 1
        if len(seen_in) > _FORGET_ABOVE:
            self._seen_in = {term: count for term, count in seen_in.items() if count > 1}

    def still(self) -> Rarity:
        """The same knowledge, that learns no more."""
        return _Still(self)

    def weights(self, terms: Iterable[str]) -> dict[str, float]:
        """The weight of each term that is in no list of frequent words."""
        top = math.log(self.articles + IMAGINED_ARTICLES + 1)
        count, log = self._seen_in.get, math.log
        return {term: top - log(count(term, 0) + _OTHER_IMAGINED) for term in terms}


class _Still(Rarity):
    def __init__(self, known: Rarity) -> None:
        self.articles, self._seen_in = known.articles, known._seen_in

    def learn(self, terms: Iterable[str]) -> None:
        """Leave it."""
