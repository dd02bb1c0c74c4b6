"""Two people are told, each by their own ways, of their own follows, at their own hours; and neither waits for the other."""

from __future__ import annotations

import asyncio
import dataclasses
import json
import threading

import pytest
from tests.pipeline.endpoint import Taker, served
from tests.pipeline.test_alerts import mail_server
from tests.publish import press

from newsworld.news.errors import BadInput
from newsworld.news.people import Account, Delivery
from newsworld.news.stories import Interest
from newsworld.newsroom import Newsroom
from newsworld.people import Accounts
from newsworld.pipeline import deliveries
from newsworld.settings import Settings
from newsworld.store.sqlite import SqliteStore

NOW = press.NOW  # Sunday, 9 March 2031, 14:30 UTC
LATER = "2031-03-09T14:35:00+00:00"
BEGUN = "2031-03-01T00:00:00+00:00"
HERRING = Interest("search:herring", "herring", told_from=BEGUN)
NORLAND = Interest("party:Norland", "Norland", told_from=BEGUN)
CUP = Interest("story:cup", "Cup", told_from=BEGUN)


class Answers(Taker):
    """One who is at /slow waits until the server lets them go, one at /no is refused."""

    def do_POST(self):  # noqa: N802
        body = json.loads(self.read())
        self.server.asked.append(self.path)
        if self.path == "/slow":
            self.server.release.wait(30)
        if self.path != "/no":
            self.server.taken.append((self.path, body["title"], body.get("kind")))
        self.answer(500 if self.path == "/no" else 200)


@pytest.fixture
def hooks():
    release = threading.Event()
    with served(Answers, taken=[], asked=[], release=release) as server:
        yield server
        release.set()


def house(store, **settings):
    """A newsroom of local, who is told by the settings, and anna, both editors."""
    room = Newsroom(Settings(alert_networks=("127.0.0.0/8",), edition_days=14, **settings), store)
    with store.writing():
        for name in ("local", "anna"):
            if store.people.get(name) is None:
                store.people.put(Account(name, is_editor=True))
    return room


def settled(room, name, **delivery):
    Accounts(room.store, room.settings).set_delivery(name, Delivery(**delivery))


def wants(store, name, *interests):
    with store.writing():
        for interest in interests:
            store.marks.put_interest(name, interest)


@pytest.fixture
def store():
    return press.stored(press.printed())


def told(room, now=NOW):
    return asyncio.run(room.tell(now))


def test_each_is_told_of_their_own_follows_by_their_own_way(store, hooks):
    room = house(store, hook_url=f"{hooks.address}/local")
    settled(room, "anna", hook_url=f"{hooks.address}/anna")
    wants(store, "local", HERRING)
    wants(store, "anna", NORLAND)
    assert told(room) == 2
    assert sorted(path for path, _, _ in hooks.taken) == ["/anna", "/local"]
    titles = {path: title for path, title, _ in hooks.taken}
    assert titles["/local"].startswith("Fisheries")
    assert not titles["/anna"].startswith("Fisheries")
    wants(store, "anna", HERRING)  # local has it already; she has not
    assert told(room) == 1
    assert hooks.taken[-1][:2] == ("/anna", titles["/local"])
    assert told(room) == 0


def test_each_has_their_own_quiet_hours_and_hour_of_the_edition(store, hooks):
    room = house(store, hook_url=f"{hooks.address}/local", quiet_hours="14:00-15:00")
    settled(
        room, "anna", hook_url=f"{hooks.address}/anna", zone="Europe/Berlin", digest_at="15:00", quiet="16:00-07:00"
    )
    wants(store, "local", HERRING)
    wants(store, "anna", HERRING)
    assert told(room) == 2  # half past two here, half past three with anna
    assert sorted((path, kind) for path, _, kind in hooks.taken) == [("/anna", "alert"), ("/anna", "digest")]
    wants(store, "local", NORLAND)
    wants(store, "anna", NORLAND)
    assert told(room, "2031-03-09T15:00:00+00:00") == 2
    assert [path for path, _, _ in hooks.taken[2:]] == ["/local"] * 2
    assert told(room, "2031-03-10T06:00:00+00:00") == 1  # her night is over


def test_the_edition_of_a_day_leaves_out_what_its_reader_does(store, hooks):
    room = house(store)
    settled(room, "anna", hook_url=f"{hooks.address}/anna", digest_at="14:00")
    first = room.edition(NOW).briefs[0]
    wants(store, "anna", *(Interest(f"block:word:{word}", word, followed=True) for word in first.headline.split()[:1]))
    assert told(room) == 1
    assert first.headline not in hooks.taken[0][1]


def test_a_slow_way_of_one_holds_up_nobody_else_in_this_round_or_the_next(store, hooks, monkeypatch):
    monkeypatch.setattr(deliveries, "WAIT_SECONDS", 1.0)
    room = house(store, hook_url=f"{hooks.address}/local")
    settled(room, "anna", hook_url=f"{hooks.address}/slow")
    wants(store, "anna", HERRING)
    wants(store, "local", HERRING)

    async def rounds():
        first = await room.tell(NOW)
        wants(store, "local", CUP)
        second = await room.tell(LATER)
        before = list(hooks.taken)
        hooks.release.set()
        await asyncio.wait(room.deliveries._under_way.values())
        return first, second, before, await room.tell(LATER)

    first, second, before, last = asyncio.run(rounds())
    assert (first, second, last) == (1, 1, 0)
    assert [path for path, _, _ in before] == ["/local", "/local"]
    assert hooks.asked.count("/slow") == 1  # asked once, and told once
    assert [path for path, _, _ in hooks.taken] == ["/local", "/local", "/slow"]


