"""May a page be fetched, and how soon after the last one? robots.txt as RFC 9309 reads it."""

from __future__ import annotations

from dataclasses import dataclass

from protego import Protego

ROBOTS_BYTES = 500 * 1024  # RFC 9309, 2.5: at least 500 kibibytes are read
ROBOTS_SECONDS = 24 * 3600  # RFC 9309, 2.4
LONGEST_CRAWL_DELAY = 30.0  # seconds; longer ones would starve a house that reads one page per story


@dataclass(frozen=True, slots=True)
class Robots:
    """What an origin's robots.txt says to us."""

    rules: Protego | None  # None: everything is allowed
    closed: bool = False  # the file could not be had: nothing is allowed for now

    def allows(self, address: str, agent: str) -> bool:
        """Whether the page may be fetched."""
        if self.closed:
            return False
        return self.rules is None or bool(self.rules.can_fetch(address, agent))

    def pace_seconds(self, agent: str) -> float:
        """The pause that the origin asks for between two pages; 0 where it asks for none."""
        delay = self.rules.crawl_delay(agent) if self.rules else None
        return min(float(delay or 0.0), LONGEST_CRAWL_DELAY)


def robots_of(status: int, body: bytes) -> Robots:
    """What an answer for /robots.txt means: 4xx allows all, 5xx and silence (status 0) allow nothing."""
    if 400 <= status < 500 and status != 429:
        return Robots(None)
    if not 200 <= status < 300:
        return Robots(None, closed=True)
    return Robots(Protego.parse(body[:ROBOTS_BYTES].decode("utf-8", "replace")))
