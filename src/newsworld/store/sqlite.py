"""The embedded store: one SQLite file, or ":memory:" as the double for tests and streams; a shelf a noun."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, TypeVar

import msgspec

from newsworld.news.articles import Article, Revision
from newsworld.news.briefs import Brief
from newsworld.news.moments import instant_of
from newsworld.news.readings import Reading
from newsworld.news.sourcing import Capture, Item, Outlet, Source, SourceHealth
from newsworld.news.stories import Interest, Mark, Placement, Reach, Story, StoryChange
from newsworld.store.database import Database, Rows
from newsworld.text.searching import indexed, match_expression

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from newsworld.news.moments import Moment
    from newsworld.store import ArticlePlace, StoryPlace

N = TypeVar("N")
AFTER_ALL = "9999-12-31T23:59:59Z"  # where a list that runs newest first begins
AFTER_EVERY_SEQ = 2**62
MAX_TRIES = 3  # a step that failed so often waits for somebody to look

_encode = msgspec.json.Encoder().encode


def _decoder(kind: type[N]) -> Callable[[bytes], N]:
    return msgspec.json.Decoder(kind).decode


_outlet, _source, _health = _decoder(Outlet), _decoder(Source), _decoder(SourceHealth)
_item, _capture, _article = _decoder(Item), _decoder(Capture), _decoder(Article)
_revision, _reading, _placement = _decoder(Revision), _decoder(Reading), _decoder(Placement)
_story, _brief, _mark, _interest = _decoder(Story), _decoder(Brief), _decoder(Mark), _decoder(Interest)
_row: Callable[[bytes], dict[str, object]] = _decoder(dict[str, object])


def utc_key(moment: Moment) -> str:
    """A moment as a key that sorts by time: UTC, to the second."""
    return instant_of(moment).strftime("%Y-%m-%dT%H:%M:%SZ")


class SourceShelf:
    """See store.Sources."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def put_outlet(self, outlet: Outlet) -> None:
        self._db.tell("put_outlet", outlet.id, outlet.name, _encode(outlet))

    def outlets(self) -> tuple[Outlet, ...]:
        return _all(_outlet, self._db.ask("outlets"))

    def put(self, source: Source) -> None:
        self._db.tell("put_source", source.id, source.outlet, _encode(source))

    def drop(self, source_id: str) -> None:
        self._db.tell("drop_source", source_id)

    def all(self) -> tuple[Source, ...]:
        return _all(_source, self._db.ask("sources"))

    def put_health(self, health: SourceHealth) -> None:
        self._db.tell("put_health", health.source, health.next_try, _encode(health))

    def healths(self) -> dict[str, SourceHealth]:
        return {health.source: health for health in _all(_health, self._db.ask("healths"))}

    def put_furniture(self, outlet: str, row: dict[str, object]) -> None:
        self._db.tell("put_furniture", outlet, _encode(row))

    def furniture(self) -> dict[str, dict[str, object]]:
        return {str(outlet): _row(_blob(body)) for outlet, body in self._db.ask("furniture")}


