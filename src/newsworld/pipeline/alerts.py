"""Alerts and daily editions: what is to be told, when, and to whom it was told already.

A notice is claimed in the store before it is carried, so a process that ends in between tells it to nobody rather than
twice; a carrier that says no gives the claim back, and it is tried again.
"""

from __future__ import annotations

import asyncio
import itertools
from dataclasses import dataclass, field
from datetime import time, timedelta
from typing import TYPE_CHECKING, Protocol
from zoneinfo import ZoneInfo

import structlog

from newsworld.news.errors import NewsworldError
from newsworld.news.moments import instant_of
from newsworld.news.notices import Notice
from newsworld.pipeline import finding, wishes
from newsworld.pipeline.queries import parsed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from newsworld.news.briefs import Brief, Edition
    from newsworld.news.moments import Moment
    from newsworld.news.stories import Interest, Story
    from newsworld.store import Store

LATE = timedelta(
    hours=3
)  # a machine that slept at the set hour still tells the day's edition; later is no morning paper
MAX_SEARCHED = 200  # newest reports that a kept search looks through
LINES = (
    "who said what",
    "positions",
    "meetings",
)  # what a search by speaker, party, stance, place or day looks through
MAX_TRIES = 5  # of one notice by one carrier, a round of listening apart
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Options:
    """When a reader is told. Hours are told in `zone`."""

    zone: str = "UTC"
    quiet: tuple[time, time] | None = None  # from, until; over midnight where the second is the earlier
    per_hour: int = 6  # of each carrier; what is more comes as one notice
    digest_at: time | None = None


class Carrier(Protocol):
    """What carries a notice out of the house."""

    @property
    def name(self) -> str:
        """mail, ntfy, hook."""
        ...

    async def carry(self, notice: Notice) -> None:
        """Hand it over. NewsworldError if it was not taken."""
        ...


