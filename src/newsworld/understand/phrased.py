"""Statements without a verb of saying: "according to", adjectives, nouns, "is expected to", "seems to"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsworld.news.spans import Span
from newsworld.text.tokens import QUOTED
from newsworld.understand import extents, groups, phrases
from newsworld.understand.found import Found, Group, Phrase

if TYPE_CHECKING:
    from newsworld.understand.reported import Reader

BREAKS = frozenset({",", ";", ":", "—", "–", "--", ".", "!", "?", "(", ")", QUOTED})
LONGEST_SOURCE = 25  # tokens
OWNER_WITHIN = 5  # tokens between an owner and his noun: "Trump's latest promise"


def according_to(reader: Reader, at: int) -> None:
    """For “According to X, ...” and "..., according to X"."""
    lex, low = reader.lex, reader.tokens.low
    phrase = next((one for one in lex.according if low[at] == one[0] and tuple(low[at : at + len(one)]) == one), None)
    if phrase is None:
        return
    start = at + len(phrase)
    behind = at > 0 and low[at - 1] in {",", QUOTED, "—", "–"}
    if phrase in lex.attributive and not behind:
        return
    end = _source_end(reader, start)
    if end <= start:
        return
    fronted = at == 0 or low[at - 1] in {";", "("} or (low[at - 1] in lex.conjunctions and at <= 2)
    if fronted:
        first = end + 1 if end < len(low) and low[end] == "," else end
        span = reader.span(first, extents.content_end(lex, reader.tokens, first, "clause"))
    else:
        edge = at - 1 if low[at - 1] == "," else at
        span = reader.span(extents.left_border(reader.tokens, reader.found, edge), edge)
    rest = reader.span(end, len(low)) if lex.verb_second and not fronted and not behind else None  # "wurden nach ... X"
    if span is not None:
        rule = f"according to: {'before' if fronted else 'after'}"
        _keep(
            reader,
            [span] if rest is None else [span, rest],
            (at, start - 1),
            Phrase(start, end - 1),
            rule,
            lemma=" ".join(phrase),
        )


def trailing(reader: Reader, at: int) -> None:
    """For “X zufolge ...”: the phrase stands behind its source."""
    lex, low = reader.lex, reader.tokens.low
    phrase = next((one for one in lex.trailing if low[at] == one[0] and tuple(low[at : at + len(one)]) == one), None)
    if phrase is None or at == 0:
        return
    source = phrases.subject_before(lex, reader.tokens, at - 1)
    if source is None:
        return
    behind = at + len(phrase)
    if source.first == 0:
        span = reader.span(behind, extents.content_end(lex, reader.tokens, behind, "clause"))
    else:
        span = reader.span(extents.left_border(reader.tokens, reader.found, source.first), source.first)
    if span is not None:
        _keep(reader, [span], (at, behind - 1), source, "according to: trailing", lemma=" ".join(phrase))


def _source_end(reader: Reader, start: int) -> int:
    """The end of the source behind "according to": to the comma, with a name's apposition."""
    lex, low = reader.lex, reader.tokens.low
    at = start
    while at < min(len(low), start + LONGEST_SOURCE):
        word = low[at]
        if (word in BREAKS and (word != QUOTED or at == start)) or (at > start and _ends_source(reader, at)):
            break
        at += 1
    if at + 1 < len(low) and low[at] == "," and (low[at + 1] in lex.determiners or low[at + 1] in lex.who):
        ceiling = min(len(low), at + LONGEST_SOURCE)
        close = next((place for place in range(at + 1, ceiling) if low[place] in BREAKS), None)
        if close is not None and (low[close] == "," or start > 4):
            at = close
    return at


def _ends_source(reader: Reader, at: int) -> bool:
    lex, word = reader.lex, reader.tokens.low[at]
    if word in lex.subordinators or (word in lex.relatives and word not in lex.who):
        return True
    return lex.verb_second and (phrases.is_finite(lex, reader.tokens, at) or _follows_noun(reader, at))


def _follows_noun(reader: Reader, at: int) -> bool:
    """Whether a low-case word stands behind a capital and opens no phrase: where nouns have capitals, the verb."""
    lex, word = reader.lex, reader.tokens.low[at]
    if phrases.is_name(reader.tokens, at) or not phrases.is_name(reader.tokens, at - 1) or not word.isalpha():
        return False
    return word not in lex.prepositions and word not in lex.leads_noun and word not in lex.conjunctions


def seeming(reader: Reader, at: int) -> None:
    """For “X seems to ...”: what X seems to do, told by nobody."""
    lex, low = reader.lex, reader.tokens.low
    if low[at] in lex.seeming and at + 1 < len(low) and (low[at + 1] in lex.infinitive or low[at + 1] in lex.that):
        _without_speaker(reader, at, at, "appearance")


def expected(reader: Reader, at: int) -> None:
    """For “X is expected to ...”; with "by Y", Y speaks."""
    lex, low = reader.lex, reader.tokens.low
    if low[at] not in lex.expected or at + 1 >= len(low):
        return
    if low[at + 1] in lex.prepositions and low[at + 1] not in lex.infinitive | lex.by | lex.as_:
        return  # "fans are expected at the stadium"
    first, _ = _be_before(reader, at)
    if first is not None:
        _without_speaker(reader, first, at, "passive")


