"""Hubs: the sources that tell of their news by WebSub. Asked by the gatherer, answered where the reader listens.

What a hub promised is kept in the source's health; two processes write that, each in one transaction that first reads
it anew. A push is taken in as a poll's answer would be: its items are kept, and their pages wait to be fetched.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import structlog

from newsworld import gather
from newsworld.gather import websub
from newsworld.news.errors import AddressRefused, NewsworldError, UnknownId
from newsworld.news.sourcing import SourceHealth
from newsworld.pipeline import announced

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newsworld.news.moments import Moment
    from newsworld.news.sourcing import Source, Subscription
    from newsworld.store import Store

PATH = "/hub/{source}/{path}"
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Hubs:
    """Subscriptions over a store. `url`: where hubs reach us; `key`: what secrets and paths follow from."""

    store: Store
    url: str
    key: bytes

    def noted(self, heard: gather.Heard, now: Moment) -> SourceHealth:
        """The health to keep after a poll: with what the hub promised, and a slow turn while it keeps its promise.

        To be called in the transaction that keeps it.
        """
        held = self._health(heard.source.id).subscription
        if heard.hub and (held is None or (held.hub, held.topic) != (heard.hub, heard.topic)):
            held = self._wanted(heard) or held
        health = replace(heard.health, subscription=held)
        return gather.slowed(health, now) if held is not None and websub.is_live(held, now) else health

    async def ask(self, client: gather.Client, now: Moment) -> int:
        """Ask every hub whose subscription is wanted or ends; how many said that they will verify."""
        willing = 0
        for source, held in self._to_ask(now):
            ours = websub.callback(source.id, self.key)
            try:
                told = await websub.ask(client, held, ours, self.address(source.id), now)
                willing += 1
            except NewsworldError as error:
                log.info("hub not asked", source=source.address, error=str(error))
                told = websub.asked(held, now)  # it is tried again, but not at once
            self._keep_asked(source.id, told)
        return willing

    def address(self, source: str) -> str:
        """Where the hub of this source reaches us."""
        path = PATH.format(source=source, path=websub.callback(source, self.key).path)
        return self.url.rstrip("/") + path

    def confirmed(self, source: str, path: str, query: Mapping[str, str], now: Moment) -> str:
        """The challenge to echo to a hub's question. BadInput or UnknownId for what we did not ask for."""
        self._expected(source, path)
        with self.store.writing():
            health = self._health(source)
            challenge, held = websub.verify(health.subscription, query, now)
            self.store.sources.put_health(replace(health, subscription=held))
        return challenge

    def pushed(self, source: str, path: str, headers: Mapping[str, str], body: bytes, now: Moment) -> int:
        """Take in what a hub sends; how many items are new or changed. What bears no signature of ours counts nothing.

        UnknownId for an address that is not ours.
        """
        listened = self._expected(source, path)
        secret = websub.callback(source, self.key).secret
        if not websub.is_signed(secret, headers, body):
            log.info("push without our signature", source=listened.address)
            return 0
        try:
            heard = gather.hear_push(listened, self._health(source), body, self.store.items.of(source), now)
        except NewsworldError as error:
            log.info("push not read", source=listened.address, error=str(error))
            return 0
        with self.store.writing():
            return announced.keep(self.store, heard)

    def _expected(self, source: str, path: str) -> Source:
        """The source, if the path is its own; compared in constant time."""
        right = websub.callback(source, self.key).path
        found = next((one for one in self.store.sources.all() if one.id == source), None)
        if not hmac.compare_digest(right.encode(), path.encode()) or found is None:
            raise UnknownId("hub", "nobody is called here.")
        return found

    def _wanted(self, heard: gather.Heard) -> Subscription | None:
        try:
            return websub.subscription(heard.hub or "", heard.topic or heard.source.address)
        except AddressRefused:
            return None

    def _to_ask(self, now: Moment) -> list[tuple[Source, Subscription]]:
        healths = self.store.sources.healths()
        found = []
        for source in self.store.sources.all():
            held = healths[source.id].subscription if source.id in healths else None
            if held is not None and not source.paused and websub.wants_asking(held, now):
                found.append((source, held))
        return found

    def _keep_asked(self, source: str, told: Subscription) -> None:
        """Keep that it was asked for; the hub may have verified while it answered."""
        with self.store.writing():
            health = self._health(source)
            held = health.subscription
            if held is not None and (held.hub, held.topic) == (told.hub, told.topic):
                state = held.state if held.state == "verified" else told.state
                held = replace(held, state=state, asked=told.asked)
                self.store.sources.put_health(replace(health, subscription=held))

    def _health(self, source: str) -> SourceHealth:
        return self.store.sources.healths().get(source) or SourceHealth(source)
