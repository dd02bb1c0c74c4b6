"""Deliveries: every account's notices, each by its own ways and in its own time.

Each account is told in a task of its own. A round waits for them some seconds and goes on: who still waits for a slow
server is told no more until that is over, and nobody else hears of it.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

import structlog

from newsworld.news.errors import NewsworldError
from newsworld.news.moments import instant_of
from newsworld.news.notices import Notice

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from newsworld.news.briefs import Edition
    from newsworld.news.moments import Moment
    from newsworld.news.people import Delivery
    from newsworld.pipeline.alerts import Alerts, Carrier
    from newsworld.store import Store

REMEMBERED = timedelta(days=90)  # longer than any edition looks back
TRIAL_SECONDS = 15.0  # somebody looks at the page
WAIT_SECONDS = 10.0  # a carrier that is well answers in one
log = structlog.get_logger()


@dataclass(slots=True)
class Deliveries:
    """Everybody's notices. `told` says who is told how, `alerts` builds what tells one of them."""

    store: Store
    told: Callable[[], Mapping[str, Delivery]]
    alerts: Callable[[str, Delivery], Alerts]
    _known: dict[str, tuple[Delivery, Alerts]] = field(default_factory=dict)
    _under_way: dict[str, asyncio.Task[int]] = field(default_factory=dict)

    def of(self, name: str) -> Alerts | None:
        """What tells an account outside the page; None where nothing does."""
        delivery = self.told().get(name)
        alerts = self.alerts(name, delivery) if delivery else None
        return alerts if alerts and alerts.carriers else None

    async def tried(self, name: str, now: Moment) -> dict[str, str]:
        """Carry a word to an account by each of its carriers; by their names, what went wrong, empty where nothing."""
        alerts = self.of(name)
        if alerts is None:
            return {}
        text = f"Newsworld tells {name} by this way from now on."
        notice = Notice(f"trial:{now}", "alert", "Newsworld", text, alerts.page(""), now)
        told = await asyncio.gather(*(_trouble(carrier, notice) for carrier in alerts.carriers))
        return {carrier.name: trouble for carrier, trouble in zip(alerts.carriers, told, strict=True)}

    async def tell(self, edition: Callable[[], Edition], now: Moment) -> int:
        """Tell everybody what is due; how many notices were taken by now. The edition is made if anybody is told."""
        told = self._all()
        if not told:
            return 0
        self.store.sent.drop((instant_of(now) - REMEMBERED).isoformat())
        made = edition()
        self._under_way = {name: task for name, task in self._under_way.items() if not task.done()}
        fresh = {name: asyncio.ensure_future(self._tell(name, alerts, made, now))
                 for name, alerts in told.items() if name not in self._under_way}  # fmt: skip
        self._under_way |= fresh
        if not fresh:
            return 0
        done, _ = await asyncio.wait(fresh.values(), timeout=WAIT_SECONDS)
        return sum(task.result() for task in done)

    @staticmethod
    async def _tell(name: str, alerts: Alerts, edition: Edition, now: Moment) -> int:
        """Tell one; what goes wrong is theirs alone."""
        try:
            return await alerts.tell(edition, now)
        except Exception as error:  # noqa: BLE001 - whatever it is; a traceback could tell an account's secrets
            log.error("not told", account=name, error=f"{type(error).__name__}: {error}")  # noqa: TRY400
            return 0

    def _all(self) -> dict[str, Alerts]:
        """Who is told; what was built for one stays as long as their delivery is the same: it counts tries."""
        told = self.told()
        for name, delivery in told.items():
            if name not in self._known or self._known[name][0] != delivery:
                self._known[name] = (delivery, self.alerts(name, delivery))
        self._known = {name: kept for name, kept in self._known.items() if name in told}
        return {name: alerts for name, (_, alerts) in self._known.items() if alerts.carriers}


async def _trouble(carrier: Carrier, notice: Notice) -> str:
    try:
        async with asyncio.timeout(TRIAL_SECONDS):
            await carrier.carry(notice)
    except NewsworldError as error:
        return str(error)
    except TimeoutError:
        return "no answer came in time."
    return ""
