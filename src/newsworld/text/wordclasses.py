"""Words of a text with one letter each for what they may be, so that a rule is a regular expression over letters.

A text of 500 words becomes a string of 500 letters: rules over it are short to read and quick to run, in any language.
"""

from __future__ import annotations

import functools
import itertools
import operator
import re
from typing import TYPE_CHECKING, NamedTuple

from newsworld.news.spans import Span

if TYPE_CHECKING:
    from collections.abc import Callable

ELIDING = ("fr", "it", "ca")  # languages that join an article to its noun: l'Ukraine, dell'Italia
SPACES = frozenset(chr(code) for code in range(0x3001) if chr(code).isspace())
PARAGRAPH = r"\n\s*\n"
_ELISION = r"\b(?:[ldnsjmtcLDNSJMTC]|[Qq]u|[Dd]ell|[Aa]ll|[Nn]ell|[Ss]ull|[Dd]all|[Uu]n)['’](?=[^\W\d_])|"
_WORD = (
    r"(?:[A-Z]\.){2,}"  # U.S.
    r"|[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+|-[^\W\d_]+)*"  # O'Brien, Jean-Claude; the possessive stands apart
    r"|\d+"
)


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
    """A pattern that cuts any text, without a rest, into words as given, single marks and white space."""
    return re.compile(rf"{PARAGRAPH}|\s+|{word}|[^\w\s]|\w", re.IGNORECASE)


def cut(text: str, pattern: re.Pattern[str]) -> Words:
    """The pieces of a text that are no white space, paragraph breaks among them."""
    parts = pattern.findall(text)
    blank = {part for part in set(parts) if part[0] in SPACES and part.count("\n") < 2}
    kept = [part not in blank for part in parts]
    texts = list(itertools.compress(parts, kept))
    ends = itertools.compress(itertools.accumulate(map(len, parts)), kept)
    return Words(texts, list(map(operator.sub, ends, map(len, texts))))


@functools.cache
def _name_pieces(eliding: bool) -> re.Pattern[str]:
    return re.compile(rf"{PARAGRAPH}|\s+|{_ELISION if eliding else ''}{_WORD}|[^\w\s]|\w")


def words_in(text: str, language: str) -> Words:
    """A text as names are read from it."""
    return cut(text, _name_pieces(language in ELIDING))
