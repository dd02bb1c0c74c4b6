"""How often may one host be asked? One request after another with a pause, longer where the host says so."""

from __future__ import annotations

import asyncio
import re

from newsworld.news.errors import FetchFailed

LONGEST_WAIT_SECONDS = 90.0  # a request whose turn is further off is given up, and scheduled anew
LONGEST_HOLD_SECONDS = 24 * 3600.0
HOLD_UNTOLD_SECONDS = 60.0  # "too many requests" without a Retry-After
HOSTS_KEPT = 20_000


class Pace:
    """Whose turn it is, by host. In loop time (monotonic), so a clock that jumps makes no storm."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._next: dict[str, float] = {}
        self._held: dict[str, float] = {}

    async def turn(self, host: str, at_least_seconds: float = 0.0) -> None:
        """Wait for the host's turn. FetchFailed if it asked to be left alone for longer than that."""
        loop = asyncio.get_running_loop()
        now = loop.time()
        start = max(now, self._next.get(host, 0.0), self._held.get(host, 0.0))
        if start - now > LONGEST_WAIT_SECONDS:
            raise FetchFailed(host, f"it is to be left alone for {start - now:.0f} seconds.", "It is tried after that.")
        self._forget(now)
        self._next[host] = start + max(self._seconds, at_least_seconds)
        if start > now:
            await asyncio.sleep(start - now)

    def held_seconds(self, host: str) -> float:
        """How long the host has asked to be left alone from now on."""
        return max(0.0, self._held.get(host, 0.0) - asyncio.get_running_loop().time())

    def heed(self, host: str, status: int, retry_after: str | None) -> None:
        """Hold the host back where it said "too many requests" or "not now"."""
        if status not in (429, 503):
            return
        told = retry_after.strip() if retry_after else ""
        seconds = float(told) if re.fullmatch(r"\d{1,9}", told) else HOLD_UNTOLD_SECONDS
        self._held[host] = asyncio.get_running_loop().time() + min(seconds, LONGEST_HOLD_SECONDS)

    def _forget(self, now: float) -> None:
        if len(self._next) > HOSTS_KEPT:
            self._next = {host: at for host, at in self._next.items() if at > now}
            self._held = {host: at for host, at in self._held.items() if at > now}