def _be_before(reader: Reader, at: int) -> tuple[int | None, bool]:
    """Where the form of "be" begins that an adjective or participle hangs on; None for none. And whether it denies."""
    lex, low = reader.lex, reader.tokens.low
    back, negated = at - 1, False
    while back > 0 and (
        low[back] in lex.negations or low[back] in lex.degrees or phrases.is_adverb(lex, reader.tokens, back)
    ):
        negated = negated or low[back] in lex.negations
        back -= 1
    if back < 0 or low[back] not in lex.be:
        return None, negated
    if low[back] in lex.genitive and not groups.is_shortened(lex, reader.tokens, back):
        return None, negated
    while back > 0 and (low[back - 1] in lex.verbal or low[back - 1] in lex.negations):
        negated = negated or low[back - 1] in lex.negations
        back -= 1
    return back, negated


def _without_speaker(reader: Reader, first: int, last: int, rule: str) -> None:
    """A content in two pieces, around its cue: "[X] is expected [to ...]"."""
    lex, tokens = reader.lex, reader.tokens
    subject = phrases.subject_before(lex, tokens, first - 1)
    start = last + 1
    end = extents.content_end(lex, tokens, start, "to")
    rest = reader.span(start, end)
    if subject is None or rest is None:
        return
    pieces = [Span(tokens.begins[subject.first], tokens.ends[subject.last]), rest]
    source: Phrase | None = None
    if tokens.low[start] in lex.by:
        stop = phrases.phrase_after(lex, tokens, start + 1, len(tokens))
        if stop > start + 1:
            source = Phrase(start + 1, stop - 1)
            tail = reader.span(stop, end)
            pieces = pieces[:1] if tail is None else [pieces[0], tail]
    _keep(reader, pieces, (first, last), source, rule, lemma=tokens.low[last])


def adjective(reader: Reader, at: int) -> None:
    """For “X is confident that ...”, "X is ready to ...", "X was critical of ..."."""
    lex, low = reader.lex, reader.tokens.low
    followers = lex.adjectives.get(low[at])
    if followers is None or at + 1 >= len(low) or low[at + 1] not in followers:
        return
    first, negated = _be_before(reader, at)
    subject = None if first is None else phrases.subject_before(lex, reader.tokens, first - 1)
    if first is None or subject is None:
        return
    span, kind = _led_content(reader, at + 1)
    if span is not None:
        last = at + 1 if kind == "object" else at
        reader.add(Group(first, at, at, "finite", negated), subject, [span], f"adjective: {low[at + 1]}", cue_last=last)


def noun(reader: Reader, at: int) -> None:
    """For “his promise to ...”, "the claim that ...", "allegations of ..."."""
    lex, low = reader.lex, reader.tokens.low
    followers = lex.nouns.get(low[at])
    if followers is None or at + 2 >= len(low) or low[at + 1] not in followers:
        return
    if reader.found and reader.found[-1].cue_last == at:
        return  # it is the verb
    owner = _owner(reader, at)
    if owner is None and low[at + 1] not in lex.ownerless:
        return
    span, _ = _led_content(reader, at + 1)
    if span is not None:
        rule = f"noun: {low[at + 1]}" + ("" if owner else " (nobody)")
        _keep(reader, [span], (at, at), owner, rule, lemma=low[at])


def _led_content(reader: Reader, lead: int) -> tuple[Span | None, str]:
    """The content that a "that", "to" or preposition leads to, and its kind."""
    lex, word = reader.lex, reader.tokens.low[lead]
    kind = "that" if word in lex.that else "to" if word in lex.infinitive else "object"
    start = lead if kind == "to" else lead + 1
    return reader.span(start, extents.content_end(lex, reader.tokens, start, kind)), kind


def _owner(reader: Reader, at: int) -> Phrase | None:
    """Whose claim it is: "Sherman's claim", "his claim"."""
    lex, low = reader.lex, reader.tokens.low
    for back in range(at - 1, max(-1, at - OWNER_WITHIN), -1):
        word = low[back]
        if word in lex.possessives:
            return Phrase(back, back)
        if back and (word in lex.genitive or word in "'’"):
            return _nearest(reader, phrases.subject_before(lex, reader.tokens, back - 1))
        if word in BREAKS or word in lex.determiners or word in lex.prepositions:
            break
    return None


def _nearest(reader: Reader, owner: Phrase | None) -> Phrase | None:
    """Of an owner's phrase what stands behind its last preposition: "formal talks on Moscow's demand" is Moscow's."""
    if owner is None:
        return None
    inner = [at + 1 for at in range(owner.first, owner.last) if reader.tokens.low[at] in reader.lex.prepositions]
    return Phrase(inner[-1], owner.last) if inner else owner


def _keep(
    reader: Reader, pieces: list[Span], cue: tuple[int, int], source: Phrase | None, rule: str, *, lemma: str
) -> None:
    tokens = reader.tokens
    reader.found.append(
        Found(
            pieces,
            Span(tokens.begins[cue[0]], tokens.ends[cue[1]]),
            None if source is None else Span(tokens.begins[source.first], tokens.ends[source.last]),
            rule,
            lemma=lemma,
            unit=reader.number,
            cue_first=cue[0],
            cue_last=max(cue[1], source.last if source else 0) if rule.startswith("according") else cue[1],
            subject=source,
        )
    )


FINDERS = {
    "according": according_to,
    "trailing": trailing,
    "seeming": seeming,
    "expected": expected,
    "adjective": adjective,
    "noun": noun,
}
