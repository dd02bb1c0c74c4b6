"""Alerts and daily editions, before a real mail server, a real web hook and a store that is opened again."""

from __future__ import annotations

import asyncio
import dataclasses
import hashlib
import hmac
import json
import socket
from contextlib import contextmanager

import pytest
from aiosmtpd.controller import Controller
from tests.pipeline.endpoint import Taker, served
from tests.publish import press

from newsworld import gather
from newsworld.gather.mail import MailServer
from newsworld.news.errors import AddressRefused, BadSettings, FetchFailed
from newsworld.news.notices import Notice
from newsworld.news.people import Delivery
from newsworld.news.stories import Interest
from newsworld.newsroom import Newsroom
from newsworld.pipeline import alerts, assembly, carriers
from newsworld.settings import Settings
from newsworld.store.sqlite import SqliteStore

NOW = press.NOW  # Sunday, 9 March 2031, 14:30 UTC
LOOPBACK = ("127.0.0.0/8", "::1/128")
HERRING = Interest("search:herring", "herring", told_from="2031-03-01T00:00:00+00:00")
NORLAND = Interest("party:Norland", "Norland", told_from="2031-03-01T00:00:00+00:00")


class Answers(Taker):
    """Answers as its server was told."""

    def do_POST(self):  # noqa: N802
        self.server.taken.append((self.path, {k.lower(): v for k, v in self.headers.items()}, self.read()))
        self.answer(self.server.answers.pop(0) if self.server.answers else 200)


@pytest.fixture
def endpoint():
    with served(Answers, taken=[], answers=[]) as server:
        yield server


class Letters:
    """What a mail server took."""

    def __init__(self):
        self.taken, self.refuses = [], False

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802
        if self.refuses:
            return "452 try later"
        self.taken.append(envelope)
        return "250 taken"


@contextmanager
def mail_server():
    letters = Letters()
    with socket.socket() as free:  # the controller cannot be told to choose one itself
        free.bind(("127.0.0.1", 0))
        letters.port = free.getsockname()[1]
    controller = Controller(letters, hostname="127.0.0.1", port=letters.port)
    controller.start()
    try:
        yield letters
    finally:
        controller.stop()


@pytest.fixture
def letters():
    with mail_server() as server:
        yield server


def kept(store, *interests):
    with store.writing():
        for interest in interests:
            store.marks.put_interest("local", interest)


def told(store, now=NOW, **settings):
    """One round of telling: how many notices were taken."""
    room = Newsroom(Settings(alert_networks=LOOPBACK, edition_days=14, **settings), store)
    return asyncio.run(room.tell(now))


@pytest.fixture
def store():
    return press.stored(press.printed())


# What is due


def due(store, now=NOW):
    told = assembly.alerts(store, Settings(), "local", Delivery())
    return told.due(Newsroom(Settings(edition_days=14), store).edition(now), now)


def test_a_story_is_told_that_a_search_a_party_or_a_topic_is_in(store):
    assert due(store) == ()
    kept(store, HERRING, NORLAND)
    assert {notice.stories for notice in due(store)} == {("talks",), ("fish",)}
    kept(store, Interest("medtop:15000000", "sport", told_from="2031-03-01T00:00:00+00:00"))
    assert ("cup",) in {notice.stories for notice in due(store)}


def test_operators_of_a_search_are_asked_of_lines(store):
    kept(store, Interest("search:stance:rejects", "rejections", told_from="2031-03-01T00:00:00+00:00"))
    assert [notice.stories for notice in due(store)] == [("talks",)]


def test_what_was_there_before_the_wish_is_not_told(store):
    kept(store, dataclasses.replace(NORLAND, told_from="2031-03-09T14:00:00+00:00"))
    assert due(store) == ()


def test_what_is_left_out_is_not_told_either(store):
    kept(store, HERRING, NORLAND, Interest("block:word:border", "border", followed=True))
    assert [notice.stories for notice in due(store)] == [("fish",)]
    topic = store.stories.get("fish").topics[0]
    kept(store, Interest(topic.id, topic.name, muted_until="2031-03-12T00:00:00+00:00"))
    assert due(store) == ()


def test_a_followed_story_is_told_again_when_it_changes(store, endpoint):
    kept(store, Interest("story:fish", "Fish", told_from="2031-03-01T00:00:00+00:00"))
    assert told(store, hook_url=endpoint.address) == 1
    assert told(store, hook_url=endpoint.address) == 0
    brief = store.stories.brief("fish")
    store.stories.put_brief(dataclasses.replace(brief, version=brief.version + 1, headline="Herring vote is on"))
    assert told(store, hook_url=endpoint.address) == 1
    assert json.loads(endpoint.taken[-1][2])["title"] == "Herring vote is on"


# Carriers


