"""Options of grouping; every field says what it is and why it is so."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Options:
    """How grouping decides and how much it keeps at hand."""

    accept: float = 0.4  # a story takes an article whose mean log-odds with most of its members are above this
    merge: float = 2.0  # two stories that one article ties to both above this become one
    wake: int = 8_000  # articles kept whole; older ones keep only their weightiest terms, and still wake
    remembered: int = 40_000  # articles at hand; above it the stories retire that were idle longest: the store has them
    speakers: int = 64  # latest independent articles by which a story that goes on is found
    postings: int = 32  # latest articles kept per term of the index
    pairs: int = 12  # earlier articles that an article is compared with
