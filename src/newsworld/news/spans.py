"""Span: where in an article's text a thing was read; the evidence that every fact carries."""

from __future__ import annotations

import bisect
import sys
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from newsworld.news.errors import EvidenceMissing


class Span(NamedTuple):
    """Unicode code points [start, end) of an article's `text`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words themselves."""
        return text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        """Whether the other span lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Span) -> bool:
        """Whether the two share a code point."""
        return self.start < other.end and other.start < self.end


def span_at(spans: Sequence[Span], offset: int) -> Span | None:
    """Of spans in order that do not overlap, the one that holds a code point."""
    at = bisect.bisect_right(spans, (offset, sys.maxsize)) - 1
    return spans[at] if at >= 0 and offset < spans[at].end else None


def require_evidence(claim: str, spans: Iterable[Span]) -> None:
    """Refuse a claim that no words bear out: no span at all, or one that is empty or backwards."""
    spans = tuple(spans)
    if not spans or any(span.start < 0 or span.end <= span.start for span in spans):
        raise EvidenceMissing(claim, f"no words bear it out: {list(spans)}.")


def words_of(text: str, spans: Iterable[Span]) -> str:
    """The words of a thing that may stand in several pieces, joined by a space."""
    return " ".join(span.of(text) for span in spans)
