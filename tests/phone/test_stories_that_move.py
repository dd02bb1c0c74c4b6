"""A story changes, merges and splits while a phone keeps in step: no read mark is lost, no entry is doubled."""

from __future__ import annotations

import dataclasses

import pytest
from tests.phone.phones import house, logged_in

from newsworld.news.stories import Mark, Member, Placement
from newsworld.pipeline.run import Pipeline

READ = "user/-/state/com.google/read"


class Table:
    """A desk whose stories are laid out by hand."""

    def __init__(self, store):
        self.store, self.into, self.stories = store, {}, {}

    def resolve(self, story):
        return self.into.get(story, story)

    def story(self, name):
        return self.stories.get(name) or self.store.stories.get(name)


@pytest.fixture
def served():
    with house() as served:
        yield served


@pytest.fixture
def pipeline(served):
    return Pipeline(served.store, Table(served.store), None)


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


def newer(store, story, headline):
    brief = store.stories.brief(story)
    store.stories.put_brief(dataclasses.replace(brief, version=brief.version + 1, headline=headline))


def test_a_change_keeps_number_and_read_mark_and_moves_the_time(served):
    phone = logged_in(served)
    number = number_of(phone, "quake")
    phone.reader("edit-tag", {"i": str(number), "a": READ})
    served.clock.now = "2031-03-09T15:00:00+00:00"
    newer(served.store, "quake", "Kelmar: a new headline")
    assert number_of(phone, "quake") == number
    item = phone.reader("stream/items/contents", {"i": str(number)}).json["items"][0]
    assert item["title"] == "Kelmar: a new headline"
    assert item["crawlTimeMsec"] == "1930834800000"
    assert number not in phone.ids(n=10_000, xt=READ)
    assert phone.ids(n=10_000, ot="1930834799") == [number]  # whoever asks what is newer hears of it


def test_a_merge_doubles_nothing_and_loses_no_mark(served, pipeline):
    phone = logged_in(served)
    gone, kept = number_of(phone, "quake"), number_of(phone, "port")
    count = len(phone.ids(n=10_000))
    phone.reader("edit-tag", [("i", str(gone)), ("a", READ), ("a", "user/-/state/com.google/starred")])
    first = served.store.stories.get("port")
    moved = served.store.stories.get("quake").members
    pipeline.desk.into["quake"] = "port"
    pipeline.desk.stories["port"] = dataclasses.replace(first, members=first.members + moved)
    pipeline.keep([Placement(one.id, "port", joined=True) for one in moved])
    newer(served.store, "port", "Both in one")
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


def test_what_is_split_off_was_read_with_the_rest(served, pipeline):
    phone = logged_in(served)
    number = number_of(phone, "talks")
    phone.reader("edit-tag", {"i": str(number), "a": READ})
    unread = set(phone.ids(n=10_000, xt=READ))
    story = served.store.stories.get("talks")
    off, rest = story.members[-1], story.members[:-1]
    new = dataclasses.replace(story, id="apart", members=(Member(off.id),))
    pipeline.desk.stories |= {"apart": new, "talks": dataclasses.replace(story, members=rest)}
    pipeline.keep([Placement(off.id, "apart")])
    served.store.stories.put_brief(dataclasses.replace(served.store.stories.brief("talks"), story="apart", version=1))
    apart = number_of(phone, "apart")
    assert apart not in (None, number)
    assert set(phone.ids(n=10_000, xt=READ)) == unread
    assert served.store.marks.get("local", "apart") == Mark("apart", 1, served.clock.now)
    assert len(titles(phone)) == len(set(titles(phone)))


def test_pages_stay_whole_while_stories_change_between_them(served):
    phone = logged_in(served)
    every, found, more = set(phone.ids(n=10_000)), [], {}
    stories = [one.story for one in served.store.stories.reaches("2000-01-01", "2040-01-01")]
    for at in range(100):
        told = phone.reader("stream/items/ids", s="user/-/state/com.google/reading-list", n=3, **more).json
        found += [int(one["id"]) for one in told["itemRefs"]]
        newer(served.store, stories[at % len(stories)], f"Changed {at}")
        if "continuation" not in told:
            break
        more = {"c": told["continuation"]}
    assert set(found) == every
    assert len(found) == len(every)
