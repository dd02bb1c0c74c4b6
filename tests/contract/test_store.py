"""One suite for every store: what is put comes back, what fails leaves no trace, what is damaged says so."""

from __future__ import annotations

import random
import sqlite3
import threading
import zlib

import pytest

from newsworld.news.articles import Article, Revision
from newsworld.news.briefs import Brief, Citation, Line
from newsworld.news.errors import StoreTrouble
from newsworld.news.people import Account, Delivery
from newsworld.news.readings import Reading
from newsworld.news.sourcing import Capture, Item, Outlet, Source, SourceHealth
from newsworld.news.spans import Span
from newsworld.news.stories import Interest, Mark, Member, Placement, Reach, Story, Topic
from newsworld.store.postgres import PostgresStore
from newsworld.store.rows import LEVEL, packed_bytes
from newsworld.store.sqlite import SqliteStore
from newsworld.store.work import MAX_TRIES

DAY = "2022-01-08T10:00:00+00:00"


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def store(request, tmp_path):
    if request.param == "postgres":
        opened = PostgresStore(request.getfixturevalue("postgres_url"))
    else:
        opened = SqliteStore(":memory:" if request.param == "memory" else str(tmp_path / "news.db"))
    yield opened
    opened.close()


def line(text="Rain fell.", article="a"):
    return Line(text, "verbatim", (Citation(article, Span(0, len(text)), text),))


def test_outlets_sources_and_their_health_come_back(store):
    outlet = Outlet("coast", "The Coast", country="PT", kind="daily")
    source = Source("s1", "feed", "http://coast.example/feed", "coast")
    health = SourceHealth("s1", "well", next_try=DAY, etag='W/"x"')
    store.sources.put_outlet(outlet)
    store.sources.put(source)
    store.sources.put_health(health)
    store.sources.put_furniture("coast", {"blocks": [1, 2]})
    assert store.sources.outlets() == (outlet,)
    assert store.sources.all() == (source,)
    assert store.sources.healths() == {"s1": health}
    assert store.sources.furniture() == {"coast": {"blocks": [1, 2]}}
    store.sources.drop("s1")
    assert store.sources.all() == ()


def test_an_item_is_kept_once_and_the_newest_of_a_source_come_in_order(store):
    for n in range(5):
        store.items.put(Item(f"i{n}", "s1", f"http://x/{n}", f"Headline {n}"))
    store.items.put(Item("i4", "s1", "http://x/4", "Headline 4, updated"))
    assert [item.id for item in store.items.of("s1", limit=2)] == ["i3", "i4"]
    assert store.items.get("i4").headline == "Headline 4, updated"
    assert store.items.get("nothing") is None


def test_a_capture_comes_back_byte_for_byte_and_goes_by_age(store):
    capture = Capture("c", "http://x/", DAY, 200, {"etag": "1"}, b"\x00\xff<p>")
    store.articles.put_capture(capture)
    assert store.articles.capture("c") == capture
    assert store.articles.fetched_since("2022-01-01") == (("c", DAY),)
    assert store.articles.fetched_since("2022-02-01") == ()
    assert store.articles.drop_captures("2023-01-01T00:00:00+00:00") == 1
    assert store.articles.capture("c") is None


def test_a_page_takes_the_room_that_deflate_needs():
    body = "".join(
        f"<p class='line'>The ferry number {n * 7919 % 1000} left the harbour.</p>" for n in range(2000)
    ).encode()
    assert len(packed_bytes(Capture("c", "http://x/", DAY, 200, {}, body))) < 1.1 * len(zlib.compress(body, LEVEL))


