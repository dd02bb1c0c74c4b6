"""Noun phrases beside a cue, found by closed-class words, capitals and punctuation alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsworld.text.tokens import QUOTED
from newsworld.understand.found import Phrase

if TYPE_CHECKING:
    from newsworld.text.tokens import Tokens
    from newsworld.understand.cues import Lexicon

STOPS = frozenset('.!?;:…()[]—–"|') | {"--", "..."}
ASIDE_ENDS = {",": ",", ")": "(", "—": "—", "–": "–", "--": "--"}  # what closes an aside, and what opened it
LONGEST_PHRASE = 30  # tokens of a noun phrase with what hangs on it
LONGEST_ASIDE = 40
LONGEST_JOINT = 12


def is_name(tokens: Tokens, at: int) -> bool:
    """Whether the token at a place begins with a capital."""
    return at < len(tokens) and tokens.words[at][:1].isupper()


def is_adverb(lex: Lexicon, tokens: Tokens, at: int) -> bool:
    """Whether a token is an adverb, by list or by its ending."""
    word = tokens.low[at]
    return word in lex.adverbs or (
        bool(lex.adverb_endings) and word.endswith(lex.adverb_endings) and not is_name(tokens, at)
    )


def is_gerund(lex: Lexicon, tokens: Tokens, at: int) -> bool:
    """Whether a token ends as participles of the present do."""
    return bool(lex.gerund_endings) and tokens.low[at].endswith(lex.gerund_endings)


def is_participle(lex: Lexicon, tokens: Tokens, at: int) -> bool:
    """Whether a token ends as participles of the past do that are no past forms ("taken")."""
    return bool(lex.participle_endings) and tokens.low[at].endswith(lex.participle_endings)


def is_finite(lex: Lexicon, tokens: Tokens, at: int) -> bool:
    """Whether a token is likely a finite verb: an auxiliary, a past form."""
    word = tokens.low[at]
    if word in lex.auxiliaries or word in lex.pasts:
        return True
    form = lex.verbs.get(word)
    if form is not None and "past" in form.shapes:
        return True
    return bool(lex.past_endings) and len(word) > 4 and word.endswith(lex.past_endings) and not is_name(tokens, at)


def subject_before(lex: Lexicon, tokens: Tokens, end: int) -> Phrase | None:
    """The noun phrase whose last token is `end`; None where there is none."""
    if end < 0:
        return None
    word = tokens.low[end]
    if word in ASIDE_ENDS:
        return _with_aside(lex, tokens, end)
    if word in STOPS or word == QUOTED or word in lex.conjunctions:
        return None
    if word in lex.relatives:
        return _with_relative(lex, tokens, end) if word in lex.who else None
    if word in lex.subjects:
        return Phrase(end, end)
    first = _first_of(lex, tokens, end)
    return None if first is None else Phrase(first, end)


def _with_relative(lex: Lexicon, tokens: Tokens, end: int) -> Phrase:
    """For “critics who”: the relative pronoun with the phrase that it stands for."""
    before = end - 1
    if before >= 0 and tokens.low[before] == ",":
        before -= 1
    first = _first_of(lex, tokens, before) if before >= 0 else None
    return Phrase(end if first is None else first, end)


def _with_aside(lex: Lexicon, tokens: Tokens, end: int) -> Phrase | None:
    """A phrase with its apposition, relative clause or bracket: "Ryabkov, who leads the talks,"."""
    closer = tokens.low[end]
    opener = ASIDE_ENDS[closer]
    for at in range(end - 1, max(0, end - LONGEST_ASIDE), -1):
        word = tokens.low[at]
        if word == opener:
            before = subject_before(lex, tokens, at - 1) if at and _could_be_aside(lex, tokens, at + 1, end) else None
            if before is not None:
                return Phrase(before.first, end)
            if opener != ",":
                break
        elif word in {";", ":", QUOTED} or (word in STOPS and opener == "," and word not in "()"):
            break
    return None


def _could_be_aside(lex: Lexicon, tokens: Tokens, first: int, end: int) -> bool:
    word = tokens.low[first]
    if first >= end or (tokens.low[end] == "," and word in lex.conjunctions):
        return False
    if word in lex.relatives or is_gerund(lex, tokens, first) or word in lex.prepositions:
        return True
    if word in lex.subjects or word in lex.subordinators:
        return False
    inside = range(first, end)
    if any(tokens.low[at] in lex.relatives for at in inside):
        return True
    return not any(is_finite(lex, tokens, at) and not _ends_as_past(lex, tokens, at) for at in inside)


def _ends_as_past(lex: Lexicon, tokens: Tokens, at: int) -> bool:
    return bool(lex.past_endings) and tokens.low[at].endswith(lex.past_endings)


def _first_of(lex: Lexicon, tokens: Tokens, end: int) -> int | None:
    """Where the noun phrase that ends at `end` begins; None if it does not end one."""
    low = tokens.low
    if low[end] in STOPS or low[end] in lex.prepositions or low[end] in lex.auxiliaries:
        return None
    first = end + 1
    for at in range(end, max(-1, end - LONGEST_PHRASE - 1), -1):
        if _stops_phrase(lex, tokens, at, end):
            break
        first = at
    return _without_lead(lex, tokens, first, end) if first <= end else None


def _stops_phrase(lex: Lexicon, tokens: Tokens, at: int, end: int) -> bool:
    """Whether a token cannot be part of the noun phrase that ends at `end`."""
    word = tokens.low[at]
    if word in STOPS or word in {",", QUOTED} or word in lex.subordinators or word in lex.relatives:
        return True
    if word in lex.conjunctions:
        return word not in lex.conjoins or not _joins_names(lex, tokens, at)
    if at == end:
        return False
    if word in lex.subjects:
        return True
    if word in lex.genitive or not is_finite(lex, tokens, at):
        return False
    attribute = _ends_as_past(lex, tokens, at) and at > 0 and tokens.low[at - 1] in lex.leads_noun
    return not attribute


def _joins_names(lex: Lexicon, tokens: Tokens, at: int) -> bool:
    """Whether an "and" stands inside a noun phrase rather than between clauses."""
    for back in range(at - 1, max(-1, at - LONGEST_JOINT - 1), -1):
        word = tokens.low[back]
        if word in STOPS or word == "," or word in lex.subordinators:
            break
        if is_finite(lex, tokens, back) or word in lex.subjects:
            return False
        form = lex.verbs.get(word)
        if form is not None and form.shapes & {"s", "ing"}:
            return False
    return True


def _without_lead(lex: Lexicon, tokens: Tokens, first: int, end: int) -> int | None:
    """Past conjunctions, adverbs and a fronted "On Tuesday"."""
    while first <= end:
        word = tokens.low[first]
        if word in lex.prepositions:
            inner = _head_after_preposition(lex, tokens, first, end)
            if inner is None:
                return None
            first = inner
        elif (
            word in lex.conjunctions
            or word in lex.subordinators
            or word in lex.genitive
            or word == ","
            or is_adverb(lex, tokens, first)
            or (word in lex.times and not _all_times(lex, tokens, first, end))
        ):
            first += 1
        else:
            return first
    return None


def _all_times(lex: Lexicon, tokens: Tokens, first: int, end: int) -> bool:
    return all(tokens.low[at] in lex.times for at in range(first, end + 1))


def _head_after_preposition(lex: Lexicon, tokens: Tokens, first: int, end: int) -> int | None:
    """In "On Tuesday Trump": where the subject begins behind the fronted phrase; None if all of it is one."""
    begun = first + 1
    while begun <= end and tokens.low[begun] in lex.determiners:
        begun += 1
    for at in range(begun + 1, end + 1):
        word = tokens.low[at]
        if word in lex.determiners or word in lex.possessives or word in lex.subjects:
            return at
        if is_name(tokens, at) and (not is_name(tokens, at - 1) or tokens.low[at - 1] in lex.times):
            return at
    return None


def phrase_after(lex: Lexicon, tokens: Tokens, start: int, ceiling: int) -> int:
    """The end (exclusive) of the noun phrase that begins at `start`, with its of-phrases; `start` if there is none."""
    ceiling = min(ceiling, start + LONGEST_PHRASE)
    if start < ceiling and tokens.low[start] in lex.prepositions:
        return start
    at = start
    while at < ceiling and not _ends_phrase(lex, tokens, at, start, ceiling):
        at += 1
    while at > start and (tokens.low[at - 1] in lex.prepositions or tokens.low[at - 1] in lex.determiners):
        at -= 1
    return at


def _ends_phrase(lex: Lexicon, tokens: Tokens, at: int, start: int, ceiling: int) -> bool:
    word = tokens.low[at]
    if word in STOPS or word in {",", QUOTED} or word in lex.parts_phrases:
        return True
    if word in lex.conjunctions:
        return word not in lex.conjoins or (at + 1 < ceiling and not is_name(tokens, at + 1))
    return at > start and _ends_behind(lex, tokens, at)


def _ends_behind(lex: Lexicon, tokens: Tokens, at: int) -> bool:
    """Whether a word that stands behind a noun is no part of its phrase."""
    word, previous = tokens.low[at], tokens.low[at - 1]
    if word in lex.leads or word in lex.times or word in lex.auxiliaries or word in lex.subjects or word in lex.adverbs:
        return True
    if previous in lex.determiners:
        return False
    if word in lex.hearers:
        return True  # "сказал Лавров журналистам"
    opens_another = word in lex.possessives or word in lex.articles
    if opens_another and not lex.verb_second and previous not in lex.prepositions and previous not in lex.conjunctions:
        return True
    gerund = word in lex.verbs and is_gerund(lex, tokens, at)
    return gerund or (is_finite(lex, tokens, at) and word not in lex.genitive)
