"""Raw pages go when the settings say so, in the gatherer's round; what was read of them, and every citation, stays."""

from __future__ import annotations

import asyncio

import pytest

from newsworld.newsroom import Newsroom
from newsworld.settings import Settings
from newsworld.store.sqlite import SqliteStore

MONTHS_LATER = "2022-06-01T00:00:00+00:00"


@pytest.fixture
def room_with():
    opened = []

    def room(captures, **told):
        made = Newsroom(Settings(**told), SqliteStore(":memory:"))
        made.listening.pipeline.take(captures)
        made.work()
        opened.append(made)
        return made

    yield room
    for one in opened:
        one.close()


def citations(store):
    stories = store.stories.between("2000-01-01", "2100-01-01")
    return [
        (citation, version)
        for story in stories
        for version in range(1, store.stories.brief(story.id).version + 1)
        for line in store.stories.brief(story.id, version).lines()
        for citation in line.citations
    ]


def test_old_pages_go_in_a_round_and_every_citation_still_leads_to_its_words(room_with, captures):
    room = room_with(captures)
    asyncio.run(room.listen(MONTHS_LATER))
    assert all(room.store.articles.capture(capture.id) is None for capture in captures)
    cited = citations(room.store)
    assert cited
    for citation, _ in cited:
        assert citation.span.of(room.store.articles.get(citation.article).text) == citation.quote


def test_pages_are_kept_for_ever_where_the_settings_say_so(room_with, captures):
    room = room_with(captures, keep_captures_days=0)
    assert room.forget(MONTHS_LATER) == 0
    assert all(room.store.articles.capture(capture.id) for capture in captures)


def test_pages_go_by_size_too(room_with, captures):
    room = room_with(captures, keep_captures_days=0, keep_captures_mb=1)
    assert room.forget(MONTHS_LATER) == 0


def test_a_page_that_waits_to_be_read_is_kept_whatever_its_age(room_with, captures):
    room = room_with([])
    room.listening.pipeline.take(captures)
    assert room.forget(MONTHS_LATER) == 0
    room.work()
    assert room.forget("2022-06-01T00:30:00+00:00") == 0, "within the hour it is not asked again"
    assert room.forget("2022-06-01T01:00:00+00:00") == len(captures)
    assert room.store.articles.count() == len(captures)
