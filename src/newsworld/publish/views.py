"""What a page shows: views cut from briefs, stories and articles, ready for a template or a feed. Pure."""

from __future__ import annotations

import itertools
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newsworld.news.moments import instant_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from newsworld.news.articles import Article
    from newsworld.news.briefs import Brief, Citation, Line
    from newsworld.news.moments import Moment
    from newsworld.news.stories import Mark, Story, Topic

CONTEXT_CHARACTERS = 280  # of the paragraph on either side of a cited sentence: enough to judge it by


@dataclass(frozen=True, slots=True)
class CitationView:
    """A source's sentence in its paragraph, with what a reader wants to know of it."""

    number: int
    quote: str
    before: str
    after: str
    outlet: str
    language: str
    headline: str | None = None
    url: str | None = None
    published: Moment | None = None
    edited: bool = False


@dataclass(frozen=True, slots=True)
class LineView:
    """A line with its citations opened; `story` and `headline` where lines of many stories stand together."""

    text: str
    kind: str
    citations: tuple[CitationView, ...]
    cautions: tuple[str, ...]
    slots: Mapping[str, str]
    language: str
    foreign: bool = False
    is_new: bool = False
    story: str = ""
    headline: str = ""


@dataclass(frozen=True, slots=True)
class Voices:
    """Lines of one party."""

    name: str
    lines: tuple[LineView, ...]


@dataclass(frozen=True, slots=True)
class SectionView:
    """Lines under a heading."""

    name: str
    lines: tuple[LineView, ...]


@dataclass(frozen=True, slots=True)
class StoryView:
    """A story page, cut into the parts that PAGE's anatomy sets apart."""

    id: str
    version: int
    headline: str
    language: str
    standfirst: LineView | None
    basics: tuple[LineView, ...]
    sections: tuple[SectionView, ...]
    voices: tuple[Voices, ...]
    meetings: tuple[LineView, ...]
    positions: tuple[Voices, ...]
    care: tuple[LineView, ...]
    origin_lines: tuple[LineView, ...]
    more: tuple[LineView, ...]
    topics: tuple[Topic, ...]
    origins: int
    outlets: int
    updated: Moment | None
    mark: Mark | None = None
    new_lines: int = 0
    linked_data: str = "{}"
    next_meeting: LineView | None = None
    is_read: bool = False
    is_new: bool = False
    is_changed: bool = False

    @property
    def single(self) -> bool:
        """Whether the story rests on one origin alone."""
        return self.origins == 1

    @property
    def has_background(self) -> bool:
        """Whether a background section stands on the page."""
        return any(section.name == "background" for section in self.sections)


APART = {"who said what", "meetings", "positions", "take care", "where it comes from", "more on this topic"}


@dataclass(slots=True)
class Numbering:
    """Raised figures of one page: the same words of the same article get the same figure."""

    articles: Mapping[str, Article]
    taken: dict[tuple[str, int, int], int] = field(default_factory=dict)

    def view(self, citation: Citation) -> CitationView:
        """The citation as the page opens it."""
        number = self.taken.setdefault((citation.article, *citation.span), len(self.taken) + 1)
        article = self.articles.get(citation.article)
        if article is None:
            return CitationView(number, citation.quote, "", "", citation.article, "en")
        before, after = _around(article.text, citation)
        return CitationView(
            number,
            citation.quote,
            before,
            after,
            article.outlet or article.id,
            article.language or "en",
            article.headline,
            article.url if (article.url or "").startswith(("http://", "https://")) else None,
            article.published,
            edited=article.version > 1,
        )

    def line(self, line: Line, language: str, *, is_new: bool = False, story: str = "", headline: str = "") -> LineView:
        """The line with its citations as the page opens them."""
        spoken = self._language_of(line, language)
        return LineView(
            line.text,
            line.kind,
            tuple(self.view(citation) for citation in line.citations),
            line.cautions,
            line.slots,
            spoken,
            foreign=spoken != language,
            is_new=is_new,
            story=story,
            headline=headline,
        )

    def _language_of(self, line: Line, language: str) -> str:
        """A verbatim line speaks its source's language, a composed one the brief's."""
        article = self.articles.get(line.citations[0].article)
        if line.kind != "verbatim" or article is None or not article.language:
            return language
        return article.language


