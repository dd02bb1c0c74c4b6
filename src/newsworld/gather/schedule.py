"""When is a source listened to again? Pure: from its health and what was answered to its next health.

Politeness stands in the numbers: once an hour unless the feed itself says otherwise, seldomer where little is new,
never before the outlet's own Retry-After and max-age, and each source a little off its beat by a hash of its id, so
that a house that was switched off does not come back as a storm.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from newsworld.gather.options import Options
from newsworld.news.moments import instant_of
from newsworld.news.sourcing import SourceHealth

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from newsworld.news.errors import NewsworldError
    from newsworld.news.moments import Moment
    from newsworld.news.sourcing import Source

HOUR = 3600
DAY = 24 * HOUR
MONTH = 30 * DAY  # no wish of a server is honoured beyond it
SHORTEST_WISH = 15 * 60  # a feed may ask to be polled more often than hourly, but not more often than this
FAILURES_BEFORE_PAUSE = 18  # 1+2+4+8+16 hours, then daily: about two weeks
MOVES_BEFORE_ADOPTED = 3
MOVED_FOR_SECONDS = DAY  # a hotel's network redirects everything for an evening
JITTER = 0.1
LONGEST_VALIDATOR = 1000
_STATUS_WORDS = {
    401: "the outlet asks for a login.",
    402: "the outlet asks for payment.",
    403: "the outlet does not let us in.",
    404: "nothing is found at this address.",
    410: "the outlet has closed this source for good.",
    429: "the outlet asks us to come less often.",
    451: "the outlet may not show this here, for legal reasons.",
    511: "a local network wants a login first.",
}


@dataclass(frozen=True, slots=True)
class Wishes:
    """What an answer says of the next one. Seconds; None where it says nothing."""

    retry_after: int | None = None
    max_age: int | None = None

    @classmethod
    def of(cls, headers: Mapping[str, str], now: Moment) -> Wishes:
        """Out of header fields, names in lower case."""
        return cls(_seconds(headers.get("retry-after", ""), now), _max_age(headers, now))


@dataclass(frozen=True, slots=True)
class Success:
    """What a good answer taught."""

    new_items: int = 0
    etag: str | None = None
    last_modified: str | None = None
    wishes: Wishes = Wishes()
    pause_seconds: int | None = None  # what the feed's own text asks for
    moved_to: str | None = None  # a permanent redirect
    trouble: str | None = None  # read, but not whole


def due(sources: Iterable[Source], healths: Mapping[str, SourceHealth], now: Moment) -> tuple[Source, ...]:
    """The sources whose turn it is, longest waiting first. Paused and gone ones have none."""
    here = instant_of(now)
    waiting = [
        (_next(healths.get(source.id)), source.id, source)
        for source in sources
        if not source.paused and (healths.get(source.id) or SourceHealth(source.id)).state not in ("paused", "gone")
    ]
    # A turn more than a month off was set by a clock that ran ahead.
    return tuple(
        source
        for at, _, source in sorted(waiting, key=lambda row: (row[0] or "", row[1]))
        if not at or not here < instant_of(at) <= here + timedelta(seconds=MONTH * (1 + JITTER))
    )


def _next(health: SourceHealth | None) -> Moment:
    return (health.next_try if health else None) or ""


def after_success(health: SourceHealth, told: Success, now: Moment, options: Options | None = None) -> SourceHealth:
    """The health after an answer that was read, a 304 among them."""
    seconds = _interval(health, told, options or Options())
    moved_seen = (
        health.moved_seen + 1 if told.moved_to and told.moved_to == health.moved_to else int(bool(told.moved_to))
    )
    return replace(
        health,
        state="well" if told.new_items or seconds < DAY / 2 else "quiet",
        last_try=now,
        last_success=now,
        next_try=_later(now, seconds, health.source),
        failures=0,
        error=told.trouble,
        etag=_validator(told.etag),
        last_modified=_validator(told.last_modified),
        moved_to=told.moved_to,
        moved_seen=moved_seen,
        moved_since=(health.moved_since if moved_seen > 1 else now) if told.moved_to else None,
    )


def after_failure(
    health: SourceHealth, error: NewsworldError, now: Moment, wishes: Wishes | None = None, is_gone: bool = False
) -> SourceHealth:
    """The health after no answer, or one that could not be read: 1, 2, 4 ... 24 hours, then a pause."""
    failures = health.failures + 1
    words = f"{error.trouble} {error.next_step}".strip()
    tried = replace(health, last_try=now, failures=failures, error=words)
    if is_gone:
        return replace(tried, state="gone", next_try=None)
    if failures >= FAILURES_BEFORE_PAUSE:
        return replace(tried, state="paused", next_try=None)
    wish = (wishes.retry_after if wishes else None) or 0
    seconds = max(min(HOUR * 2 ** min(failures - 1, 10), DAY), min(wish, MONTH))
    return replace(tried, state="failing", next_try=_later(now, seconds, health.source))


def held_back(health: SourceHealth, seconds: float, now: Moment) -> SourceHealth:
    """The health of a source whose host asked for rest on behalf of another: no failure of its own."""
    return replace(health, next_try=_later(now, max(seconds, HOUR / 4), health.source))


def slowed(health: SourceHealth, now: Moment) -> SourceHealth:
    """The health of a source that a hub tells of: polling is only a safety."""
    if health.state not in ("well", "quiet"):
        return health
    return replace(health, next_try=max(health.next_try or "", _later(now, DAY, health.source), key=_instant_or_none))


def _instant_or_none(moment: Moment) -> float:
    return instant_of(moment).timestamp() if moment else 0.0


def adopted(source: Source, health: SourceHealth, now: Moment) -> tuple[Source, SourceHealth]:
    """Source and health with the new address, once it moved three times over a day; else as they are."""
    if not health.moved_to or health.moved_seen < MOVES_BEFORE_ADOPTED or not health.moved_since:
        return source, health
    if instant_of(now) - instant_of(health.moved_since) < timedelta(seconds=MOVED_FOR_SECONDS):
        return source, health
    if source.address.startswith("https:") and not health.moved_to.startswith("https:"):
        return source, health
    moved = replace(source, address=health.moved_to)
    return moved, replace(health, moved_to=None, moved_seen=0, moved_since=None, etag=None, last_modified=None)


def status_words(status: int) -> str:
    """A status in plain words."""
    if status in _STATUS_WORDS:
        return _STATUS_WORDS[status]
    return "the outlet's server is in trouble." if status >= 500 else "the answer is not one we understand."


def _interval(health: SourceHealth, told: Success, options: Options) -> float:
    """Seconds to the next poll: quicker when there was news, slower when not, within what the feed and we allow."""
    most = options.poll_minutes_most * 60.0
    wish = told.pause_seconds if told.pause_seconds is not None else told.wishes.max_age
    least = options.poll_minutes_least * 60.0
    if wish is not None:
        least = min(max(float(wish), SHORTEST_WISH), least) if wish < least else min(float(wish), MONTH)
    least = max(least, min(told.wishes.retry_after or 0, MONTH))
    before = _planned(health)
    if health.failures or before is None:
        return max(least, min(most, HOUR))
    wanted = before / 2 if told.new_items else before * 1.5
    return max(least, min(most, wanted))


def _planned(health: SourceHealth) -> float | None:
    """The last pause as it was planned."""
    if not health.last_try or not health.next_try:
        return None
    return max(0.0, (instant_of(health.next_try) - instant_of(health.last_try)).total_seconds())


def _later(now: Moment, seconds: float, source: str) -> Moment:
    """That much later, and up to a tenth more: by a hash of source and day, never by chance."""
    digest = hashlib.sha256(f"{source} {now[:10]}".encode()).digest()
    share = int.from_bytes(digest[:4], "big") / 2**32
    return (instant_of(now) + timedelta(seconds=round(seconds * (1 + JITTER * share)))).isoformat()


def _validator(told: str | None) -> str | None:
    """An ETag or Last-Modified, byte for byte; none where it is no honest one."""
    return told if told and len(told) <= LONGEST_VALIDATOR and told.isprintable() else None


def _seconds(told: str, now: Moment) -> int | None:
    """Retry-After: seconds, or a date."""
    told = told.strip()
    if re.fullmatch(r"[0-9]{1,9}", told):
        return min(int(told), MONTH)
    when = _http_date(told)
    return None if when is None else min(MONTH, max(0, round((when - instant_of(now)).total_seconds())))


def _max_age(headers: Mapping[str, str], now: Moment) -> int | None:
    """Cache-Control's max-age less the answer's age, or Expires."""
    found = re.search(
        r"(?:^|[,\s])(?:s-maxage|max-age)\s{0,3}=\s{0,3}\"?([0-9]{1,9})", headers.get("cache-control", "").lower()
    )
    if found:
        age = headers.get("age", "")
        spent = int(age) if re.fullmatch(r"[0-9]{1,9}", age) else 0
        return max(0, min(int(found.group(1)), MONTH) - spent)
    when = _http_date(headers.get("expires", ""))
    return None if when is None else min(MONTH, max(0, round((when - instant_of(now)).total_seconds())))


def _http_date(told: str) -> datetime | None:
    if not told or len(told) > 64:
        return None
    try:
        when = parsedate_to_datetime(told)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return when if when.tzinfo else None
