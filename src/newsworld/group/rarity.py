"""Rarity: how much it says that two articles share a term, learned from the stream as it passes."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

# Before the stream has taught better, a word that is in no list of frequent words is taken to stand in one article of
# 250, as if 500 had been seen (the grouping of 1,700 articles is the same for 50 and for 2,000).
IMAGINED_ARTICLES = 500.0
_OTHER_IMAGINED = IMAGINED_ARTICLES / 250
_FORGET_ABOVE = 500_000  # distinct terms: some 50 MB
_LEFT = 0.75  # of them, at most, once the rarest are forgotten


class Rarity:
    """Document frequencies of terms, names and entities, and the weight (inverse, in nats) that follows."""

    def __init__(self, seen_in: Counter[str] | None = None, articles: int = 0, *, learns: bool = True) -> None:
        self.articles = articles
        self._seen_in: Counter[str] = Counter() if seen_in is None else seen_in
        self._learns = learns

    def learned(self, terms: Collection[str]) -> dict[str, float]:
        """The weight of each of an article's terms, once the article is counted among those that hold them."""
        if self._learns:
            self._seen_in.update([*terms])  # a mapping would add its counts
            if len(self._seen_in) > _FORGET_ABOVE:
                self._forget()
        top = math.log(self.articles + IMAGINED_ARTICLES + 1)
        count, log = self._seen_in.get, math.log
        return {term: top - log(count(term, 0) + _OTHER_IMAGINED) for term in terms}

    def _forget(self) -> None:
        """Make room for new terms: the rarest go, since a term that is met again counts as new anyhow."""
        least = 1
        while len(self._seen_in) > _FORGET_ABOVE * _LEFT:
            least *= 2
            self._seen_in = Counter({term: count for term, count in self._seen_in.items() if count >= least})

    def count(self) -> None:
        """One more article."""
        self.articles += self._learns

    def still(self) -> Rarity:
        """The same knowledge, that learns no more."""
        return Rarity(self._seen_in, self.articles, learns=False)
