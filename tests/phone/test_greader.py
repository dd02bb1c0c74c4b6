"""The Google Reader API as its clients call it, quirks and all; and the web reader sees what they did."""

from __future__ import annotations

import feedparser
import pytest
from selectolax.lexbor import LexborHTMLParser
from tests.phone.phones import Phone, every, house, logged_in
from tests.web.serving import Reader

STATE = "user/-/state/com.google/"
READING, READ, STARRED = f"{STATE}reading-list", f"{STATE}read", f"{STATE}starred"


@pytest.fixture(scope="module")
def served():
    with house() as served:
        yield served


@pytest.fixture
def fresh():
    with house() as served:
        yield served


def story_feed(phone):
    return next(
        one
        for one in phone.reader("subscription/list", output="json").json["subscriptions"]
        if one["title"] == "Stories"
    )


def item_of(phone, headline):
    told = phone.reader(f"stream/contents/{story_feed(phone)['id']}", n=1000).json["items"]
    return next(one for one in told if headline in one["title"])


@pytest.mark.parametrize("base", ["", "/api/greader.php"])
def test_a_client_logs_in_lists_and_reads(served, base):
    phone = logged_in(served, base=base)
    assert phone.reader("user-info").json["userName"] == "local"
    assert len(phone.reader("token").text) == 57
    subscriptions = phone.reader("subscription/list", output="json").json["subscriptions"]
    assert {"Stories", "North Wire"} <= {one["title"] for one in subscriptions}
    assert all(one["id"].removeprefix("feed/").isdigit() and one["categories"] for one in subscriptions)
    assert {"id": STARRED} in phone.reader("tag/list", output="json").json["tags"]
    ids = phone.ids(n=200_000)
    assert len(ids) == len(set(ids)) == every(served)
    told = phone.reader(
        "stream/items/contents",
        [
            ("i", f"tag:google.com,2005:reader/item/{ids[0]:016x}"),
            ("i", f"{ids[1]:016x}"),
            ("i", str(ids[2])),
            ("i", "nonsense"),
            ("T", ""),
        ],
    ).json
    assert [int(one["id"].rpartition("/")[2], 16) for one in told["items"]] == ids[:3]
    for one in told["items"]:
        assert isinstance(one["timestampUsec"], str)
        assert one["canonical"][0]["href"] == one["alternate"][0]["href"]
        assert one["origin"]["title"]
        assert one["summary"]["content"]


def test_pages_hold_each_entry_once(served):
    phone = logged_in(served)
    assert phone.ids(n=3) == phone.ids(n=10_000)
    assert phone.ids(n=3, r="o") == sorted(phone.ids(n=10_000))
    found, more = [], {}
    while True:
        told = phone.reader("stream/contents/user/-/state/com.google/reading-list", n=4, **more).json
        found += [one["id"] for one in told["items"]]
        if "continuation" not in told:
            break
        more = {"c": told["continuation"]}
    assert len(found) == len(set(found)) == len(phone.ids(n=10_000))


def test_a_story_is_an_item_with_its_page(served):
    phone = logged_in(served)
    item = item_of(phone, "Norland and Varmia")
    page = LexborHTMLParser(item["summary"]["content"])
    assert page.css("h2")[0].text() == "The basics in brief"
    assert page.css("ol li q")
    assert page.css("sup")
    path = item["canonical"][0]["href"].removeprefix(served.address)
    reader = Reader(served.address)
    reader.send("/login", token=reader.token("/login"), name="local", password="correct horse")
    assert reader.ask(path).status == 200


def test_marks_are_shared_with_the_web_reader_both_ways(fresh):
    phone = logged_in(fresh)
    reader = Reader(fresh.address)
    reader.send("/login", token=reader.token("/login"), password="correct horse")
    item = item_of(phone, "Norland and Varmia")
    assert phone.reader("edit-tag", {"i": item["id"], "a": READ, "T": phone.reader("token").text}).text == "OK"
    assert phone.reader("edit-tag", {"i": item["id"], "a": STARRED, "ac": "edit", "T": "x"}).text == "OK"
    assert "Norland and Varmia" in reader.ask("/starred").text
    assert 'data-story="talks"' not in reader.ask("/?by=unread").text
    unread = phone.ids(n=10_000, xt=READ)
    members = [one.id for one in fresh.store.stories.get("talks").members]
    assert len(unread) == len(phone.ids(n=10_000)) - 1 - len(members)  # to read a story is to read its reports
    reader.send("/mark", act="unread", story="talks", back="/")
    assert len(phone.ids(n=10_000, xt=READ)) == len(phone.ids(n=10_000))
    reader.send("/mark", act="star", story="quake", back="/")
    assert len(phone.ids(s=STARRED)) == 2
    phone.reader("edit-tag", {"i": item["id"], "r": STARRED})
    assert not fresh.store.marks.get("local", "talks").starred


