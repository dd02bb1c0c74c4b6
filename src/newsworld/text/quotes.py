"""Quotations of a text by their marks: any script, straight, curly, angled, ticks. Linear in the text."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass

from newsworld.news.spans import Span

# Which marks may close what a mark has opened: German „“ and »«, Swedish ””, Finnish »», typists' mixtures.
CLOSED_BY = {
    "“": '”"', "”": "”", "„": '“”"', "‟": "”", '"': '"”', "＂": "＂", "«": "»", "»": "«»", "‹": "›", "›": "‹",
    "「": "」", "『": "』", "〝": "〞〟", "《": "》", "‘": "’", "‚": "‘’", "'": "'", "``": ("''", '"'), "''": ("''",),
}  # fmt: skip
SINGLE = "‘‚'‹›’"
# It begins with one class of marks, so that all other characters are passed over at once; a tick alone marks nothing.
_MARK = re.compile(r"[`'“”„‟\"＂«»‹›「」『』〝〞〟《》‘‚’](?:(?<=`)`|(?<=')')?")
_STRAIGHT_SINGLE_CLOSES = re.compile(r"'(?<=\S')(?![\w'])")  # the mark first: nothing else is looked at
_CURLY_SINGLE_CLOSES = re.compile(r"’(?<=\S’)(?!\w)")
_OPENS_AFTER = frozenset("([{-–—/:;,>…¿¡\u00a0")
LONGEST_SINGLE = 600  # code points between single marks; apostrophes make longer ones doubtful
MAX_DEPTH = 8  # marks deeper than that are noise


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks; `span` with the marks, `inner` without."""

    span: Span
    inner: Span
    depth: int = 0  # 0: not inside another quotation
    closed: bool = True  # no mark closes it in its paragraph
    single: bool = False  # between single marks


def quotations(text: str) -> tuple[Quotation, ...]:
    """Every quotation, by where it starts. A mark left open ends with its paragraph, if it opened the paragraph
    or the next one opens with a mark too; else it is no quotation.
    """
    singles = _Singles(text)
    found: list[Quotation] = []
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if end > start:
            _paragraph(text, start, end, singles, found)
        start = end + 1
    return tuple(sorted(found, key=lambda quote: (quote.span.start, -quote.span.end)))


class _Singles:
    """Where single marks may close, so that an opening apostrophe can look ahead at no cost."""

    def __init__(self, text: str) -> None:
        self.straight = [match.start() for match in _STRAIGHT_SINGLE_CLOSES.finditer(text)]
        self.curly = [match.start() for match in _CURLY_SINGLE_CLOSES.finditer(text)]

    def next_after(self, position: int, *, curly: bool) -> int | None:
        places = self.curly if curly else self.straight
        at = bisect.bisect_right(places, position)
        return places[at] if at < len(places) else None


def _paragraph(text: str, start: int, end: int, singles: _Singles, found: list[Quotation]) -> None:
    open_marks: list[tuple[str, int, int]] = []  # mark, where it starts, where it ends
    for match in _MARK.finditer(text, start, end):
        mark = match.group()
        closes = next((at for at in range(len(open_marks) - 1, -1, -1) if mark in CLOSED_BY[open_marks[at][0]]), None)
        if closes is not None and _may_close(text, match, open_marks[closes][0], singles):
            _, opened, inner = open_marks[closes]
            if match.start() > inner:
                single = open_marks[closes][0] in SINGLE
                inside = Span(inner, match.start())
                found.append(Quotation(Span(opened, match.end()), inside, closes, closed=True, single=single))
            del open_marks[closes:]
        elif len(open_marks) < MAX_DEPTH and _may_open(text, match, start, end, singles):
            open_marks.append((mark, match.start(), match.end()))
    _left_open(text, start, end, open_marks, found)


def _may_close(text: str, match: re.Match[str], opener: str, singles: _Singles) -> bool:
    mark, after = match.group(), text[match.end() : match.end() + 1]
    if mark == "“" and opener == "“":  # a typist's slip: it closes only where nothing can open
        return not text[match.start() - 1].isspace() and not after.isalnum()
    if opener in "»›" and mark in "«»‹›":
        return True
    if opener in ("'", "‘", "‚"):
        if after.isalnum():
            return False
        plural = (
            text[match.start() - 1 : match.start()] == "s" and text[match.end() : match.end() + 2].strip().islower()
        )
        later = singles.next_after(match.end(), curly=mark != "'") if plural else None
        return later is None or later - match.start() > 40
    if mark == '"' and opener == '"':
        before = text[match.start() - 1 : match.start()]
        return not (before.isspace() and after.isalnum())
    return True


def _may_open(text: str, match: re.Match[str], start: int, end: int, singles: _Singles) -> bool:
    mark = match.group()
    before = text[match.start() - 1] if match.start() > start else " "
    after = text[match.end()] if match.end() < end else " "
    if mark not in CLOSED_BY:
        return False
    clear = before.isspace() or before in _OPENS_AFTER or before in CLOSED_BY or (not before.isascii() and mark == "“")
    if mark in ("«", "„", "“"):
        return clear or mark == "„" or (mark == "“" and not before.isalnum())
    if mark == "``" or mark in "「『〝《":
        return True
    if not clear or after.isspace():
        return False
    if mark in ("'", "‘", "‚"):
        close = singles.next_after(match.end(), curly=mark != "'")
        return after.isalpha() and close is not None and close < min(end, match.end() + LONGEST_SINGLE)
    return True


def _left_open(text: str, start: int, end: int, open_marks: list[tuple[str, int, int]], found: list[Quotation]) -> None:
    """A quotation carried on into the next paragraph has no closing mark in this one."""
    if not open_marks:
        return
    mark, opened, inner = open_marks[0]
    rest = text[end : end + 40].lstrip()
    carried_on = bool(rest) and (rest.startswith(mark) or (rest[0] in CLOSED_BY and rest[0] not in SINGLE))
    if mark not in SINGLE and inner < end and (opened == start or carried_on):
        deeper = [at for at, quote in enumerate(found) if quote.span.start > opened]
        for at in deeper:
            quote = found[at]
            found[at] = Quotation(quote.span, quote.inner, max(1, quote.depth), quote.closed, quote.single)
        found.append(Quotation(Span(opened, end), Span(inner, end), 0, closed=False))
    else:
        for at, quote in enumerate(found):
            if quote.span.start > opened and quote.depth:
                found[at] = Quotation(quote.span, quote.inner, quote.depth - 1, quote.closed, quote.single)
