"""Statements without a verb of saying before them: "according to", adjectives, nouns, "is expected to", "seems to"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsworld.news.spans import Span
from newsworld.text.tokens import QUOTED
from newsworld.understand import phrases
from newsworld.understand.reported import Found, Group

if TYPE_CHECKING:
    from newsworld.understand.reported import Reader

BREAKS = frozenset({",", ";", ":", "—", "–", "--", ".", "!", "?", "(", ")", QUOTED})


def according_to(reader: Reader, at: int) -> None:
    """ "According to X, ..." and "..., according to X"."""
    low, tokens = reader.tokens.low, reader.tokens
    phrase = next(
        (one for one in reader.lex.according if low[at] == one[0] and tuple(low[at : at + len(one)]) == one), None
    )
    if phrase is None:
        return
    start = at + len(phrase)
    end = _source_end(reader, start)
    if end <= start:
        return
    speaker = Span(tokens.begins[start], tokens.ends[end - 1])
    cue = Span(tokens.begins[at], tokens.ends[start - 1])
    fronted = at == 0 or (low[at - 1] in reader.lex.classes["conjunctions"] and at <= 2) or low[at - 1] in {";"}
    if fronted:
        first = end + 1 if end < len(low) and low[end] == "," else end
        span = reader.span(first, reader.content_end(first, "clause", None))
        rule = "according to: before"
    else:
        edge = at - 1 if low[at - 1] == "," else at
        begin = reader.left_border(0, edge)
        span = reader.span(begin, edge)
        rule = "according to: after"
    if span is not None:
        reader.found.append(
            Found(
                [span],
                cue,
                speaker,
                rule,
                lemma="according to",
                unit=reader.number,
                cue_first=at,
                cue_last=end - 1,
                subject=(start, end - 1),
            )
        )


def _source_end(reader: Reader, start: int) -> int:
    """The end of the source behind "according to": to the comma, with a name's apposition."""
    low = reader.tokens.low
    at = start
    while at < len(low) and at < start + 25:
        word = low[at]
        if word in BREAKS and not (word == QUOTED and at > start):
            break
        if at > start and (
            word in reader.lex.classes["subordinators"] or (word in reader.lex.classes["relatives"] and word != "who")
        ):
            break
        at += 1
    if at + 1 < len(low) and low[at] == "," and (low[at + 1] in {"a", "an", "the", "who"}):
        close = next((place for place in range(at + 1, min(len(low), at + 22)) if low[place] in BREAKS), None)
        if close is not None and (low[close] == "," or start > 4):
            at = close
    return at


def seeming(reader: Reader, at: int) -> None:
    """ "X seems to ...": what X seems to do, told by nobody."""
    low = reader.tokens.low
    shape = reader.lex.seeming.get(low[at])
    if shape is None or at + 1 >= len(low):
        return
    if low[at + 1] not in {"to", "that", "like"}:
        return
    _without_speaker(reader, at, at, "appearance")


def expected(reader: Reader, at: int) -> None:
    """ "X is expected to ..."; with "by Y", Y speaks."""
    low, classes = reader.tokens.low, reader.lex.classes
    if low[at] not in reader.lex.expected or at == 0 or at + 1 >= len(low):
        return
    back = at - 1
    while back > 0 and (
        low[back] in classes["adverbs"] or low[back] in classes["negations"] or low[back].endswith("ly")
    ):
        back -= 1
    if low[back] not in classes["be"] or low[back] in {"'s", "’s"}:
        return
    first = back
    while first > 0 and (
        low[first - 1] in classes["auxiliaries"]
        or low[first - 1] in classes["negations"]
        or (low[first - 1] in classes["modals"] and low[first - 1] != "to")
    ):
        first -= 1
    _without_speaker(reader, first, at, "passive")


