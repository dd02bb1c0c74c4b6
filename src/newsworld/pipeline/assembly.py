"""The only builder of adapters: settings in, working parts out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsworld import gather
from newsworld.extract import FurnitureMemory
from newsworld.group import Desk
from newsworld.news import codec
from newsworld.news.stories import Correction
from newsworld.pipeline.run import Pipeline
from newsworld.store.sqlite import SqliteStore

if TYPE_CHECKING:
    from newsworld.settings import Settings
    from newsworld.store import Store

REMEMBERED_PLACEMENTS = 50_000  # the newest; older stories can no longer be joined, only read


def store(settings: Settings) -> Store:
    """The store that the settings name. StoreTrouble if it does not open."""
    return SqliteStore(settings.store)


def pipeline(kept: Store) -> Pipeline:
    """The steps over a store, with all that they remember."""
    return Pipeline(kept, desk(kept), FurnitureMemory())


def pipeline_without_memory(kept: Store) -> Pipeline:
    """The steps for somebody who only takes captures in and leaves the work to another."""
    return Pipeline(kept, Desk(), FurnitureMemory())


def gathering(settings: Settings) -> gather.Options:
    """How the house listens, by its settings."""
    return gather.Options(
        contact=settings.contact,
        allow=settings.allow_networks,
        pace_seconds=settings.pace_seconds,
        at_once=settings.fetches_at_once,
        poll_minutes_least=settings.poll_minutes,
    )


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