def test_an_edited_article_keeps_its_earlier_text(store):
    first = Article("a", "Nine people died.", headline="Storm", version=1)
    second = Article("a", "Eleven people died.", headline="Storm", version=2)
    revision = Revision("a", 2, DAY, ("Eleven people died.",), ("Nine people died.",))
    store.articles.put(first, DAY)
    store.articles.put(second, DAY, revision)
    assert store.articles.get("a") == second
    assert store.articles.version("a", 1) == first
    assert store.articles.version("a", 2) == second
    assert store.articles.revisions("a") == (revision,)
    assert store.articles.search("nine") == ()
    assert store.articles.search("eleven") == (second,)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("geneva", ["en"]),
        ("Génévà", ["en"]),
        ('"talks in Geneva"', ["en"]),
        ("talks -Geneva", []),
        ("gene*", ["en"]),
        ("会谈", ["zh"]),
        ('" OR ) NEAR(', []),
        ("", []),
    ],
)
def test_search_in_any_script_and_with_any_query(store, query, found):
    store.articles.put(Article("en", "The talks in Geneva went on.", headline="Talks"), DAY)
    store.articles.put(Article("zh", "两国在日内瓦举行会谈。", headline="日内瓦"), DAY)
    assert [article.id for article in store.articles.search(query)] == found


def test_articles_of_an_outlet_and_of_a_day(store):
    store.articles.put(Article("a", "One.", outlet="The Coast"), "2022-01-08T23:30:00-05:00")
    store.articles.put(Article("b", "Two.", outlet="The Coast"), "2022-01-08T10:00:00+00:00")
    assert [article.id for article in store.articles.of_outlet("The Coast")] == ["a", "b"]
    assert [a.id for a in store.articles.between("2022-01-08", "2022-01-09")] == ["b"]
    assert store.articles.count() == 2


def test_readings_placements_stories_and_redirects(store):
    store.articles.put_reading(Reading("a", "en"))
    assert store.articles.reading("a") == Reading("a", "en")
    placement = Placement("a", "st1", why=("opened",))
    store.stories.put_placement(placement)
    assert store.stories.placement("a") == placement
    assert store.stories.placements() == (placement,)
    story = Story("st2", "Talks", DAY, DAY, (Member("a"),), topics=(Topic("country:RU", "Russia"),))
    store.stories.put(story)
    store.stories.redirect("st1", "st2")
    assert store.stories.get("st1") == story
    assert store.stories.of_topic("country:RU") == (story,)
    assert store.stories.between("2022-01-01", "2022-02-01") == (story,)
    store.stories.put_correction({"kind": "merge"})
    assert store.stories.corrections() == ({"kind": "merge"},)


def test_where_many_articles_were_placed_is_asked_at_once(store):
    for name, story, origin in (("a", "st1", None), ("b", "st2", "a"), ("c", "st4", None)):
        store.articles.put(Article(name, "Rain.", outlet=f"Outlet {name}" if name != "c" else None), DAY)
        store.stories.put_placement(Placement(name, story, copy_of=origin))
    store.stories.redirect("st2", "st3")
    store.stories.redirect("st3", "st1")
    names = [*(f"nobody{n}" for n in range(1200)), "a", "b", "a", "c"]
    placed = store.stories.placed(names)
    assert {name: (one.id, one.story, one.copy_of) for name, one in placed.items()} == {
        "a": ("a", "st1", None), "b": ("b", "st1", "a"), "c": ("c", "st4", None),
    }  # fmt: skip
    assert store.articles.outlets(names) == {"a": "Outlet a", "b": "Outlet b", "c": None}
    assert (store.stories.placed([]), store.articles.outlets([])) == ({}, {})


def test_a_topic_tells_its_newest_stories_and_forgets_those_that_left_it(store):
    here, there = (Topic("medtop:1", "Here"),), (Topic("medtop:2", "There"),)
    for name, day in (("s1", "2022-01-05"), ("s2", "2022-01-07"), ("s3", "2022-01-06")):
        store.stories.put(Story(name, "Talks", DAY, day, (Member("a"),), topics=(*here, *there)))
    assert [story.id for story in store.stories.of_topic("medtop:1")] == ["s2", "s3", "s1"]
    store.stories.put(Story("s1", "Talks", DAY, "2022-01-09", (Member("a"),), topics=here))
    store.stories.drop("s3")
    assert [story.id for story in store.stories.of_topic("medtop:1")] == ["s1", "s2"]
    assert [story.id for story in store.stories.of_topic("medtop:2", 5)] == ["s2"]
    assert [story.id for story in store.stories.of_topic("medtop:1", 1)] == ["s1"]


