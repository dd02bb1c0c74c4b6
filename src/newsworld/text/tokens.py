"""Tokens of a stretch of text, with offsets; a quotation can be taken as one token, so that grammar sees past it."""

from __future__ import annotations

import bisect
import functools
import re
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsworld.news.spans import Span

QUOTED = "“”"  # how a quotation reads as one token
# A possessive or shortened verb is a token of its own; initials and decimals hold together.
_TOKEN = re.compile(
    r"\w+(?:[-’'](?!(?:s|re|ve|ll|d|m|S)\b)\w+)*"
    r"(?:(?=[.,:])(?:(?<=\b[^\W\d_])(?:\.[^\W\d_])+\b\.?|(?<=\d)(?:[.,:]\d+)+))?|"
    r"[’'](?:s|re|ve|ll|d|m|S)\b|\.\.\.|--|[^\w\s]"
)
_PARTED = re.compile(rf"( ?)({_TOKEN.pattern})")  # splits any text: nothing but white space stands between tokens
_NOT = ("n't", "n’t")  # "didn't" is two words
_HUNG = re.compile(r"[’'-]")


@dataclass(slots=True)
class Tokens:
    """Parallel lists over the tokens of text[start:end]."""

    text: str
    start: int
    end: int
    words: list[str] = field(default_factory=list)  # as written
    low: list[str] = field(default_factory=list)
    begins: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.low)


class Stream:
    """The tokens of a whole text, made once; the tokens of its sentences are slices of them."""

    __slots__ = ("begins", "ends", "low", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        parts = _PARTED.split(text)  # gap, space, token, gap, ... token, gap
        words = parts[2::3]
        edges = list(accumulate(map(len, parts)))
        begins, ends = edges[1::3], edges[2::3]
        shortened = _ending_in_not(text, words, begins)
        if shortened:
            words, begins, ends = _without_not(words, begins, ends, shortened)
        self.words, self.begins, self.ends = words, begins, ends
        self.low = _small(words)

    def take(self, out: Tokens, start: int, end: int) -> None:
        """Add the tokens of text[start:end] to `out`."""
        if start >= end:
            return
        first, last = bisect.bisect_left(self.begins, start), bisect.bisect_left(self.begins, end)
        if (first and self.ends[first - 1] > start) or (last > first and self.ends[last - 1] > end):
            _add(out, start, end)  # a token runs over the border
            return
        words = self.words[first:last]
        if "." not in words[:-1] and (not words or words[-1] != "." or self.ends[last - 1] == out.end):
            out.words += words
            out.low += self.low[first:last]
            out.begins += self.begins[first:last]
            out.ends += self.ends[first:last]
            return
        kept = [at for at in range(first, last) if self.words[at] != "." or _is_stop(out, self.ends[at])]
        out.words += [self.words[at] for at in kept]
        out.low += [self.low[at] for at in kept]
        out.begins += [self.begins[at] for at in kept]
        out.ends += [self.ends[at] for at in kept]


@functools.lru_cache(maxsize=4)
def stream_of(text: str) -> Stream:
    """The tokens of a text. The last few texts are remembered, since a quotation is read apart from its sentence."""
    return Stream(text)


def tokens(
    stream: Stream, start: int, end: int, whole: Sequence[Span] = (), hung: frozenset[str] = frozenset()
) -> Tokens:
    """The tokens of text[start:end]; each span of `whole` (in order, apart) is one token QUOTED.

    `hung` are words that hang on another by an apostrophe or hyphen and count for themselves: "qu’il", "dit-il".
    """
    out = Tokens(stream.text, start, end)
    at = start
    for span in whole:
        stream.take(out, at, span.start)
        out.words.append(QUOTED)
        out.low.append(QUOTED)
        out.begins.append(span.start)
        out.ends.append(span.end)
        at = span.end
    stream.take(out, at, end)
    return _parted(out, hung) if hung else out


def _parted(read: Tokens, hung: frozenset[str]) -> Tokens:
    out = Tokens(read.text, read.start, read.end)
    for word, begin, end in zip(read.words, read.begins, read.ends, strict=True):
        if word == QUOTED:
            out.words.append(word)
            out.low.append(word)
            out.begins.append(begin)
            out.ends.append(end)
            continue
        at = begin
        pieces = [word] if len(word) < 3 else _HUNG.split(word)
        if len(pieces) > 1 and not any(piece.lower() in hung for piece in pieces):
            pieces = [word]
        for piece in pieces:
            if piece:
                at = read.text.index(piece, at)
                out.words.append(piece)
                out.low.append(piece.lower())
                out.begins.append(at)
                at += len(piece)
                out.ends.append(at)
    return out


def _add(out: Tokens, start: int, end: int) -> None:
    text = out.text
    matches = list(_TOKEN.finditer(text, start, end))
    words = [match.group() for match in matches]
    if "." in words:
        matches = [
            match for match, word in zip(matches, words, strict=True) if word != "." or _is_stop(out, match.end())
        ]
        words = [match.group() for match in matches]
    begins = [match.start() for match in matches]
    ends = [match.end() for match in matches]
    shortened = [at for at, word in enumerate(words) if word.endswith(_NOT) and len(word) > len(_NOT[0])]
    if shortened:
        words, begins, ends = _without_not(words, begins, ends, shortened)
    out.words += words
    out.low += _small(words)
    out.begins += begins
    out.ends += ends


def _small(words: list[str]) -> list[str]:
    """The words in lower case, but for short forms between words that are written small: WHO is not "who"."""
    low = " ".join(words).lower().split(" ") if words else []
    if len(low) != len(words):
        low = [word.lower() for word in words]
    for at in [at for at, word in enumerate(words) if word.isupper() and len(word) > 1 and word.isalpha()]:
        near = words[max(0, at - 1) : at + 2]
        if not all(other.isupper() and len(other) > 1 for other in near):
            low[at] = words[at]
    return low


def _ending_in_not(text: str, words: list[str], begins: list[int]) -> list[int]:
    """Which words end in "n't", found by those letters in the text."""
    found = set()
    for told in _NOT:
        place = text.find(told)
        while place >= 0:
            at = bisect.bisect_right(begins, place) - 1
            if words[at].endswith(told) and len(words[at]) > len(told):
                found.add(at)
            place = text.find(told, place + 1)
    return sorted(found)


def _without_not(
    words: list[str], begins: list[int], ends: list[int], shortened: list[int]
) -> tuple[list[str], list[int], list[int]]:
    """The same with the "n't" of the shortened words as a word of its own."""
    told, starts, stops = [], [], []
    done = 0
    for at in shortened:
        word, begin, end = words[at], begins[at], ends[at]
        told += [*words[done:at], word[:-3], word[-3:]]
        starts += [*begins[done:at], begin, end - 3]
        stops += [*ends[done:at], end - 3, end]
        done = at + 1
    return [*told, *words[done:]], [*starts, *begins[done:]], [*stops, *ends[done:]]


def _is_stop(out: Tokens, end: int) -> bool:
    """Whether a full stop is a token: the stretch is one sentence, so one inside it is an abbreviation's."""
    return end == out.end or not (out.text[end].isspace() or out.text[end] in ",;")
