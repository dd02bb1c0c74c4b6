"""Noun phrases and clauses beside a cue, found by closed-class words, capitals and punctuation alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsworld.text.tokens import QUOTED

if TYPE_CHECKING:
    from newsworld.text.tokens import Tokens
    from newsworld.understand.cues import Lexicon

STOPS = frozenset('.!?;:…()[]—–"|') | {"--", "..."}
LONGEST_PHRASE = 30  # tokens of a noun phrase with what hangs on it
LONGEST_ASIDE = 40


def is_name(tokens: Tokens, at: int) -> bool:
    """Whether a token begins with a capital."""
    return tokens.words[at][:1].isupper()


def is_finite(lex: Lexicon, tokens: Tokens, at: int) -> bool:
    """Whether a token is likely a finite verb: an auxiliary, a past form."""
    word = tokens.low[at]
    if word in lex.classes["auxiliaries"] or word in lex.classes["pasts"]:
        return True
    form = lex.verbs.get(word)
    if form is not None and "past" in form.shapes:
        return True
    return len(word) > 4 and word.endswith("ed") and not is_name(tokens, at)


def subject_before(lex: Lexicon, tokens: Tokens, end: int, floor: int = 0) -> tuple[int, int] | None:
    """The noun phrase whose last token is `end`, as token indices [first, last]; None where there is none."""
    if end < floor:
        return None
    word = tokens.low[end]
    if word in {",", "—", "–", ")", "--"}:
        return _subject_with_aside(lex, tokens, end, floor)
    if word in STOPS or word == QUOTED or word in lex.classes["conjunctions"]:
        return None
    if word in lex.classes["relatives"]:
        if word not in ("who", "which", "that"):
            return None
        before = end - 1
        if before >= floor and tokens.low[before] == ",":
            before -= 1
        first = _first_of(lex, tokens, before, floor) if before >= floor else None
        return (first if first is not None else end, end)
    if word in lex.classes["subjects"]:
        return end, end
    first = _first_of(lex, tokens, end, floor)
    return None if first is None else (first, end)


def _subject_with_aside(lex: Lexicon, tokens: Tokens, end: int, floor: int) -> tuple[int, int] | None:
    """A phrase with its apposition, relative clause or bracket: "Ryabkov, who leads the talks,"."""
    opener = {",": ",", ")": "("}.get(tokens.low[end], tokens.low[end])
    at, depth = end - 1, 0
    limit = max(floor, end - LONGEST_ASIDE)
    commas: list[int] = []
    while at >= limit:
        word = tokens.low[at]
        if word == opener:
            commas.append(at)
            if opener != ",":
                break
        elif word in {";", ":", QUOTED} or (word in STOPS and opener == "," and word not in "()"):
            break
        at -= 1
    for comma in commas:
        if comma + 1 >= end or comma <= floor:
            continue
        inside = tokens.low[comma + 1]
        if opener == "," and inside in lex.classes["conjunctions"]:
            continue
        if not _could_be_aside(lex, tokens, comma + 1, end):
            continue
        first = _first_of(lex, tokens, comma - 1, floor)
        if first is not None:
            return first, end
    del depth
    return None


def _could_be_aside(lex: Lexicon, tokens: Tokens, first: int, end: int) -> bool:
    word = tokens.low[first]
    if word in lex.classes["relatives"] or word.endswith("ing") or word in lex.classes["prepositions"]:
        return True
    if word in lex.classes["subjects"] or word in lex.classes["subordinators"]:
        return False
    return not any(is_finite(lex, tokens, at) and not tokens.low[at].endswith("ed") for at in range(first, end)) or any(
        tokens.low[at] in lex.classes["relatives"] for at in range(first, end)
    )


def _first_of(lex: Lexicon, tokens: Tokens, end: int, floor: int) -> int | None:
    """Where the noun phrase that ends at `end` begins."""
    classes = lex.classes
    low = tokens.low
    if low[end] in STOPS or low[end] in classes["prepositions"] or low[end] in classes["auxiliaries"]:
        return None
    first = at = end
    while at >= max(floor, end - LONGEST_PHRASE):
        word = low[at]
        if word in STOPS or word in {",", QUOTED} or word in classes["subordinators"] or word in classes["relatives"]:
            break
        if word in classes["subjects"] and at != end:
            break
        if at != end and is_finite(lex, tokens, at) and word not in ("'s", "’s"):
            if not (
                word.endswith("ed")
                and at > floor
                and (low[at - 1] in classes["determiners"] or low[at - 1] in classes["possessives"])
            ):
                break
        if word in classes["conjunctions"] and (word != "and" or not _joins_names(lex, tokens, at, floor)):
            break
        first = at
        at -= 1
    return _without_lead(lex, tokens, first, end)


def _joins_names(lex: Lexicon, tokens: Tokens, at: int, floor: int) -> bool:
    """Whether an "and" stands inside a noun phrase rather than between clauses."""
    back = at - 1
    while back >= max(floor, at - 12):
        word = tokens.low[back]
        if word in STOPS or word == "," or word in lex.classes["subordinators"]:
            break
        if is_finite(lex, tokens, back) or word in lex.classes["subjects"]:
            return False
        form = lex.verbs.get(word)
        if form is not None and form.shapes & {"s", "ing"}:
            return False
        back -= 1
    return True


def _without_lead(lex: Lexicon, tokens: Tokens, first: int, end: int) -> int | None:
    """Past conjunctions, adverbs and a fronted "On Tuesday"."""
    classes = lex.classes
    while first <= end:
        word = tokens.low[first]
        if word in classes["prepositions"]:
            inner = _head_after_preposition(lex, tokens, first, end)
            if inner is None:
                return None
            first = inner
        elif (
            word in classes["conjunctions"]
            or word in classes["subordinators"]
            or word in classes["adverbs"]
            or (word.endswith("ly") and not is_name(tokens, first))
            or word in {"’s", "'s", ","}
            or (word in classes["times"] and first < end and not is_name_run_of_times(lex, tokens, first, end))
        ):
            first += 1
        else:
            break
    return first if first <= end else None


def is_name_run_of_times(lex: Lexicon, tokens: Tokens, first: int, end: int) -> bool:
    """Whether nothing but times follows ("Tuesday night")."""
    return all(tokens.low[at] in lex.classes["times"] for at in range(first, end + 1))


def _head_after_preposition(lex: Lexicon, tokens: Tokens, first: int, end: int) -> int | None:
    """In "On Tuesday Trump": where the subject begins after the fronted phrase; None if all of it is one."""
    at = first + 1
    while at <= end and tokens.low[at] in lex.classes["determiners"]:
        at += 1
    begun = at
    while at <= end:
        word = tokens.low[at]
        if at > begun and (
            word in lex.classes["determiners"] or word in lex.classes["possessives"] or word in lex.classes["subjects"]
        ):
            return at
        if (
            at > begun
            and is_name(tokens, at)
            and (not is_name(tokens, at - 1) or tokens.low[at - 1] in lex.classes["times"])
        ):
            return at
        at += 1
    return None


def phrase_after(lex: Lexicon, tokens: Tokens, start: int, ceiling: int) -> int:
    """The end (exclusive) of the noun phrase that begins at `start`, with its of-phrases; `start` if there is none."""
    classes = lex.classes
    at = start
    while at < min(ceiling, start + LONGEST_PHRASE):
        word = tokens.low[at]
        if (
            word in STOPS
            or word == ","
            or word == QUOTED
            or word in classes["subordinators"]
            or word in classes["relatives"]
        ):
            break
        if word in lex.leads and at > start and word not in {"of"}:
            break
        if at > start and word in classes["times"]:
            break
        if at > start and (word in classes["auxiliaries"] or word in classes["subjects"]):
            break
        if word in classes["conjunctions"] and (word != "and" or (at + 1 < ceiling and not is_name(tokens, at + 1))):
            break
        if (
            at > start
            and word.endswith("ing")
            and tokens.low[at - 1] not in classes["determiners"]
            and word in lex.verbs
        ):
            break
        if (
            at > start
            and tokens.low[at - 1] not in classes["determiners"]
            and is_finite(lex, tokens, at)
            and word not in {"'s", "’s"}
        ):
            break
        if word == "to" or (word in classes["adverbs"] and at > start):
            break
        at += 1
    while at > start and (
        tokens.low[at - 1] in classes["prepositions"] or tokens.low[at - 1] in classes["determiners"]
    ):
        at -= 1
    return at
