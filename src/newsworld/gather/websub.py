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
from newsworld.news.sourcing import Subscription

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newsworld.gather.client import Client
    from newsworld.news.moments import Moment

LEASE_WANTED_SECONDS = 10 * 86400  # what hubs commonly grant
LEASE_SHORTEST_SECONDS = 300
LEASE_LONGEST_SECONDS = 90 * 86400
RENEW_AFTER = 2 / 3  # of the lease
PENDING_SECONDS = 3600  # a hub that has not verified by then is asked again
DENIED_SECONDS = 7 * 86400
SHORTEST_KEY = 32  # bytes
LONGEST_CHALLENGE = 4096
PUSH_BYTES = 4 * 1024 * 1024
SIGNATURES = {"sha256": hashlib.sha256, "sha384": hashlib.sha384, "sha512": hashlib.sha512}  # sha1 is broken


@dataclass(frozen=True, slots=True)
class Callback:
    """Our end of a subscription."""

    secret: str  # never told to anyone but the hub
    path: str  # the unguessable end of the address at which the hub reaches us


def callback(source: str, master: bytes) -> Callback:
    """Secret and path of a source follow from the house's own key: nothing to store, nothing to guess.

    ValueError if the key is shorter than 32 bytes.
    """
    if len(master) < SHORTEST_KEY:
        raise ValueError(f"the house's key must have {SHORTEST_KEY} bytes or more")
    return Callback(_derived(master, "secret", source), _derived(master, "path", source))


def _derived(master: bytes, *parts: str) -> str:
    return hmac.new(master, "\n".join(parts).encode(), hashlib.sha256).hexdigest()


def subscription(hub: str, topic: str) -> Subscription:
    """What we want of a hub that a feed names. AddressRefused if the hub has no web address."""
    return Subscription(http_address(hub), topic)


async def ask(
    client: Client, wanted: Subscription, ours: Callback, address: str, now: Moment, mode: str = "subscribe"
) -> Subscription:
    """Ask the hub to (un)subscribe us; it answers 202 and verifies at `address`. FetchFailed if it refuses."""
    form = {
        "hub.mode": mode, "hub.topic": wanted.topic, "hub.callback": address, "hub.secret": ours.secret,
        "hub.lease_seconds": str(LEASE_WANTED_SECONDS),
    }  # fmt: skip
    answer = await client.fetch(Request(wanted.hub, kind="hub", form=form))
    if answer.status != 202:
        raise FetchFailed(host_of(wanted.hub), f"the hub refuses ({answer.status}).", "Polling goes on.")
    return asked(wanted, now)


def asked(wanted: Subscription, now: Moment) -> Subscription:
    """The subscription once it was asked for; a lease that runs goes on until the hub verifies anew."""
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


def is_signed(secret: str, headers: Mapping[str, str], body: bytes) -> bool:
    """Whether a push bears our secret's signature; compared in constant time. What does not is dropped, with a 2xx."""
    method, _, told = headers.get("x-hub-signature", "").partition("=")
    make = SIGNATURES.get(method.strip().lower())
    if make is None or not told.isascii() or len(body) > PUSH_BYTES:
        return False
    right = hmac.new(secret.encode(), body, make).hexdigest()
    return hmac.compare_digest(right, told.strip().lower())


def is_live(held: Subscription, now: Moment) -> bool:
    """Whether the hub still owes us news: then polling may be slow."""
    return held.state == "verified" and held.lease_from is not None and _age(held.lease_from, now) < held.lease_seconds


def wants_asking(held: Subscription, now: Moment) -> bool:
    """Whether to ask the hub (again): never asked, unanswered for an hour, denied a week ago, or two thirds
    of the lease are over.
    """
    pause = DENIED_SECONDS if held.state == "denied" else PENDING_SECONDS
    if held.asked is not None and _age(held.asked, now) < pause:
        return False
    if held.state != "verified" or held.lease_from is None:
        return True
    return _age(held.lease_from, now) >= RENEW_AFTER * held.lease_seconds


def _age(since: Moment, now: Moment) -> float:
    return (instant_of(now) - instant_of(since)) / timedelta(seconds=1)
