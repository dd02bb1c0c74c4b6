"""The only builder of adapters: settings in, working parts out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsworld.extract import FurnitureMemory
from newsworld.group import Desk
from newsworld.pipeline.run import Pipeline
from newsworld.store.sqlite import SqliteStore

if TYPE_CHECKING:
    from newsworld.settings import Settings
    from newsworld.store import Store

REMEMBERED_PLACEMENTS = 50_000  # the newest; older stories can no longer be joined, only read


def store(settings: Settings) -> Store:
    """The store that the settings name. StoreTrouble if it does not open."""
    return SqliteStore(settings.store)


def desk(kept: Store) -> Desk:
    """A desk that remembers what was placed before, corrections and redirects among it."""
    made = Desk()
    return made


def pipeline(kept: Store) -> Pipeline:
    """The steps over a store, with all that they remember."""
    return Pipeline(kept, desk(kept), FurnitureMemory())
