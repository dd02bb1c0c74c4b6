"""What follows a cue: past adverbs, times, settings and hearers, to the clause, quotation or phrase it reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsworld.news.spans import Span
from newsworld.text.tokens import QUOTED
from newsworld.understand import phrases
from newsworld.understand.found import Complement

if TYPE_CHECKING:
    from newsworld.text.tokens import Tokens
    from newsworld.understand.cues import Lexicon, Sense
    from newsworld.understand.found import Group

ENDS = frozenset(".!?;")
DASHES = frozenset({"—", "–", "--", ")"})
NOTHING = Complement("none", 0)
AHEAD = 20  # tokens in which a quotation may follow its cue
LONGEST_SETTING = 12
LONGEST_HEARER = 14
SURE = 2  # of a verb that is mostly one of saying


def complement(lex: Lexicon, tokens: Tokens, group: Group, sense: Sense, after: int) -> Complement | None:
    """What a cue is followed by; None where nothing does, NOTHING where it is something that the cue does not take.

    `after` is the token behind the cue and its particle.
    """
    ahead = _quotation_ahead(lex, tokens, sense, after)
    if ahead is not None:
        return ahead
    at, setting = _past_what_stands_between(lex, tokens, sense, after, heard=after == group.last + 1)
    low = tokens.low
    if at >= len(low) or low[at] in ENDS:
        return None
    if low[at] == "," and at + 1 < len(low) and (low[at + 1] in lex.that or low[at + 1] == QUOTED or lex.comma_opens):
        if low[at + 1] not in lex.that and low[at + 1] != QUOTED and not _opens_clause(lex, tokens, at + 1, sense):
            return None
        at += 1
    if sense.hears and at > after and low[at] in sense.asks:
        return Complement("particle", after, setting)  # "asked rich countries for $25 billion"
    kind, first = _kind_of(lex, tokens, sense, at, particle=at == after > group.last + 1)
    if kind == "to" and sense.hears:
        first = after  # whoever is told to do it is part of what is said
    return None if kind == "" else Complement(kind, first, setting)


def _opens_clause(lex: Lexicon, tokens: Tokens, at: int, sense: Sense) -> bool:
    """Where a comma parts every clause (German): whether the one behind it is the content."""
    word = tokens.low[at]
    if word in lex.relatives or word in lex.coordinates or not sense.takes & {"clause", "wh", "to"}:
        return False
    return word not in lex.subordinators or word in lex.question


def _kind_of(lex: Lexicon, tokens: Tokens, sense: Sense, at: int, *, particle: bool) -> tuple[str, int]:
    """The kind of a complement and its first token; an empty kind where the cue stands behind its content."""
    word, takes = tokens.low[at], sense.takes
    kind = ""
    if word in lex.that and "that" in takes:
        return "that", at + 1
    if word == ":" and takes & {"quote", "clause"}:
        return ("colon" if at + 1 < len(tokens) else "opens"), at + 1
    if word == QUOTED and takes & {"quote", "object", "object+"}:
        kind = "quote"
    elif word in lex.question and takes & {"wh", "object+"}:
        kind = "wh"
    elif word in lex.infinitive and "to" in takes:
        kind = "to"
    elif word != "," and word not in DASHES and word not in ENDS:
        kind = "particle" if particle else _open_kind(lex, tokens, sense, at)
    return kind, at


def _open_kind(lex: Lexicon, tokens: Tokens, sense: Sense, at: int) -> str:
    """A complement that no word announces."""
    word, takes = tokens.low[at], sense.takes
    if word in lex.prepositions or word in lex.conjunctions or word in lex.subordinators:
        return "" if "after" in takes else "none"
    if "clause" in takes:
        noun_alone = sense.sure < SURE and tokens.low[at + 1 : at + 2] == [","]
        return "none" if noun_alone else "clause"  # "because they feared arrest, said ..."
    if takes & {"object", "object+"}:
        return "object"
    near = range(at, min(len(tokens), at + 12))
    return "clause" if "that" in takes and any(phrases.is_finite(lex, tokens, place) for place in near) else "none"


def _quotation_ahead(lex: Lexicon, tokens: Tokens, sense: Sense, after: int) -> Complement | None:
    """A quotation behind a comma or colon, past hearers and settings: "told a crowd in Ohio, “...”"."""
    if "quote" not in sense.takes:
        return None
    low = tokens.low
    for at in range(after, min(len(low), after + AHEAD)):
        word = low[at]
        if word == QUOTED:
            return Complement("quote", at) if low[at - 1] in {",", ":"} else None
        if word in lex.that or word == ";" or word in lex.subjects or (at > after and word in lex.auxiliaries):
            return None
        form = lex.verbs.get(word)
        if form is not None and form.shapes & {"past", "ing"} and at > after:
            return None
    return None


def _past_what_stands_between(
    lex: Lexicon, tokens: Tokens, sense: Sense, at: int, *, heard: bool
) -> tuple[int, Span | None]:
    """The index behind adverbs, times, one setting and one hearer; and the setting."""
    low, setting = tokens.low, None
    for _ in range(6):
        if at >= len(low):
            break
        next_is_auxiliary = at + 1 < len(low) and low[at + 1] in lex.auxiliaries
        parted = low[at] in lex.separable and (at + 1 >= len(low) or low[at + 1] in ENDS or low[at + 1] in {",", ":"})
        if parted or ((low[at] in lex.adverbs or low[at] in lex.times) and not next_is_auxiliary):
            at += 1
            continue
        passed = pass_setting(lex, tokens, at) or at
        if low[at] in lex.prepositions and any(word in lex.times for word in low[at + 1 : at + 3]) and passed == at:
            passed = at + 2 if low[at + 1] in lex.times else at + 3
            at = passed
            continue
        if passed > at:
            setting = setting or Span(tokens.begins[at], tokens.ends[passed - 1])
            at = passed
            continue
        hearer = (
            phrases.phrase_after(lex, tokens, at, min(len(low), at + LONGEST_HEARER)) if heard and sense.hears else at
        )
        heard = False
        if hearer == at:
            break
        at = hearer
    return at, setting


def pass_setting(lex: Lexicon, tokens: Tokens, at: int) -> int:
    """Past "in a statement", "on Tuesday", "to reporters": the index behind, or `at`."""
    low = tokens.low
    if at >= len(low) or low[at] not in lex.leads or _is_infinitive(lex, tokens, at):
        return at
    end, told = at + 1, at
    while end < min(len(low), at + LONGEST_SETTING):
        word = low[end]
        if (
            word in phrases.STOPS
            or word in {",", QUOTED}
            or word in lex.that
            or _is_infinitive(lex, tokens, end)
            or (end > at + 1 and _opens_phrase(lex, tokens, end))
        ):
            break
        end += 1
        if word in lex.settings or word in lex.times or word in lex.hearers or word.isdigit():
            told = end
    closed = end >= len(low) or low[end] in {",", QUOTED, ":"} or low[end] in ENDS or low[end] in lex.that
    if closed and (told > at or (low[at] in lex.short_leads and end - at <= 6)):
        return end
    return told


def _is_infinitive(lex: Lexicon, tokens: Tokens, at: int) -> bool:
    """Whether "to" leads a verb and no hearer: "to release him", not "to the press", "to Congress"."""
    if tokens.low[at] not in lex.infinitive:
        return False
    word = tokens.low[at + 1] if at + 1 < len(tokens) else ""
    noun = word in lex.determiners or word in lex.possessives or word in lex.hearers
    return bool(word) and not noun and not phrases.is_name(tokens, at + 1) and not word.endswith("s")


def _opens_phrase(lex: Lexicon, tokens: Tokens, at: int) -> bool:
    word = tokens.low[at]
    return word in lex.subjects or (word in lex.determiners and tokens.low[at - 1] not in lex.prepositions)


def setting_beside(lex: Lexicon, tokens: Tokens, at: int, *, hears: bool) -> Span | None:
    """The setting behind a cue whose content stands before it: "..., he told reporters on a conference call"."""
    if hears and at < len(tokens):
        at = phrases.phrase_after(lex, tokens, at, min(len(tokens), at + LONGEST_HEARER))
    for _ in range(3):
        end = pass_setting(lex, tokens, at)
        if end > at:
            if any(word in lex.settings for word in tokens.low[at:end]):
                return Span(tokens.begins[at], tokens.ends[end - 1])
            at = end
        elif at < len(tokens) and tokens.low[at] in lex.times:
            at += 1
    return None
