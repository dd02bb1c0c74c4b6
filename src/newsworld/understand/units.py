"""Units: the sentences of a text as grammar should see them, each quotation being one token of its sentence."""

from __future__ import annotations

import bisect
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsworld.news.spans import Span
from newsworld.text.tokens import Tokens, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsworld.text.quotes import Quotation


@dataclass(slots=True)
class Unit:
    """One sentence: its tokens, the quotations that stand in it, and its place."""

    span: Span
    tokens: Tokens
    quotes: tuple[Quotation, ...]
    paragraph: int
    first: bool  # of its paragraph
    last: bool


def units(text: str, sentences: Sequence[Span], quotes: Sequence[Quotation]) -> list[Unit]:
    """The sentences, joined where a quotation runs over their border, as units."""
    top = [quote for quote in quotes if quote.depth == 0]
    starts = [quote.span.start for quote in top]
    found: list[Unit] = []
    paragraph, previous_end = 0, 0
    for span in _with_signature(text, _joined(sentences, top)):
        new = bool(found) and "\n" in text[previous_end : span.start]
        if new:
            paragraph += 1
            found[-1].last = True
        low = bisect.bisect_left(starts, span.start)
        high = bisect.bisect_left(starts, span.end)
        inside = tuple(top[low:high])
        read = tokens(text, span.start, span.end, [quote.span for quote in inside])
        found.append(Unit(span, read, inside, paragraph, new or not found, last=False))
        previous_end = span.end
    if found:
        found[-1].last = True
    return found


def _with_signature(text: str, spans: Iterator[Span]) -> Iterator[Span]:
    """A dash and a name behind a quotation belong to its sentence: "“...” — Ann Example"."""
    held: Span | None = None
    for span in spans:
        if held is not None and text[span.start] in "—–―-" and text[held.end - 1] in "”\"»“'":
            held = Span(held.start, span.end)
            continue
        if held is not None:
            yield held
        held = span
    if held is not None:
        yield held


def _joined(sentences: Sequence[Span], quotes: Sequence[Quotation]) -> Iterator[Span]:
    at, held = 0, None
    for span in sentences:
        start, end = span if held is None else (held, span.end)
        while at < len(quotes) and quotes[at].span.end <= end:
            at += 1
        if at < len(quotes) and quotes[at].span.start < end < quotes[at].span.end:
            held = start
            continue
        held = None
        yield Span(start, end)
    if held is not None:
        yield Span(held, sentences[-1].end)
