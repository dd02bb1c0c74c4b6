"""Sentences of a text, as spans of code points: fast, and safe for any script."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from newsworld.languages import base_code, words
from newsworld.news.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

CLOSERS = "\"'”’»›“)]」』"
# A stop, what may close after it, then white space; full-width stops need no space.
_STOP = re.compile(rf"[.!?…]+[{re.escape(CLOSERS)}]*(?=\s)|[。！？]+[{re.escape(CLOSERS)}]*|\n\s*\n|\n")
_LAST_WORD = re.compile(r"(\S+?)[.]+$")
_STARTS_LOW = re.compile(r"\s*[a-zà-ÿа-я,;]")


def sentences(text: str, language: str | None = None) -> tuple[Span, ...]:
    """Every sentence, in order, without the white space around it; a line break always ends one."""
    return tuple(_sentences(text, base_code(language)))


def _sentences(text: str, code: str) -> Iterator[Span]:
    start = 0
    for stop in _STOP.finditer(text):
        if stop.group().strip() and _goes_on(text, start, stop, code):
            continue
        yield from _trimmed(text, start, stop.end())
        start = stop.end()
    yield from _trimmed(text, start, len(text))


def _goes_on(text: str, start: int, stop: re.Match[str], code: str) -> bool:
    """Whether a stop lies within a sentence: an abbreviation, an initial, an ordinal, a quote that runs on."""
    if _STARTS_LOW.match(text, stop.end(), stop.end() + 3):
        return True
    if not stop.group().startswith(".") or len(stop.group()) > 1:
        return False
    last = _LAST_WORD.search(text, max(start, stop.start() - 24), stop.end())
    if last is None:
        return False
    word = last.group(1).lstrip("(\"'“‘„«")
    if word in _abbreviations(code) or (len(word) == 1 and word.isupper()):
        return True
    return word.isdigit() and len(word) <= 2 and bool(words(code, "sentences").get("ordinals"))


@functools.cache
def _abbreviations(code: str) -> frozenset[str]:
    return frozenset(words(code, "sentences").get("abbreviations", ()))


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        yield Span(start, end)
