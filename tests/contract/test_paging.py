"""Lists that go on from a place, and what changed since: the same on every store."""

from __future__ import annotations

import pytest

from newsworld.news.articles import Article
from newsworld.news.briefs import Brief, Citation, Line
from newsworld.news.spans import Span
from newsworld.news.stories import Mark, Member, Story, StoryChange, Topic
from newsworld.store.postgres import PostgresStore
from newsworld.store.sqlite import SqliteStore

ALL = {"since": "2000-01-01", "until": "2100-01-01"}


@pytest.fixture(params=["sqlite", "postgres"])
def store(request):
    known = PostgresStore(request.getfixturevalue("postgres_url")) if request.param == "postgres" else None
    opened = known or SqliteStore(":memory:")
    yield opened
    opened.close()


def moment(n):
    return f"2022-01-08T{n // 3:02}:00:00+00:00"  # three at each moment, so that a page ends among equals


def walked(page, limit, **asked):
    """Every noun of a list, page by page."""
    found, before = [], None
    while part := page(limit, before, **asked):
        found += [noun.id for _, noun in part]
        before = part[-1][0]
    return found


@pytest.mark.parametrize("limit", [1, 2, 5, 50])
def test_a_list_of_articles_goes_on_where_it_was_left_though_many_share_a_moment(store, limit):
    for n in range(12):
        store.articles.put(Article(f"a{n}", "Rain.", outlet="Coast" if n % 2 else "Inland"), moment(n))
    assert walked(store.articles.page, limit, **ALL) == [f"a{n}" for n in reversed(range(12))]
    assert walked(store.articles.page, limit, outlet="Coast", **ALL) == [f"a{n}" for n in range(11, 0, -2)]
    some = walked(store.articles.page, limit, since=moment(3), until=moment(9))
    assert some == [f"a{n}" for n in range(8, 2, -1)]


@pytest.mark.parametrize("limit", [1, 2, 5, 50])
def test_a_list_of_stories_goes_on_where_it_was_left(store, limit):
    for n in range(12):
        topics = (Topic("rain", "Rain"),) if n % 2 else ()
        store.stories.put(Story(f"s{n:02}", "Rain", moment(n), moment(n), (Member("a"),), topics=topics))
    assert walked(store.stories.page, limit, **ALL) == [f"s{n:02}" for n in reversed(range(12))]
    assert walked(store.stories.page, limit, topic="rain", **ALL) == [f"s{n:02}" for n in range(11, 0, -2)]
    assert walked(store.stories.page, limit, topic="sun", **ALL) == []


def test_each_version_of_a_brief_and_each_merge_is_a_change(store):
    assert (store.stories.last_change(), store.stories.changes(0, 9)) == (0, ())
    line = Line("Rain.", "verbatim", (Citation("a", Span(0, 5), "Rain."),))
    for version in (1, 2):
        store.stories.put_brief(Brief("s1", "Rain", line, version=version))
    store.stories.redirect("s1", "s2")
    one, two, three = store.stories.changes(0, 9)
    assert one.number < two.number < three.number == store.stories.last_change()
    assert (one.version, two.version, three.into) == (1, 2, "s2")
    assert store.stories.changes(one.number, 1) == (two,)
    assert store.stories.changes(three.number, 9) == ()
    assert isinstance(one, StoryChange)


def test_a_change_that_is_taken_back_was_none(store):
    def breaks_off():
        with store.writing():
            store.stories.redirect("s1", "s2")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        breaks_off()
    assert store.stories.changes(0, 9) == ()


def test_marks_by_story_and_of_one_reader(store):
    store.marks.put("ada", Mark("s1", starred=True))
    store.marks.put("bea", Mark("s1", followed=True))
    store.marks.put("bea", Mark("s2"))
    assert store.marks.get("ada", "s1") == Mark("s1", starred=True)
    assert store.marks.get("ada", "s2") is None
    assert store.marks.on("s1") == (("ada", Mark("s1", starred=True)), ("bea", Mark("s1", followed=True)))
