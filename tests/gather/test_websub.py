from __future__ import annotations

import asyncio
import hashlib
import hmac
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import pytest
from tests.gather.origin import Origin, answer

from newsworld.gather import websub
from newsworld.gather.client import Client
from newsworld.gather.options import Options
from newsworld.news.errors import AddressRefused, BadInput, FetchFailed

if TYPE_CHECKING:
    from newsworld.news.sourcing import Subscription

KEY = b"k" * 32
NOW = "2025-01-06T10:00:00+00:00"
TOPIC = "https://harbour.example/rss"


OURS = websub.callback("s1", KEY)


def wanted(hub: str = "https://hub.example/") -> Subscription:
    return websub.subscription(hub, TOPIC)


def verified(lease: str = "900") -> Subscription:
    question = {"hub.mode": "subscribe", "hub.topic": TOPIC, "hub.challenge": "c1", "hub.lease_seconds": lease}
    return websub.verify(replace(wanted(), asked=NOW), question, NOW)[1]


def test_a_hub_is_asked_with_secret_lease_and_callback() -> None:
    async def asks() -> tuple[Subscription, dict[str, list[str]]]:
        async with Origin() as origin, Client(Options(allow=("127.0.0.1",), pace_seconds=0)) as client:
            origin.modes["/hub"] = answer(b"", 202)
            held = await websub.ask(client, wanted(origin.url("/hub")), OURS, "https://us.example/hear/x", NOW)
            return held, parse_qs(origin.asked[0][1]["body"])

    held, form = asyncio.run(asks())
    assert held.asked == NOW
    assert form["hub.mode"] == ["subscribe"]
    assert form["hub.topic"] == [TOPIC]
    assert form["hub.secret"] == [OURS.secret]


def test_a_hub_in_a_private_network_is_not_asked() -> None:
    async def asks() -> None:
        async with Client() as client:
            await websub.ask(client, wanted("http://127.0.0.1:9/hub"), OURS, "https://us.example/x", NOW)

    with pytest.raises(AddressRefused):
        asyncio.run(asks())


def test_a_hub_that_refuses_is_told() -> None:
    async def asks() -> None:
        async with Origin() as origin, Client(Options(allow=("127.0.0.1",), pace_seconds=0)) as client:
            await websub.ask(client, wanted(origin.url("/none")), OURS, "https://us.example/x", NOW)

    with pytest.raises(FetchFailed, match="refuses"):
        asyncio.run(asks())


def test_only_what_we_asked_for_is_confirmed() -> None:
    question = {"hub.mode": "subscribe", "hub.topic": TOPIC, "hub.challenge": "c1", "hub.lease_seconds": "900"}
    asked = replace(wanted(), asked=NOW)
    challenge, held = websub.verify(asked, question, NOW)
    assert (challenge, held.state, held.lease_seconds) == ("c1", "verified", 900)
    for wrong in (
        {**question, "hub.topic": "https://other.example/"},
        {**question, "hub.mode": "unsubscribe"},
        {**question, "hub.challenge": ""},
    ):
        with pytest.raises(BadInput):
            websub.verify(asked, wrong, NOW)
    for nobody in (None, wanted()):
        with pytest.raises(BadInput):
            websub.verify(nobody, question, NOW)


@pytest.mark.parametrize("method", ["sha256", "sha384", "sha512"])
def test_a_push_counts_only_with_our_signature(method: str) -> None:
    secret = OURS.secret
    right = hmac.new(secret.encode(), b"<rss/>", getattr(hashlib, method)).hexdigest()
    assert websub.is_signed(secret, {"x-hub-signature": f"{method}={right}"}, b"<rss/>")
    assert not websub.is_signed(secret, {"x-hub-signature": f"{method}={right}"}, b"<rss />")
    for wrong in (
        "",
        right,
        f"{method}=",
        f"{method}={right[:-1]}0x",
        "sha1=" + hmac.new(secret.encode(), b"<rss/>", "sha1").hexdigest(),
        f"md5={right}",
        "sha256=é",
    ):
        assert not websub.is_signed(secret, {"x-hub-signature": wrong}, b"<rss/>")


def test_a_lease_is_renewed_at_two_thirds() -> None:
    held = verified("9000")
    assert websub.is_live(held, "2025-01-06T12:29:00+00:00")
    assert not websub.is_live(held, "2025-01-06T12:31:00+00:00")
    assert not websub.wants_asking(held, "2025-01-06T11:35:00+00:00")
    assert websub.wants_asking(held, "2025-01-06T11:41:00+00:00")
    assert websub.wants_asking(wanted(), NOW)


def test_a_hub_that_denied_is_asked_again_a_week_later() -> None:
    denied = websub.verify(replace(wanted(), asked=NOW), {"hub.mode": "denied", "hub.topic": TOPIC}, NOW)[1]
    assert not websub.wants_asking(denied, "2025-01-08T10:00:00+00:00")
    assert websub.wants_asking(denied, "2025-01-13T10:00:01+00:00")


def test_a_renewal_does_not_end_the_lease_that_runs() -> None:
    assert websub.asked(verified("9000"), "2025-01-06T12:00:00+00:00").state == "verified"


def test_secret_and_path_are_unguessable_and_stay() -> None:
    again, other = websub.callback("s1", KEY), websub.callback("s2", KEY)
    assert again == OURS
    assert len({OURS.secret, OURS.path, other.secret, other.path}) == 4
    with pytest.raises(ValueError, match="32 bytes"):
        websub.callback("s1", b"short")
