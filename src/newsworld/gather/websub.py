"""How does a hub tell us of news at once? The subscriber of W3C WebSub: asking, verifying, renewing, letting in.

Pure but for `ask`, which goes out by the one client. The callback is an address nobody can guess; what comes to it
counts only with the right signature. Polling goes on, slowly, since hubs fall silent without a word.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from newsworld.gather.addresses import host_of, http_address
from newsworld.gather.client import Request
from newsworld.news.errors import BadInput, FetchFailed
from newsworld.news.moments import instant_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newsworld.gather.client import Client
    from newsworld.news.moments import Moment

LEASE_WANTED_SECONDS = 10 * 86400  # what hubs commonly grant
LEASE_SHORTEST_SECONDS = 300
LEASE_LONGEST_SECONDS = 90 * 86400
RENEW_AFTER = 2 / 3  # of the lease
PENDING_SECONDS = 3600  # a hub that has not verified by then is asked again
LONGEST_CHALLENGE = 4096
PUSH_BYTES = 4 * 1024 * 1024
SIGNATURES = {"sha256": hashlib.sha256, "sha384": hashlib.sha384, "sha512": hashlib.sha512}  # sha1 is broken


@dataclass(frozen=True, slots=True)
class Subscription:
    """What stands between us and a hub. `state`: asked, verified, denied."""

    source: str
    hub: str
    topic: str
    secret: str  # never told to anyone but the hub
    path: str  # the unguessable end of our callback
    state: str = "asked"
    asked: Moment | None = None
    lease_from: Moment | None = None
    lease_seconds: int = 0


def subscription(source: str, hub: str, topic: str, master: bytes) -> Subscription:
    """A subscription whose secret and path follow from the house's own key: nothing to store, nothing to guess.

    ValueError if the key is shorter than 32 bytes.
    """
    if len(master) < 32:
        raise ValueError("the house's key must have 32 bytes or more")
    return Subscription(
        source,
        http_address(hub),
        topic,
        secret=_derived(master, "secret", source, topic),
        path=_derived(master, "path", source, topic),
    )


def _derived(master: bytes, *parts: str) -> str:
    return hmac.new(master, "\n".join(parts).encode(), hashlib.sha256).hexdigest()


async def ask(
    client: Client, wanted: Subscription, callback: str, now: Moment, mode: str = "subscribe"
) -> Subscription:
    """Ask the hub to (un)subscribe us; it answers 202 and verifies at the callback. FetchFailed if it refuses."""
    form = {
        "hub.mode": mode, "hub.topic": wanted.topic, "hub.callback": callback, "hub.secret": wanted.secret,
        "hub.lease_seconds": str(LEASE_WANTED_SECONDS),
    }  # fmt: skip
    answer = await client.fetch(Request(wanted.hub, kind="hub", form=form))
    if answer.status != 202:
        raise FetchFailed(host_of(wanted.hub), f"the hub refuses ({answer.status}).", "Polling goes on.")
    return replace(wanted, state=wanted.state if wanted.state == "verified" else "asked", asked=now)


def verify(wanted: Subscription | None, query: Mapping[str, str], now: Moment) -> tuple[str, Subscription]:
    """The challenge to echo to a hub's question, and the subscription after it. BadInput: answer 404.

    Only what we asked for is confirmed: our topic, and a mode that we wait for.
    """
    mode, topic, challenge = (query.get(f"hub.{name}", "") for name in ("mode", "topic", "challenge"))
    if wanted is None or topic != wanted.topic:
        raise BadInput("WebSub", "nobody here asked for this topic.")
    if mode == "denied":
        return "", replace(wanted, state="denied")
    if mode != "subscribe" or not wanted.asked or not 0 < len(challenge) <= LONGEST_CHALLENGE:
        raise BadInput("WebSub", "this was not asked for.")
    told = query.get("hub.lease_seconds", "")
    lease = int(told) if told.isascii() and told.isdigit() and len(told) < 10 else LEASE_WANTED_SECONDS
    lease = max(LEASE_SHORTEST_SECONDS, min(lease, LEASE_LONGEST_SECONDS))
    return challenge, replace(wanted, state="verified", lease_from=now, lease_seconds=lease)


def is_signed(wanted: Subscription, headers: Mapping[str, str], body: bytes) -> bool:
    """Whether a push bears our secret's signature; compared in constant time. What does not is dropped, with a 2xx."""
    method, _, told = headers.get("x-hub-signature", "").partition("=")
    make = SIGNATURES.get(method.strip().lower())
    if make is None or not told.isascii() or len(body) > PUSH_BYTES:
        return False
    right = hmac.new(wanted.secret.encode(), body, make).hexdigest()
    return hmac.compare_digest(right, told.strip().lower())


def is_live(held: Subscription, now: Moment) -> bool:
    """Whether the hub still owes us news: then polling may be slow."""
    return held.state == "verified" and held.lease_from is not None and _age(held.lease_from, now) < held.lease_seconds


def wants_asking(held: Subscription, now: Moment) -> bool:
    """Whether to ask the hub (again): never asked, unanswered for an hour, or two thirds of the lease are over."""
    if held.state == "denied":
        return False
    if held.asked is not None and _age(held.asked, now) < PENDING_SECONDS:
        return False
    if held.state != "verified" or held.lease_from is None:
        return True
    return _age(held.lease_from, now) >= RENEW_AFTER * held.lease_seconds


def _age(since: Moment, now: Moment) -> float:
    return (instant_of(now) - instant_of(since)) / timedelta(seconds=1)
