"""TOOLS: what agents can ask. All of them read, none writes, none goes anywhere but to the store."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from newsworld.api import told
from newsworld.api.changes import number_of, since_number
from newsworld.api.lines import Scope, of_story, scanned
from newsworld.api.rows import FIRST_MOMENT, LAST_MOMENT, opened, sealed
from newsworld.news.errors import BadInput, UnknownId
from newsworld.news.facts import STANCES
from newsworld.news.moments import instant_of
from newsworld.pipeline import finding
from newsworld.pipeline.queries import Query, parsed
from newsworld.publish.cited import web_address

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from newsworld.api.nouns import CitedLine
    from newsworld.api.room import Room
    from newsworld.news.articles import Article
    from newsworld.news.briefs import Brief
    from newsworld.news.moments import Moment

MAX_FOUND = 200  # reports that a search goes through, page by page
MAX_NEW_LINES = 12  # of one story
MAX_VERSIONS = 20  # of a brief that are looked at for what somebody knew at a moment
EXCERPT = 300


@dataclass(frozen=True, slots=True)
class Tool:
    """A row of TOOLS: what it is called, what it takes and gives (nouns whose schemas are told), and its act."""

    name: str
    title: str
    takes: type
    gives: type
    act: Callable[[Room, Any], Any]

    @property
    def does(self) -> str:
        """What it is for, as an agent reads it."""
        return (self.takes.__doc__ or "").strip() + " Every line comes with the exact words of its sources."


def search(room: Room, asked: told.Search) -> told.Hits:
    """Reports by their words."""
    (start,) = _place(asked.cursor, int) or (0,)
    found = finding.articles(room.store, parsed(asked.query), MAX_FOUND)
    end = start + asked.limit
    hits = tuple(_hit(room, article) for article in found[start:end])
    return told.Hits(told.NOTICE, hits, sealed(end) if end < len(found) else None)


def _hit(room: Room, article: Article) -> told.Hit:
    placed = room.store.stories.placement(article.id)
    return told.Hit(
        article.id, article.headline or "", article.standfirst or article.text[:EXCERPT], article.outlet,
        article.published, _address(article), room.store.stories.resolve(placed.story) if placed else None,
    )  # fmt: skip


def fetch(room: Room, asked: told.Fetch) -> told.Document:
    """A story's brief, or an article."""
    story = room.store.stories.get(asked.id)
    if story is not None:
        brief = room.brief(story.id, asked.version)
        members = tuple(member.id for member in story.members)
        return told.Document(
            told.NOTICE, story.id, "story", brief.headline, brief.language, brief.version, brief.updated,
            tuple(_brief_lines(room, brief)), articles=members,
        )  # fmt: skip
    article = room.store.articles.version(asked.id, asked.version) if asked.version else room.article(asked.id)
    if article is None:
        raise UnknownId(asked.id, "there is no such version.", "Leave the version out.")
    return told.Document(
        told.NOTICE, article.id, "article", article.headline or "", article.language or "en", article.version,
        article.updated or article.published, text=article.text, outlet=article.outlet, url=_address(article),
    )  # fmt: skip


def who_said_what(room: Room, asked: told.WhoSaidWhat) -> told.ToldLines:
    """Statements."""
    query = Query(asked.words, asked.words, speaker=asked.speaker, party=asked.party)
    return _lines(room, "who said what", query, asked)


def positions(room: Room, asked: told.Positions) -> told.ToldLines:
    """Positions."""
    if asked.stance and asked.stance not in STANCES:
        raise BadInput("stance", "there is no such stance.", f"Use one of {', '.join(STANCES)}.")
    return _lines(room, "positions", Query(asked.words, asked.words, party=asked.party, stance=asked.stance), asked)


def meetings(room: Room, asked: told.Meetings) -> told.ToldLines:
    """Meetings."""
    query = Query("", speaker=asked.participant, party=asked.party, place=asked.place, day=asked.day)
    return _lines(room, "meetings", query, asked)


def _lines(room: Room, section: str, query: Query, asked: Any) -> told.ToldLines:
    if asked.story:
        (start,) = _place(asked.cursor, int) or (0,)
        lines, end = of_story(room, section, query, asked.story, start, asked.limit)
        rest = sealed(end) if end else None
    else:
        scope = Scope(None, _moment(asked.since) or FIRST_MOMENT, _moment(asked.until) or LAST_MOMENT)
        lines, place = scanned(room, section, query, asked.limit, scope, _place(asked.cursor, str, str, int))
        rest = sealed(*place) if place else None
    return told.ToldLines(told.NOTICE, tuple(_line(room, line) for line in lines), rest)


