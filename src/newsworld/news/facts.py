"""Fact and its kinds: anything claimed of an article's text, each with the spans that bear it out."""

from __future__ import annotations

from dataclasses import dataclass

from newsworld.news.moments import Moment
from newsworld.news.spans import Span, require_evidence

MODES = ("direct", "indirect", "mixed")
ACTS = (
    "assert", "accuse", "deny", "offer", "demand", "promise", "threaten", "warn",
    "reject", "accept", "request", "predict", "praise", "condemn",
)  # fmt: skip
STANCES = (
    "offers", "demands", "requests", "accepts", "rejects", "supports", "opposes",
    "accuses", "denies", "threatens", "concerned",
)  # fmt: skip
MEETING_STATUSES = ("planned", "under way", "held", "postponed", "cancelled")
FIGURE_KINDS = ("dead", "injured", "displaced", "money", "share", "count")
CAUTION_KINDS = (
    "anonymous source", "denied", "disputed", "unconfirmed",
    "no commitment expected", "warned of false reports", "correction",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: `span` as named beside the statement, `name` as fully known in the article."""

    span: Span | None = None
    name: str | None = None
    entity: str | None = None  # Entity.id
    role: str | None = None
    organisation: str | None = None
    country: str | None = None  # ISO 3166 alpha-2
    anonymous: bool = False
    terms: Span | None = None  # "who asked not to be named"
    kind: str = "person"  # person, group, organisation, document, media
    number: int | None = None  # how many speak, where told: "two officials"


NOBODY = Speaker()


@dataclass(frozen=True, slots=True)
class Statement:
    """Who said what. `within` is the index of the statement that this one is nested in."""

    content: tuple[Span, ...]
    mode: str
    cue: Span | None = None
    speaker: Speaker = NOBODY
    act: str = "assert"
    setting: str | None = None  # "a conference call"
    said_on: Moment | None = None
    within: int | None = None
    negated: bool = False  # "did not say that"
    rule: str = ""  # which rule of the house said so (told by --explain)

    def __post_init__(self) -> None:
        require_evidence("statement", self.content)

    @property
    def evidence(self) -> tuple[Span, ...]:
        """The content is its own evidence."""
        return self.content


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody who takes part in a meeting."""

    name: str
    role: str | None = None
    party: str | None = None  # Entity.id


@dataclass(frozen=True, slots=True)
class Meeting:
    """A dated encounter of parties, or a set date of an institution."""

    name: str
    evidence: tuple[Span, ...]
    parties: tuple[str, ...] = ()  # Entity.id
    participants: tuple[Participant, ...] = ()
    place: str | None = None
    start: Moment | None = None
    end: Moment | None = None
    part_of_day: str | None = None  # morning, afternoon, evening, night
    format: str | None = None  # bilateral, multilateral, call, summit, visit, hearing, vote, deadline ...
    status: str = "planned"
    agenda: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        require_evidence("meeting", self.evidence)


@dataclass(frozen=True, slots=True)
class Position:
    """What a party offers, demands, rejects ... on an issue, and on which condition."""

    party: str  # Entity.id
    issue: str
    stance: str
    evidence: tuple[Span, ...]
    condition: Span | None = None
    reciprocal: bool = False
    toward: str | None = None  # Entity.id
    statement: int | None = None  # index of the statement that it was read from

    def __post_init__(self) -> None:
        require_evidence("position", self.evidence)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that matters, with its bounds: "at least 12" has low 12 and no high."""

    kind: str
    evidence: tuple[Span, ...]
    low: float | None = None
    high: float | None = None
    unit: str | None = None  # ISO 4217 for money, "%" for shares
    of: str | None = None  # what is counted

    def __post_init__(self) -> None:
        require_evidence("figure", self.evidence)


@dataclass(frozen=True, slots=True)
class Caution:
    """Why a line deserves care."""

    kind: str
    evidence: tuple[Span, ...]

    def __post_init__(self) -> None:
        require_evidence("caution", self.evidence)


@dataclass(frozen=True, slots=True)
class Event:
    """A machine-coded event in PLOVER's terms: type, mode and context, actor and recipient."""

    type: str  # AGREE, CONSULT, SUPPORT, CONCEDE, COOPERATE, AID, REQUEST, ACCUSE, REJECT, THREATEN, PROTEST, ...
    evidence: tuple[Span, ...]
    mode: str | None = None
    context: tuple[str, ...] = ()
    actor: str | None = None  # Entity.id
    recipient: str | None = None  # Entity.id
    date: Moment | None = None
    place: str | None = None

    def __post_init__(self) -> None:
        require_evidence("event", self.evidence)


Fact = Statement | Meeting | Position | Figure | Caution | Event
