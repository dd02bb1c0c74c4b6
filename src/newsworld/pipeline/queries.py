"""A reader's query: words for the full text, and operators for who, where and when."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

OPERATORS = ("speaker", "party", "stance", "outlet", "place", "day")
MAX_QUERY = 500
_OPERATOR = re.compile(rf'(?<!\S)({"|".join(OPERATORS)}):("[^"]*"|“[^”]*”|\S+)', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Query:
    """`words` go to the full text; each of the others narrows, and is empty where it was not asked for."""

    text: str
    words: str = ""
    speaker: str = ""
    party: str = ""
    stance: str = ""
    outlet: str = ""
    place: str = ""
    day: str = ""

    @property
    def asks_lines(self) -> bool:
        """Whether who said it matters: then statements and positions are looked through, too."""
        return bool(self.speaker or self.party or self.stance)

    @property
    def asks_days_or_places(self) -> bool:
        """Whether lines answer it as well as reports do."""
        return bool(self.place or (self.day and not self.words))

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked."""
        return not self.text.strip()

    def matches(self, words: str) -> bool:
        """Whether a line has every plain word of the query."""
        bare = [word.strip('"“”*').casefold() for word in self.words.split()]
        here = words.casefold()
        return all((word[1:] not in here) if word.startswith("-") else word in here for word in bare)


def parsed(text: str) -> Query:
    """The query that a reader wrote; the last word on an operator counts."""
    text = text[:MAX_QUERY]
    query = Query(text)
    for name, value in _OPERATOR.findall(text):
        query = replace(query, **{name.lower(): value.strip('"“”')})
    return replace(query, words=" ".join(_OPERATOR.sub(" ", text).split()))


def holds(wanted: str, found: str | None) -> bool:
    """Whether a name has what was asked for in it; everything has nothing in it."""
    return wanted.casefold() in (found or "").casefold()