def test_redirects_that_bite_their_own_tail_end(store):
    store.stories.redirect("x", "y")
    store.stories.redirect("y", "x")
    assert store.stories.resolve("x") in {"x", "y"}


def test_a_brief_keeps_its_versions(store):
    first = Brief("st", "Storm", basics=(line(),), version=1)
    second = Brief("st", "Storm grows", basics=(line(),), version=2)
    store.stories.put_brief(first)
    store.stories.put_brief(second)
    assert store.stories.brief("st") == second
    assert store.stories.brief("st", 1) == first
    assert store.stories.brief("st", 2) == second


def test_marks_belong_to_their_reader(store):
    store.marks.put("ana", Mark("st", seen_version=2, starred=True))
    assert store.marks.all("ana")["st"].starred
    assert store.marks.all("ben") == {}


def test_interests_belong_to_their_reader_and_the_last_word_counts(store):
    store.marks.put_interest("ana", Interest("medtop:15000000", "sport", muted_until="2031-03-12"))
    store.marks.put_interest("ana", Interest("medtop:15000000", "sport", followed=True))
    assert store.marks.interests("ana") == {"medtop:15000000": Interest("medtop:15000000", "sport", followed=True)}
    assert store.marks.interests("ben") == {}


def test_work_is_done_once_and_poison_is_set_aside(store):
    store.work.queue("extract", ["a", "b"])
    store.work.queue("extract", ["a"])
    assert store.work.waiting("extract", 10) == ("a", "b")
    store.work.done("extract", "a")
    for _ in range(MAX_TRIES):
        store.work.failed("extract", "b", "no page")
    assert store.work.waiting("extract", 10) == ()
    assert store.work.stuck() == (("extract", "b", "no page"),)
    assert store.work.backlog() == {}


def test_a_transaction_that_fails_leaves_no_trace(store):
    def half_done():
        with store.writing():
            store.items.put(Item("i", "s", "http://x", "H"))
            msg = "the plug was pulled"
            raise RuntimeError(msg)

    with pytest.raises(RuntimeError):
        half_done()
    assert store.items.get("i") is None
    store.items.put(Item("i", "s", "http://x", "H"))
    assert store.items.get("i") is not None


