"""What the API tells that is no noun of the news itself: rows of lists, a line in its story, what a reader changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated

from msgspec import Meta, Struct

from newsworld.news.briefs import Citation, Line
from newsworld.news.moments import Moment
from newsworld.news.sourcing import Outlet
from newsworld.news.stories import Topic

Id = Annotated[str, Meta(min_length=1, max_length=2000)]
Articles = Annotated[tuple[Id, ...], Meta(min_length=1, max_length=200)]
Version = Annotated[int, Meta(ge=0, le=1_000_000_000)]


@dataclass(frozen=True, slots=True)
class About:
    """What answers here, and where its parts are."""

    name: str
    version: str
    links: Mapping[str, str]
    articles: int
    stories: int


@dataclass(frozen=True, slots=True)
class StoryRow:
    """A story in a list: its brief's first words, how far it reached, and what this reader did with it."""

    id: str
    headline: str
    standfirst: str | None
    language: str
    kind: str
    version: int  # of its brief; 0 as long as none is written
    first_seen: Moment
    last_seen: Moment
    articles: int
    origins: int
    copies: int
    topics: tuple[Topic, ...] = ()
    seen_version: int = 0  # of its brief, by this reader; 0: unread
    starred: bool = False
    followed: bool = False


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article in a list, without its text."""

    id: str
    headline: str | None
    standfirst: str | None
    outlet: str | None
    language: str | None
    published: Moment | None
    url: str | None
    kind: str
    version: int
    story: str | None = None
    copy_of: str | None = None


@dataclass(frozen=True, slots=True)
class CitedLine:
    """A line of a brief with the story it stands in. `slots` name its parts, as the glossary of slots tells."""

    story: str
    headline: str
    section: str
    text: str
    kind: str
    citations: tuple[Citation, ...]
    cautions: tuple[str, ...] = ()
    slots: Mapping[str, str] = field(default_factory=dict)

    @staticmethod
    def of(line: Line, story: str, headline: str, section: str) -> CitedLine:
        """A line in its story."""
        return CitedLine(story, headline, section, line.text, line.kind, line.citations, line.cautions, line.slots)


@dataclass(frozen=True, slots=True)
class TopicRow:
    """A topic, and how many of the newest stories belong to it."""

    id: str
    name: str
    kind: str
    stories: int


@dataclass(frozen=True, slots=True)
class SourceRow:
    """Where we listen, and how it goes."""

    id: str
    kind: str
    address: str
    outlet: Outlet | None
    state: str
    error: str | None = None
    last_success: Moment | None = None
    next_try: Moment | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, by kind; a kind that the query does not ask for is empty."""

    query: str
    articles: tuple[ArticleRow, ...]
    statements: tuple[CitedLine, ...]
    positions: tuple[CitedLine, ...]
    meetings: tuple[CitedLine, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A story that changed. `kind`: new, updated, merged (then `into` tells where it is now).

    `first` is the first version of its brief since the cursor: who knew the one before has read all that is older.
    """

    cursor: str
    kind: str
    story: str
    version: int = 0
    into: str | None = None
    first: int = 0


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed, oldest first, each story once; `cursor` is where to go on, also when nothing changed."""

    items: tuple[Change, ...]
    cursor: str
    more: bool


@dataclass(frozen=True, slots=True)
class MarkChange:
    """What a reader does with a story; what is not told stays as it was."""

    seen_version: Version | None = None  # 0: unread again
    starred: bool | None = None
    followed: bool | None = None


@dataclass(frozen=True, slots=True)
class MarkOf:
    """A change of one story's mark, among many."""

    story: Id
    seen_version: Version | None = None
    starred: bool | None = None
    followed: bool | None = None


@dataclass(frozen=True, slots=True)
class Marked:
    """How many marks were changed, and the ids of stories that are not known."""

    changed: int
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FollowChange:
    """What a reader wants of a topic, a party, a person or a search."""

    name: Annotated[str, Meta(min_length=1, max_length=200)]
    followed: bool = True
    muted_days: Annotated[int, Meta(ge=1, le=365)] | None = None


class Merge(Struct, frozen=True, tag_field="kind", tag="merge"):
    """A reader's word: `story` and `into` are one."""

    story: Id
    into: Id

    @property
    def articles(self) -> tuple[str, ...]:
        """None: all of both are meant."""
        return ()


class Split(Struct, frozen=True, tag_field="kind", tag="split"):
    """A reader's word: `articles` of `story` are a story of their own."""

    story: Id
    articles: Articles

    @property
    def into(self) -> None:
        """Nowhere that is there already."""


class NotThisStory(Struct, frozen=True, tag_field="kind", tag="not this story"):
    """A reader's word: each of `articles` belongs somewhere else than in `story`."""

    story: Id
    articles: Articles

    @property
    def into(self) -> None:
        """The house looks where."""


CorrectionAsked = Merge | Split | NotThisStory


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """A correction. `state`: waiting (the gatherer has not come to it yet), held (it holds for ever), refused."""

    state: str
    kind: str
    story: str
    into: str | None = None
    articles: tuple[str, ...] = ()
    made: Moment | None = None
    trouble: str | None = None
