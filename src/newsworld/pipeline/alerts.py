"""Alerts and daily editions: what is to be told, when, and to whom it was told already.

A notice is claimed in the store before it is carried, so a process that ends in between tells it to nobody rather than
twice; a carrier that says no gives the claim back, and it is tried again.
"""

from __future__ import annotations

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
REMEMBERED = timedelta(days=90)  # longer than any edition looks back
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
    """One reader's notices. `digest` makes the daily edition; `page` tells a story's address."""

    store: Store
    reader: str
    options: Options
    carriers: tuple[Carrier, ...]
    page: Callable[[str], str]
    digest: Callable[[Edition, Moment, str], Notice]
    _failed: dict[str, int] = field(default_factory=dict)

    async def tell(self, edition: Edition, now: Moment) -> int:
        """Carry what is due at a moment; how many notices were taken."""
        if not self.carriers:
            return 0
        local = instant_of(now).astimezone(ZoneInfo(self.options.zone))
        self.store.sent.drop((instant_of(now) - REMEMBERED).isoformat())
        taken = 0
        day = digest_day(local.time(), local.date().isoformat(), self.options.digest_at)
        name = f"digest:{day}"
        wanting = [one for one in self.carriers if day and edition.briefs and not self.store.sent.has(one.name, name)]
        if wanting and day:
            notice = self.digest(edition, now, day)
            taken += sum([await self._carry(carrier, (name,), notice, now) for carrier in wanting])
        if is_quiet(local.time(), self.options.quiet):
            return taken
        due = self.due(edition, now)
        for carrier in self.carriers:
            taken += await self._carry_alerts(carrier, due, now)
        return taken

    def due(self, edition: Edition, now: Moment) -> tuple[Notice, ...]:
        """The alerts of an edition: a notice for each story that somebody asked to be told of, weightiest first."""
        interests = self.store.marks.interests(self.reader)
        told = tuple(one for one in interests.values() if one.told_from)
        if not told:
            return ()
        spared = frozenset(one.topic for one in wishes.muted(interests.values(), now))
        wanted = wishes.sorted_out(edition, wishes.rules_of(interests.values()), spared).edition
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
        waiting = [notice for notice in due if not self.store.sent.has(carrier.name, notice.id)]
        an_hour_ago = (instant_of(now) - timedelta(hours=1)).isoformat()
        room = self.options.per_hour - self.store.sent.count(_turns(carrier), an_hour_ago)
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
        sent = self.store.sent
        with self.store.writing():
            claimed = [name for name in ids if sent.claim(carrier.name, name, now)]
        if not claimed:
            return 0
        try:
            await carrier.carry(notice)
        except NewsworldError as error:
            log.warning("not told", carrier=carrier.name, notice=ids[0], error=str(error))
            tries = self._failed[ids[0]] = self._failed.get(ids[0], 0) + 1
            if tries < MAX_TRIES:
                with self.store.writing():
                    for name in claimed:
                        sent.release(carrier.name, name)
            return 0
        if ids[0].startswith("alert:"):
            sent.claim(_turns(carrier), f"{ids[0]} {now}", now)
        return 1


def _turns(carrier: Carrier) -> str:
    """The name under which a carrier's turns are counted: a bundle is one."""
    return f"{carrier.name} turns"


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
