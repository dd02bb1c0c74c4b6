"""Story: articles about one event as it develops; who copied whom; what it belongs to."""

from __future__ import annotations

from dataclasses import dataclass

from newsworld.news.moments import Moment
from newsworld.news.spans import Span

CORRECTION_KINDS = ("merge", "split", "not this story")


@dataclass(frozen=True, slots=True)
class WireCopy:
    """A republication: `article` carries the text of `origin`, for the reason told."""

    article: str
    origin: str
    why: str
    containment: float = 1.0  # share of the copy's text that stands in the origin


@dataclass(frozen=True, slots=True)
class Member:
    """An article of a story, what it copies, and what tied it to the story, in words."""

    id: str  # Article.id
    copy_of: str | None = None
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Placement:
    """Where an article was put: the answer of `group` to each article, at once."""

    id: str  # Article.id
    story: str
    joined: bool = False  # False: it opened the story
    copy_of: str | None = None
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """A standing subject across stories: a Media Topic, a party, a person, a place, an issue."""

    id: str  # "medtop:11000000", "country:RU", "issue:missile systems"
    name: str
    kind: str = "subject"


@dataclass(frozen=True, slots=True)
class Story:
    """Articles about one event. Its id is never reused."""

    id: str
    headline: str
    first_seen: Moment
    last_seen: Moment
    members: tuple[Member, ...]
    origins: int = 1  # how many texts are independent
    topics: tuple[Topic, ...] = ()

    def copies(self) -> tuple[Member, ...]:
        """The members that republish another's text."""
        return tuple(member for member in self.members if member.copy_of)


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a story reached, and when it last did: enough to weigh it by."""

    story: str
    last_seen: Moment
    origins: int
    copies: int


@dataclass(frozen=True, slots=True)
class StoryChange:
    """One step in a story's life: a version of its brief, or that it was merged (`into` tells where it is now)."""

    number: int  # grows from change to change, over all stories
    story: str
    version: int = 0
    into: str | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """A reader's word on what belongs together; it holds for ever, also when all is grouped anew.

    merge: `story` and `into` are one. split: `articles` of `story` are a story of their own. not this story: each of
    `articles` belongs somewhere else. `others` are the articles that were in the story (merge: in both) at that time,
    filled in by the desk, since articles outlive the ids of stories.
    """

    kind: str
    story: str
    into: str | None = None
    articles: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    made: Moment | None = None


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """What happened, or is to happen, on a day of a story: the words of one article that tell it."""

    day: str  # ISO date, or a datetime where the text tells the hour
    text: str  # the cited words
    article: str
    span: Span
    kind: str  # meeting, figure, event


@dataclass(frozen=True, slots=True)
class Mark:
    """What a reader did with a story: the version of its brief last seen, star, follow."""

    story: str
    seen_version: int = 0  # 0: unread
    seen_at: Moment | None = None
    starred: bool = False
    followed: bool = False


@dataclass(frozen=True, slots=True)
class Interest:
    """What a reader wants of a topic, a party, a person, a search, a story: to follow it, to be spared it for a time.

    A rule is kept as an interest, too: its `topic` is "block:word:football" or "keep:outlet:North Wire", and it holds
    while `followed`.
    """

    topic: str  # Topic.id, or "party:Norland", "person:Jaan Pell", "search:copper -mine", "story:s1"
    name: str
    followed: bool = False
    muted_until: Moment | None = None
    told_from: Moment | None = None  # since when stories of it are told by mail, push or web hook


@dataclass(frozen=True, slots=True)
class Rule:
    """What a reader wants kept or left out, whoever tells it: by word, topic, party, outlet or section."""

    effect: str  # block: such stories are left out; keep: no others are shown
    field: str  # word, topic, party, outlet, section
    value: str

    @property
    def key(self) -> str:
        """What it is kept under, as an interest."""
        return f"{self.effect}:{self.field}:{self.value}"
