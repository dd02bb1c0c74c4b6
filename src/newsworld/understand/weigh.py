"""How likely a cue is one: a dozen traits of its form, weighed. What weighs too little is left out."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsworld.understand.cues import Lexicon
    from newsworld.understand.reported import Found
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
