"""Words of a text with one letter each for what they may be, so that a rule is a regular expression over letters.

A text of 500 words becomes a string of 500 letters: rules over it are short to read and quick to run, in any language.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, NamedTuple

from newsworld.news.spans import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

ELIDING = ("fr", "it", "ca")  # languages that join an article to its noun: l'Ukraine, dell'Italia
_ELISION = r"\b(?:[ldnsjmtcLDNSJMTC]|[Qq]u|[Dd]ell|[Aa]ll|[Nn]ell|[Ss]ull|[Dd]all|[Uu]n)['’](?=[^\W\d_])|"
_WORD = (
    r"(?:[A-Z]\.){2,}"  # U.S.
    r"|[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+|-[^\W\d_]+)*"  # O'Brien, Jean-Claude; the possessive stands apart
    r"|\d+|\n\s*\n|[^\w\s]|_"
)


class Word(NamedTuple):
    """A word, number or mark, with its place in the text."""

    text: str
    start: int
    end: int


@functools.cache
def _pattern(eliding: bool) -> re.Pattern[str]:
    return re.compile((_ELISION if eliding else "") + _WORD)


def words_in(text: str, language: str) -> list[Word]:
    """Every word, number and mark in order; an empty line is one word of its own."""
    return [Word(found.group(), *found.span()) for found in _pattern(language in ELIDING).finditer(text)]


def span_over(words: Sequence[Word], start: int, end: int) -> Span:
    """The span from word `start` up to word `end`, which is left out."""
    return Span(words[start].start, words[end - 1].end)
