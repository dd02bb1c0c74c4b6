"""How likely a cue is one: a dozen traits of its form, weighed. What weighs too little is left out."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsworld.understand.cues import Lexicon
    from newsworld.understand.found import Found
    from newsworld.understand.units import Unit

WEIGHTS: dict[str, float] = {
    "according to": 0.77,
    "adjective": -0.52,
    "after its content": -0.78,
    "after its quotation": 1.24,
    "always": -0.32,
    "appearance": 0.75,
    "clause": -0.36,
    "clause sure 0": -0.27,
    "clause sure 1": 0.02,
    "clause sure 2": 0.19,
    "clause sure 3": -0.29,
    "finite": 0.34,
    "first person": 0.59,
    "ing": -0.51,
    "inverted": 0.12,
    "it": -0.36,
    "long": 0.09,
    "long subject": 0.71,
    "middling": -0.07,
    "modal": -0.95,
    "name": 0.79,
    "negated": -0.05,
    "nested": -1.35,
    "no subject": -0.77,
    "noun": -0.93,
    "noun about": 0.44,
    "noun for": -0.02,
    "noun of": -0.42,
    "noun on": -0.83,
    "noun that": 0.55,
    "noun to": -0.48,
    "object": -0.2,
    "object sure 0": -0.49,
    "object sure 1": 0.06,
    "object sure 2": 0.23,
    "particle": -0.47,
    "particle sure 0": -0.16,
    "particle sure 1": 0.32,
    "particle sure 2": 0.44,
    "particle sure 3": -1.07,
    "passive": 0.41,
    "pronoun": 0.57,
    "quote": 0.07,
    "short": -0.34,
    "sure 0": -0.76,
    "sure 1": -0.59,
    "sure 2": -0.25,
    "sure 3": 0.8,
    "that": 0.3,
    "that sure 0": 0.23,
    "that sure 1": -0.04,
    "that sure 2": 0.31,
    "that sure 3": -0.2,
    "to": -0.66,
    "to sure 0": -0.09,
    "to sure 1": 0.15,
    "to sure 2": 0.27,
    "to sure 3": 0.07,
    "wh": -0.33,
}
ENOUGH = -0.8


FAMILIES = frozenset({"noun", "adjective", "passive", "appearance", "according to"})  # rules without a verb of saying
BY_SURENESS = frozenset({"object", "particle", "clause", "to", "that"})  # complements that weigh by the verb's sureness
SHORT, MIDDLING = 14, 30  # code points of a content
LONG_SUBJECT = 12  # tokens


def traits(lex: Lexicon, unit: Unit, one: Found, earlier: Sequence[Found]) -> tuple[str, ...]:
    """The traits of a statement in the making that tell whether it is one; `earlier` are those of its sentence."""
    out = ["always", *_of_rule(one), *_of_subject(lex, unit, one)]
    if one.negated:
        out.append("negated")
    cue = one.cue
    if cue is not None and any(piece.start <= cue.start < piece.end for other in earlier for piece in other.pieces):
        out.append("nested")
    length = sum(piece.end - piece.start for piece in one.pieces)
    out.append("short" if length < SHORT else "middling" if length < MIDDLING else "long")
    quoting = one.rule.endswith((": quote", ": colon"))
    if not quoting and any(word in lex.hypothetical for word in unit.tokens.low[one.cue_first : one.cue_last]):
        out.append("modal")
    return tuple(out)


def _of_rule(one: Found) -> Iterator[str]:
    family, _, complement = one.rule.partition(": ")
    if family in FAMILIES:
        yield family
        if family == "noun":
            yield f"noun {complement.split()[0]}"
    elif one.cue is not None:
        yield f"sure {one.sure}"
        yield complement
        if complement in BY_SURENESS:
            yield f"{complement} sure {one.sure}"
        yield one.kind


def _of_subject(lex: Lexicon, unit: Unit, one: Found) -> Iterator[str]:
    if one.subject is None:
        yield "no subject"
        return
    first, last = one.subject
    word = unit.tokens.low[first]
    if word in lex.firsts:
        yield "first person"
    elif first == last and word in lex.persons:
        yield "pronoun"
    elif first == last and word in lex.things:
        yield "it"
    elif any(unit.tokens.words[at][:1].isupper() for at in range(first, last + 1)):
        yield "name"
    if last - first > LONG_SUBJECT:
        yield "long subject"


def weight(named: tuple[str, ...]) -> float:
    """The odds (log) that a statement with these traits is one that a reader would mark."""
    return sum(WEIGHTS.get(name, 0.0) for name in named)


def chance(named: tuple[str, ...]) -> float:
    """The same as a chance between 0 and 1."""
    return 1 / (1 + math.exp(-weight(named)))