def test_a_way_that_refuses_is_its_owners_trouble_alone(store, hooks):
    with mail_server() as letters:
        letters.refuses = True
        room = house(store, mail_host="127.0.0.1", mail_port=letters.port, mail_security="none",
                     mail_to=("local@paper.example",))  # fmt: skip
        settled(room, "anna", hook_url=f"{hooks.address}/anna", ntfy_url=f"{hooks.address}/no/topic")
        wants(store, "local", HERRING)
        wants(store, "anna", HERRING)
        assert told(room) == 1 + 1  # her hook, and ntfy at the server's root
        letters.refuses = False
        assert told(room) == 1
        assert letters.taken[0].rcpt_tos == ["local@paper.example"]


def test_tries_are_counted_by_way(store, hooks):
    room = house(store)
    settled(room, "anna", hook_url=f"{hooks.address}/no")
    wants(store, "anna", HERRING)
    for _ in range(8):
        assert told(room) == 0
    assert hooks.asked == ["/no"] * 5
    settled(room, "anna", hook_url=f"{hooks.address}/anna", ntfy_url="https://127.0.0.1:1/x")
    wants(store, "anna", CUP)
    assert told(room) == 1


def test_what_is_broken_for_one_is_told_in_the_log_and_stops_nobody(store, hooks):
    room = house(store, hook_url=f"{hooks.address}/local")
    anna = dataclasses.replace(
        store.people.get("anna"), delivery=Delivery(hook_url=f"{hooks.address}/anna", zone="Nowhere")
    )
    with store.writing():
        store.people.put(anna)  # as no door of ours would
    wants(store, "local", HERRING)
    wants(store, "anna", HERRING)
    assert told(room) == 1
    assert hooks.asked == ["/local"]


def test_a_private_network_is_for_who_may_change_sources(store, hooks):
    room = house(store)
    with store.writing():
        store.people.put(Account("boris"))
    settled(room, "boris", hook_url=f"{hooks.address}/boris", ntfy_url=f"{hooks.address}/topic")
    wants(store, "boris", HERRING)
    assert told(room) == 0
    assert hooks.asked == []
    trouble = asyncio.run(room.try_ways_to("boris", NOW))
    assert set(trouble) == {"hook", "ntfy"}
    assert all("private" in words for words in trouble.values())


def test_the_settings_are_the_first_accounts_until_it_settles_its_own(store, hooks):
    room = house(store, hook_url=f"{hooks.address}/settings")
    wants(store, "local", HERRING)
    wants(store, "anna", HERRING)
    assert room.ways_to("local") == ("hook",)
    assert room.ways_to("anna") == room.ways_to("") == ()
    settled(room, "local", ntfy_url=f"{hooks.address}/topic", hook_url=f"{hooks.address}/own")
    assert room.ways_to("local") == ("ntfy", "hook")
    assert told(room) == 2
    settled(room, "local")
    assert room.ways_to("local") == ()
    assert "/settings" not in hooks.asked


def test_a_restart_tells_nobody_twice_and_who_is_removed_leaves_nothing(tmp_path, hooks):
    path = str(tmp_path / "news.db")
    made = press.stored(press.printed())
    made.backup(path)
    made.close()
    for rounds in range(3):
        store = SqliteStore(path)
        room = house(store, hook_url=f"{hooks.address}/local")
        settled(room, "anna", hook_url=f"{hooks.address}/anna")
        wants(store, "local", HERRING)
        wants(store, "anna", HERRING)
        assert told(room) == (2 if rounds == 0 else 0)
        store.close()
    store = SqliteStore(path)
    Accounts(store, Settings()).remove("anna")
    assert {row[0] for row in store.database.select("SELECT carrier FROM sent")} == {"hook", "hook turns"}
    store.close()


@pytest.mark.parametrize(
    ("delivery", "words"),
    [
        ({"mail": ("me",)}, "no mail address"), ({"mail": ("a@b.example\nBcc: c@d.example",)}, "no mail address"),
        ({"mail": tuple(f"{n}@b.example" for n in range(6))}, "no mail address"), ({"mail": ("a@b@c.example",)}, "no mail"),
        ({"hook_url": "javascript:alert(1)"}, "http"), ({"hook_url": "https://me:word@a.example/"}, "password"),
        ({"ntfy_url": "https://ntfy.example/"}, "which topic"), ({"ntfy_token": "a\r\nb"}, "cannot be sent"),
        ({"hook_secret": "x" * 201}, "cannot be sent"), ({"zone": "../etc/passwd"}, "time zone"),
        ({"quiet": "22:00"}, "no hours"), ({"quiet": "22-7"}, "no hours"), ({"digest_at": "7"}, "time of day"),
        ({"per_hour": 0}, "cannot be"), ({"per_hour": 61}, "cannot be"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_words(store, delivery, words):
    room = house(store)
    with pytest.raises(BadInput, match=words):
        settled(room, "anna", **delivery)
    assert store.people.get("anna").delivery is None