def _without_speaker(reader: Reader, first: int, last: int, rule: str) -> None:
    tokens = reader.tokens
    subject = phrases.subject_before(reader.lex, tokens, first - 1)
    if subject is None:
        return
    start = last + 1
    end = reader.content_end(start, "to", None)
    if end <= start:
        return
    rest = reader.span(start, end)
    if rest is None:
        return
    pieces = [Span(tokens.begins[subject[0]], tokens.ends[subject[1]]), rest]
    speaker = None
    if tokens.low[start] == "by":
        stop = phrases.phrase_after(reader.lex, tokens, start + 1, len(tokens))
        if stop > start + 1:
            speaker = Span(tokens.begins[start + 1], tokens.ends[stop - 1])
            tail = reader.span(stop, end)
            pieces = [pieces[0], tail] if tail is not None else pieces[:1]
    cue = Span(tokens.begins[first], tokens.ends[last])
    reader.found.append(
        Found(pieces, cue, speaker, rule, unit=reader.number, cue_first=first, cue_last=last, lemma=tokens.low[last])
    )


def adjective(reader: Reader, at: int) -> None:
    """ "X is confident that ...", "X is ready to ...", "X was critical of ..."."""
    low, classes = reader.tokens.low, reader.lex.classes
    followers = reader.lex.adjectives.get(low[at])
    if followers is None or at == 0 or at + 1 >= len(low) or low[at + 1] not in followers:
        return
    back = at - 1
    negated = False
    while back > 0 and (
        low[back] in classes["adverbs"]
        or low[back] in classes["negations"]
        or low[back].endswith("ly")
        or low[back] in {"so", "more", "less", "too"}
    ):
        negated = negated or low[back] in classes["negations"]
        back -= 1
    if low[back] not in classes["be"]:
        return
    first = back
    while first > 0 and (low[first - 1] in classes["auxiliaries"] or low[first - 1] in classes["negations"]):
        first -= 1
    subject = phrases.subject_before(reader.lex, reader.tokens, first - 1)
    if subject is None:
        return
    follower = low[at + 1]
    start = at + 1 if follower == "to" else at + 2
    kind = {"that": "that", "to": "to"}.get(follower, "object")
    span = reader.span(start, reader.content_end(start, kind, None))
    if span is None:
        return
    reader.add(
        Group(first, at, at, "finite", negated),
        subject,
        [span],
        f"adjective: {follower}",
        at + (1 if kind != "object" else 2),
    )


def noun(reader: Reader, at: int) -> None:
    """ "his promise to ...", "the claim that ...", "allegations of ..."."""
    low, classes, tokens = reader.tokens.low, reader.lex.classes, reader.tokens
    followers = reader.lex.nouns.get(low[at])
    if followers is None or at + 2 >= len(low) or low[at + 1] not in followers:
        return
    form = reader.lex.verbs.get(low[at])
    if form is not None and reader.found and reader.found[-1].cue_last == at:
        return
    follower = low[at + 1]
    owner, named = _owner(reader, at)
    if not named and follower not in {"that", "of", "about", "over"}:
        return
    start = at + 1 if follower == "to" else at + 2
    kind = {"that": "that", "to": "to"}.get(follower, "object")
    span = reader.span(start, reader.content_end(start, kind, None))
    if span is None:
        return
    cue = Span(tokens.begins[at], tokens.ends[at])
    speaker = None if owner is None else Span(tokens.begins[owner[0]], tokens.ends[owner[1]])
    rule = f"noun: {follower}" + ("" if owner else " (nobody)")
    reader.found.append(
        Found([span], cue, speaker, rule, unit=reader.number, cue_first=at, cue_last=at, lemma=low[at], subject=owner)
    )
    del classes


def _owner(reader: Reader, at: int) -> tuple[tuple[int, int] | None, bool]:
    """Whose claim it is: "Sherman's claim", "his claim", "X made the claim"; and whether any was looked for."""
    low, classes = reader.tokens.low, reader.lex.classes
    back = at - 1
    while back >= 0 and at - back < 5 and low[back] not in BREAKS:
        if low[back] in classes["possessives"]:
            return (back, back), True
        if low[back] in {"'s", "’s", "’", "'"} and back > 0:
            first = phrases.subject_before(reader.lex, reader.tokens, back - 1)
            return (first, True) if first else (None, False)
        if low[back] in classes["determiners"] or low[back] in classes["prepositions"]:
            break
        back -= 1
    return None, False
