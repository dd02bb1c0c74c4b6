"""The order of work, written once.

    capture --extract--> article --understand--> reading --group--> placement, story --brief--> brief

Each step here is pure: nouns in, nouns out (the desk remembers what it placed). What is kept, retried and resumed is
run.py's business; streams, the running service and single readings all take these same steps.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsworld import brief as briefing
from newsworld import extract as extraction
from newsworld import understand as understanding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from newsworld.extract import FurnitureMemory
    from newsworld.group import Desk
    from newsworld.models import Writer
    from newsworld.news.articles import Article
    from newsworld.news.briefs import Brief
    from newsworld.news.readings import Reading
    from newsworld.news.sourcing import Capture
    from newsworld.news.stories import Correction, Placement
    from newsworld.pipeline.dossiers import Dossier

CORRECT = "correct"  # a reader's word on groupings; not a step of every article, but it too goes to the desk
ORDER = ("extract", "understand", "group", "brief")
READING = ("extract", "understand")  # of them, what any number may do at once; the rest goes to the desk
NO_NEWS = ("listing", "not-an-article")  # kinds of article that go no further


def fresh_memory() -> FurnitureMemory:
    """A memory of what repeats on an outlet's pages that has seen no page yet."""
    return extraction.FurnitureMemory()


def extract(capture: Capture, memory: FurnitureMemory | None = None) -> Article:
    """The article on a page. BadCapture if there is nothing to read."""
    return extraction.clean(capture, memory)


def understand(article: Article) -> Reading:
    """All that the finders understand of an article."""
    return understanding.read(article)


def explain(article: Article) -> Iterator[str]:
    """Why each statement was read, in plain words."""
    return understanding.explain(article)


def group(article: Article, reading: Reading | None, desk: Desk) -> tuple[Placement, ...]:
    """Where the article belongs, then whatever other articles that moves."""
    return desk.place(article, reading)


def correct(correction: Correction, desk: Desk) -> tuple[Placement, ...]:
    """Where articles belong by a reader's word, from now on. UnknownId where there is no such story or article."""
    return desk.correct(correction)


def brief(dossier: Dossier, previous: Brief | None = None) -> Brief:
    """The story's page, in which every line has its citation."""
    return briefing.write(
        dossier.story,
        dossier.articles,
        dossier.readings,
        dossier.outlets,
        related=dossier.related,
        revisions=dossier.revisions,
        previous=previous,
    )


def rewrite(brief: Brief, writer: Writer, articles: Mapping[str, Article]) -> Brief:
    """The page with those lines in a writer's words that say no more than their sources."""
    return briefing.rewritten(brief, writer, articles)
