"""Wire copies: which article republishes the text of an earlier one, and how we know."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from newsworld.news.stories import WireCopy
from newsworld.text.fingerprints import containment

if TYPE_CHECKING:
    from newsworld.group.profiles import Profile

COPY_SHARE = 0.6  # of a text's four-word runs that stand in an earlier one: reworded copies keep .8, quoting reports .4
LEAST_SHINGLES = 16  # shorter texts are alike by chance
POSTINGS = 48  # texts kept per shingle: one that stands in more is boilerplate, the latest suffice
TRIED = 8  # earlier texts compared in full
LEAST_SAMPLE = 0.25  # of the lesser sketch that must stand in the other before the whole texts are compared


class Copies:
    """Texts by the shingles in their sketches, and whose text each one is."""

    def __init__(self) -> None:
        self._under: dict[int, tuple[str, ...]] = {}
        self._origin: dict[str, str] = {}

    def origin(self, article: str) -> str:
        """The article whose text this one carries: itself where it is independent."""
        return self._origin.get(article, article)

    def find(self, new: Profile, profiles: dict[str, Profile]) -> WireCopy | None:
        """The earliest independent text that this article republishes."""
        if len(new.shingles) < LEAST_SHINGLES:
            return None
        under = self._under
        hits = Counter([name for value in new.sketch.tolist() for name in under.get(value, ())])
        best: tuple[float, str] | None = None
        for name, count in hits.most_common(TRIED):
            old = profiles.get(name)
            if old is None or count < LEAST_SAMPLE * min(len(new.sketch), len(old.sketch)):
                continue
            share = containment(new.shingles, old.shingles)
            if share >= COPY_SHARE and (best is None or share > best[0]):
                best = (share, name)
        return self._told(new, best, profiles) if best else None

    def add(self, new: Profile, origin: str | None) -> None:
        """Make a text findable for the copies to come."""
        if origin:
            self._origin[new.id] = origin
        under = self._under
        for value in new.sketch.tolist():
            known = under.get(value, ())
            if len(known) >= POSTINGS:
                known = (known[0], *known[2:])  # the first one is the likely origin
            under[value] = (*known, new.id)

    def _told(self, new: Profile, best: tuple[float, str], profiles: dict[str, Profile]) -> WireCopy:
        share, name = best
        origin = self.origin(name)
        source = profiles.get(origin) or profiles[name]
        by = next((who for who in (source.credit, source.outlet) if who), None)
        named = f"{origin} ({by})" if by else origin
        return WireCopy(new.id, origin, f"same text as {named}, {share:.0%} of its words".replace("%", " %"), share)
