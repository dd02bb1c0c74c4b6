"""What "the bill" is: an earlier mention of the same noun tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsworld.text.wording import wording
from newsworld.understand.stakes import is_loose, stake

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsworld.understand.antecedents import Context

NEAR = 400  # code points before a noun in which an earlier mention tells what it is, where nothing else is known of it
FAR = 2000  # where the noun itself will do if none tells more
LOOKED_BACK = 20  # earlier mentions that may tell it


def spelled_out(context: Context, phrase: str, at: int) -> str | None:
    """What an earlier mention of the same noun tells: "the proposal", after "a proposal for a truce in the east"."""
    for _, end in _mentions(context, phrase.rpartition(" ")[2].lower(), at, NEAR):
        match = context.words.patterns["spelled_out"].match(context.marks.text, end, at)
        if match is not None:
            return stake(match["what"], context.language)
    return None


def fuller(context: Context, noun: str, at: int) -> str | None:
    """The noun with what an earlier mention adds to it: "the bill", after "a bill to cut taxes" or "a tax bill"."""
    text, patterns = context.marks.text, context.words.patterns
    for start, end in _mentions(context, noun.lower(), at, FAR):
        led = patterns["led_by"].search(text, max(0, start - 60), start)
        if led is not None and not any(is_loose(word.lower(), context.language) for word in led["led"].split()):
            return f"{' '.join(led['led'].split())} {noun}"
        match = patterns["spelled_with"].match(text, end, at)
        issue = stake(f"{noun} {match['what']}", context.language) if match is not None else None
        if issue is not None and issue != noun:
            return issue
    return None


def _mentions(context: Context, noun: str, at: int, within: int) -> Iterator[tuple[int, int]]:
    """Where the noun stands before an offset, the last first."""
    told = wording(context.marks.text)
    found = told.found(frozenset({noun})) if noun else []
    before = [index for index in found if at - within <= told.ends[index] < at - len(noun)]
    yield from ((told.starts[index], told.ends[index]) for index in reversed(before[-LOOKED_BACK:]))
