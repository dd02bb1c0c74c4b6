"""What is told of articles and outlets: lists by time, single ones with their versions, what was understood of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsworld.api.nouns import ArticleRow, SourceRow
from newsworld.api.rows import PAGED, SINCE, UNTIL, Page, Param, Route, sealed
from newsworld.news.articles import Article, Revision
from newsworld.news.errors import UnknownId
from newsworld.news.moments import FIRST_MOMENT, LAST_MOMENT
from newsworld.news.readings import Reading
from newsworld.news.sourcing import Outlet, SourceHealth
from newsworld.publish.cited import web_address

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsworld.api.room import Room
    from newsworld.api.rows import Ask
    from newsworld.news.sourcing import Source
    from newsworld.news.stories import Placement


def rows_of(room: Room, articles: Sequence[Article]) -> list[ArticleRow]:
    """Articles as a list shows them."""
    placed = room.store.stories.placed([article.id for article in articles])
    return [_row(article, placed.get(article.id)) for article in articles]


def _row(article: Article, placed: Placement | None) -> ArticleRow:
    return ArticleRow(
        id=article.id,
        headline=article.headline,
        standfirst=article.standfirst,
        outlet=article.outlet,
        language=article.language,
        published=article.published,
        url=web_address(article.canonical_url) or web_address(article.url),
        kind=article.kind,
        version=article.version,
        story=placed.story if placed else None,
        copy_of=placed.copy_of if placed else None,
    )


def articles(ask: Ask) -> Page:
    """Articles, the newest first."""
    limit = ask.told["limit"]
    found = ask.room.store.articles.page(
        limit + 1,
        ask.place(str, int),
        outlet=ask.told["outlet"],
        since=ask.told["since"] or FIRST_MOMENT,
        until=ask.told["until"] or LAST_MOMENT,
    )
    rows = rows_of(ask.room, [article for _, article in found[:limit]])
    return Page(rows, sealed(*found[limit - 1][0]) if len(found) > limit else None)


def article(ask: Ask) -> Article:
    """One article."""
    return ask.room.article(ask.text("article"))


def revisions(ask: Ask) -> Page:
    """What its outlet changed in an article."""
    known = ask.room.article(ask.text("article"))
    return Page(ask.room.store.articles.revisions(known.id))


def version(ask: Ask) -> Article:
    """An article as it was."""
    found = ask.room.store.articles.version(ask.text("article"), ask.told["version"])
    if found is None:
        raise UnknownId(ask.text("article"), "there is no such version.", "Look at its versions.")
    return found


def reading(ask: Ask) -> Reading:
    """What was understood of an article."""
    found = ask.room.store.articles.reading(ask.text("article"))
    if found is None:
        raise UnknownId(ask.text("article"), "nothing is understood of it yet.", "Ask again in a minute.")
    return found


def outlets(ask: Ask) -> Page:
    """Who publishes."""
    known = ask.room.store.sources.outlets()
    (start,) = ask.place(int) or (0,)
    end = start + ask.told["limit"]
    return Page(known[start:end], sealed(end) if end < len(known) else None)


def outlet(ask: Ask) -> Outlet:
    """One outlet."""
    key = ask.text("outlet")
    known = next((one for one in ask.room.store.sources.outlets() if key in (one.id, one.name)), None)
    if known is None:
        raise UnknownId(key, "there is no outlet of this id.", "Look at /outlets.")
    return known


def sources(ask: Ask) -> Page:
    """Where we listen."""
    shelf = ask.room.store.sources
    outlets_by_id, healths, known = {one.id: one for one in shelf.outlets()}, shelf.healths(), shelf.all()
    (start,) = ask.place(int) or (0,)
    end = start + ask.told["limit"]
    rows = [
        _source_row(source, outlets_by_id.get(source.outlet), healths.get(source.id)) for source in known[start:end]
    ]
    return Page(rows, sealed(end) if end < len(known) else None)


def _source_row(source: Source, outlet: Outlet | None, health: SourceHealth | None) -> SourceRow:
    health = health or SourceHealth(source.id)
    state = "paused" if source.paused else health.state
    row = (source.id, source.kind, source.address, outlet, state)
    return SourceRow(*row, health.error, health.last_success, health.next_try)


ARTICLE = Param(name="article", does="The id of an article.", in_path=True)
ROUTES = (
    Route(
        name="articles", path="/articles", does="Articles, the newest first, without their texts.", act=articles,
        answer=ArticleRow, is_list=True, can_be_missing=True,
        params=(Param(name="outlet", does="Of this outlet alone (its name)."), SINCE, UNTIL, *PAGED),
    ),
    Route(
        name="article", path="/articles/{article}", does="One article with its text, into which all spans point.",
        act=article, answer=Article, params=(ARTICLE,), can_be_missing=True,
    ),
    Route(
        name="revisions", path="/articles/{article}/versions", does="What its outlet changed in an article.",
        act=revisions, answer=Revision, is_list=True, params=(ARTICLE,), can_be_missing=True,
    ),
    Route(
        name="version", path="/articles/{article}/versions/{version}", does="An article as it was.", act=version,
        answer=Article, can_be_missing=True,
        params=(
            ARTICLE,
            Param(name="version", does="Which.", kind="count", in_path=True, least=1, most=1_000_000),
        ),
    ),
    Route(
        name="reading", path="/articles/{article}/reading", does="All that was understood of an article, with spans.",
        act=reading, answer=Reading, params=(ARTICLE,), can_be_missing=True,
    ),
    Route(
        name="outlets", path="/outlets", does="Who publishes.", act=outlets, answer=Outlet, is_list=True,
        params=PAGED, can_be_missing=True,
    ),
    Route(
        name="outlet", path="/outlets/{outlet}", does="One outlet.", act=outlet, answer=Outlet,
        params=(Param(name="outlet", does="Its id or its name.", in_path=True),), can_be_missing=True,
    ),
    Route(
        name="sources", path="/sources", does="Where we listen, and how it goes.", act=sources, answer=SourceRow,
        is_list=True, params=PAGED, can_be_missing=True,
    ),
)  # fmt: skip
