from __future__ import annotations

import asyncio
import hashlib
import hmac
from urllib.parse import parse_qs

import pytest

from gather.origin import Origin, answer
from newsworld.gather import websub
from newsworld.gather.client import Client
from newsworld.gather.options import Options
from newsworld.news.errors import AddressRefused, BadInput, FetchFailed

KEY = b"k" * 32
NOW = "2025-01-06T10:00:00+00:00"
TOPIC = "https://harbour.example/rss"


def wanted(hub: str = "https://hub.example/") -> websub.Subscription:
    return websub.subscription("s1", hub, TOPIC, KEY)


def verified(lease: str = "900") -> websub.Subscription:
    asked = websub.Subscription(**{**_fields(wanted()), "asked": NOW})
    return websub.verify(
        asked, {"hub.mode": "subscribe", "hub.topic": TOPIC, "hub.challenge": "c1", "hub.lease_seconds": lease}, NOW
    )[1]


def _fields(held: websub.Subscription) -> dict[str, object]:
    return {name: getattr(held, name) for name in held.__slots__}


def test_a_hub_is_asked_with_secret_lease_and_callback() -> None:
    async def asks() -> tuple[websub.Subscription, dict[str, list[str]]]:
        async with Origin() as origin, Client(Options(allow=("127.0.0.1",), pace_seconds=0)) as client:
            origin.modes["/hub"] = answer(b"", 202)
            held = await websub.ask(client, wanted(origin.url("/hub")), "https://us.example/hear/x", NOW)
            return held, parse_qs(origin.asked[0][1]["body"])

    held, form = asyncio.run(asks())
    assert held.asked == NOW
    assert form["hub.mode"] == ["subscribe"]
    assert form["hub.topic"] == [TOPIC]
    assert form["hub.secret"] == [held.secret]


def test_a_hub_in_a_private_network_is_not_asked() -> None:
    async def asks() -> None:
        async with Client() as client:
            await websub.ask(client, wanted("http://127.0.0.1:9/hub"), "https://us.example/x", NOW)

    with pytest.raises(AddressRefused):
        asyncio.run(asks())


def test_a_hub_that_refuses_is_told() -> None:
    async def asks() -> None:
        async with Origin() as origin, Client(Options(allow=("127.0.0.1",), pace_seconds=0)) as client:
            await websub.ask(client, wanted(origin.url("/none")), "https://us.example/x", NOW)

    with pytest.raises(FetchFailed, match="refuses"):
        asyncio.run(asks())


def test_only_what_we_asked_for_is_confirmed() -> None:
    question = {"hub.mode": "subscribe", "hub.topic": TOPIC, "hub.challenge": "c1", "hub.lease_seconds": "900"}
    asked = websub.Subscription(**{**_fields(wanted()), "asked": NOW})
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
    held = verified()
    right = hmac.new(held.secret.encode(), b"<rss/>", getattr(hashlib, method)).hexdigest()
    assert websub.is_signed(held, {"x-hub-signature": f"{method}={right}"}, b"<rss/>")
    assert not websub.is_signed(held, {"x-hub-signature": f"{method}={right}"}, b"<rss />")
    for wrong in (
        "",
        right,
        f"{method}=",
        f"{method}={right[:-1]}0x",
        "sha1=" + hmac.new(held.secret.encode(), b"<rss/>", "sha1").hexdigest(),
        f"md5={right}",
        "sha256=é",
    ):
        assert not websub.is_signed(held, {"x-hub-signature": wrong}, b"<rss/>")


def test_a_lease_is_renewed_at_two_thirds() -> None:
    held = verified("9000")
    assert websub.is_live(held, "2025-01-06T12:29:00+00:00")
    assert not websub.is_live(held, "2025-01-06T12:31:00+00:00")
    assert not websub.wants_asking(held, "2025-01-06T11:35:00+00:00")
    assert websub.wants_asking(held, "2025-01-06T11:41:00+00:00")
    assert websub.wants_asking(wanted(), NOW)


def test_secret_and_path_are_unguessable_and_stay() -> None:
    one, again, other = wanted(), wanted(), websub.subscription("s2", "https://hub.example/", TOPIC, KEY)
    assert one == again
    assert len({one.secret, one.path, other.secret, other.path}) == 4
    with pytest.raises(ValueError, match="32 bytes"):
        websub.subscription("s1", "https://hub.example/", TOPIC, b"short")
