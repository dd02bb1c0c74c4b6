"""Units: the sentences of a text as grammar should see them, each quotation being one token of its sentence."""

from __future__ import annotations

import bisect
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsworld.news.spans import Span
from newsworld.text.tokens import Tokens, stream_of, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsworld.text.quotes import Quotation
    from newsworld.understand.cues import Lexicon


CLOSERS = frozenset("”\"»“'’」")
DASHES = frozenset("—–―-")
TAIL_WORDS = 9  # "said" comes that early in a sentence that tells who asked
TAIL_CHARACTERS = 160


@dataclass(slots=True)
class Unit:
    """One sentence: its tokens, the quotations that stand in it, and its place."""

    span: Span
    tokens: Tokens
    quotes: tuple[Quotation, ...]
    paragraph: int
    first: bool  # of its paragraph
    last: bool


def units(text: str, sentences: Sequence[Span], quotes: Sequence[Quotation], lex: Lexicon | None = None) -> list[Unit]:
    """The sentences, joined where a quotation runs over their border, as units."""
    top = [quote for quote in quotes if quote.depth == 0]
    starts = [quote.span.start for quote in top]
    found: list[Unit] = []
    paragraph, previous_end = 0, 0
    hung = lex.elisions | lex.clitics if lex is not None else frozenset()
    stream = stream_of(text)
    for span in _with_tail(text, _joined(sentences, top), lex):
        new = bool(found) and "\n" in text[previous_end : span.start]
        if new:
            paragraph += 1
            found[-1].last = True
        low = bisect.bisect_left(starts, span.start)
        high = bisect.bisect_left(starts, span.end)
        inside = tuple(top[low:high])
        read = tokens(stream, span.start, span.end, [quote.span for quote in inside], hung)
        found.append(Unit(span, read, inside, paragraph, new or not found, last=False))
        previous_end = span.end
    if found:
        found[-1].last = True
    return found


def _with_tail(text: str, spans: Iterator[Span], lex: Lexicon | None) -> Iterator[Span]:
    """What belongs to the sentence of a quotation before it: "“...” — Ann Example", "“...?” Ann Example asked."."""
    held: Span | None = None
    for span in spans:
        if (
            held is not None
            and text[held.end - 1] in CLOSERS
            and (text[span.start] in DASHES or _tells_who(text, held, span, lex))
        ):
            held = Span(held.start, span.end)
            continue
        if held is not None:
            yield held
        held = span
    if held is not None:
        yield held


def _tells_who(text: str, before: Span, span: Span, lex: Lexicon | None) -> bool:
    """Whether a sentence behind a question or call tells who spoke: a cue within its first words, and no object."""
    if lex is None or not any(mark in text[before.end - 4 : before.end] for mark in "?!"):
        return False
    if "\n" in text[before.end : span.start]:
        return False
    words = text[span.start : min(span.end, span.start + TAIL_CHARACTERS)].split()
    for at, word in enumerate(words[:TAIL_WORDS]):
        form = lex.verbs.get(word.lower().rstrip(".,"))
        if (
            at
            and form is not None
            and form.shapes & {"past", "s"}
            and any("after" in sense.takes for sense in form.senses)
        ):
            following = words[at + 1].lower() if at + 1 < len(words) else ""
            return word[-1] in ".," or not following or following in lex.leads or following.strip(".,") in lex.times
    return False


def _joined(sentences: Sequence[Span], quotes: Sequence[Quotation]) -> Iterator[Span]:
    at, held = 0, None
    for span in sentences:
        start, end = span if held is None else (held, span.end)
        while at < len(quotes) and quotes[at].span.end <= end:
            at += 1
        if at < len(quotes) and quotes[at].span.start < end < quotes[at].span.end:
            held = start
            continue
        held = None
        yield Span(start, end)
    if held is not None:
        yield Span(held, sentences[-1].end)
