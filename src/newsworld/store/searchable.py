"""What search needs of each article; made anew after a move, and where an earlier edition cut words in another way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog

from newsworld.news.articles import Article
from newsworld.store.rows import blob, unpacking

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsworld.store.database import Database

CUT = "2"  # how text.searching cuts words; a change there is a new number here, and every store follows when it opens
AT_ONCE = 500
_article = unpacking(Article)
log = structlog.get_logger()


def put(db: Database, seq: object, article: Article) -> None:
    """Let an article be found."""
    db.put("put_words", seq, *db.words(article.headline or "", article.text))


def forget(db: Database, seq: object, article: Article) -> None:
    """Let an article as it was no longer be found."""
    db.forget_words(seq, article.headline or "", article.text)


def index(db: Database) -> Iterator[int]:
    """Let every article be found, as if none had been; how many at each turn."""
    db.put("empty_words")
    last = 0
    while rows := db.ask("articles_after", last, AT_ONCE):
        for seq, body in rows:
            put(db, seq, _article(blob(body)))
        last = int(str(rows[-1][0]))
        yield len(rows)
    db.put("put_about", "words", CUT)


def renew(db: Database) -> None:
    """See to it that words are cut as this edition asks for them."""
    if _is_right(db):
        return
    with db.writing():
        if not _is_right(db):
            articles = sum(index(db))
            if articles:
                log.info("search was made anew", articles=articles)


def _is_right(db: Database) -> bool:
    return db.ask("about", "words") == [(CUT,)]