def test_many_threads_write_and_nothing_is_lost(store):
    def write(worker):
        for n in range(40):
            with store.writing():
                store.items.get(f"{worker}-{n}")
                store.items.put(Item(f"{worker}-{n}", f"s{worker}", "http://x", "H"))

    threads = [threading.Thread(target=write, args=(worker,)) for worker in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(len(store.items.of(f"s{worker}")) for worker in range(6)) == 240
    assert store.check() == ()


def test_a_backup_opens_as_a_store(store, tmp_path):
    store.items.put(Item("i", "s", "http://x", "H"))
    store.backup(str(tmp_path / "copy.db"))
    copy = SqliteStore(str(tmp_path / "copy.db"))
    assert copy.items.get("i").headline == "H"
    copy.close()


def test_a_file_that_is_no_store_is_refused_with_the_next_step(tmp_path):
    (tmp_path / "letter.db").write_bytes(b"Dear Sir or Madam, " * 300)
    with pytest.raises(StoreTrouble, match="restore a backup"):
        SqliteStore(str(tmp_path / "letter.db"))


def test_a_foreign_database_is_refused(tmp_path):
    other = sqlite3.connect(tmp_path / "other.db")
    other.execute("CREATE TABLE cats (name TEXT)")
    other.close()
    with pytest.raises(StoreTrouble, match="not one of Newsworld's"):
        SqliteStore(str(tmp_path / "other.db"))


def test_captures_go_by_size_the_oldest_first_but_none_that_waits(store):
    for n in range(6):
        noise = random.Random(n).randbytes(10_000)
        store.articles.put_capture(Capture(f"c{n}", "http://x/", f"2022-01-0{n + 1}T10:00:00+00:00", 200, {}, noise))
    store.work.queue("extract", ["c0"])
    assert store.articles.drop_captures_beyond(25_000) == 3
    assert [n for n in range(6) if store.articles.capture(f"c{n}")] == [0, 4, 5]
    assert store.articles.drop_captures_beyond(0) == 2


def test_more_captures_than_go_at_once_all_go(store, monkeypatch):
    monkeypatch.setattr("newsworld.store.articles.DROPPED_AT_ONCE", 4)
    for n in range(10):
        store.articles.put_capture(Capture(f"c{n}", "http://x/", f"2022-01-0{n % 9 + 1}T10:00:00+00:00"))
    assert store.articles.drop_captures("2022-01-09T00:00:00+00:00") == 9


def test_text_with_what_a_database_cannot_keep_is_kept(store):
    odd = Article("a\x00b", "One\x00two 100% sure?", headline="\x00", outlet="A\x00B", url="http://x/?a=%s")
    store.articles.put(odd, DAY)
    assert store.articles.get("a\x00b") == odd
    assert store.articles.of_outlet("A\x00B") == (odd,)


def test_reaches_tell_what_an_edition_is_chosen_by(store):
    members = (Member("a"), Member("b", "a"), Member("c", "a"))
    store.stories.put(Story("st", "h", "2031-03-08", "2031-03-09T10:00:00+02:00", members, origins=1))
    store.stories.put(Story("old", "h", "2031-01-01", "2031-01-02", (Member("d"),)))
    assert store.stories.reaches("2031-03-01", "2031-03-10") == (Reach("st", "2031-03-09T08:00:00Z", 1, 2),)


def test_a_notice_is_claimed_once_by_each_carrier_until_it_is_given_back(store):
    assert store.sent.claim("mail", "alert:s1", DAY)
    assert not store.sent.claim("mail", "alert:s1", "2022-01-09T10:00:00+00:00")
    assert store.sent.claim("ntfy", "alert:s1", DAY)
    assert store.sent.has("mail", "alert:s1")
    assert not store.sent.has("mail", "alert:s2")
    assert (store.sent.count("mail", DAY), store.sent.count("mail", "2022-01-08T10:00:01+00:00")) == (1, 0)
    store.sent.release("mail", "alert:s1")
    assert store.sent.claim("mail", "alert:s1", DAY)
    assert store.sent.drop("2022-01-08T11:00:00+01:00") == 0
    assert store.sent.drop("2022-01-09T00:00:00+00:00") == 2
    assert not store.sent.has("mail", "alert:s1")


def test_who_is_removed_takes_their_notices_along_and_nobody_elses(store):
    delivery = Delivery(mail=("anna@paper.example",), quiet="22:00-07:00")
    for name in ("anna", "anna0", "anna.b", "ann"):
        store.people.put(Account(name, delivery=delivery))
        for carrier in ("mail", "mail turns"):
            assert store.sent.claim(f"{name}/{carrier}", "alert:s1", DAY)
    store.sent.claim("mail", "alert:s1", DAY)
    assert store.people.get("anna").delivery == delivery
    store.people.drop("anna")
    assert not any(store.sent.has(f"anna/{carrier}", "alert:s1") for carrier in ("mail", "mail turns"))
    assert all(store.sent.has(name, "alert:s1") for name in ("mail", "anna0/mail", "anna.b/mail turns", "ann/mail"))


def test_a_search_answers_headlines_first_and_leaves_unwanted_words_out_wherever_they_stand(store):
    for name, headline, text in (
        ("a", "Ferry sails", "The ferry sails at nine."),
        ("b", "Harbour news", "A ferry was seen near the pier."),
        ("c", "Ferry waits", "It waits at the pier."),
    ):
        store.articles.put(Article(name, text, headline=headline, published=DAY), DAY)
    assert {article.id for article in store.articles.search("ferry")} == {"a", "b", "c"}
    assert store.articles.search("ferry")[-1].id == "b"
    assert [article.id for article in store.articles.search("ferry -pier")] == ["a"]
    assert len(store.articles.search("ferry", 1)) == 1
