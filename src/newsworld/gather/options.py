"""What may an operator settle about gathering? Every field has a default that suits a house with a thousand sources."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Options:
    """How the house listens. Seconds and bytes are in the names."""

    contact: str = ""  # a page or mail address in the User-Agent, so that outlets can write to us
    allow: tuple[str, ...] = ()  # private networks that may be fetched from: "127.0.0.0/8"
    deadline_seconds: float = 60.0  # for one answer with all its redirects; only this stops a slow drip
    slow_bytes_per_second: int = 512  # slower than this after ten seconds: given up
    pace_seconds: float = 1.0  # between two requests to one host
    at_once: int = 64  # requests under way in all
    feed_bytes: int = 32 * MIB  # real feeds of 22 MB are known
    page_bytes: int = 10 * MIB
    image_bytes: int = 5 * MIB
    items_at_most: int = 5000  # of one feed, newest as the feed orders them
    poll_minutes_least: int = 60  # unless the feed itself asks for more (its ttl, its max-age)
    poll_minutes_most: int = 24 * 60
    robots: bool = True  # ask robots.txt before fetching pages (feeds are published to be polled)
    feed_content_is_enough: bool = False  # an item whose feed carries the whole text needs no page fetch
