"""Where in a text the rules of time fit."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from newsworld.understand.timegrammar import Grammar

N = TypeVar("N")
MAX_CORES = 25_000  # words that tell of time; an article has dozens, a book some thousands
MAX_REACH = 9  # words before the telling one where an expression may begin


class Hit(NamedTuple):
    """A place where a rule fits: words [start, end)."""

    rule: str
    start: int
    end: int


def fits(letters: str, rules: Grammar, accept: Callable[[Hit], N | None]) -> Iterator[N]:
    """What `accept` makes of the places where a rule fits, from left to right; it may decline with None."""
    done = 0
    for core in itertools.islice(rules.cores.finditer(letters), MAX_CORES):
        at = core.start()
        for start in range(max(done, at - MAX_REACH), at + 1):
            pattern, names = rules.by_letter.get(letters[start]) or rules.rules_at(letters[start])
            if not names:
                continue
            match = pattern.match(letters, start)
            if match is None or match.end() <= at or match.lastindex is None:
                continue
            made = accept(Hit(names[match.lastindex - 1], start, match.end()))
            if made is not None:
                yield made
                done = match.end()
                break
