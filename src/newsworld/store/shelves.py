"""All shelves over one database, whichever it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsworld.store.articles import ArticleShelf
from newsworld.store.marks import MarkShelf
from newsworld.store.sent import SentShelf
from newsworld.store.sources import ItemShelf, SourceShelf
from newsworld.store.stories import StoryShelf
from newsworld.store.work import LeaseShelf, WorkShelf

if TYPE_CHECKING:
    from newsworld.store.database import Database


class Shelves:
    """See store.Store; what is left to a database's own store is how a copy is made of it."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self.name = db.name
        self.sources = SourceShelf(db)
        self.items = ItemShelf(db)
        self.articles = ArticleShelf(db)
        self.stories = StoryShelf(db)
        self.marks = MarkShelf(db)
        self.sent = SentShelf(db)
        self.work = WorkShelf(db)
        self.leases = LeaseShelf(db)
        self.writing = db.writing
        self.check = db.check
        self.close = db.close
