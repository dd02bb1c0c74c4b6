"""What a hub promised is kept beside the source's health; polling goes on, slowly."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from newsworld import gather, settings
from newsworld.gather.options import Options
from newsworld.news.errors import FetchFailed
from newsworld.news.moments import instant_of
from newsworld.news.sourcing import Source, SourceHealth
from newsworld.newsroom import Newsroom
from newsworld.pipeline import hubs as hubs_module

NOW = "2025-01-06T10:00:00+00:00"
SOURCE = Source("s1", "feed", "https://harbour.example/rss", "harbour")
HUB = "https://hub.example/"


@pytest.fixture
def room():
    told = {"store": ":memory:", "hub_url": "https://news.example/", "hub_key": "k" * 32}
    opened = Newsroom.opened(settings.load(None, told, {}))
    with opened.store.writing():
        opened.store.sources.put(SOURCE)
    yield opened
    opened.close()


def poll(room: Newsroom, hub: str | None = HUB, now: str = NOW) -> SourceHealth:
    """What is kept after a poll that came through."""
    health = SourceHealth("s1", "well", next_try="2025-01-06T11:00:00+00:00")
    heard = gather.Heard(SOURCE, health, hub=hub, topic=SOURCE.address if hub else None)
    with room.store.writing():
        room.store.sources.put_health(room.hubs.noted(heard, now))
    return room.store.sources.healths()["s1"]


def ask(room: Newsroom, now: str, monkeypatch: pytest.MonkeyPatch, *, fails: bool = False) -> int:
    """A round of asking, with a hub that answers or does not; how many were willing."""

    async def told(_client, held, _ours, _address, moment):
        if fails:
            raise FetchFailed("hub.example", "no answer.", "")
        return hubs_module.websub.asked(held, moment)

    async def work() -> int:
        async with gather.Client(Options()) as client:
            return await room.hubs.ask(client, now)

    monkeypatch.setattr(hubs_module.websub, "ask", told)
    return asyncio.run(work())


def verify(room: Newsroom, now: str, lease: str = "90000") -> None:
    path = room.hubs.address("s1").rsplit("/", 1)[1]
    told = {"hub.mode": "subscribe", "hub.topic": SOURCE.address, "hub.challenge": "c", "hub.lease_seconds": lease}
    assert room.hubs.confirmed("s1", path, told, now) == "c"


def test_a_hub_is_asked_once_and_again_at_two_thirds_of_the_lease(room, monkeypatch):
    assert poll(room).subscription.state == "wanted"
    assert ask(room, NOW, monkeypatch) == 1
    assert ask(room, "2025-01-06T10:00:05+00:00", monkeypatch) == 0
    verify(room, "2025-01-06T10:00:06+00:00")
    assert ask(room, "2025-01-07T02:00:00+00:00", monkeypatch) == 0
    assert ask(room, "2025-01-07T03:00:00+00:00", monkeypatch) == 1
    assert room.store.sources.healths()["s1"].subscription.state == "verified"


def test_while_the_lease_runs_a_source_is_polled_once_a_day(room, monkeypatch):
    poll(room)
    ask(room, NOW, monkeypatch)
    verify(room, NOW)
    slow = poll(room, hub=None)
    assert slow.subscription.state == "verified"
    assert instant_of(slow.next_try) > instant_of("2025-01-07T08:00:00+00:00")
    assert poll(room, now="2025-01-08T12:00:00+00:00").next_try == "2025-01-06T11:00:00+00:00"


def test_a_hub_that_does_not_answer_is_left_alone_for_an_hour(room, monkeypatch):
    poll(room)
    assert ask(room, NOW, monkeypatch, fails=True) == 0
    assert ask(room, "2025-01-06T10:30:00+00:00", monkeypatch) == 0
    assert ask(room, "2025-01-06T11:01:00+00:00", monkeypatch) == 1


def test_another_hub_is_another_subscription(room, monkeypatch):
    poll(room)
    ask(room, NOW, monkeypatch)
    verify(room, NOW)
    assert poll(room, "https://other.example/").subscription.state == "wanted"
    assert poll(room, "file:///etc/passwd").subscription.hub == "https://other.example/"


def test_a_paused_source_asks_nobody(room, monkeypatch):
    poll(room)
    with room.store.writing():
        room.store.sources.put(replace(SOURCE, paused=True))
    assert ask(room, NOW, monkeypatch) == 0
