"""Captures as they came, articles with their versions, and what was understood of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsworld.news.articles import Article, Revision
from newsworld.news.readings import Reading
from newsworld.news.sourcing import Capture
from newsworld.store import searchable
from newsworld.store.database import among
from newsworld.store.rows import AFTER_ALL, blob, every, number, one, packed, packed_bytes, unpacking, utc_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsworld.news.moments import Moment
    from newsworld.store import ArticlePlace
    from newsworld.store.database import Database

DROPPED_AT_ONCE = 2000
NOBODY = "unknown"  # the outlet of articles that name none
AFTER_EVERY_SEQ = 2**62
_capture, _article = unpacking(Capture), unpacking(Article)
_revision, _reading = unpacking(Revision), unpacking(Reading)


class ArticleShelf:
    """See store.Articles."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def put_capture(self, capture: Capture) -> None:
        self._db.put("put_capture", capture.id, capture.fetched, packed_bytes(capture))

    def capture(self, capture_id: str) -> Capture | None:
        return one(_capture, self._db.ask("capture", capture_id))

    def fetched_since(self, moment: Moment) -> tuple[tuple[str, Moment], ...]:
        return tuple((str(name), str(fetched)) for name, fetched in self._db.ask("captures_since", moment))

    def drop_captures(self, before: Moment) -> int:
        return self._dropped("drop_captures", before)

    def drop_captures_beyond(self, size_bytes: int) -> int:
        return self._dropped("drop_captures_beyond", size_bytes)

    def _dropped(self, query: str, bound: object) -> int:
        """Drop what a query says, some at a time, so that nobody waits for long."""
        total = 0
        while dropped := self._db.tell(query, bound, DROPPED_AT_ONCE):
            total += dropped
        return total

    def put(self, article: Article, moment: Moment, revision: Revision | None = None) -> None:
        key = utc_key(moment)
        address = article.canonical_url or article.url
        row = (article.id, article.version, key, article.outlet, address, packed(article))
        with self._db.writing():
            for body, seq in self._db.ask("article_with_seq", article.id):
                searchable.forget(self._db, seq, _article(blob(body)))
            if revision is not None:
                self._db.put("keep_version", article.id)
                self._db.put("put_revision", article.id, revision.version, packed(revision))
            ((seq,),) = self._db.change("put_article", *row)
            self._db.put("put_entry", "article", article.id, article.outlet or NOBODY, key, article.version)
            searchable.put(self._db, seq, article)

    def get(self, article_id: str) -> Article | None:
        return one(_article, self._db.ask("article", article_id))

    def outlets(self, article_ids: Iterable[str]) -> dict[str, str | None]:
        found: dict[str, str | None] = {}
        for places, part in among(article_ids):
            text = f"SELECT id, outlet FROM articles WHERE id IN {places}"  # noqa: S608 - places are question marks
            found |= {str(name): str(outlet) if outlet else None for name, outlet in self._db.select(text, *part)}
        return found

    def version(self, article_id: str, version: int) -> Article | None:
        now = self.get(article_id)
        if now is not None and now.version == version:
            return now
        return one(_article, self._db.ask("article_version", article_id, version))

    def revisions(self, article_id: str) -> tuple[Revision, ...]:
        return every(_revision, self._db.ask("revisions_of", article_id))

    def of_outlet(self, outlet: str, limit: int = 100) -> tuple[Article, ...]:
        return every(_article, self._db.ask("articles_of_outlet", outlet, limit))

    def between(self, start: Moment, end: Moment, limit: int = 1000) -> tuple[Article, ...]:
        return every(_article, self._db.ask("articles_between", utc_key(start), utc_key(end), limit))

    def page(
        self, limit: int, before: ArticlePlace | None = None, *, outlet: str | None = None, since: Moment, until: Moment
    ) -> tuple[tuple[ArticlePlace, Article], ...]:
        name, more = ("articles_page", ()) if outlet is None else ("articles_page_of_outlet", (outlet,))
        place = before or (AFTER_ALL, AFTER_EVERY_SEQ)
        rows = self._db.ask(name, *more, utc_key(since), utc_key(until), *place, limit)
        return tuple(((str(moment), int(str(seq))), _article(blob(body))) for moment, seq, body in rows)

    def search(self, query: str, limit: int = 50) -> tuple[Article, ...]:
        expression = self._db.wanted(query)
        return every(_article, self._db.ask("search", expression, limit)) if expression else ()

    def starred(self, reader: str, limit: int = 100) -> tuple[Article, ...]:
        return every(_article, self._db.ask("starred_articles", reader, limit))

    def count(self) -> int:
        return number(self._db.ask("count_articles"))

    def put_reading(self, reading: Reading) -> None:
        self._db.put("put_reading", reading.id, packed(reading))

    def reading(self, article_id: str) -> Reading | None:
        return one(_reading, self._db.ask("reading", article_id))
