"""Build a small real store with the code at hand; tests/contract/old_stores has one, packed, of each that shipped.

python scripts/build_old_store.py tests/contract/old_stores/schema_1.db.gz
"""

from __future__ import annotations

import gzip
import sys
import tempfile
from pathlib import Path

from newsworld.news.articles import Article, Revision
from newsworld.news.briefs import Brief, Citation, Line
from newsworld.news.readings import Reading
from newsworld.news.sourcing import Capture, Item, Outlet, Source, SourceHealth
from newsworld.news.spans import Span
from newsworld.news.stories import Interest, Mark, Member, Placement, Story, Topic
from newsworld.store.sqlite import SqliteStore

DAY = "2022-01-08T10:00:00+00:00"
FERRY = "The ferry to the islands stood still on Monday, the harbour master said."
EDITED = "The ferry to the islands stood still on Monday and Tuesday, the harbour master said."


def filled(path: str) -> None:
    """A store in which every shelf holds something."""
    store = SqliteStore(path)
    with store.writing():
        store.sources.put_outlet(Outlet("coast", "The Coast", country="PT", kind="daily"))
        store.sources.put(Source("s1", "feed", "http://coast.example/feed", "coast"))
        store.sources.put_health(SourceHealth("s1", "well", next_try=DAY, etag='W/"x"'))
        store.sources.put_furniture("coast", {"blocks": [1, 2]})
        store.items.put(Item("ferry", "s1", "http://coast.example/ferry", "Ferry stands still"))
        store.articles.put_capture(Capture("ferry", "http://coast.example/ferry", DAY, 200, {}, b"<p>The ferry</p>"))
        store.articles.put(Article("ferry", FERRY, headline="Ferry stands still", outlet="The Coast", version=1), DAY)
        edit = Revision("ferry", 2, DAY, (EDITED,), (FERRY,))
        store.articles.put(Article("ferry", EDITED, headline="Ferry stands still", version=2), DAY, edit)
        store.articles.put(Article("zh", "两国在日内瓦举行会谈。", headline="日内瓦"), DAY)
        store.articles.put_reading(Reading("ferry", "en"))
    with store.writing():
        store.stories.put_placement(Placement("ferry", "harbour", why=("opened",)))
        store.stories.put(Story("harbour", "Ferry", DAY, DAY, (Member("ferry"),), topics=(Topic("sea", "Sea"),)))
        store.stories.redirect("pier", "harbour")
        store.stories.put_correction({"kind": "merge"})
        line = Line(EDITED, "verbatim", (Citation("ferry", Span(0, len(EDITED)), EDITED),))
        store.stories.put_brief(Brief("harbour", "Ferry", basics=(line,), version=1))
        store.stories.put_brief(Brief("harbour", "Ferry still stands", basics=(line,), version=2))
        store.marks.put("local", Mark("harbour", seen_version=1, starred=True))
        store.marks.put_interest("local", Interest("sea", "Sea", followed=True))
        store.work.queue("understand", ["zh"])
        store.work.queue("extract", ["broken"])
        store.work.failed("extract", "broken", "no page")
    store.close()


def main() -> None:
    """Write the packed store to the path that is named."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "old.db"
        filled(str(path))
        Path(sys.argv[1]).write_bytes(gzip.compress(path.read_bytes(), 9, mtime=0))


if __name__ == "__main__":
    main()
