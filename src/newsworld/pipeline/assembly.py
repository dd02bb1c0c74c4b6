"""The only builder of adapters: settings in, working parts out."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from newsworld import gather
from newsworld.extract import FurnitureMemory
from newsworld.group import Desk
from newsworld.models.openai_compatible import MAX_ANSWER_BYTES, ChatWriter
from newsworld.news import codec
from newsworld.news.errors import FetchFailed, StoreTrouble
from newsworld.news.stories import Correction
from newsworld.pipeline.listening import Listening
from newsworld.pipeline.run import Pipeline
from newsworld.store import moving
from newsworld.store.sqlite import SqliteStore

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from newsworld.models import Writer
    from newsworld.settings import Settings
    from newsworld.store import Store
    from newsworld.store.shelves import Shelves

POSTGRES = ("postgresql://", "postgres://")
REMEMBERED_PLACEMENTS = 20_000  # the newest: about a minute at the start; older stories can be read but not joined


def store(settings: Settings) -> Store:
    """The store that the settings name. StoreTrouble if it does not open."""
    return store_at(settings.store)


def store_at(address: str) -> Shelves:
    """The store at an address: a PostgreSQL database by its URL, else the path of an SQLite file."""
    if not address.startswith(POSTGRES):
        return SqliteStore(address)
    try:
        from newsworld.store.postgres import PostgresStore  # noqa: PLC0415 - an extra
    except ImportError as error:
        install = 'Install the extra: pip install "newsworld[postgres]".'
        raise StoreTrouble("postgresql://…", f"{error}.", install) from error
    return PostgresStore(address)


def move(origin: str, target: str, told: Callable[[str, int, int], None], *, replace: bool = False) -> int:
    """Copy a whole store into another, every byte compared; how many rows. A damaged store is not copied."""
    if not origin.startswith(POSTGRES):
        if not Path(origin).is_file():
            raise StoreTrouble(origin, "there is no store here.", "Name a store or a backup that is there.")
        if Path(origin).resolve() == Path(target).resolve():
            raise StoreTrouble(origin, "is the same store.", "Name another to copy it into.")
    with closing(store_at(origin)) as source, closing(store_at(target)) as into:
        if troubles := source.check():
            raise StoreTrouble(source.name, f"is damaged: {troubles[0]}", "Take an older backup.")
        return moving.move(source.database, into.database, told, replace=replace)


def pipeline(kept: Store, settings: Settings | None = None) -> Pipeline:
    """The steps over a store, with all that they remember."""
    return Pipeline(kept, desk(kept), FurnitureMemory(), writer(settings) if settings else None)


def listening(kept: Store, settings: Settings) -> Listening:
    """Sources and steps, with all that they remember."""
    options = gathering(settings)
    return Listening(pipeline(kept, settings), options, gather.Manners(options))


def listening_only(kept: Store, settings: Settings) -> Listening:
    """For somebody who only takes captures in and leaves the work to another: no desk is filled."""
    options = gathering(settings)
    return Listening(Pipeline(kept, Desk(), FurnitureMemory()), options, gather.Manners(options))


def gathering(settings: Settings) -> gather.Options:
    """How the house listens, by its settings."""
    return gather.Options(
        contact=settings.contact,
        allow=settings.allow_networks,
        pace_seconds=settings.pace_seconds,
        at_once=settings.fetches_at_once,
        poll_minutes_least=settings.poll_minutes,
    )


def writer(settings: Settings) -> Writer | None:
    """The writer that the settings name, if they name one; it goes out through the one client."""
    if settings.writer_url is None:
        return None

    async def posted(address: str, headers: Mapping[str, str], body: bytes) -> bytes:
        async with gather.Client(gathering(settings)) as client:
            request = gather.Request(address, kind="hub", body=body, headers=headers, limit_bytes=MAX_ANSWER_BYTES)
            response = await client.fetch(request)
        if response.status != 200:
            raise FetchFailed(address, f"the writer answered {response.status}.", "Its lines stay as composed.")
        return response.body

    def post(address: str, headers: Mapping[str, str], body: bytes) -> bytes:
        """In a thread of its own, since the steps may already run inside a loop."""
        with ThreadPoolExecutor(max_workers=1) as aside:
            return aside.submit(asyncio.run, posted(address, headers, body)).result()

    return ChatWriter(post, settings.writer_url, settings.writer_model, settings.writer_key)


def empty_desk() -> Desk:
    """A desk that has seen nothing: for a stream."""
    return Desk()


def desk(kept: Store) -> Desk:
    """A desk that remembers what was placed before, with its redirects and every reader's word."""
    corrections = tuple(codec.noun_of(Correction, row) for row in kept.stories.corrections())
    made = Desk(redirects=kept.stories.redirects(), corrections=corrections)
    for placement in kept.stories.placements(REMEMBERED_PLACEMENTS):
        article = kept.articles.get(placement.id)
        if article is not None:
            made.remember(article, kept.articles.reading(placement.id), placement)
    return made