def what_changed_since(room: Room, asked: told.WhatChangedSince) -> told.ChangedStories:
    """New and changed stories."""
    try:
        since = _moment(asked.since)
    except BadInput:
        return _changed_since_number(room, number_of(opened(asked.since)) or 0, asked.limit)
    assert since is not None
    cursor = sealed(room.store.stories.last_change())  # before looking: what changes meanwhile is told twice, not never
    found = room.store.stories.page(asked.limit, since=since, until=LAST_MOMENT)
    items = []
    for _, story in found:
        brief = room.store.stories.brief(story.id)
        if brief is not None:
            known = _known_at(room, brief, since)
            items.append(_changed(room, brief, known, "updated" if known else "new", story.last_seen))
    return told.ChangedStories(told.NOTICE, tuple(items), cursor, more=len(found) == asked.limit)


def _known_at(room: Room, brief: Brief, since: Moment) -> Brief | None:
    """The version that was there at a moment; None if the story was not."""
    at = instant_of(since)
    for version in range(brief.version - 1, max(0, brief.version - MAX_VERSIONS), -1):
        earlier = room.store.stories.brief(brief.story, version)
        if earlier is not None and earlier.updated and instant_of(earlier.updated) < at:
            return earlier
    return None


def _changed_since_number(room: Room, number: int, limit: int) -> told.ChangedStories:
    changes = since_number(room, number, limit)
    items = []
    for change in changes.items:
        brief = None if change.into else room.store.stories.brief(change.story)
        if brief is None:
            items.append(told.ChangedStory(change.story, change.kind, "", change.version, None, (), change.into))
            continue
        known = room.store.stories.brief(change.story, change.first - 1) if change.first > 1 else None
        items.append(_changed(room, brief, known, change.kind, brief.updated))
    return told.ChangedStories(told.NOTICE, tuple(items), changes.cursor, changes.more)


def _changed(room: Room, brief: Brief, known: Brief | None, kind: str, last_seen: Moment | None) -> told.ChangedStory:
    texts = {line.text for line in known.lines()} if known else set[str]()
    new = [line for line in _brief_lines(room, brief) if line.text not in texts]
    return told.ChangedStory(brief.story, kind, brief.headline, brief.version, last_seen, tuple(new[:MAX_NEW_LINES]))


def _brief_lines(room: Room, brief: Brief) -> Iterable[told.ToldLine]:
    parts = [("the basics in brief", brief.basics), *((part.name, part.lines) for part in brief.sections)]
    if brief.standfirst:
        parts.insert(0, ("standfirst", (brief.standfirst,)))
    for section, lines in parts:
        for line in lines:
            quotes = tuple(_quote(room, one.article, one.quote) for one in line.citations)
            yield told.ToldLine(
                brief.story, brief.headline, section, line.text, quotes, line.cautions, dict(line.slots)
            )


def _line(room: Room, line: CitedLine) -> told.ToldLine:
    quotes = tuple(_quote(room, one.article, one.quote) for one in line.citations)
    return told.ToldLine(line.story, line.headline, line.section, line.text, quotes, line.cautions, line.slots)


def _quote(room: Room, article_id: str, words: str) -> told.Quote:
    article = room.store.articles.get(article_id)
    if article is None:
        return told.Quote(words, article_id, None, None, None)
    return told.Quote(words, article_id, article.outlet, _address(article), article.published)


def _address(article: Article) -> str | None:
    return web_address(article.canonical_url) or web_address(article.url)


def _moment(text: str | None) -> Moment | None:
    """A moment as it was told. BadInput if it is none."""
    if not text:
        return None
    try:
        instant_of(text.replace("Z", "+00:00"))
    except (ValueError, OverflowError) as error:
        raise BadInput("moment", f"“{text[:40]}” is no ISO 8601 date.", "Write 2022-01-08T18:00:00Z.") from error
    return text.replace("Z", "+00:00")


def _place(cursor: str | None, *kinds: type) -> Any:
    """The place of a cursor; None at the beginning. UnknownId if it is no place of this list."""
    place = opened(cursor) if cursor else None
    if place is not None and tuple(type(part) for part in place) != kinds:
        raise UnknownId("cursor", "there is no page of this list at this cursor.", "Begin without one.")
    return place


TOOLS = (
    Tool("search", "Search the reports", told.Search, told.Hits, search),
    Tool("fetch", "Open a story's brief or an article", told.Fetch, told.Document, fetch),
    Tool("who_said_what", "Who said what", told.WhoSaidWhat, told.ToldLines, who_said_what),
    Tool("positions", "What each party offers, demands, rejects", told.Positions, told.ToldLines, positions),
    Tool("meetings", "Meetings announced and held", told.Meetings, told.ToldLines, meetings),
    Tool("what_changed_since", "What changed since", told.WhatChangedSince, told.ChangedStories, what_changed_since),
)