def test_mail_comes_as_text_with_the_way_to_the_page(store, letters):
    kept(store, HERRING)
    mail = {
        "mail_host": "127.0.0.1",
        "mail_port": letters.port,
        "mail_security": "none",
        "mail_to": ("me@paper.example",),
    }
    assert told(store, home="https://paper.example/", **mail) == 1
    envelope = letters.taken[0]
    text = envelope.content.decode()
    assert envelope.rcpt_tos == ["me@paper.example"]
    assert "Subject: Fisheries council puts off its vote by four days" in text
    assert "https://paper.example/story/fish" in text
    assert "(herring)" in text
    assert "Auto-Submitted: auto-generated" in text


def test_a_headline_cannot_add_a_header(store, letters):
    brief = store.stories.brief("fish")
    store.stories.put_brief(dataclasses.replace(brief, headline="Fish\r\nBcc: all@evil.example\r\n\r\nbody"))
    kept(store, HERRING)
    told(store, mail_host="127.0.0.1", mail_port=letters.port, mail_security="none", mail_to=("me@paper.example",))
    head = letters.taken[0].content.decode().partition("\r\n\r\n")[0]
    assert "\r\nBcc:" not in head
    assert letters.taken[0].rcpt_tos == ["me@paper.example"]


def test_a_web_hook_gets_json_that_is_signed(store, endpoint):
    kept(store, HERRING)
    told(store, hook_url=f"{endpoint.address}/in?key=1", hook_secret="s3cret", home="https://paper.example/")
    path, headers, body = endpoint.taken[0]
    row = json.loads(body)
    assert path == "/in?key=1"
    assert (row["kind"], row["stories"], row["url"]) == ("alert", ["fish"], "https://paper.example/story/fish")
    assert headers["x-newsworld-signature"] == "sha256=" + hmac.new(b"s3cret", body, hashlib.sha256).hexdigest()
    assert headers["user-agent"].startswith("Newsworld/")


def test_ntfy_gets_its_topic_title_and_link(store, endpoint):
    kept(store, HERRING)
    told(store, ntfy_url=f"{endpoint.address}/my-news", ntfy_token="tk")
    path, headers, body = endpoint.taken[0]
    row = json.loads(body)
    assert (path, row["topic"], row["title"]) == ("/", "my-news", "Fisheries council puts off its vote by four days")
    assert row["click"].endswith("/story/fish")
    assert headers["authorization"] == "Bearer tk"


@pytest.mark.parametrize("port", [25, 587])
def test_mail_does_not_go_to_a_private_network_unless_it_may(port):
    notice = Notice("x", "alert", "t", "t", "http://x/", NOW)
    mail = carriers.Mail(MailServer("localhost", port, "none"), "a@x.example", ("b@x.example",))
    with pytest.raises(AddressRefused):
        asyncio.run(mail.carry(notice))


def test_a_hook_does_not_go_to_a_private_network_unless_it_may(endpoint):
    hook = carriers.Hook(gather.Options(), endpoint.address)
    with pytest.raises(AddressRefused):
        asyncio.run(hook.carry(Notice("x", "alert", "t", "t", "http://x/", NOW)))
    assert endpoint.taken == []


def test_leave_to_fetch_from_a_network_is_no_leave_to_send_there(store, endpoint):
    kept(store, HERRING)
    room = Newsroom(Settings(allow_networks=LOOPBACK, hook_url=endpoint.address, edition_days=14), store)
    assert asyncio.run(room.tell(NOW)) == 0
    assert endpoint.taken == []


def test_a_server_that_is_not_there_is_told_in_words():
    mail = carriers.Mail(MailServer("127.0.0.1", 1, "none", allow=LOOPBACK), "a@x.example", ("b@x.example",))
    with pytest.raises(FetchFailed, match="the mail was not taken"):
        asyncio.run(mail.carry(Notice("x", "alert", "t", "t", "http://x/", NOW)))


def test_a_password_is_never_told_to_a_server_that_does_not_hide_it(letters):
    server = MailServer("127.0.0.1", letters.port, "starttls", "me", "s3cret", LOOPBACK)
    with pytest.raises(FetchFailed, match="STARTTLS"):
        asyncio.run(
            carriers.Mail(server, "a@x.example", ("b@x.example",)).carry(
                Notice("x", "alert", "t", "t", "http://x/", NOW)
            )
        )
    assert letters.taken == []


# Once, and no more


def test_a_restart_tells_nothing_twice(tmp_path, endpoint):
    path = str(tmp_path / "news.db")
    made = press.stored(press.printed())
    made.backup(path)
    made.close()
    for rounds in range(3):
        store = SqliteStore(path)
        kept(store, HERRING, NORLAND)
        assert told(store, hook_url=endpoint.address) == (2 if rounds == 0 else 0)
        store.close()
    assert len(endpoint.taken) == 2


def test_what_ends_while_it_is_telling_tells_nobody_twice(store):
    class Dies(BaseException):
        pass

    class Ends:
        name = "hook"
        count = 0

        async def carry(self, _notice):
            Ends.count += 1
            raise Dies

    kept(store, HERRING)
    for _ in range(2):
        mine = dataclasses.replace(assembly.alerts(store, Settings(), "local", Delivery()), carriers=(Ends(),))
        edition = Newsroom(Settings(edition_days=14), store).edition(NOW)
        try:
            asyncio.run(mine.tell(edition, NOW))
        except Dies:
            continue
    assert Ends.count == 1


