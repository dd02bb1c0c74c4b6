"""All shelves over one database, whichever it is."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from newsworld.store import checking, searchable
from newsworld.store.articles import ArticleShelf
from newsworld.store.marks import MarkShelf
from newsworld.store.sent import SentShelf
from newsworld.store.sources import ItemShelf, SourceShelf
from newsworld.store.stories import StoryShelf
from newsworld.store.work import LeaseShelf, WorkShelf

if TYPE_CHECKING:
    from newsworld.store.database import Database


class Shelves(ABC):
    """See store.Store; what is left to a database's own store is how a copy is made of it."""

    def __init__(self, db: Database) -> None:
        try:
            searchable.renew(db)
        except BaseException:
            db.close()
            raise
        self.database = db
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
        self.close = db.close

    def check(self) -> tuple[str, ...]:
        return checking.check(self.database)

    @abstractmethod
    def backup(self, path: str) -> None:
        """A sound copy while the store is in use, as one SQLite file; it has its name only when it is whole."""
