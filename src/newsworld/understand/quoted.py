"""Quotations and whom they belong to: pieces that go on, quotations that open after a colon, those with no cue."""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING

from newsworld.news.spans import Span
from newsworld.text.tokens import QUOTED
from newsworld.understand.found import Found

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsworld.text.quotes import Quotation
    from newsworld.understand.cues import Lexicon
    from newsworld.understand.units import Unit

DASHES = frozenset({"—", "–", "-", "--", "―", "~"})
SCARE_WORDS = 4  # a quotation of fewer words, with no cue, is a title, a nickname or irony
RUNNING_WORDS = 8  # a quotation of more words, beside somebody who speaks, is theirs
BARE = frozenset({QUOTED, ".", ",", "!", "?", "—", "–", "-", "…", "..."})


def attach(text: str, read: list[Unit], found: list[list[Found]], lex: Lexicon | None = None) -> None:
    """Give every quotation that no cue has claimed to the statement it goes on with, or make it one of its own.

    `found` holds the statements of each unit; it is added to.
    """
    running: Found | None = None  # the statement that a bare quotation would go on with
    last: Found | None = None  # who spoke last, and where
    for number, unit in enumerate(read):
        here = found[number]
        if running is not None and not running.pieces and unit.first and QUOTED not in unit.tokens.low:
            running.pieces.append(_paragraph_of(read, number))  # a passage set apart, without marks
        if unit.first and not _opens_with_quote(unit) and not (running is not None and not running.pieces):
            running = None
        for quote in unit.quotes:
            if any(
                piece.start < quote.span.end and quote.span.start < piece.end for one in here for piece in one.pieces
            ):
                continue
            owner = _owner(unit, here, running, quote)
            signed = None if owner is not None else _signature(unit, quote)
            if owner is not None:
                owner.pieces.append(quote.span)
            elif signed is not None:
                here.append(Found([quote.span], signed[0], signed[1], "signed quotation", unit=number))
            elif last is not None and last.unit == number - 1 and not unit.first and _is_clause(text, quote):
                here.append(Found([quote.span], None, last.speaker, "quotation in running speech", unit=number))
            elif _is_speech(text, unit, quote):
                speaker = _announced(read, number, lex) or _last_speaker(last, unit, read)
                here.append(Found([quote.span], None, speaker, "quotation alone", unit=number))
        speaking = [one for one in here if _speaks(text, one)]
        if speaking:
            running = speaking[-1]
        heard = [one for one in here if one.pieces and one.speaker is not None and one.level == 0 and _is_saying(one)]
        if heard:
            last = heard[-1]
            last.unit = number


def _is_saying(one: Found) -> bool:
    return (
        one.cue is None
        or "after" in one.rule
        or one.rule.startswith(("say", "tell", "inverted", "signed"))
        or "quot" in one.rule
    )


def _last_speaker(last: Found | None, unit: Unit, read: list[Unit]) -> Span | None:
    """Whoever spoke last, if that was in this paragraph or the one before."""
    if last is None or unit.paragraph - read[last.unit].paragraph > 1:
        return None
    return last.speaker


def _opens_with_quote(unit: Unit) -> bool:
    return bool(unit.tokens.low) and unit.tokens.low[0] == QUOTED


def _is_bare(unit: Unit) -> bool:
    """Whether the sentence is nothing but a quotation."""
    return all(word in BARE for word in unit.tokens.low)


def _owner(unit: Unit, here: list[Found], running: Found | None, quote: Quotation) -> Found | None:
    """The statement that the quotation is a piece of."""
    place = _place(unit, quote)
    beside = [
        one
        for one in here
        if "quotation" in one.rule or "quote" in one.rule or "after" in one.rule or "inverted" in one.rule
    ]
    if beside and place and unit.tokens.low[place - 1] in {",", ":", "and", "—", "–"}:
        return beside[-1]
    waiting = [one for one in here if not one.pieces]
    if waiting:
        return waiting[-1]
    if running is not None and not running.pieces:
        return running
    if not _is_bare(unit) or running is None:
        return None
    return running if not unit.first else None


def _paragraph_of(read: list[Unit], number: int) -> Span:
    """All of the paragraph that a sentence opens."""
    last = number
    while not read[last].last:
        last += 1
    return Span(read[number].span.start, read[last].span.end)


def _announced(read: list[Unit], number: int, lex: Lexicon | None) -> Span | None:
    """Whose words a sentence before announces with a colon: "Sanders made the following comment:"."""
    if number == 0 or not read[number].first or read[number - 1].tokens.low[-1:] != [":"]:
        return None
    before = read[number - 1].tokens
    closed = (
        (
            lex.prepositions
            | lex.determiners
            | lex.subordinators
            | lex.subjects
            | lex.possessives
            | lex.conjunctions
            | lex.times
        )
        if lex
        else frozenset()
    )
    named = [at for at, word in enumerate(before.words) if word[:1].isupper() and before.low[at] not in closed]
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
    if at + 2 >= len(read) + 0 or read.low[at + 1] not in DASHES:
        return None
    last = len(read) - 1 if read.low[-1] not in {".", ",", "\u201d"} else len(read) - 2
    named = read.words[at + 2 : last + 1]
    if not named or len(named) > 12 or not named[0][:1].isupper() or QUOTED in named:
        return None
    return Span(read.begins[at + 1], read.ends[at + 1]), Span(read.begins[at + 2], read.ends[last])


def _speaks(text: str, one: Found) -> bool:
    """Whether a quotation that follows could go on with the statement."""
    return not one.pieces or any(text[piece.start] in "“„«\"'`‘”»「" for piece in one.pieces) or "after" in one.rule


def _is_speech(text: str, unit: Unit, quote: Quotation) -> bool:
    """Whether a quotation without a cue is somebody's words at all."""
    words = quote.inner.of(text).split()
    if len(words) < SCARE_WORDS:
        return False
    if _is_bare(unit):
        return True
    return False


def _is_clause(text: str, quote: Quotation) -> bool:
    return len(quote.inner.of(text).split()) > RUNNING_WORDS


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