def test_all_is_marked_up_to_a_time(fresh):
    phone = logged_in(fresh)
    count = phone.reader("unread-count", output="json", all="true").json["unreadcounts"]
    by_id = {one["id"]: one["count"] for one in count}
    assert by_id[READING] == len(phone.ids(n=10_000))
    early = {"s": READING, "ts": "1000000000000000"}  # microseconds, long before
    assert phone.reader("mark-all-as-read", early).text == "OK"
    assert phone.ids(xt=READ, n=10_000)
    feed = story_feed(phone)["id"]
    phone.reader("mark-all-as-read", {"s": feed, "ts": "4102444800"})
    assert phone.ids(s=feed, xt=READ) == []
    phone.reader("mark-all-as-read", {"s": READING})
    assert phone.ids(xt=READ) == []
    assert phone.reader("unread-count", output="json").json["unreadcounts"] == []


def test_subscriptions_are_kept_as_each_reader_wants(fresh):
    phone, other = logged_in(fresh), logged_in(fresh, "anna")
    wire = next(one for one in phone.reader("subscription/list").json["subscriptions"] if one["title"] == "North Wire")
    label = "user/-/label/Wires / fast"
    phone.reader("subscription/edit", {"ac": "edit", "s": wire["id"], "t": "The Wire", "a": label})
    mine = next(one for one in phone.reader("subscription/list").json["subscriptions"] if one["id"] == wire["id"])
    assert (mine["title"], mine["categories"][0]["label"]) == ("The Wire", "Wires / fast")
    assert phone.ids(s=label) == phone.ids(s=wire["id"])
    assert phone.reader("stream/contents/user%2F-%2Flabel%2FWires%20%2F%20fast", n=50).json["items"]
    assert "The Wire" not in other.reader("subscription/list").text
    phone.reader("rename-tag", {"s": label, "dest": "user/-/label/Swift"})
    assert "Swift" in phone.reader("tag/list").text
    phone.reader("disable-tag", {"s": "user/-/label/Swift"})
    assert "Swift" not in phone.reader("tag/list").text
    phone.reader("subscription/edit", {"ac": "unsubscribe", "s": wire["id"]})
    assert "The Wire" not in phone.reader("subscription/list").text
    assert not set(other.ids(s=wire["id"])) & set(phone.ids(n=10_000))
    phone.reader("subscription/edit", {"ac": "subscribe", "s": f"feed/{wire['url']}"})
    assert "The Wire" in phone.reader("subscription/list").text
    refused = other.reader("subscription/edit", {"ac": "subscribe", "s": "feed/https://elsewhere.example/feed"})
    assert refused.status == 403  # she is no editor


def test_what_newsboats_feedhq_source_reads(served):
    feed = feedparser.parse(logged_in(served).ask(f"/reader/atom/{READING}?n=20").body)
    assert not feed.bozo
    assert feed.entries
    assert feed.entries[0].id.startswith("tag:google.com,2005:reader/item/")


def test_strangers_and_wrong_tokens_are_refused(served):
    phone = Phone(served.address)
    told = phone.reader("subscription/list")
    assert (told.status, told.headers["x-reader-google-bad-token"]) == (401, "true")
    assert phone.ask("/accounts/ClientLogin", "POST", {"Email": "local", "Passwd": "wrong"}).status == 401
    assert phone.ask("/accounts/ClientLogin", "POST", {"Email": "nobody", "Passwd": "wrong"}).status == 401
    good = logged_in(served)
    assert good.reader("edit-tag", {"i": "1", "a": READ, "T": "another"}).status == 401
    assert good.ask("/reader/api/0/edit-tag?i=1&a=read").json == []  # nothing is marked by GET
    assert good.reader("something/new").json == []
    for bad in ("0" * 5000, "-1", "99999999999999999999", "feed/", "tag:google.com,2005:reader/item/zz"):
        assert good.reader("stream/items/contents", {"i": bad}).json["items"] == []
        assert good.reader("stream/items/ids", s=bad).json["itemRefs"] == []
    assert good.reader("stream/items/ids", s=READING, n="x", ot="x", c="x_y").status == 200
    base = logged_in(served, base="/api/greader.php")
    assert base.ask("/check/compatibility").text == "PASS"
