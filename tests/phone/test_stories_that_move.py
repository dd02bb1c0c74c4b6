"""A story changes, merges and splits while a phone keeps in step: no read mark is lost, no entry is doubled."""

from __future__ import annotations

import pytest
from tests.phone.moving import Table
from tests.phone.newsboat import needs_newsboat, terminal, the_story
from tests.phone.phones import every, house, logged_in

from newsworld.news.stories import Mark

READ = "user/-/state/com.google/read"


@pytest.fixture
def served():
    with house() as served:
        yield served


@pytest.fixture
def table(served):
    return Table(served.store)


def titles(phone, **query):
    ids = phone.ids(n=10_000, **query)
    told = phone.reader("stream/items/contents", [("i", str(one)) for one in ids]).json["items"]
    assert len({one["id"] for one in told}) == len(told)
    return {
        int(one["id"].rpartition("/")[2], 16): one["title"] for one in told if "/story/" in one["canonical"][0]["href"]
    }


def number_of(phone, story):
    ids = phone.ids(n=10_000)
    told = phone.reader("stream/items/contents", [("i", str(one)) for one in ids]).json["items"]
    return next(
        (
            int(one["id"].rpartition("/")[2], 16)
            for one in told
            if one["canonical"][0]["href"].endswith(f"/story/{story}")
        ),
        None,
    )


def test_a_change_keeps_number_and_read_mark_and_moves_the_time(served, table):
    phone = logged_in(served)
    number = number_of(phone, "quake")
    phone.reader("edit-tag", {"i": str(number), "a": READ})
    served.clock.now = "2031-03-09T15:00:00+00:00"
    table.change("quake", "Kelmar: a new headline")
    assert number_of(phone, "quake") == number
    item = phone.reader("stream/items/contents", {"i": str(number)}).json["items"][0]
    assert item["title"] == "Kelmar: a new headline"
    assert item["crawlTimeMsec"] == "1930834800000"
    assert number not in phone.ids(n=10_000, xt=READ)
    assert phone.ids(n=10_000, ot="1930834799") == [number]  # whoever asks what is newer hears of it


def test_a_merge_doubles_nothing_and_loses_no_mark(served, table):
    phone = logged_in(served)
    gone, kept = number_of(phone, "quake"), number_of(phone, "port")
    count = len(phone.ids(n=10_000))
    phone.reader("edit-tag", [("i", str(gone)), ("a", READ), ("a", "user/-/state/com.google/starred")])
    table.merge("quake", "port", "Both in one")
    ids = phone.ids(n=10_000)
    assert gone not in ids
    assert kept in ids
    assert len(ids) == len(set(ids)) == count - 1
    assert kept not in phone.ids(n=10_000, xt=READ)
    assert kept in phone.ids(s="user/-/state/com.google/starred")
    mark = served.store.marks.get("local", "port")
    assert 0 < mark.seen_version < served.store.stories.brief("port").version  # the page says what is new
    phone.reader("edit-tag", {"i": str(gone), "r": "user/-/state/com.google/starred"})  # a phone that did not hear yet
    assert not served.store.marks.get("local", "port").starred
    assert served.store.marks.all("anna") == {}


def test_what_is_split_off_was_read_with_the_rest(served, table):
    phone = logged_in(served)
    number = number_of(phone, "talks")
    phone.reader("edit-tag", {"i": str(number), "a": READ})
    unread = set(phone.ids(n=10_000, xt=READ))
    table.part("talks", "apart")
    apart = number_of(phone, "apart")
    assert apart not in (None, number)
    assert set(phone.ids(n=10_000, xt=READ)) == unread
    assert served.store.marks.get("local", "apart") == Mark("apart", 1, served.clock.now)
    assert len(titles(phone)) == len(set(titles(phone)))


def test_pages_stay_whole_while_stories_change_between_them(served, table):
    phone = logged_in(served)
    whole, found, more = set(phone.ids(n=10_000)), [], {}
    stories = [one.story for one in served.store.stories.reaches("2000-01-01", "2040-01-01")]
    for at in range(100):
        told = phone.reader("stream/items/ids", s="user/-/state/com.google/reading-list", n=3, **more).json
        found += [int(one["id"]) for one in told["itemRefs"]]
        table.change(stories[at % len(stories)], f"Changed {at}")
        if "continuation" not in told:
            break
        more = {"c": told["continuation"]}
    assert set(found) == whole
    assert len(found) == len(whole)


@pytest.mark.slow
@needs_newsboat
def test_newsboat_keeps_in_step(served, table, tmp_path):
    """It has read one story; this one changes, goes into another, and one is parted while it is open."""
    store = served.store
    with terminal(tmp_path, served.address, "miniflux") as boat:
        boat.reload(lambda found: len(found) == every(served))
        before = {one.id for one in boat.cached()}
        boat.press("\n", "in feed 'Stories'")
        boat.press("\n", "Title: Kelmar quake")
        boat.press("q", "in feed 'Stories'")
        boat.until(lambda: store.marks.get("local", "quake"))
        boat.press("q", "Your feeds")
        served.clock.now = "2031-03-09T15:00:00+00:00"
        table.change("quake", "Kelmar: another headline")
        boat.reload(lambda found: "another headline" in the_story(found, "quake").title)
        assert not the_story(boat.cached(), "quake").unread
        assert {one.id for one in boat.cached()} == before
        table.merge("quake", "port", "Both in one")
        table.part("talks", "apart")
        boat.reload(lambda found: any(one.url.endswith("/story/apart") for one in found))
        found = boat.cached()
        assert (the_story(found, "port").title, the_story(found, "port").unread) == ("Both in one", False)
        assert {one.id for one in found} - before == {the_story(found, "apart").id}  # no other is new
        unread = {one.url for one in found if one.unread}
        kept = logged_in(served).reader("stream/contents/user/-/state/com.google/reading-list", n=1000, xt=READ).json
        assert unread == {one["canonical"][0]["href"] for one in kept["items"]}