class ItemShelf:
    """See store.Items."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def put(self, item: Item) -> None:
        self._db.tell("put_item", item.id, item.source, item.link, _encode(item))

    def get(self, item_id: str) -> Item | None:
        return _one(_item, self._db.ask("item", item_id))

    def at(self, link: str) -> str | None:
        found = self._db.ask("item_at", link)
        return str(found[0][0]) if found else None

    def of(self, source_id: str, limit: int = 2000) -> tuple[Item, ...]:
        return _all(_item, self._db.ask("items_of", source_id, limit))


class ArticleShelf:
    """See store.Articles."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def put_capture(self, capture: Capture) -> None:
        self._db.tell("put_capture", capture.id, capture.fetched, zlib.compress(_encode(capture), 6))

    def capture(self, capture_id: str) -> Capture | None:
        found = self._db.ask("capture", capture_id)
        return _capture(zlib.decompress(_blob(found[0][0]))) if found else None

    def fetched_since(self, moment: Moment) -> tuple[tuple[str, Moment], ...]:
        return tuple((str(name), str(fetched)) for name, fetched in self._db.ask("captures_since", moment))

    def drop_captures(self, before: Moment) -> int:
        return self._db.tell("drop_captures", before)

    def put(self, article: Article, moment: Moment, revision: Revision | None = None) -> None:
        key = utc_key(moment)
        address = article.canonical_url or article.url
        with self._db.writing():
            if revision is not None:
                self._db.tell("keep_version", article.id)
                self._db.tell("put_revision", article.id, revision.version, _encode(revision))
            self._db.tell("put_article", article.id, article.version, key, article.outlet, address, _encode(article))
            seq = self._db.ask("article_seq", article.id)[0][0]
            self._db.tell("drop_words", seq)
            self._db.tell("put_words", seq, indexed(article.headline or ""), indexed(article.text))

    def get(self, article_id: str) -> Article | None:
        return _one(_article, self._db.ask("article", article_id))

    def version(self, article_id: str, version: int) -> Article | None:
        now = self.get(article_id)
        if now is not None and now.version == version:
            return now
        return _one(_article, self._db.ask("article_version", article_id, version))

    def revisions(self, article_id: str) -> tuple[Revision, ...]:
        return _all(_revision, self._db.ask("revisions_of", article_id))

    def of_outlet(self, outlet: str, limit: int = 100) -> tuple[Article, ...]:
        return _all(_article, self._db.ask("articles_of_outlet", outlet, limit))

    def between(self, start: Moment, end: Moment, limit: int = 1000) -> tuple[Article, ...]:
        return _all(_article, self._db.ask("articles_between", utc_key(start), utc_key(end), limit))

    def page(
        self, limit: int, before: ArticlePlace | None = None, *, outlet: str | None = None, since: Moment, until: Moment
    ) -> tuple[tuple[ArticlePlace, Article], ...]:
        name, more = ("articles_page", ()) if outlet is None else ("articles_page_of_outlet", (outlet,))
        moment, seq = before or (AFTER_ALL, AFTER_EVERY_SEQ)
        rows = self._db.ask(name, *more, utc_key(since), utc_key(until), moment, seq, limit)
        return tuple(((str(moment), int(str(seq))), _article(_blob(body))) for moment, seq, body in rows)

    def search(self, query: str, limit: int = 50) -> tuple[Article, ...]:
        expression = match_expression(query)
        return _all(_article, self._db.ask("search", expression, limit)) if expression else ()

    def count(self) -> int:
        return _number(self._db.ask("count_articles"))

    def put_reading(self, reading: Reading) -> None:
        self._db.tell("put_reading", reading.id, _encode(reading))

    def reading(self, article_id: str) -> Reading | None:
        return _one(_reading, self._db.ask("reading", article_id))


