"""Where a content begins and ends, by the borders of clauses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsworld.news.spans import Span
from newsworld.text.tokens import QUOTED
from newsworld.understand import phrases
from newsworld.understand.complements import ENDS, pass_setting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsworld.text.tokens import Tokens
    from newsworld.understand.cues import Form, Lexicon
    from newsworld.understand.found import Found

PHRASES = frozenset({"object", "particle", "to"})  # kinds of content that end with their clause
TRIMMED = frozenset({",", ":", "—", "–", "--", ";"})
SHORTEST_CLAUSE = 4  # tokens
ASIDE_WORDS = 10  # tokens within which ", X said" is over


def content_end(
    lex: Lexicon, tokens: Tokens, first: int, kind: str, *, finite: bool = True, fronted: bool = False
) -> int:
    """The index behind the content that begins at `first`; `finite`: whether its cue could be coordinated;
    `fronted`: whether a main clause follows it.
    """
    low = tokens.low
    at = first
    fronted = fronted or (
        first < len(low) and low[first] in lex.verbal and kind == "clause"
    )  # "which, he said, will ..."
    while at < len(low):
        word = low[at]
        if word == ";" or (word in ENDS and at >= len(low) - 2):
            break
        if word == "," and at > first and fronted:
            break
        if word == QUOTED and kind != "quote" and _closes_clause(lex, tokens, at):
            at += 1
            break
        if word == "," and _comma_ends(lex, tokens, at, kind, first):
            break
        if (
            at > first
            and word in lex.breaks
            and (kind in PHRASES or kind == "wh")
            and not (kind == "object" and word in lex.as_)
        ):
            break
        if at > first and finite and word in lex.coordinates and _cue_follows(lex, tokens, at):
            break
        at += 1
    return at


def _closes_clause(lex: Lexicon, tokens: Tokens, at: int) -> bool:
    """Whether a quotation ends with a comma and a verb follows, which is its cue's no more: "“...,” adding that"."""
    if at + 1 >= len(tokens) or "," not in tokens.text[tokens.ends[at] - 3 : tokens.ends[at]]:
        return False
    form = lex.verbs.get(tokens.low[at + 1])
    return form is not None and bool(form.shapes & {"ing", "past"})


def quotation_end(lex: Lexicon, tokens: Tokens, at: int) -> int:
    """Behind a quotation that ends its own sentence; else where the clause ends that it is a part of."""
    if tokens.low[at] == QUOTED and any(mark in ".,?!" for mark in tokens.text[tokens.ends[at] - 3 : tokens.ends[at]]):
        return at + 1
    return content_end(lex, tokens, at, "quote")


def _reports(form: Form | None) -> bool:
    """Whether a form can be a finite verb that reports a clause."""
    return (
        form is not None and bool(form.shapes & {"past", "s"}) and any("clause" in sense.takes for sense in form.senses)
    )


def _cue_follows(lex: Lexicon, tokens: Tokens, at: int) -> bool:
    """Whether a cue stands right behind "and": "said ... and added ..."."""
    ahead = at + 1
    while ahead < len(tokens) and phrases.is_adverb(lex, tokens, ahead):
        ahead += 1
    return ahead < len(tokens) and _reports(lex.verbs.get(tokens.low[ahead]))


def _comma_ends(lex: Lexicon, tokens: Tokens, at: int, kind: str, first: int) -> bool:
    low = tokens.low
    if at + 1 >= len(low):
        return True
    word = low[at + 1]
    form = lex.verbs.get(word)
    if form is not None and "ing" in form.shapes:
        return True
    if any(word == phrase[0] and tuple(low[at + 1 : at + 1 + len(phrase)]) == phrase for phrase in lex.according):
        return True
    if kind in PHRASES and (word in lex.after_comma or phrases.is_gerund(lex, tokens, at + 1)):
        return at > first + 1
    if kind != "quote" and (word in lex.coordinates or word in lex.concessive):
        for ahead in range(at + 2, min(len(low), at + ASIDE_WORDS - 1)):
            if _reports(lex.verbs.get(low[ahead])):
                return True
            if low[ahead] in {",", QUOTED}:
                break
    return _said_aside(lex, tokens, at)


def _said_aside(lex: Lexicon, tokens: Tokens, at: int) -> bool:
    """Whether ", X said" begins at this comma and ends there too."""
    low = tokens.low
    for ahead in range(at + 1, min(len(low), at + ASIDE_WORDS)):
        form = lex.verbs.get(low[ahead])
        if form is not None and form.shapes & {"past", "s"} and any("after" in sense.takes for sense in form.senses):
            return ahead + 1 >= len(low) or low[ahead + 1] in ENDS or low[ahead + 1] == ","
        if low[ahead] in {",", QUOTED}:
            return False
    return False


def span(lex: Lexicon, tokens: Tokens, first: int, last: int) -> Span | None:
    """The words of tokens [first, last) without commas, dashes and conjunctions at their ends; None for none."""
    low = tokens.low
    while first < last and low[first] in TRIMMED:
        first += 1
    while last > first and (
        low[last - 1] in TRIMMED or low[last - 1] in {".", "("} or low[last - 1] in lex.coordinates
    ):
        last -= 1
    return Span(tokens.begins[first], tokens.ends[last - 1]) if last > first else None


def left_border(tokens: Tokens, found: Sequence[Found], edge: int) -> int:
    """Where a content that ends before `edge` begins: the sentence, or what an earlier cue has not taken."""
    taken = [one for one in found if one.cue_last < edge]
    if not taken:
        return _after_colon(tokens, edge)
    end = max((piece.end for piece in taken[-1].pieces), default=0)
    for at in range(taken[-1].cue_last + 1, edge):
        if tokens.begins[at] >= end:
            return at if edge - at > 3 else 0
    return 0


def _after_colon(tokens: Tokens, edge: int) -> int:
    """Behind the last colon or semicolon before `edge`, if more than a word or two is left of the sentence."""
    for at in range(edge - SHORTEST_CLAUSE, 0, -1):
        if tokens.low[at] in {":", ";"}:
            return at + 1
    return 0


def rest_after(lex: Lexicon, tokens: Tokens, at: int, *, inverted: bool, quoted: bool) -> Span | None:
    """What goes on after ", he said,": the second piece of the content.

    Behind an inverted speaker a name or article may be more of him, and is left out; a
    quotation (`quoted`) goes on with none but a quotation.
    """
    low = tokens.low
    for _ in range(4):
        passed = pass_setting(lex, tokens, at)
        if passed > at:
            at = passed
        elif at < len(low) and (low[at] in lex.times or low[at] in lex.adverbs):
            at += 1
        else:
            break
    if at >= len(low) - 1 or low[at] not in TRIMMED - {";"}:
        return None
    if low[at + 1] in lex.coordinates and at + 2 < len(low) and low[at + 2] == QUOTED:
        at += 1  # "“...,” he said, but “...”"
    if low[at + 1] == QUOTED:
        return Span(tokens.begins[at + 1], tokens.ends[at + 1])
    if quoted:
        return None
    form = lex.verbs.get(low[at + 1])
    participle = phrases.is_gerund(lex, tokens, at + 1) or (form is not None and form.shapes == {"ing"})
    if participle or low[at + 1] in lex.relatives or low[at + 1] in lex.as_ or low[at + 1] in lex.negations:
        return None
    if inverted and (low[at + 1] in lex.no_rest or phrases.is_name(tokens, at + 1)):
        return None
    return span(lex, tokens, at + 1, len(low))
