"""Whose verb is it? The subject of a cue, which a participle or an infinitive takes from the verb before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsworld.understand import phrases

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsworld.text.tokens import Tokens
    from newsworld.understand.cues import Lexicon
    from newsworld.understand.found import Found, Group, Phrase


def subject(lex: Lexicon, tokens: Tokens, group: Group, earlier: Sequence[Found]) -> Phrase | None:
    """The subject of a verb group; `earlier` are the statements that the sentence has already told."""
    if group.kind == "finite":
        found = _of_finite(lex, tokens, group.first, earlier)
        return found if found is None or _has_word(tokens, found) else None
    return _governing(lex, tokens, group, earlier)


def _has_word(tokens: Tokens, found: Phrase) -> bool:
    """Whether a subject is more than the marks left over from a quotation: "...'Fox and Friends,''' said Vietor"."""
    return any(tokens.words[at][:1].isalnum() for at in range(found.first, found.last + 1))


def _of_finite(lex: Lexicon, tokens: Tokens, first: int, earlier: Sequence[Found]) -> Phrase | None:
    before = _before_times(lex, tokens, first - 1)
    word = tokens.low[before] if before >= 0 else ""
    if word in lex.coordinates:
        return earlier[-1].subject if earlier else first_subject(lex, tokens, before)
    near = phrases.subject_before(lex, tokens, before)
    if near is None and word == "," and earlier:
        return earlier[-1].subject
    return near


def _before_times(lex: Lexicon, tokens: Tokens, before: int) -> int:
    """Past "on Tuesday", or "Tuesday" alone, between a subject and its verb."""
    at = before
    while at > 0 and tokens.low[at] in lex.times:
        at -= 1
    if at == before - 1 and phrases.is_name(tokens, before) and not lex.verb_second and tokens.low[at] == ",":
        return at  # "Menendez, a Democrat, Tuesday said"
    return at - 1 if at < before and at > 0 and tokens.low[at] in lex.prepositions else before


def _governing(lex: Lexicon, tokens: Tokens, group: Group, earlier: Sequence[Found]) -> Phrase | None:
    """Of an infinitive or participle: the noun right before it, the subject of the verb before, of the sentence."""
    before = group.first - 1
    if before >= 0 and group.kind == "ing" and tokens.low[before] not in lex.parts_participle:
        near = phrases.subject_before(lex, tokens, before)
        if near is not None and not _is_more_than_a_phrase(lex, tokens, near):
            return near
    for one in reversed(earlier):
        if one.cue_last < group.first and one.subject is not None and one.kind:
            return one.subject
    return first_subject(lex, tokens, before)


def first_subject(lex: Lexicon, tokens: Tokens, ceiling: int) -> Phrase | None:
    """The subject of the sentence's first finite verb."""
    for at in range(1, min(len(tokens), max(1, ceiling + 1))):
        if phrases.is_finite(lex, tokens, at):
            found = phrases.subject_before(lex, tokens, at - 1)
            if found is not None:
                return found
    return None


def _is_more_than_a_phrase(lex: Lexicon, tokens: Tokens, near: Phrase) -> bool:
    """Whether a verb stands in it, or a paper that somebody issued: "released a statement saying"."""
    low = tokens.low
    if any(phrases.is_finite(lex, tokens, at) or phrases.is_participle(lex, tokens, at) for at in range(*near)):
        return True
    issued = near.first > 0 and phrases.is_finite(lex, tokens, near.first - 1)
    return issued and low[near.last] in lex.settings
