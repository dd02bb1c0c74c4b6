"""Quotations and whom they belong to: pieces that go on, passages behind a colon, those with no cue."""

from __future__ import annotations

import bisect
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newsworld.news.spans import Span
from newsworld.text.tokens import QUOTED
from newsworld.understand.found import Found

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsworld.text.quotes import Quotation
    from newsworld.understand.cues import Lexicon
    from newsworld.understand.units import Unit

DASHES = frozenset({"—", "–", "-", "--", "―", "~"})
SCARE_WORDS = 4  # a quotation of fewer words, with no cue, is a title, a nickname or irony
RUNNING_WORDS = 8  # a quotation of more words, beside somebody who speaks, is theirs
QUOTATIONS_READ = 40  # of a sentence; one with more is no sentence
LONGEST_SIGNATURE = 12  # tokens
UNSPACED = 9  # characters of a quotation in a script without spaces
SPEECH_TAILS = frozenset({",", "،", "、", "，", "—", "–", "と"})  # what stands behind speech and seldom behind a title
SENTENCE_ENDS = frozenset(".,!?…。！？，،؟।")
BARE = frozenset({QUOTED, ".", ",", "!", "?", "—", "–", "-", "…", "..."})
OPENERS = "“„«\"'`‘”»「"


def attach(text: str, read: list[Unit], found: list[list[Found]], lex: Lexicon | None = None) -> None:
    """Give every quotation that no cue has claimed to the statement it goes on with, or make it one of its own.

    `found` holds the statements of each unit; it is added to.
    """
    owners = _Owners(text, read, found, lex)
    for number in range(len(read)):
        owners.take(number)


@dataclass(slots=True)
class _Owners:
    """Goes through the sentences and remembers who is speaking."""

    text: str
    read: list[Unit]
    found: list[list[Found]]
    lex: Lexicon | None
    running: Found | None = None  # the statement that a bare quotation would go on with
    last: Found | None = None  # who spoke last
    last_unit: int = -2
    carried: Found | None = None  # whose quotation the last paragraph left open
    pending: list[Span] = field(default_factory=list)  # quotations left open that nobody has claimed yet

    def take(self, number: int) -> None:
        """The quotations of one sentence."""
        unit, here = self.read[number], self.found[number]
        self._begin(unit, number)
        bare = bool(unit.quotes) and BARE.issuperset(unit.tokens.low)
        if unit.first:
            self._carry(unit, here)
        for quote in unit.quotes[:QUOTATIONS_READ]:
            if not any(piece.meets(quote.span) for one in here for piece in one.pieces):
                self._give(unit, number, quote, bare=bare)
        self.running = next((one for one in reversed(here) if _goes_on(self.text, one)), self.running)
        heard = next(
            (one for one in reversed(here) if one.pieces and one.speaker is not None and _is_saying(one)), None
        )
        if heard is not None:
            self.last, self.last_unit = heard, number

    def _carry(self, unit: Unit, here: list[Found]) -> None:
        """What the paragraph before left open goes on here, if this one opens with a quotation too."""
        opens = unit.tokens.low[:1] == [QUOTED]
        if self.pending and opens:
            claimed = next((one for one in here for piece in one.pieces if piece.start == unit.span.start), None)
            if claimed is not None:
                claimed.pieces += self.pending
                self.pending = []
        elif not opens:
            self.carried, self.pending = None, []

    def _begin(self, unit: Unit, number: int) -> None:
        waits = self.running is not None and not self.running.pieces
        if self.running is not None and waits and unit.first and QUOTED not in unit.tokens.low:
            self.running.pieces.append(_paragraph_of(self.read, number))  # a passage set apart, without marks
        if unit.first and not waits and unit.tokens.low[:1] != [QUOTED]:
            self.running = None

    def _give(self, unit: Unit, number: int, quote: Quotation, *, bare: bool) -> None:
        here = self.found[number]
        opens_unit = unit.first and unit.tokens.begins[0] == quote.span.start
        carried = self.carried if opens_unit else None
        owner = carried or self._owner(unit, here, quote, bare=bare)
        if owner is not None:
            owner.pieces.append(quote.span)
            self.carried = None if quote.closed else owner
            return
        signed = _signature(unit, quote)
        words = len(quote.inner.of(self.text).split())
        if signed is not None:
            here.append(Found([quote.span], signed[0], signed[1], "signed quotation", unit=number))
        elif self.last is not None and self.last_unit == number - 1 and not unit.first and words > RUNNING_WORDS:
            here.append(Found([quote.span], None, self.last.speaker, "quotation in running speech", unit=number))
        elif bare and words >= SCARE_WORDS and not (quote.single and unit.first and unit.last):
            speaker = _announced(self.read, number, self.lex) or self._spoke_last(unit)
            if speaker is not None:
                here.append(Found([quote.span], None, speaker, "quotation alone", unit=number))
                self.carried = None if quote.closed else here[-1]
            elif not quote.closed:
                self.pending.append(quote.span)

    def _owner(self, unit: Unit, here: list[Found], quote: Quotation, *, bare: bool) -> Found | None:
        """The statement that the quotation is a piece of."""
        place = _place(unit, quote)
        before = unit.tokens.low[place - 1] if place else ""
        joins = before in {",", ":", "—", "–"} or (self.lex is not None and before in self.lex.coordinates)
        beside = next((one for one in reversed(here) if _has_quotation(one)), None)
        if beside is not None and joins:
            return beside
        waiting = next((one for one in reversed(here) if not one.pieces), None)
        if waiting is not None:
            return waiting
        if self.running is None or (self.running.pieces and (not bare or unit.first)):
            return None
        return self.running

    def _spoke_last(self, unit: Unit) -> Span | None:
        """Whoever spoke last, if that was in this paragraph or the one before."""
        if self.last is None or unit.paragraph - self.read[self.last_unit].paragraph > 1:
            return None
        return self.last.speaker


