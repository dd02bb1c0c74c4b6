"""Is a word form a verb here, and with which auxiliaries? Told by the words before and behind it alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsworld.text.tokens import QUOTED
from newsworld.understand import phrases
from newsworld.understand.found import Group

if TYPE_CHECKING:
    from newsworld.text.tokens import Tokens
    from newsworld.understand.cues import Form, Lexicon

NEAR_QUOTATION = 7  # tokens from a verb to the quotation that shows it is one
FAR = 10  # tokens between an auxiliary and its participle


def group(lex: Lexicon, tokens: Tokens, at: int, form: Form) -> Group | None:
    """The verb group around a cue form, or None where the word is a noun or an adjective."""
    low = tokens.low
    back, negated = at - 1, False
    while back >= 0 and (low[back] in lex.negations or phrases.is_adverb(lex, tokens, back)):
        negated = negated or low[back] in lex.negations
        back -= 1
    while lex.clitics and back > 0 and (low[back] in lex.clitics or low[back] == "-"):
        back -= 1
    governed = _governed(lex, tokens, back, form)
    if governed:
        first, more = _widened(lex, tokens, back)
        return Group(first, at, at, governed, negated or more)
    if lex.verb_second and form.shapes == {"done"}:
        return _far(lex, tokens, at)
    previous = low[back] if back >= 0 else ""
    if previous in lex.leads_noun:
        return None
    if "ing" in form.shapes:
        return Group(at if back == at - 1 else back + 1, at, at, "ing", negated)
    if previous in lex.prepositions:
        return None
    return _plain(lex, tokens, at, back + 1, form, negated=negated)


def _far(lex: Lexicon, tokens: Tokens, at: int) -> Group | None:
    """A participle whose auxiliary stands apart: "hat am Montag angekündigt"."""
    for back in range(at - 1, max(-1, at - FAR), -1):
        if tokens.low[back] in lex.have:
            return Group(back, at, at, "finite", any(word in lex.negations for word in tokens.low[back:at]))
        if tokens.low[back] in phrases.STOPS or tokens.low[back] in {",", QUOTED}:
            break
    return None


def _governed(lex: Lexicon, tokens: Tokens, back: int, form: Form) -> str:
    """The kind of group that an auxiliary at `back` makes of a form; empty for none."""
    previous, shapes = tokens.low[back] if back >= 0 else "", form.shapes
    if previous in lex.genitive and not is_shortened(lex, tokens, back):
        return ""
    if previous in lex.infinitive and "base" in shapes:
        return "to"
    modal = previous in lex.modals and "base" in shapes
    perfect = previous in lex.have and bool(shapes & {"done", "past"})
    if modal or perfect or (previous in lex.be and "ing" in shapes):
        return "finite"
    return "passive" if previous in lex.be and "done" in shapes else ""


def _widened(lex: Lexicon, tokens: Tokens, back: int) -> tuple[int, bool]:
    """The first auxiliary of a group, and whether one of its words denies."""
    low, first, negated = tokens.low, back, False
    while first > 0:
        word = low[first - 1]
        auxiliary = is_shortened(lex, tokens, first - 1) if word in lex.genitive else word in lex.verbal
        if not (auxiliary or word in lex.adverbs or word in lex.negations):
            break
        negated = negated or word in lex.negations
        first -= 1
    return first, negated


def is_shortened(lex: Lexicon, tokens: Tokens, at: int) -> bool:
    """Whether "'s" at a place is a verb: after a pronoun, not after a name."""
    return at > 0 and tokens.low[at - 1] in lex.shortens


def _plain(lex: Lexicon, tokens: Tokens, at: int, first: int, form: Form, *, negated: bool) -> Group | None:
    """A form without an auxiliary."""
    following = tokens.low[at + 1] if at + 1 < len(tokens) else ""
    if "past" in form.shapes:
        if following in lex.by and "done" in form.shapes:
            return Group(at, at, at, "reduced")
        return Group(first, at, at, "finite", negated)
    if form.shapes & {"s", "base"} and _is_present(lex, tokens, at, first, form):
        return Group(first, at, at, "finite", negated)
    return None


def _is_present(lex: Lexicon, tokens: Tokens, at: int, first: int, form: Form) -> bool:
    """Whether a present form is a verb, since it could as well be a noun: "claims", "plan"."""
    previous = tokens.low[first - 1] if first else ""
    if not previous or previous in phrases.STOPS - {")", "—", "–"}:
        return False
    following = tokens.low[at + 1] if at + 1 < len(tokens) else ""
    if tokens.low[at] in lex.mostly_no_verbs and previous not in lex.subjects and following not in lex.that:
        return False
    singular = "s" in form.shapes
    if previous in lex.subjects:
        return singular or previous in lex.plural_subjects
    if previous in lex.who and not singular:
        return following in lex.opens_complement or phrases.is_name(tokens, at + 1)
    opens = following in lex.opens_complement or following in {QUOTED, ":"} or phrases.is_name(tokens, at + 1)
    if tokens.low[at] in lex.never_nouns and previous not in lex.auxiliaries:
        return True
    if not singular:
        plural = previous.endswith("s") or previous in lex.plurals or previous in {",", *lex.conjoins}
        return (plural or ends_joined_names(lex, tokens, first)) and (opens or following not in lex.prepositions)
    return _is_third_person(lex, tokens, (at, first), form, opens=opens)


def _is_third_person(lex: Lexicon, tokens: Tokens, where: tuple[int, int], form: Form, *, opens: bool) -> bool:
    """Of a form such as "claims" at `where` (its own place, and that of its first adverb)."""
    at, first = where
    if phrases.is_finite(lex, tokens, first - 1) and tokens.low[first - 1] not in lex.auxiliaries:
        return False  # "rejected claims that"
    following = tokens.low[at + 1] if at + 1 < len(tokens) else ""
    named = phrases.is_name(tokens, first - 1)
    opens = opens or (named and bool(following) and phrases.is_gerund(lex, tokens, at + 1))
    closes = following in {".", ",", ""}
    quotes = QUOTED in tokens.low[at : at + NEAR_QUOTATION] or (closes and _ends_sentence(lex, tokens, first))
    particle = any(following in sense.particles for sense in form.senses)
    return opens or first != at or quotes or (named and (closes or particle))


def _ends_sentence(lex: Lexicon, tokens: Tokens, first: int) -> bool:
    """Whether what stands before a verb is a phrase behind a quotation or comma: "“...,” the narrator says."."""
    subject = phrases.subject_before(lex, tokens, first - 1)
    if subject is None or subject.first == 0:
        return False
    return tokens.low[subject.first - 1] == QUOTED or (tokens.low[subject.first - 1] == "," and subject.first > 3)


def ends_joined_names(lex: Lexicon, tokens: Tokens, first: int) -> bool:
    """Whether names joined by "and" end before a place: "Washington and Europe"."""
    at = first - 1
    while at > 0 and phrases.is_name(tokens, at):
        at -= 1
    return 0 < at < first - 1 and tokens.low[at] in lex.conjoins and phrases.is_name(tokens, at - 1)
