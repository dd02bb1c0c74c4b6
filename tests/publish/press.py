"""A small press for tests: a dozen invented stories in our own words, as the brief stage would write them.

`stories.toml` holds them so that people can read and mend them; a citation is written "article: exact words".
"""

from __future__ import annotations

import dataclasses
import tomllib
from pathlib import Path

from newsworld.news.articles import Article, Dateline
from newsworld.news.briefs import Brief, Citation, Edition, Line, Section
from newsworld.news.sourcing import Outlet, Source, SourceHealth
from newsworld.news.spans import Span
from newsworld.news.stories import Member, Placement, Story, Topic
from newsworld.store.sqlite import SqliteStore

NOW = "2031-03-09T14:30:00+00:00"
HERE = Path(__file__).parent


@dataclasses.dataclass(frozen=True)
class Press:
    """All that was printed."""

    articles: dict[str, Article]
    stories: tuple[Story, ...]
    briefs: tuple[Brief, ...]
    earlier: tuple[Brief, ...]
    outlets: tuple[Outlet, ...]
    sources: tuple[Source, ...]
    healths: tuple[SourceHealth, ...]

    def edition(self, *stories: str) -> Edition:
        """Everything, or only the stories named, as one edition."""
        pairs = [(b, s) for b, s in zip(self.briefs, self.stories, strict=True) if not stories or s.id in stories]
        return Edition(NOW, tuple(b for b, _ in pairs), tuple(s for _, s in pairs), self.articles)


def printed(path: Path = HERE / "stories.toml") -> Press:
    """The press as the file tells it."""
    rows = tomllib.loads(path.read_text(encoding="utf-8"))
    articles = {row["id"]: _article(row) for row in rows["articles"]}
    stories = tuple(_story(row, articles) for row in rows["stories"])
    return Press(
        articles,
        stories,
        tuple(_brief(row, articles) for row in rows["stories"]),
        tuple(_brief(row, articles, only_before=True) for row in rows["stories"] if row.get("version", 1) > 1),
        tuple(Outlet(**row) for row in rows["outlets"]),
        tuple(Source(**row) for row in rows["sources"]),
        tuple(SourceHealth(**row) for row in rows["healths"]),
    )


def stored(press: Press) -> SqliteStore:
    """A store in memory that holds the press."""
    store = SqliteStore(":memory:")
    with store.writing():
        for outlet in press.outlets:
            store.sources.put_outlet(outlet)
        for source in press.sources:
            store.sources.put(source)
        for health in press.healths:
            store.sources.put_health(health)
        for article in press.articles.values():
            store.articles.put(article, article.published or NOW)
        for story in press.stories:
            store.stories.put(story)
            for member in story.members:
                store.stories.put_placement(Placement(member.id, story.id, True, member.copy_of, member.why))
        for brief in (*press.earlier, *press.briefs):
            store.stories.put_brief(brief)
    return store


def _article(row) -> Article:
    told = {**row, "text": row["text"].strip(), "byline": tuple(row.get("byline", ()))}
    if "dateline" in told:
        told["dateline"] = Dateline(told["dateline"])
    return Article(**told)


def _story(row, articles) -> Story:
    members = [name.partition(" < ") for name in row["members"]]
    moments = sorted(articles[name].published for name, _, _ in members)
    return Story(
        id=row["id"],
        headline=row["headline"],
        first_seen=moments[0],
        last_seen=moments[-1],
        members=tuple(
            Member(name, origin or None, ("the same words",) if origin else ()) for name, _, origin in members
        ),
        origins=sum(not origin for _, _, origin in members),
        topics=tuple(Topic(*topic) for topic in row.get("topics", ())),
    )


def _brief(row, articles, *, only_before: bool = False) -> Brief:
    """The story's page, or (`only_before`) its earlier version, which lacks the lines marked `new`."""

    def lines(rows) -> tuple[Line, ...]:
        return tuple(_line(one, articles) for one in rows if not (only_before and one.get("new")))

    sections = ((name, lines(part)) for name, part in row.get("sections", {}).items())
    return Brief(
        story=row["id"],
        headline=row["headline"],
        standfirst=_line(row["standfirst"], articles) if "standfirst" in row else None,
        basics=lines(row.get("basics", ())),
        sections=tuple(Section(name, found) for name, found in sections if found),
        language=row.get("language", "en"),
        updated=row.get("updated"),
        version=1 if only_before else row.get("version", 1),
    )


def _line(row, articles) -> Line:
    citations = tuple(_citation(told, articles) for told in row["cites"])
    text = row.get("text") or citations[0].quote
    kind = "composed" if "text" in row else "verbatim"
    return Line(
        text, kind, citations, tuple(row.get("cautions", ())), {k: str(v) for k, v in row.get("slots", {}).items()}
    )


def _citation(told: str, articles) -> Citation:
    name, _, words = told.partition(": ")
    start = articles[name].text.index(words)
    return Citation(name, Span(start, start + len(words)), words)