class StoryShelf:
    """See store.Stories."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def put_placement(self, placement: Placement) -> None:
        self._db.tell("put_placement", placement.id, placement.story, _encode(placement))

    def placement(self, article_id: str) -> Placement | None:
        return _one(_placement, self._db.ask("placement", article_id))

    def placements(self, limit: int = 100_000) -> tuple[Placement, ...]:
        return _all(_placement, self._db.ask("placements", limit))

    def put(self, story: Story) -> None:
        with self._db.writing():
            reach = (utc_key(story.last_seen), story.origins, len(story.copies()))
            self._db.tell("put_story", story.id, *reach, _encode(story))
            self._db.tell("drop_topics", story.id)
            for topic in story.topics:
                self._db.tell("put_topic", topic.id, story.id)

    def drop(self, story_id: str) -> None:
        with self._db.writing():
            self._db.tell("drop_story", story_id)
            self._db.tell("drop_topics", story_id)
            self._db.tell("drop_brief", story_id)

    def get(self, story_id: str) -> Story | None:
        return _one(_story, self._db.ask("story", self.resolve(story_id)))

    def between(self, start: Moment, end: Moment, limit: int = 1000) -> tuple[Story, ...]:
        return _all(_story, self._db.ask("stories_between", utc_key(start), utc_key(end), limit))

    def reaches(self, start: Moment, end: Moment) -> tuple[Reach, ...]:
        return tuple(Reach(*row) for row in self._db.ask("reaches", utc_key(start), utc_key(end)))  # type: ignore[arg-type]

    def page(
        self, limit: int, before: StoryPlace | None = None, *, topic: str | None = None, since: Moment, until: Moment
    ) -> tuple[tuple[StoryPlace, Story], ...]:
        name, more = ("stories_page", ()) if topic is None else ("stories_page_of_topic", (topic,))
        rows = self._db.ask(name, *more, utc_key(since), utc_key(until), *(before or (AFTER_ALL, "")), limit)
        return tuple(((str(moment), str(story)), _story(_blob(body))) for moment, story, body in rows)

    def changes(self, since: int, limit: int) -> tuple[StoryChange, ...]:
        return tuple(StoryChange(*row) for row in self._db.ask("changes", since, limit))  # type: ignore[arg-type]

    def last_change(self) -> int:
        return _number(self._db.ask("last_change"))

    def of_topic(self, topic: str, limit: int = 100) -> tuple[Story, ...]:
        return _all(_story, self._db.ask("stories_of_topic", topic, limit))

    def count(self) -> int:
        return _number(self._db.ask("count_stories"))

    def redirect(self, story_id: str, into: str) -> None:
        with self._db.writing():
            self._db.tell("put_redirect", story_id, into)
            self._db.tell("put_change", story_id, 0, into)

    def redirects(self) -> dict[str, str]:
        return {str(old): str(new) for old, new in self._db.ask("redirects")}

    def resolve(self, story_id: str) -> str:
        seen = {story_id}
        while found := self._db.ask("redirect", story_id):
            story_id = str(found[0][0])
            if story_id in seen:
                break
            seen.add(story_id)
        return story_id

    def put_correction(self, row: dict[str, object]) -> None:
        self._db.tell("put_correction", _encode(row))

    def corrections(self) -> tuple[dict[str, object], ...]:
        return _all(_row, self._db.ask("corrections"))

    def put_brief(self, brief: Brief) -> None:
        with self._db.writing():
            self._db.tell("keep_brief", brief.story)
            self._db.tell("put_brief", brief.story, brief.version, _encode(brief))
            self._db.tell("put_change", brief.story, brief.version, None)

    def brief(self, story_id: str, version: int | None = None) -> Brief | None:
        newest = _one(_brief, self._db.ask("brief", self.resolve(story_id)))
        if version is None or (newest is not None and newest.version == version):
            return newest
        return _one(_brief, self._db.ask("brief_version", self.resolve(story_id), version))


class MarkShelf:
    """See store.Marks."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def put(self, reader: str, mark: Mark) -> None:
        self._db.tell("put_mark", reader, mark.story, _encode(mark))

    def get(self, reader: str, story: str) -> Mark | None:
        return _one(_mark, self._db.ask("mark", reader, story))

    def on(self, story: str) -> tuple[tuple[str, Mark], ...]:
        return tuple((str(reader), _mark(_blob(body))) for reader, body in self._db.ask("marks_on", story))

    def all(self, reader: str) -> dict[str, Mark]:
        return {mark.story: mark for mark in _all(_mark, self._db.ask("marks", reader))}

    def put_interest(self, reader: str, interest: Interest) -> None:
        self._db.tell("put_interest", reader, interest.topic, _encode(interest))

    def interests(self, reader: str) -> dict[str, Interest]:
        return {interest.topic: interest for interest in _all(_interest, self._db.ask("interests", reader))}


class WorkShelf:
    """See store.Work."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def queue(self, step: str, subjects: Iterable[str]) -> None:
        with self._db.writing():
            for subject in subjects:
                self._db.tell("queue", step, subject)

    def waiting(self, step: str, limit: int) -> tuple[str, ...]:
        return tuple(str(row[0]) for row in self._db.ask("waiting", step, MAX_TRIES, limit))

    def done(self, step: str, subject: str) -> None:
        self._db.tell("done", step, subject)

    def failed(self, step: str, subject: str, error: str) -> None:
        self._db.tell("failed", error, step, subject)

    def stuck(self, limit: int = 100) -> tuple[tuple[str, str, str], ...]:
        return tuple((str(a), str(b), str(c)) for a, b, c in self._db.ask("stuck", MAX_TRIES, limit))

    def backlog(self) -> dict[str, int]:
        return {str(step): int(str(count)) for step, count in self._db.ask("backlog", MAX_TRIES)}


class SqliteStore:
    """All shelves over one file. StoreTrouble, with the next step, wherever the file does not obey."""

    def __init__(self, path: str) -> None:
        self._db = Database(path)
        self.sources = SourceShelf(self._db)
        self.items = ItemShelf(self._db)
        self.articles = ArticleShelf(self._db)
        self.stories = StoryShelf(self._db)
        self.marks = MarkShelf(self._db)
        self.work = WorkShelf(self._db)
        self.writing = self._db.writing
        self.check = self._db.check
        self.backup = self._db.backup
        self.close = self._db.close


def _blob(value: object) -> bytes:
    assert isinstance(value, bytes)
    return value


def _one(decode: Callable[[bytes], N], rows: Rows) -> N | None:
    return decode(_blob(rows[0][0])) if rows else None


def _all(decode: Callable[[bytes], N], rows: Rows) -> tuple[N, ...]:
    return tuple(decode(_blob(row[0])) for row in rows)


def _number(rows: Rows) -> int:
    return int(str(rows[0][0]))
