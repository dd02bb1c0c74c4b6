"""Brief: what the house writes about a story. A line without a citation cannot be built."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from newsworld.news.articles import Article
from newsworld.news.errors import EvidenceMissing
from newsworld.news.moments import Moment
from newsworld.news.spans import Span
from newsworld.news.stories import Story

LINE_KINDS = ("verbatim", "composed", "rewritten")
SECTIONS = (
    "what is new", "background", "who said what", "meetings", "positions", "figures",
    "disputed", "agreed", "take care", "timeline", "where it comes from", "more on this topic",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Citation:
    """The exact words of a source: `quote` is the text of `span` in the article's `text`."""

    article: str
    span: Span
    quote: str

    def __post_init__(self) -> None:
        if self.span.end - self.span.start != len(self.quote) or not self.quote:
            raise EvidenceMissing(f"citation of {self.article}", "the quote is not its span's length.")


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of a brief, and what bears it out.

    `slots` name the parts of a line that tables and calendars are made of; a slot that is not told is left out.
    Days and times are moments, several names stand apart by "; ", assertions say "yes".

    - every section: `outlet` where one outlet tells it, `language` where that is not the brief's
    - who said what: speaker, role, party, anonymous, terms, mode, act, setting, said_on, told_by, origins
    - meetings: name, start, end, part_of_day, place, status, format, parties, participants ("Name (role); ..."),
      agenda, moved_from
    - positions: party, issue, stance, toward, condition, reciprocal, when
    - figures: kind, low, high, unit, of, when, superseded
    - disputed, agreed: kind (figure, date, place, denial), origins
    - take care: kind, count, seen; before (what an outlet has changed)
    - timeline: day
    - where it comes from: origin, kind, url, published, copies (outlets)
    - more on this topic: story, headline
    """

    text: str
    kind: str
    citations: tuple[Citation, ...]
    cautions: tuple[str, ...] = ()
    slots: Mapping[str, str] = field(default_factory=dict)
    writer: str | None = None  # which writer wrote it, if one did

    def __post_init__(self) -> None:
        if not self.citations:
            raise EvidenceMissing(f"line “{self.text[:60]}”", "it has no citation.")


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under one heading of SECTIONS; never empty."""

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """One story page."""

    story: str
    headline: str
    standfirst: Line | None = None
    basics: tuple[Line, ...] = ()  # three to five where the sources bear that many
    sections: tuple[Section, ...] = ()
    language: str = "en"
    updated: Moment | None = None
    version: int = 1
    kind: str = "news"  # which kind of story shaped the page: talks, disaster, vote, court, markets, match

    def section(self, name: str) -> tuple[Line, ...]:
        """The lines under a heading, or none."""
        return next((part.lines for part in self.sections if part.name == name), ())

    def lines(self) -> tuple[Line, ...]:
        """Every line of the page, in reading order."""
        first = (self.standfirst,) if self.standfirst else ()
        return first + self.basics + tuple(line for part in self.sections for line in part.lines)


@dataclass(frozen=True, slots=True)
class Edition:
    """The briefs published together, weightiest first."""

    made: Moment
    briefs: tuple[Brief, ...]
    stories: tuple[Story, ...] = ()  # same order as `briefs`
    articles: Mapping[str, Article] = field(default_factory=dict)  # those that lines cite, by id