def _around(text: str, citation: Citation) -> tuple[str, str]:
    """The rest of the paragraph on either side of a citation, cut at a word where it is long."""
    start, end = citation.span
    first = text.rfind("\n\n", 0, start) + 2 if "\n\n" in text[:start] else 0
    last = text.find("\n\n", end)
    before = text[first:start]
    after = text[end : last if last >= 0 else len(text)]
    if len(before) > CONTEXT_CHARACTERS:
        before = "… " + before[-CONTEXT_CHARACTERS:].split(" ", 1)[-1]
    if len(after) > CONTEXT_CHARACTERS:
        after = after[:CONTEXT_CHARACTERS].rsplit(" ", 1)[0] + " …"
    return before, after


def story_view(
    brief: Brief,
    story: Story,
    articles: Mapping[str, Article],
    *,
    mark: Mark | None = None,
    seen: Brief | None = None,
    now: Moment | None = None,
) -> StoryView:
    """The page of one story. `seen` is the brief's version that the reader saw last: what it lacks is new."""
    numbering = Numbering(articles)
    known = {line.text for line in seen.lines()} if seen else None

    def shown(lines: Iterable[Line]) -> tuple[LineView, ...]:
        return tuple(
            numbering.line(line, brief.language, is_new=known is not None and line.text not in known) for line in lines
        )

    standfirst = shown((brief.standfirst,) if brief.standfirst else ())
    basics = shown(brief.basics)
    sections = tuple(SectionView(part.name, shown(part.lines)) for part in brief.sections)
    by_name = {section.name: section.lines for section in sections}
    meetings = by_name.get("meetings", ())
    lines = (*standfirst, *basics, *itertools.chain.from_iterable(by_name.values()))
    seen_version = mark.seen_version if mark else 0
    return StoryView(
        id=story.id,
        version=brief.version,
        headline=brief.headline,
        language=brief.language,
        standfirst=standfirst[0] if standfirst else None,
        basics=basics,
        sections=tuple(section for section in sections if section.name not in APART),
        voices=by_party(by_name.get("who said what", ())),
        meetings=meetings,
        positions=by_party(by_name.get("positions", ())),
        care=by_name.get("take care", ()),
        origin_lines=by_name.get("where it comes from", ()),
        more=by_name.get("more on this topic", ()),
        topics=story.topics,
        origins=story.origins,
        outlets=outlets_of(story, articles),
        updated=brief.updated or story.last_seen,
        mark=mark,
        new_lines=sum(line.is_new for line in lines),
        linked_data=linked_data(brief, story, articles),
        next_meeting=next_meeting(meetings, now),
        is_read=seen_version >= brief.version,
        is_new=seen_version == 0,
        is_changed=0 < seen_version < brief.version,
    )


def outlets_of(story: Story, articles: Mapping[str, Article]) -> int:
    """How many outlets carry the story; an article without a named outlet counts as one of its own."""
    return len({(articles[m.id].outlet if m.id in articles else None) or m.id for m in story.members})


def by_party(lines: Iterable[LineView]) -> tuple[Voices, ...]:
    """Lines under their party, parties in the order in which they first appear."""
    parties: dict[str, list[LineView]] = {}
    for line in lines:
        parties.setdefault(line.slots.get("party", ""), []).append(line)
    return tuple(Voices(name, tuple(of_party)) for name, of_party in parties.items())


def next_meeting(meetings: Iterable[LineView], now: Moment | None) -> LineView | None:
    """The first planned meeting that is still ahead."""
    if now is None:
        return None
    ahead = [
        line
        for line in meetings
        if line.slots.get("start") and line.slots.get("status") == "planned" and not is_past(line.slots["start"], now)
    ]
    return min(ahead, key=lambda line: instant_of(line.slots["start"]), default=None)


def is_past(start: Moment, now: Moment) -> bool:
    """Whether a day, or a day and time, lies behind; a meeting of today is still ahead."""
    return instant_of(start).date() < instant_of(now).date()


def linked_data(brief: Brief, story: Story, articles: Mapping[str, Article]) -> str:
    """The page as schema.org: an Article with its citations and quotations. Never a ClaimReview: none was made."""
    quotations = [
        {"@type": "Quotation", "text": line.text, "spokenByCharacter": line.slots["speaker"]}
        for line in brief.section("who said what")
        if line.slots.get("speaker") and line.slots.get("mode") == "direct"
    ]
    cited = sorted({c.article for line in brief.lines() for c in line.citations} & set(articles))
    data = {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": brief.headline,
        "inLanguage": brief.language,
        "datePublished": story.first_seen,
        "dateModified": brief.updated or story.last_seen,
        "citation": [
            {"@type": "NewsArticle", "headline": articles[key].headline or "", "url": articles[key].url or ""}
            for key in cited
        ],
        "hasPart": quotations,
    }
    return json.dumps(data, ensure_ascii=False).replace("<", "\\u003c").replace(">", "\\u003e")
