"""Sentences of a text, as spans of code points: fast, linear, and safe for any script."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsworld.languages import base_code, words
from newsworld.news.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

CLOSERS = "\"'”’»›“)]」』"
WIDE = "。！？"  # full-width stops need no white space behind them
# A stop with what may close after it, or a line break. Whether white space follows is asked in code: a look-ahead here
# would read a long row of stops again and again.
# It begins with one class of marks, so that all other characters are passed over at once.
_STOP = re.compile(
    rf"[.!?…{WIDE}\n](?:(?<=\n)|(?<=[{WIDE}])[{WIDE}]*[{re.escape(CLOSERS)}]*|[.!?…]*[{re.escape(CLOSERS)}]*)"
)
_LONGEST_ABBREVIATION = 24  # code points looked back at for the last word
_OPENING = "(\"'“‘„«[¿¡"


@dataclass(frozen=True, slots=True)
class _Words:
    abbreviations: frozenset[str]  # no sentence ends behind them
    final: frozenset[str]  # abbreviations that may end one, where a starter follows
    starters: frozenset[str]  # words that open sentences more often than they stand in them with a capital
    ordinals: bool  # "am 9. Januar"


def sentences(text: str, language: str | None = None) -> tuple[Span, ...]:
    """Every sentence, in order, without the white space around it; a line break always ends one."""
    return tuple(_sentences(text, _words(base_code(language))))


def _sentences(text: str, known: _Words) -> Iterator[Span]:
    start, length = 0, len(text)
    for stop in _STOP.finditer(text):
        begin, end = stop.span()
        if begin - start < 2 and not text[start:begin].strip() and text[begin] not in WIDE:
            start += 0 if text[begin] != "\n" else end - start
            continue  # nothing but stops: no sentence of its own
        narrow = text[begin] != "\n" and text[begin] not in WIDE and end < length
        if narrow and (not text[end].isspace() or _goes_on(text, start, begin, end, known)):
            continue
        yield from _trimmed(text, start, end)
        start = end
    yield from _trimmed(text, start, length)


def _goes_on(text: str, start: int, begin: int, end: int, known: _Words) -> bool:
    """Whether a stop with white space behind it lies within a sentence: an abbreviation, an initial, an ordinal."""
    following = text[end + 1] if end + 1 < len(text) else ""
    if following.isspace():
        following = text[end + 1 : end + 4].lstrip()[:1]
    if following.islower() or (following and following in ",;"):
        return True
    if text[begin] != "." or end - begin > 1:
        return False
    # Its last word: from the nearest white space on.
    behind = text[max(start, begin - _LONGEST_ABBREVIATION) : begin]
    word = behind[max(behind.rfind(" "), behind.rfind("\u00a0")) + 1 :].lstrip(_OPENING)
    if word.isdigit():
        return known.ordinals and len(word) <= 2 and not _starts_anew(text, end, known)
    if len(word) == 1 and word.isalpha() and word != "I":
        return True
    if word in known.abbreviations:
        return word not in known.final or not _starts_anew(text, end, known)
    return False


def _starts_anew(text: str, end: int, known: _Words) -> bool:
    """Whether the next word is one that opens sentences."""
    following = text[end : end + _LONGEST_ABBREVIATION].split(maxsplit=1)
    return bool(following) and following[0].strip(_OPENING + CLOSERS + ",.") in known.starters


@functools.cache
def _words(code: str) -> _Words:
    data = words(code, "sentences")
    return _Words(
        frozenset(data.get("abbreviations", ())),
        frozenset(data.get("final", ())),
        frozenset(data.get("starters", ())),
        bool(data.get("ordinals")),
    )


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    if text[start : start + 1].isspace() or text[end - 1 : end].isspace():
        piece = text[start:end]
        start += len(piece) - len(piece.lstrip())
        end = start + len(piece.strip())
    if end > start:
        yield Span(start, end)
