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
    "according to": 0.79,
    "adjective": -0.53,
    "after its content": -0.74,
    "after its quotation": 1.22,
    "always": -0.29,
    "appearance": 0.87,
    "clause": -0.33,
    "clause sure 0": -0.27,
    "clause sure 1": 0.05,
    "clause sure 2": 0.18,
    "clause sure 3": -0.3,
    "finite": 0.33,
    "first person": 0.51,
    "ing": -0.52,
    "inverted": 0.19,
    "it": -0.47,
    "long": 0.09,
    "long subject": 0.76,
    "middling": -0.03,
    "modal": -0.97,
    "name": 0.77,
    "negated": -0.08,
    "nested": -1.36,
    "no subject": -0.81,
    "noun": -0.96,
    "noun about": 0.54,
    "noun for": -0.08,
    "noun of": -0.52,
    "noun on": -0.83,
    "noun that": 0.56,
    "noun to": -0.48,
    "object": -0.18,
    "object sure 0": -0.49,
    "object sure 1": 0.09,
    "object sure 2": 0.22,
    "particle": -0.44,
    "particle sure 0": -0.14,
    "particle sure 1": 0.39,
    "particle sure 2": 0.41,
    "particle sure 3": -1.1,
    "passive": 0.52,
    "pronoun": 0.57,
    "quote": 0.11,
    "short": -0.35,
    "sure 0": -0.88,
    "sure 1": -0.61,
    "sure 2": -0.27,
    "sure 3": 0.78,
    "that": 0.34,
    "that sure 0": 0.26,
    "that sure 1": -0.03,
    "that sure 2": 0.29,
    "that sure 3": -0.19,
    "to": -0.67,
    "to sure 0": -0.02,
    "to sure 1": 0.18,
    "to sure 2": 0.33,
    "to sure 3": 0.08,
    "wh": -0.21,
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
