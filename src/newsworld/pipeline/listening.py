"""Listening: polls the sources that are due and fetches the pages they announce, keeping each result at once.

What was announced waits as the step "fetch" from the transaction that keeps the item, so a process that dies between
hearing of a page and having it fetches it next time.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import structlog

from newsworld import gather
from newsworld.news.errors import BadFeed
from newsworld.news.moments import instant_of
from newsworld.news.sourcing import Outlet, Source, SourceHealth
from newsworld.pipeline import announced
from newsworld.pipeline.announced import FETCH

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsworld.news.moments import Moment
    from newsworld.pipeline.hubs import Hubs
    from newsworld.pipeline.run import Pipeline

FIRST_REVISIT = timedelta(hours=1)
REVISITED_FOR = timedelta(hours=48)  # later edits are rare, and looking for them is a burden to the outlet
PAGES_AT_ONCE = 64  # pages between two turns of the steps
FILED_AT_ONCE = 64  # captures of an archive kept in one transaction
log = structlog.get_logger()


@dataclass(slots=True)
class Listening:
    """The gathering half of the engine, over the pipeline's store."""

    pipeline: Pipeline
    options: gather.Options
    manners: gather.Manners  # outlives the clients: robots.txt and Retry-After are remembered between rounds
    hubs: Hubs | None = None  # where hubs can reach us

    async def poll(self, now: Moment) -> int:
        """Ask every source that is due; how many items are new or changed."""
        shelf, worth_a_look = self.pipeline.store.sources, 0
        async with gather.Client(self.options, self.manners) as client:
            heard_of = gather.listen(
                shelf.all(), shelf.healths(), self.pipeline.store.items.of, client, now, self.options
            )
            async for heard in heard_of:
                worth_a_look += self._keep(heard, now)
            if self.hubs:
                await self.hubs.ask(client, now)
        return worth_a_look

    def _keep(self, heard: gather.Heard, now: Moment) -> int:
        store = self.pipeline.store
        with store.writing():
            store.sources.put(heard.source)
            store.sources.put_health(self.hubs.noted(heard, now) if self.hubs else heard.health)
            worth_a_look = announced.keep(store, heard)
        if heard.health.error:
            log.info("not heard", source=heard.source.address, error=heard.health.error)
        return worth_a_look

    async def fetch(self, now: Moment) -> int:
        """Fetch some of the pages that wait; how many waited."""
        store = self.pipeline.store
        waiting = store.work.waiting(FETCH, PAGES_AT_ONCE)
        items = [item for name in waiting if (item := store.items.get(name)) is not None]
        names = {outlet.id: outlet.name for outlet in store.sources.outlets()}
        outlets = {source.id: names.get(source.outlet, source.outlet) for source in store.sources.all()}
        async with gather.Client(self.options, self.manners) as client:
            async for told in gather.fetch_pages(items, client, now, outlets, self.options):
                with store.writing():
                    if isinstance(told, gather.Missed):
                        store.work.failed(FETCH, told.item.id, str(told.error))
                    else:
                        self.pipeline.take([told])
                        store.work.done(FETCH, told.id)
        return len(waiting)

    def revisit(self, now: Moment) -> int:
        """Let pages be looked at again whose outlets may have edited them silently; how many.

        A page is fetched anew when half of its age has passed since the last look: at about 1, 2, 4 ... 32 hours.
        """
        store, due = self.pipeline.store, []
        instant = instant_of(now)
        for name, fetched in store.articles.fetched_since((instant - REVISITED_FOR).isoformat()):
            item = store.items.get(name)
            if item is None or item.first_seen is None:
                continue
            age = instant - instant_of(item.first_seen)
            if age <= REVISITED_FOR and instant - instant_of(fetched) >= max(FIRST_REVISIT, age / 2):
                due.append(name)
        store.work.queue(FETCH, due)
        return len(due)

    async def follow(self, address: str) -> tuple[Source, ...]:
        """Follow what an address leads to: OPML by file or URL, else one source."""
        if _is_on_disk(address):
            is_list = address.lower().endswith((".opml", ".xml"))
            return self._follow_all(gather.read_opml(_bytes(address)) if is_list else [_alone(address)])
        address = gather.address_of(address)
        if address.lower().split("?")[0].endswith(".opml"):
            async with gather.Client(self.options, self.manners) as client:
                response = await client.fetch(gather.Request(address))
            if response.status != 200:
                raise BadFeed(address, f"the answer was {response.status}.", "Look at the address.")
            return self._follow_all(gather.read_opml(response.body))
        return self._follow_all([_alone(address)])

    def follow_list(self, opml: bytes) -> tuple[Source, ...]:
        """Follow all that a list names. BadFeed if it is none."""
        return self._follow_all(gather.read_opml(opml))

    def _follow_all(self, pairs: Iterable[tuple[Outlet, Source]]) -> tuple[Source, ...]:
        store, followed = self.pipeline.store, []
        known = {outlet.id for outlet in store.sources.outlets()}
        with store.writing():
            for outlet, source in pairs:
                if outlet.id not in known:
                    store.sources.put_outlet(outlet)
                store.sources.put(source)
                followed.append(source)
        return tuple(followed)

    def load(self, source: Source) -> int:
        """Take in what an archive or a folder holds, going on where it was left; how many captures."""
        store, kind = self.pipeline.store, gather.kind_named(source.kind)
        if kind.captures is None:
            return 0
        health = store.sources.healths().get(source.id) or SourceHealth(source.id)
        filed = kind.captures(Path(source.address), int(health.etag or 0))
        taken = 0
        while batch := list(itertools.islice(filed, FILED_AT_ONCE)):
            health = replace(health, state="well", etag=str(batch[-1].next_offset))
            with store.writing():
                self.pipeline.take(one.capture for one in batch)
                store.sources.put_health(health)
            taken += len(batch)
        return taken


def _is_on_disk(address: str) -> bool:
    return not address.startswith(("http://", "https://")) and Path(address).exists()


def _bytes(path: str) -> bytes:
    return Path(path).read_bytes()


def _alone(address: str) -> tuple[Outlet, Source]:
    """A single address as an outlet with one source."""
    kind = gather.kind_of(address)
    home = address if address.startswith("http") else None
    name = gather.outlet_id(home, Path(address).stem, address)
    return Outlet(name, name, home), Source(gather.source_id(kind.name, address), kind.name, address, name)