def _has_quotation(one: Found) -> bool:
    return any(part in one.rule for part in ("quotation", "quote", "after", "inverted"))


def _is_saying(one: Found) -> bool:
    return one.cue is None or _has_quotation(one) or one.rule.startswith(("say", "tell"))


def _goes_on(text: str, one: Found) -> bool:
    """Whether a quotation that follows could go on with the statement."""
    return not one.pieces or any(text[piece.start] in OPENERS for piece in one.pieces) or "after" in one.rule


def _paragraph_of(read: list[Unit], number: int) -> Span:
    """All of the paragraph that a sentence opens."""
    last = number
    while not read[last].last:
        last += 1
    return Span(read[number].span.start, read[last].span.end)


def _announced(read: list[Unit], number: int, lex: Lexicon | None) -> Span | None:
    """Whose words a sentence before announces with a colon: "Sanders made the following comment:"."""
    if lex is None or number == 0 or not read[number].first or read[number - 1].tokens.low[-1:] != [":"]:
        return None
    before = read[number - 1].tokens
    closed = lex.prepositions | lex.determiners | lex.subordinators | lex.subjects | lex.possessives | lex.conjunctions
    named = [
        at
        for at, word in enumerate(before.words)
        if word[:1].isupper() and before.low[at] not in closed and before.low[at] not in lex.times
    ]
    if not named:
        return None
    last = named[0]
    while last + 1 in named:
        last += 1
    return Span(before.begins[named[0]], before.ends[last])


def _place(unit: Unit, quote: Quotation) -> int:
    """The token that the quotation is."""
    return bisect.bisect_left(unit.tokens.begins, quote.span.start)


def _signature(unit: Unit, quote: Quotation) -> tuple[Span, Span] | None:
    """Cue and speaker of "“...” — Ann Example": a dash and a name that end the sentence."""
    read = unit.tokens
    at = _place(unit, quote)
    last = len(read) - 2 if read.low[-1] in {".", ","} else len(read) - 1
    if not at + 2 <= last < at + 2 + LONGEST_SIGNATURE or read.low[at + 1] not in DASHES:
        return None
    if not read.words[at + 2][:1].isupper() or QUOTED in read.words[at + 2 : last + 1]:
        return None
    return Span(read.begins[at + 1], read.ends[at + 1]), Span(read.begins[at + 2], read.ends[last])


def by_marks(text: str, read: Sequence[Unit]) -> Iterator[Found]:
    """In a language whose cues are not known: quotations that read like speech, with nobody named."""
    for number, unit in enumerate(read):
        for quote in unit.quotes[:QUOTATIONS_READ]:
            inner = quote.inner.of(text)
            long_enough = len(inner.split()) >= SCARE_WORDS or (len(inner) >= UNSPACED and " " not in inner)
            after, before = (
                text[quote.span.end : quote.span.end + 2],
                text[max(0, quote.span.start - 2) : quote.span.start],
            )
            told = after[:1] in SPEECH_TAILS or after[1:] in DASHES or ":" in before or "：" in before
            if long_enough and not quote.single and (told or inner[-1:] in SENTENCE_ENDS):
                yield Found([quote.span], None, None, "quotation by its marks", unit=number)


def settled(found: list[list[Found]]) -> list[Found]:
    """Every statement that has a content, in order of the text."""
    return sorted(
        (one for group in found for one in group if one.pieces),
        key=lambda one: (one.pieces[0].start, -one.pieces[0].end),
    )


def merged(pieces: list[Span]) -> tuple[Span, ...]:
    """The pieces in order, those that touch or overlap made one."""
    out: list[Span] = []
    for piece in sorted(pieces):
        if out and piece.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, piece.end))
        else:
            out.append(piece)
    return tuple(out)


def mode_of(pieces: tuple[Span, ...], quotes: Sequence[Quotation], starts: Sequence[int]) -> str:
    """Direct if all of it stands in quotation marks, mixed if some does, indirect if none.

    `quotes` are those that stand in no other; `starts` where each begins.
    """
    marked = whole = 0
    for piece in pieces:
        first = max(0, bisect.bisect_right(starts, piece.start) - 1)
        near = [
            quote for quote in quotes[first : bisect.bisect_left(starts, piece.end)] if piece.start < quote.span.end
        ]
        marked += bool(near)
        whole += any(quote.span.holds(piece) for quote in near)
    if not marked:
        return "indirect"
    return "direct" if whole == len(pieces) else "mixed"