def test_what_was_not_taken_is_tried_again_and_given_up_at_last(store, endpoint):
    kept(store, HERRING)
    room = Newsroom(Settings(alert_networks=LOOPBACK, hook_url=endpoint.address, edition_days=14), store)
    endpoint.answers = [500, 404]
    assert [asyncio.run(room.tell(NOW)) for _ in range(4)] == [0, 0, 1, 0]
    kept(store, NORLAND)
    endpoint.answers = [500] * 20
    for _ in range(9):
        asyncio.run(room.tell(NOW))
    assert len(endpoint.taken) == 3 + alerts.MAX_TRIES


def test_one_carrier_that_fails_does_not_hold_up_another(store, endpoint, letters):
    letters.refuses = True
    kept(store, HERRING)
    mail = {
        "mail_host": "127.0.0.1",
        "mail_port": letters.port,
        "mail_security": "none",
        "mail_to": ("me@paper.example",),
    }
    assert told(store, hook_url=endpoint.address, **mail) == 1
    letters.refuses = False
    assert told(store, hook_url=endpoint.address, **mail) == 1
    assert (len(endpoint.taken), len(letters.taken)) == (1, 1)


# When


@pytest.mark.parametrize(
    ("clock", "quiet", "expected"),
    [
        ("23:00", "22:00-07:00", True), ("06:59", "22:00-07:00", True), ("07:00", "22:00-07:00", False),
        ("12:00", "22:00-07:00", False), ("13:00", "12:30-14:00", True), ("14:00", "12:30-14:00", False),
    ],
)  # fmt: skip
def test_quiet_hours_may_run_over_midnight(clock, quiet, expected):
    begin, _, end = quiet.partition("-")
    hours = (alerts.time.fromisoformat(begin), alerts.time.fromisoformat(end))
    assert alerts.is_quiet(alerts.time.fromisoformat(clock), hours) is expected
    assert not alerts.is_quiet(alerts.time.fromisoformat(clock), None)


def test_what_comes_in_quiet_hours_comes_afterwards_in_the_readers_own_zone(store, endpoint):
    kept(store, HERRING)
    quiet = {
        "quiet_hours": "15:00-16:00",
        "time_zone": "Europe/Berlin",
        "hook_url": endpoint.address,
    }  # 14:00-15:00 UTC
    assert told(store, **quiet) == 0
    assert told(store, "2031-03-09T15:00:00+00:00", **quiet) == 1


def test_more_than_the_hour_has_room_for_comes_as_one(store, endpoint):
    begun = "2031-03-01T00:00:00+00:00"
    kept(
        store,
        *(Interest(f"story:{name}", name, told_from=begun) for name in ("talks", "quake", "fish", "copper", "cup")),
    )
    settings = {"hook_url": endpoint.address, "alerts_per_hour": 3}
    assert told(store, **settings) == 3
    rows = [json.loads(body) for _, _, body in endpoint.taken]
    assert [len(row["stories"]) for row in rows] == [1, 1, 3]
    assert rows[-1]["title"].endswith("(+2)")
    kept(store, HERRING, Interest("story:port", "port", told_from=begun))
    assert told(store, "2031-03-09T15:00:00+00:00", **settings) == 0  # the hour is full
    assert told(store, "2031-03-09T15:31:00+00:00", **settings) == 2 - 1


def test_the_daily_edition_goes_out_once_at_its_hour(store, letters):
    mail = {
        "mail_host": "127.0.0.1", "mail_port": letters.port, "mail_security": "none", "mail_to": ("me@paper.example",),
        "digest_at": "07:00", "time_zone": "Europe/Berlin", "quiet_hours": "00:00-09:00", "digest_language": "de",
    }  # fmt: skip
    days = [f"2031-03-09T{hour}:00+00:00" for hour in ("05:59", "06:00", "06:05", "08:59")]
    assert [told(store, day, **mail) for day in days] == [0, 1, 0, 0]
    assert told(store, "2031-03-10T10:00:00+00:00", **mail) == 0  # three hours late is no morning paper
    assert told(store, "2031-03-11T06:30:00+00:00", **mail) == 1
    text = letters.taken[0].content.decode()
    assert "Subject: Newsworld" in text
    assert "multipart/alternative" in text


def test_the_daily_edition_can_be_sent_by_hand(store, endpoint):
    room = Newsroom(Settings(alert_networks=LOOPBACK, hook_url=endpoint.address, edition_days=14), store)
    assert asyncio.run(room.send_digest(NOW, "hook")).kind == "digest"
    assert json.loads(endpoint.taken[0][2])["title"].startswith("Newsworld · Sun 9 March 2031: ")
    with pytest.raises(BadSettings, match="no way to send"):
        asyncio.run(room.send_digest(NOW, "mail"))