@dataclass(slots=True)
class Alerts:
    """One reader's notices. `digest` makes the daily edition; `page` tells a story's address.

    `under` is before a carrier's name where the store keeps what it took: one account's mail is not another's.
    """

    store: Store
    reader: str
    options: Options
    carriers: tuple[Carrier, ...]
    page: Callable[[str], str]
    digest: Callable[[Edition, Moment, str], Notice]
    under: str = ""
    _failed: dict[tuple[str, str], int] = field(default_factory=dict)

    async def tell(self, edition: Edition, now: Moment) -> int:
        """Carry what is due at a moment, by all carriers at once; how many notices were taken."""
        local = instant_of(now).astimezone(ZoneInfo(self.options.zone))
        day = digest_day(local.time(), local.date().isoformat(), self.options.digest_at)
        paper = self._paper(edition, now, day) if day else None
        due = () if is_quiet(local.time(), self.options.quiet) else self.due(edition, now)
        return sum(await asyncio.gather(*(self._tell_by(one, paper, due, now) for one in self.carriers)))

    def _paper(self, edition: Edition, now: Moment, day: str) -> Notice | None:
        """The daily edition as this reader wants it; None where everybody has it, or where there is nothing in it."""
        if all(self.store.sent.has(self._name(one), f"digest:{day}") for one in self.carriers):
            return None
        wanted = self._wanted(edition, now)
        return self.digest(wanted, now, day) if wanted.briefs else None

    async def _tell_by(self, carrier: Carrier, paper: Notice | None, due: tuple[Notice, ...], now: Moment) -> int:
        taken = await self._carry(carrier, (paper.id,), paper, now) if paper else 0
        return taken + await self._carry_alerts(carrier, due, now)

    def _wanted(self, edition: Edition, now: Moment) -> Edition:
        """The edition without what this reader leaves out."""
        interests = self.store.marks.interests(self.reader).values()
        spared = frozenset(one.topic for one in wishes.muted(interests, now))
        return wishes.sorted_out(edition, wishes.rules_of(interests), spared).edition

    def _name(self, carrier: Carrier) -> str:
        return f"{self.under}{carrier.name}"

    def due(self, edition: Edition, now: Moment) -> tuple[Notice, ...]:
        """The alerts of an edition: a notice for each story that somebody asked to be told of, weightiest first."""
        interests = self.store.marks.interests(self.reader)
        told = tuple(one for one in interests.values() if one.told_from)
        if not told:
            return ()
        wanted = self._wanted(edition, now)
        found = {one.topic: self._searched(one) for one in told if one.topic.startswith("search:")}
        notices = (
            self._alert(brief, story, told, found, now)
            for brief, story in zip(wanted.briefs, wanted.stories, strict=True)
        )
        return tuple(notice for notice in notices if notice is not None)

    def _alert(
        self, brief: Brief, story: Story, told: tuple[Interest, ...], found: Mapping[str, frozenset[str]], now: Moment
    ) -> Notice | None:
        concerned = [
            one
            for one in told
            if instant_of(story.last_seen) >= instant_of(one.told_from or "")
            and (self._is_found(one, brief, story, found) if one.topic in found else wishes.concerns(one, brief, story))
        ]
        if not concerned:
            return None
        # A story that is followed itself is told of again whenever its page changes; anything else once.
        again = f":{brief.version}" if any(one.topic.startswith("story:") for one in concerned) else ""
        first = brief.standfirst or next(iter(brief.basics), None)
        names = ", ".join(dict.fromkeys(one.name for one in concerned if not one.topic.startswith("story:")))
        text = "\n\n".join(part for part in (first.text if first else "", names and f"({names})") if part)
        return Notice(
            f"alert:{story.id}{again}", "alert", brief.headline, text, self.page(story.id), now, (story.id,)
        )  # fmt: skip

    def _searched(self, interest: Interest) -> frozenset[str]:
        """The stories of the newest reports that have a search's words."""
        query = parsed(interest.topic.partition(":")[2])
        reports = () if query.asks_lines else finding.articles(self.store, query, MAX_SEARCHED)
        return frozenset(one.story for one in self.store.stories.placed(report.id for report in reports).values())

    @staticmethod
    def _is_found(interest: Interest, brief: Brief, story: Story, found: Mapping[str, frozenset[str]]) -> bool:
        query = parsed(interest.topic.partition(":")[2])
        if query.asks_lines or query.asks_days_or_places:
            return any(finding.WANTED[name](query, line) for name in LINES for line in brief.section(name))
        return story.id in found[interest.topic]

    async def _carry_alerts(self, carrier: Carrier, due: tuple[Notice, ...], now: Moment) -> int:
        """One by one as far as the hour has room; where it has not, the last one tells all the rest."""
        name = self._name(carrier)
        waiting = [notice for notice in due if not self.store.sent.has(name, notice.id)]
        an_hour_ago = (instant_of(now) - timedelta(hours=1)).isoformat()
        room = self.options.per_hour - self.store.sent.count(_turns(name), an_hour_ago)
        if not waiting or room <= 0:
            return 0
        alone = waiting if len(waiting) <= room else waiting[: room - 1]
        taken = 0
        for notice in alone:
            taken += await self._carry(carrier, (notice.id,), notice, now)
        rest = waiting[len(alone) :]
        if rest:
            taken += await self._carry(carrier, tuple(one.id for one in rest), bundled(rest, self.page("")), now)
        return taken

    async def _carry(self, carrier: Carrier, ids: tuple[str, ...], notice: Notice, now: Moment) -> int:
        """Claim, carry, and give the claim back where the carrier says no; 1 if it was taken."""
        sent, by = self.store.sent, self._name(carrier)
        with self.store.writing():
            claimed = [name for name in ids if sent.claim(by, name, now)]
        if not claimed:
            return 0
        try:
            await carrier.carry(notice)
        except NewsworldError as error:
            log.warning("not told", carrier=by, notice=ids[0], error=str(error))
            tries = self._failed.pop((by, ids[0]), 0) + 1
            if tries < MAX_TRIES:
                self._failed[by, ids[0]] = tries
                with self.store.writing():
                    for name in claimed:
                        sent.release(by, name)
            return 0
        self._failed.pop((by, ids[0]), None)
        if ids[0].startswith("alert:"):
            sent.claim(_turns(by), f"{ids[0]} {now}", now)
        return 1


def _turns(name: str) -> str:
    """The name under which a carrier's turns are counted: a bundle is one."""
    return f"{name} turns"


def digest_day(clock: time, day: str, digest_at: time | None) -> str | None:
    """The day whose edition is to be told now, if its hour has struck not long ago."""
    if digest_at is None:
        return None
    since = timedelta(hours=clock.hour - digest_at.hour, minutes=clock.minute - digest_at.minute)
    return day if timedelta() <= since < LATE else None


def is_quiet(clock: time, quiet: tuple[time, time] | None) -> bool:
    """Whether a reader wants to be left alone at a time of day."""
    if quiet is None:
        return False
    begin, end = quiet
    return begin <= clock < end if begin <= end else clock >= begin or clock < end


def bundled(notices: list[Notice], address: str) -> Notice:
    """Many alerts as one."""
    lines = (f"{one.title}\n{one.address}" for one in notices)
    return Notice(
        f"alert:{notices[0].made}:{len(notices)}",
        "alert",
        f"{notices[0].title} (+{len(notices) - 1})",
        "\n\n".join(lines),
        address,
        notices[0].made,
        tuple(itertools.chain.from_iterable(one.stories for one in notices)),
    )
