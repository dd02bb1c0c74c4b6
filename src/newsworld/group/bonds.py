"""Bonds: which articles must share a story and which must not, as readers said. They hold for ever."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsworld.news.stories import Correction


class Bonds:
    """Sets of articles that belong together, and pairs that do not; the latest word wins where two conflict."""

    def __init__(self) -> None:
        self._set_of: dict[str, int] = {}
        self._sets: dict[int, set[str]] = {}
        self._apart: defaultdict[str, set[str]] = defaultdict(set)
        self._made = 0

    def add(self, correction: Correction) -> None:
        """Take a reader's word."""
        if correction.kind == "merge":
            self._tie((*correction.articles, *correction.others))
            return
        moved, others = set(correction.articles), set(correction.others)
        self._untie(moved)
        if correction.kind == "split":
            self._tie(sorted(moved))
        for one in moved:
            self._apart[one] |= others - moved
            for other in others - moved:
                self._apart[other].add(one)

    def together(self, article: str) -> frozenset[str]:
        """The articles that this one must share a story with, itself among them."""
        return frozenset(self._sets[self._set_of[article]]) if article in self._set_of else frozenset((article,))

    def apart(self, article: str) -> frozenset[str]:
        """The articles that this one, or one it is tied to, must not share a story with."""
        if not self._apart:
            return frozenset()
        return frozenset().union(*(self._apart.get(one, ()) for one in self.together(article)))

    def _tie(self, articles: Iterable[str]) -> None:
        tied: set[str] = set()
        for article in articles:
            tied.add(article)
            if article in self._set_of:
                tied |= self._sets.pop(self._set_of[article], set())
        for article in tied:
            self._apart[article] -= tied
        self._keep(tied)

    def _untie(self, moved: set[str]) -> None:
        for article in sorted(moved):
            if article in self._set_of:
                rest = self._sets[self._set_of.pop(article)]
                rest.discard(article)

    def _keep(self, tied: set[str]) -> None:
        self._made += 1
        self._sets[self._made] = tied
        self._set_of.update(dict.fromkeys(tied, self._made))
