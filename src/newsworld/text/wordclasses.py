"""Words of a text with one letter each for what they may be, so that a rule is a regular expression over letters.

A text of 500 words becomes a string of 500 letters: rules over it are short to read and quick to run, in any language.
"""

from __future__ import annotations

import functools
import itertools
import re
from typing import TYPE_CHECKING, NamedTuple

from newsworld.news.spans import Span

if TYPE_CHECKING:
    from collections.abc import Callable

ELIDING = ("fr", "it", "ca")  # languages that join an article to its noun: l'Ukraine, dell'Italia
# An empty line is a word, all other white space a gap. It begins where white space does: a long row is read once.
PARAGRAPH = r"(?<!\s)(?:\n\s*\n|[^\S\n]++\n[^\S\n]*+\n\s*+)"
_ELISION = r"\b(?:[ldnsjmtcLDNSJMTC]|[Qq]u|[Dd]ell|[Aa]ll|[Nn]ell|[Ss]ull|[Dd]all|[Uu]n)['’](?=[^\W\d_])|"
_JOINED = r"(?:['’](?!s\b)[^\W\d_]+|-[^\W\d_]+)*"  # O'Brien, Jean-Claude; the possessive stands apart
_WORD = rf"[^\W\d_]{{2,}}{_JOINED}|(?:[A-Z]\.){{2,}}|[^\W\d_]{_JOINED}|\d+"  # U.S. is one


class Words(NamedTuple):
    """The words, numbers and marks of a text in order, and where each begins; an empty line is one of them."""

    texts: list[str]
    starts: list[int]

    def end(self, at: int) -> int:
        """Where word `at` ends."""
        return self.starts[at] + len(self.texts[at])

    def span(self, start: int, end: int) -> Span:
        """The span from word `start` up to word `end`, which is left out."""
        return Span(self.starts[start], self.end(end - 1))


class Letters(dict[str, str]):
    """Letter of every word met so far; a new word's letter is asked of `shape` and kept while there is room."""

    ROOM = 200_000  # words

    def __init__(self, known: dict[str, str], shape: Callable[[str], str]) -> None:
        super().__init__(known)
        self.shape = shape

    def __missing__(self, word: str) -> str:
        letter = self.shape(word)
        if len(self) < self.ROOM:
            self[word] = letter
        return letter


def pieces(word: str) -> re.Pattern[str]:
    """A pattern that splits any text into words as given, single marks and empty lines, with white space between.

    The space before a word is taken with it: places to try are half as many.
    """
    return re.compile(rf"( ?)({word}|[^\w\s]|{PARAGRAPH}|\w)")


def cut(text: str, pattern: re.Pattern[str]) -> Words:
    """The pieces of a text that are no white space, paragraph breaks among them."""
    parts = pattern.split(text)  # gap, space, word, gap, ... word, gap
    return Words(parts[2::3], list(itertools.accumulate(map(len, parts)))[1::3])


@functools.cache
def _name_pieces(eliding: bool) -> re.Pattern[str]:
    return pieces((_ELISION if eliding else "") + _WORD)


def words_in(text: str, language: str) -> Words:
    """A text as names are read from it."""
    return cut(text, _name_pieces(language in ELIDING))
