"""A story's page, cut into the parts that a page sets apart; and its card on the front page. Pure."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newsworld.publish import agenda, linkeddata, matrix, pictures
from newsworld.publish.cited import Numbering, SectionView, parted
from newsworld.publish.voices import speaks_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from newsworld.news.briefs import Brief, Line
    from newsworld.news.moments import Moment
    from newsworld.news.stories import Mark, Story, Topic
    from newsworld.publish.cited import CitationView, Library, LineView

APART = ("who said what", "meetings", "positions", "take care", "where it comes from", "more on this topic")


@dataclass(frozen=True, slots=True)
class Voices:
    """Lines of one party."""

    name: str
    lines: tuple[LineView, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A story on the front page or in a list."""

    id: str
    version: int
    headline: str
    language: str
    standfirst: LineView | None
    basics: tuple[LineView, ...]
    topics: tuple[Topic, ...]
    origins: int
    outlets: int
    updated: Moment
    next_meeting: Line | None = None
    mark: Mark | None = None

    @property
    def is_read(self) -> bool:
        """Whether the reader has seen this version."""
        return self.mark is not None and self.mark.seen_version >= self.version

    @property
    def is_changed(self) -> bool:
        """Whether the reader saw an earlier version."""
        return self.mark is not None and 0 < self.mark.seen_version < self.version

    @property
    def is_new(self) -> bool:
        """Whether the reader has seen none."""
        return self.mark is None or self.mark.seen_version == 0

    @property
    def shows(self) -> tuple[object, ...]:
        """All that a card in a list is drawn from; two of one key look the same."""
        first, met, mark = self.standfirst, self.next_meeting, self.mark
        return (
            self.id, self.version, self.headline, self.language, first and (first.text, first.language), self.origins,
            self.outlets, self.updated, met and (met.slots.get("start"), met.slots.get("name")),
            mark and (self.is_read, self.is_changed, mark.starred, mark.followed),
        )  # fmt: skip

    @property
    def subject(self) -> str:
        """What the story is filed under."""
        return next((topic.name for topic in self.topics if topic.kind == "subject"), "")


@dataclass(frozen=True, slots=True)
class StoryView:
    """A story page. `before` are the sections that stand before the voices, `after` those behind them.

    `foreign` are, by the name of their section, the lines of those that stand apart which speak another language.
    """

    card: Card
    before: tuple[SectionView, ...]
    voices: tuple[Voices, ...]
    after: tuple[SectionView, ...]
    meetings: tuple[LineView, ...]
    positions: matrix.Stands | None
    care: tuple[LineView, ...]
    origin_lines: tuple[LineView, ...]
    more: tuple[LineView, ...]
    notes: tuple[CitationView, ...]
    coverage: pictures.Picture | None = None
    new_lines: int = 0
    linked_data: str = "{}"
    foreign: Mapping[str, tuple[LineView, ...]] = field(default_factory=dict)

    @property
    def is_single(self) -> bool:
        """Whether the story rests on one origin alone."""
        return self.card.origins == 1


def card(
    brief: Brief,
    story: Story,
    articles: Library,
    *,
    mark: Mark | None = None,
    now: Moment | None = None,
    basics: int = 0,
) -> Card:
    """A story's card, with as many of the basics as asked for."""
    numbering = Numbering(articles)
    return _card(
        brief,
        story,
        mark,
        standfirst=numbering.lines((brief.standfirst,) if brief.standfirst else (), brief.language),
        basics=numbering.lines(brief.basics[:basics], brief.language),
        now=now,
    )


def _card(
    brief: Brief,
    story: Story,
    mark: Mark | None,
    *,
    standfirst: tuple[LineView, ...],
    basics: tuple[LineView, ...],
    now: Moment | None,
) -> Card:
    return Card(
        id=story.id,
        version=brief.version,
        headline=brief.headline,
        language=brief.language,
        standfirst=standfirst[0] if standfirst else None,
        basics=basics,
        topics=story.topics,
        origins=story.origins,
        outlets=outlets_of(brief, story),
        updated=brief.updated or story.last_seen,
        next_meeting=agenda.next_meeting(brief.section("meetings"), now),
        mark=mark,
    )


def story_view(
    brief: Brief,
    story: Story,
    articles: Library,
    *,
    mark: Mark | None = None,
    seen: Brief | None = None,
    now: Moment | None = None,
) -> StoryView:
    """The page of one story. `seen` is the brief's version that the reader saw last: what it lacks is new."""
    numbering = Numbering(articles)
    known = {line.text for line in seen.lines()} if seen else None

    def shown(lines: Iterable[Line]) -> tuple[LineView, ...]:
        return numbering.lines(lines, brief.language, known)

    standfirst, basics = shown((brief.standfirst,) if brief.standfirst else ()), shown(brief.basics)
    sections = tuple(SectionView(part.name, *parted(shown(part.lines))) for part in brief.sections)
    by_name = {section.name: section.lines for section in sections}
    foreign = {section.name: section.foreign for section in sections if section.foreign}
    before, after = _around_voices(sections)
    every = (*standfirst, *basics, *itertools.chain(*by_name.values(), *foreign.values()))
    return StoryView(
        card=_card(brief, story, mark, standfirst=standfirst, basics=basics, now=now),
        before=before,
        voices=by_party(by_name.get("who said what", ())),
        after=after,
        meetings=by_name.get("meetings", ()),
        positions=matrix.stands_of(by_name.get("positions", ())),
        care=by_name.get("take care", ()),
        origin_lines=by_name.get("where it comes from", ()),
        more=by_name.get("more on this topic", ()),
        notes=tuple(numbering.taken.values()),
        coverage=pictures.coverage(story, articles),
        new_lines=sum(line.is_new for line in every),
        linked_data=linkeddata.embedded(brief, story, articles),
        foreign=foreign,
    )


def _around_voices(sections: tuple[SectionView, ...]) -> tuple[tuple[SectionView, ...], tuple[SectionView, ...]]:
    """The sections before and behind "who said what", as the brief orders them; what stands apart left out."""
    names = [section.name for section in sections]
    at = names.index("who said what") if "who said what" in names else len(names)
    first, last = sections[:at], sections[at:]
    return (
        tuple(section for section in first if section.name not in APART),
        tuple(section for section in last if section.name not in APART),
    )


def outlets_of(brief: Brief, story: Story) -> int:
    """How many outlets carry the story, as its page says where it comes from; else one for each member."""
    names: set[str] = set()
    for line in brief.section("where it comes from"):
        names.update(part for part in (line.slots.get("copies") or "").split("; ") if part)
        names.add(line.slots.get("outlet") or line.text)
    return len(names) or len(story.members)


def by_party(lines: Iterable[LineView]) -> tuple[Voices, ...]:
    """Lines under their party, parties in the order in which they first appear; whoever speaks for nobody last."""
    lines = tuple(lines)
    speaking = {line.slots.get("party", "") for line in lines if speaks_for(line)}
    parties: dict[str, list[LineView]] = {}
    for line in lines:
        party = line.slots.get("party", "")
        parties.setdefault(party if party in speaking else "", []).append(line)
    told = [Voices(name, tuple(of_party)) for name, of_party in parties.items()]
    return tuple(sorted(told, key=lambda voices: not voices.name))
