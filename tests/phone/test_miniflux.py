"""The Miniflux API through its author's own client; and the web reader sees what it did."""

from __future__ import annotations

import miniflux
import pytest
from tests.phone.phones import PASSWORDS, Phone, house


@pytest.fixture
def served():
    with house() as served:
        yield served


@pytest.fixture
def client(served):
    return miniflux.Client(served.address, api_key=served.accounts.issue("anna", "token", served.clock(), "miniflux"))


def test_a_client_lists_reads_and_marks(served, client):
    assert client.me()["username"] == "anna"
    assert not client.me()["is_admin"]
    assert client.get_version()["version"]
    feeds = client.get_feeds()
    stories = next(one for one in feeds if one["title"] == "Stories")
    assert stories["category"]["title"] == "Newsworld"
    assert {one["title"] for one in client.get_categories()} >= {"Newsworld"}
    every = client.get_entries(limit=1000)
    assert every["total"] == len(every["entries"]) == len({one["id"] for one in every["entries"]})
    of_feed = client.get_feed_entries(stories["id"], order="published_at", direction="desc", limit=5)
    assert len(of_feed["entries"]) == 5
    moments = [one["published_at"] for one in of_feed["entries"]]
    assert moments == sorted(moments, reverse=True)
    talks = next(
        one
        for one in client.get_feed_entries(stories["id"], limit=100)["entries"]
        if one["url"].endswith("/story/talks")
    )
    client.update_entries([talks["id"]], "read")
    client.toggle_bookmark(talks["id"])
    mark = served.store.marks.get("anna", "talks")
    assert (mark.seen_version, mark.starred) == (2, True)
    assert served.store.marks.all("local") == {}
    assert client.get_entry(talks["id"])["status"] == "read"
    assert client.get_entries(starred="true")["total"] == 1
    counters = client.get_feed_counters()
    assert counters["reads"][str(stories["id"])] == 1
    client.mark_feed_entries_as_read(stories["id"])
    assert client.get_feed_entries(stories["id"], status="unread")["total"] == 0
    client.mark_user_entries_as_read(client.me()["id"])
    assert client.get_entries(status="unread")["total"] == 0
    client.update_entries([talks["id"]], "unread")
    assert served.store.marks.get("anna", "talks").seen_version == 0


def test_pages_by_number_as_fluent_reader_asks(client):
    found, above = [], 0
    while part := client.get_entries(order="id", direction="asc", limit=7, after_entry_id=above)["entries"]:
        found += [one["id"] for one in part]
        above = found[-1]
    assert found == sorted(set(found))
    assert len(found) == client.get_entries()["total"]


def test_filters_and_search(client):
    total = client.get_entries()["total"]
    assert client.get_entries(published_after=4102444800)["total"] == 0
    assert client.get_entries(changed_after=0)["total"] == total
    assert client.get_entries(search="herring")["entries"]
    assert len(client.get_entries(limit=5, offset=total - 2)["entries"]) == 2


def test_feeds_are_kept_as_the_reader_wants(client):
    feed = next(one for one in client.get_feeds() if one["title"] == "North Wire")
    made = client.create_category("Wires")
    client.update_feed(feed["id"], title="The Wire", category_id=made["id"])
    assert client.get_feed(feed["id"])["title"] == "The Wire"
    assert [one["id"] for one in client.get_category_feeds(made["id"])] == [feed["id"]]
    client.delete_feed(feed["id"])
    assert feed["id"] not in {one["id"] for one in client.get_feeds()}
    assert client.create_feed(feed["feed_url"]) == feed["id"]
    assert "xmlUrl" in client.export()
    with pytest.raises(miniflux.ClientError):
        client.create_feed("https://elsewhere.example/feed")
    with pytest.raises(miniflux.ClientError):
        client.import_feeds("<opml/>")


def test_basic_credentials_do_and_wrong_ones_do_not(served):
    client = miniflux.Client(served.address, username="local", password=PASSWORDS["local"])
    assert client.me()["is_admin"]
    with pytest.raises(miniflux.ClientError):
        miniflux.Client(served.address, api_key="wrong").me()
    assert Phone(served.address).ask("/v1/me").json == {"error_message": "Access Unauthorized"}


@pytest.mark.parametrize(
    "body", [b"", b"[]", b'{"entry_ids": "x", "status": "read"}', b'{"entry_ids": [1], "status": "burnt"}']
)
def test_what_cannot_be_read_is_told(served, body):
    token = served.accounts.issue("anna", "token", served.clock())
    phone = Phone(served.address, {"x-auth-token": token})
    assert phone.ask("/v1/entries", "PUT", body=body).status == 400
    assert phone.ask("/v1/entries?status=burnt").status == 400
    assert phone.ask("/v1/entries?limit=x").status == 400
    assert phone.ask("/v1/feeds/999999").status == 404
    assert phone.ask("/v1/entries/999999").status == 404
