"""Found: a statement in the making, before it has a mode, a name and a place among the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from newsworld.news.spans import Span


class Phrase(NamedTuple):
    """A noun phrase as token indices, both included."""

    first: int
    last: int


@dataclass(slots=True)
class Found:
    """What a rule has found in a sentence."""

    pieces: list[Span]  # of the content; none yet where a colon promises a quotation in the next paragraph
    cue: Span | None
    speaker: Span | None
    rule: str
    act: str = "assert"
    negated: bool = False
    lemma: str = ""
    unit: int = 0  # number of the sentence
    cue_first: int = 0  # token indices
    cue_last: int = 0
    subject: Phrase | None = None
    setting: Span | None = None
    level: int = 0  # 1: said inside a quotation
    sure: int = 0  # see Sense.sure
    kind: str = ""  # of the cue's verb group: finite, to, ing


class Group(NamedTuple):
    """A cue verb with its auxiliaries: tokens [first, last], the verb itself at `head`."""

    first: int
    last: int
    head: int
    kind: str  # finite, to, ing, passive, reduced
    negated: bool = False


class Complement(NamedTuple):
    """What follows a cue: its kind (that, clause, quote, colon, opens, wh, to, object, particle), its first token."""

    kind: str
    first: int
    setting: Span | None = None
