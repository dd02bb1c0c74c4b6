"""Fever: off until an account makes a password for it; then its own kind of client reads and marks."""

from __future__ import annotations

import hashlib
import re

from freshrss_api import FreshRSSAPI
from tests.phone.phones import PASSWORDS, Phone, house
from tests.web.serving import Reader


def key_of(name, password):
    return hashlib.md5(f"{name}:{password}".encode()).hexdigest()


def test_it_is_off_until_a_password_is_made_and_then_reads_and_marks():
    with house() as served:
        phone = Phone(served.address)
        own = {"api_key": key_of("local", PASSWORDS["local"])}
        assert phone.ask("/fever/?api&items", "POST", own).json == {"api_version": 3, "auth": 0}
        reader = Reader(served.address)
        reader.send("/login", token=reader.token("/login"), password=PASSWORDS["local"])
        page = reader.send("/account/token", kind="fever").text
        password = re.search(r"<code>([^<]+)</code>", page).group(1)
        asked = {"api_key": key_of("local", password)}
        told = phone.ask("/fever/?api&groups&feeds&unread_item_ids&saved_item_ids&favicons", "POST", asked).json
        assert told["auth"] == 1
        stories = next(one for one in told["feeds"] if one["title"] == "Stories")
        unread = told["unread_item_ids"].split(",")
        found, since = [], 0
        while part := phone.ask(f"/fever/?api&items&since_id={since}", "POST", asked).json["items"]:
            found += [one["id"] for one in part]
            since = found[-1]
        assert sorted(map(int, unread)) == found
        talks = next(
            one
            for at in range(0, len(found), 50)
            for one in phone.ask(
                f"/fever/?api&items&with_ids={','.join(map(str, found[at : at + 50]))}", "POST", asked
            ).json["items"]
            if one["url"].endswith("/story/talks")
        )
        assert talks["feed_id"] == stories["id"]
        phone.ask("/fever/?api", "POST", {**asked, "mark": "item", "as": "saved", "id": talks["id"]})
        phone.ask("/fever/?api", "POST", {**asked, "mark": "item", "as": "read", "id": talks["id"]})
        mark = served.store.marks.get("local", "talks")
        assert mark.starred
        assert mark.seen_version == 2
        phone.ask("/fever/?api", "POST", {**asked, "mark": "group", "as": "read", "id": "0", "before": "4102444800"})
        assert phone.ask("/fever/?api&unread_item_ids", "POST", asked).json["unread_item_ids"] == ""
        client = FreshRSSAPI(host=served.address, username="local", password=password, verify_ssl=False)
        assert {feed["title"] for feed in client.get_feeds()["feeds"]} >= {"Stories"}
