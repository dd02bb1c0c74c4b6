"""How likely a cue is one: a dozen traits of its form, weighed. What weighs too little is left out."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsworld.understand.cues import Lexicon
    from newsworld.understand.reported import Found
    from newsworld.understand.units import Unit

WEIGHTS: dict[str, float] = {
    "according to": 0.78,
    "adjective": -0.55,
    "after its content": -0.83,
    "after its quotation": 1.02,
    "always": -0.29,
    "appearance": 0.83,
    "clause": -0.38,
    "clause sure 0": -0.33,
    "clause sure 1": 0.02,
    "clause sure 2": 0.31,
    "clause sure 3": -0.38,
    "finite": 0.33,
    "first person": 0.53,
    "ing": -0.52,
    "inverted": 0.1,
    "it": -0.45,
    "long": 0.1,
    "long subject": 0.77,
    "middling": -0.03,
    "modal": -0.99,
    "name": 0.78,
    "negated": -0.09,
    "nested": -1.35,
    "no subject": -0.79,
    "noun": -0.98,
    "noun about": 0.52,
    "noun for": -0.07,
    "noun of": -0.52,
    "noun on": -0.82,
    "noun that": 0.55,
    "noun to": -0.48,
    "object": -0.21,
    "object sure 0": -0.59,
    "object sure 1": 0.04,
    "object sure 2": 0.33,
    "particle": -0.46,
    "particle sure 0": -0.2,
    "particle sure 1": 0.35,
    "particle sure 2": 0.53,
    "particle sure 3": -1.14,
    "passive": 0.49,
    "pronoun": 0.59,
    "quote": -0.27,
    "short": -0.35,
    "sure 0": -0.78,
    "sure 1": -0.56,
    "sure 2": -0.39,
    "sure 3": 0.87,
    "that": 0.29,
    "that sure 0": 0.19,
    "that sure 1": -0.05,
    "that sure 2": 0.43,
    "that sure 3": -0.28,
    "to": -0.67,
    "to sure 0": -0.13,
    "to sure 1": 0.12,
    "to sure 2": 0.41,
    "to sure 3": 0.05,
    "wh": -0.23,
}
ENOUGH = -0.8
FIRST_SECOND = frozenset({"i", "we", "you", "my", "our", "me", "us"})


def traits(lex: Lexicon, unit: Unit, one: Found, earlier: list[Found]) -> tuple[str, ...]:
    """The traits of a statement in the making that tell whether it is one."""
    del lex
    family, _, complement = one.rule.partition(": ")
    low = unit.tokens.low
    out = ["always"]
    if family in ("noun", "adjective", "passive", "appearance", "according to"):
        out.append(family)
        if family == "noun":
            out.append("noun " + complement.split()[0])
    elif one.cue is not None:
        out += [
            f"sure {one.sure}",
            complement,
            f"{complement} sure {one.sure}"
            if complement in ("object", "particle", "clause", "to", "that")
            else complement,
        ]
        out.append(one.kind)
    if one.subject is None:
        out.append("no subject")
    else:
        first = low[one.subject[0]]
        alone = one.subject[0] == one.subject[1]
        if first in FIRST_SECOND:
            out.append("first person")
        elif alone and first in {"he", "she", "they"}:
            out.append("pronoun")
        elif alone and first in {"it", "that", "which", "who", "this"}:
            out.append("it")
        elif any(unit.tokens.words[at][:1].isupper() for at in range(one.subject[0], one.subject[1] + 1)):
            out.append("name")
        if one.subject[1] - one.subject[0] > 12:
            out.append("long subject")
    if one.negated:
        out.append("negated")
    if (
        any(piece.start <= one.cue.start < piece.end for before in earlier for piece in before.pieces)
        if one.cue
        else False
    ):
        out.append("nested")
    length = sum(piece.end - piece.start for piece in one.pieces)
    out.append("short" if length < 14 else "middling" if length < 30 else "long")
    if any(
        word in {"would", "could", "might", "will", "can", "should", "may"}
        for word in low[one.cue_first : one.cue_last]
    ):
        out.append("modal")
    return tuple(dict.fromkeys(out))


def weight(named: tuple[str, ...]) -> float:
    """The odds (log) that a statement with these traits is one that a reader would mark."""
    return sum(WEIGHTS.get(name, 0.0) for name in named)


def chance(named: tuple[str, ...]) -> float:
    """The same as a chance between 0 and 1."""
    return 1 / (1 + math.exp(-weight(named)))
