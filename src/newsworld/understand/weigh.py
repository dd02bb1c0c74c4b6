"""How likely a cue is one: traits of its form, weighed. What weighs too little is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsworld.understand.cues import Lexicon
    from newsworld.understand.found import Found
    from newsworld.understand.units import Unit

# Fitted by logistic regression on 420 annotated English political articles; traits of form and class, none of a word.
WEIGHTS: dict[str, float] = {
    "according to": 0.57,
    "adjective": -0.6,
    "after its content": -0.36,
    "after its quotation": 1.66,
    "always": -0.07,
    "appearance": 0.54,
    "ing": -0.88,
    "it": -0.52,
    "modal": -0.96,
    "name": 0.74,
    "nested": -1.42,
    "no subject": -0.71,
    "noun": -1.3,
    "noun that": 0.71,
    "object sure 0": -0.29,
    "pronoun": 0.5,
    "short": -0.41,
    "sure 0": -0.96,
    "sure 1": -0.5,
    "sure 3": 0.6,
    "that": 0.63,
    "to": -0.7,
}
ENOUGH = -0.8  # where the F1 of contents with their speakers is best: one in three of the doubtful is right

FAMILIES = frozenset({"noun", "adjective", "passive", "appearance", "according to"})  # rules without a verb of saying
SHORT = 14  # code points of a content


def traits(lex: Lexicon, unit: Unit, one: Found, earlier: Sequence[Found]) -> tuple[str, ...]:
    """The traits of a statement in the making that tell whether it is one; `earlier` are those of its sentence."""
    out = ["always", *_of_rule(one), *_of_subject(lex, unit, one)]
    cue = one.cue
    if cue is not None and any(piece.start <= cue.start < piece.end for other in earlier for piece in other.pieces):
        out.append("nested")
    length = sum(piece.end - piece.start for piece in one.pieces)
    if length < SHORT:
        out.append("short")
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
        if complement == "object":
            yield f"object sure {one.sure}"
        yield one.kind


def _of_subject(lex: Lexicon, unit: Unit, one: Found) -> Iterator[str]:
    if one.subject is None:
        yield "no subject"
        return
    first, last = one.subject
    word = unit.tokens.low[first]
    if word in lex.firsts:
        return
    if first == last and word in lex.persons:
        yield "pronoun"
    elif first == last and word in lex.things:
        yield "it"
    elif any(unit.tokens.words[at][:1].isupper() for at in range(first, last + 1)):
        yield "name"


def weight(named: tuple[str, ...]) -> float:
    """The odds (log) that a statement with these traits is one that a reader would mark."""
    return sum(WEIGHTS.get(name, 0.0) for name in named)
