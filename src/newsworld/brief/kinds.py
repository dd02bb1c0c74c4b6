"""What kind of story is it? A small vote of words and facts; the kind orders the page, as kinds.toml says."""

from __future__ import annotations

import functools
import tomllib
from importlib import resources
from typing import TYPE_CHECKING, Any

from newsworld.languages import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsworld.brief.material import Material

PLAIN = "news"
_LEAD_CHARS = 300
_ENOUGH = 2.0  # signs an origin on average, below which a story is plain news


@functools.cache
def table() -> dict[str, dict[str, Any]]:
    """kinds.toml."""
    return tomllib.loads(resources.files(__package__).joinpath("kinds.toml").read_text(encoding="utf-8"))


def sections_of(kind: str) -> tuple[str, ...]:
    """The sections of a page of that kind, in order."""
    return tuple(table().get(kind, table()[PLAIN])["sections"])


def kind_of(material: Material) -> str:
    """The kind that most words of headlines and leads, and most facts, speak for; plain news where few do."""
    heads = [_head(origin.article.headline, origin.article.text) for origin in material.native]
    facts = frozenset(_facts(material))
    whole = "".join(heads)
    told = {kind: [cue for cue in cues if cue in whole] for kind, cues in _cues(material.language).items()}
    votes = {kind: _votes(told.get(kind, ()), heads, facts, row) for kind, row in table().items()}
    best = max(votes, key=votes.__getitem__)
    return best if votes[best] >= _ENOUGH else PLAIN


@functools.cache
def _cues(code: str) -> dict[str, tuple[str, ...]]:
    """By kind, how words begin that speak for it."""
    told = words(code, "brief").get("kinds", {})
    return {kind: tuple(f" {cue}" for cue in cues) for kind, cues in told.items()}


def _head(headline: str | None, text: str) -> str:
    return f" {headline or ''} {text[:_LEAD_CHARS]}".lower()


def _votes(cues: Sequence[str], heads: list[str], facts: frozenset[str], row: dict[str, Any]) -> float:
    found = sum([cue in head for head in heads for cue in cues]) / (len(heads) or 1)
    return found + sum(sign in facts for sign in row.get("signs", ())) if found else 0.0


def _facts(material: Material) -> Iterator[str]:
    for origin in material.read:
        reading = origin.reading
        if reading.meetings:
            yield "meetings"
        if reading.positions:
            yield "positions"
        yield from (figure.kind for figure in reading.figures)
