"""Polling, fetching and looking again, against the sample world on loopback."""

from __future__ import annotations

import asyncio

import pytest
from samples.serve import serving
from tests.pipeline.conftest import FERRY, capture

from newsworld import settings
from newsworld.news.errors import AddressRefused, FetchFailed, NewsworldError
from newsworld.newsroom import Newsroom

NOON = "2022-01-17T12:00:00+00:00"


def opened(store=":memory:", allow=("127.0.0.0/8",)):
    return Newsroom.opened(settings.load(None, {"store": store, "allow_networks": allow, "pace_seconds": 0.0}, {}))


@pytest.fixture
def world():
    with serving() as address:
        yield address


@pytest.mark.slow
def test_a_silent_edit_is_found_on_a_later_look_and_its_first_text_kept(world):
    room = opened()
    asyncio.run(room.follow(world + "/outlets.opml"))
    asyncio.run(room.listen(NOON))
    articles = room.store.articles.count()
    assert articles >= 90
    for hour in ("13:30", "15:30", "19:30"):  # the server tells the edited text after some looks
        asyncio.run(room.listen(f"2022-01-17T{hour}:00+00:00"))
    edited = [article for article in room.store.articles.between("2022-01-01", "2022-02-01") if article.version > 1]
    assert edited
    for article in edited:
        assert room.store.articles.version(article.id, 1).text != article.text
        assert room.store.articles.revisions(article.id)
    assert room.store.articles.count() == articles
    room.close()


@pytest.mark.slow
def test_a_second_poll_at_once_asks_nothing_and_a_later_one_brings_nothing_twice(world):
    room = opened()
    asyncio.run(room.follow(world + "/outlets.opml"))
    asyncio.run(room.listen(NOON))
    before = [placement.id for placement in room.store.stories.placements()]
    assert asyncio.run(room.listening.poll(NOON)) == 0
    assert asyncio.run(room.listening.poll("2022-01-18T12:00:00+00:00")) == 0
    assert [placement.id for placement in room.store.stories.placements()] == before
    room.close()


def test_a_private_address_is_refused_unless_allowed(world):
    room = opened(allow=())
    with pytest.raises(AddressRefused):
        asyncio.run(room.follow(world + "/outlets.opml"))
    room.close()


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/x.opml", "no such thing at all", "ftp://x.example/feed"])
def test_what_cannot_be_followed_says_so(address):
    room = opened()
    with pytest.raises(NewsworldError):
        asyncio.run(room.follow(address))
    room.close()


def test_a_list_that_is_not_there_says_what_was_answered(world):
    room = opened()
    with pytest.raises((FetchFailed, NewsworldError), match="404"):
        asyncio.run(room.follow(world + "/nothing.opml"))
    room.close()


def test_a_folder_is_taken_in_at_once_and_only_once(tmp_path):
    (tmp_path / "one.html").write_bytes(capture("coast", "The Coast", "Ferry Alba aground", FERRY).body)
    room = opened()
    asyncio.run(room.follow(str(tmp_path)))
    asyncio.run(room.follow(str(tmp_path)))
    room.work()
    assert room.store.articles.count() == 1
    room.close()
