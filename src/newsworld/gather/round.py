"""One round of listening: every source whose turn it is, each on its own, the slow and the hostile apart from the rest.

Sources of one host wait for each other in one line; different hosts never wait for one another, but for those that
failed last time: a few of them at once and no more, so that forty dead servers cannot keep the living waiting.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterable, Mapping
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from newsworld.gather import schedule
from newsworld.gather.addresses import host_of, http_address
from newsworld.gather.client import Request, Response
from newsworld.gather.identity import Change, Known, Recognised, recognise
from newsworld.gather.kinds import kind_named
from newsworld.gather.options import Options
from newsworld.news.errors import AddressRefused, FetchFailed, NewsworldError
from newsworld.news.sourcing import Capture, Item, Source, SourceHealth

if TYPE_CHECKING:
    from newsworld.gather.client import Client
    from newsworld.gather.kinds import Kind
    from newsworld.gather.parsed import Parsed
    from newsworld.news.moments import Moment

T = TypeVar("T")
DOUBTFUL_AT_ONCE = 8
HOSTS_AT_ONCE = 256
SHORTEST_WHOLE_TEXT = 1500  # characters of content that can be a whole report


@dataclass(frozen=True, slots=True)
class Heard:
    """What came of listening to one source: its next health, and what it announced."""

    source: Source  # with a new address where it has moved for good, or a site has told its feed
    health: SourceHealth
    new: tuple[Item, ...] = ()
    changed: tuple[Change, ...] = ()  # headline, summary, content or link differ: the page is worth another look
    touched: tuple[Item, ...] = ()  # to be kept, not to be shown
    title: str = ""  # as the source calls itself
    language: str | None = None
    hub: str | None = None  # a WebSub hub, and the topic it knows this by
    topic: str | None = None
    is_calendar: bool = False
    is_renumbered: bool = False

    @property
    def to_keep(self) -> tuple[Item, ...]:
        """All items that are to be written down."""
        return (*self.new, *(change.after for change in self.changed), *self.touched)


@dataclass(frozen=True, slots=True)
class Missed:
    """An item whose page could not be fetched, and why."""

    item: Item
    error: NewsworldError


KnownItems = Callable[[str], Iterable[Item]]


async def listen(
    sources: Iterable[Source],
    healths: Mapping[str, SourceHealth],
    known_items: KnownItems,
    client: Client,
    now: Moment,
    options: Options | None = None,
) -> AsyncIterator[Heard]:
    """Listen to every source that is due; tell of each as soon as it is heard. No source's trouble is an error here."""
    lines: dict[str, list[Source]] = {}
    for source in schedule.due(sources, healths, now):
        if kind_named(source.kind).is_polled:
            lines.setdefault(host_of(source.address), []).append(source)
    ear = _Ear(healths, known_items, client, now, options or Options())
    async with aclosing(_as_done([ear.line(line) for line in lines.values()])) as round_:
        async for heard in round_:
            yield heard


class _Ear:
    """One round's listening."""

    def __init__(
        self,
        healths: Mapping[str, SourceHealth],
        known_items: KnownItems,
        client: Client,
        now: Moment,
        options: Options,
    ) -> None:
        self._healths = healths
        self._known_items = known_items
        self._client = client
        self._now = now
        self._options = options
        self._doubtful = asyncio.Semaphore(DOUBTFUL_AT_ONCE)

    async def line(self, sources: list[Source]) -> AsyncIterator[Heard]:
        """The sources of one host, one after another."""
        for source in sources:
            health = self._healths.get(source.id) or SourceHealth(source.id)
            if health.failures:
                async with self._doubtful:
                    heard = await self._hear(source, health)
            else:
                heard = await self._hear(source, health)
            yield heard

    async def _hear(self, source: Source, health: SourceHealth) -> Heard:
        try:
            return await self._hear_or_raise(source, health)
        except NewsworldError as error:
            return Heard(source, schedule.after_failure(health, error, self._now))
        except Exception as error:  # noqa: BLE001 - whatever one source does, the others go on
            told = FetchFailed(source.address, f"it broke the reader ({type(error).__name__}).", "Please report it.")
            return Heard(source, schedule.after_failure(health, told, self._now))

    async def _hear_or_raise(self, source: Source, health: SourceHealth) -> Heard:
        held = self._client.held_seconds(source.address)
        if held > 0:
            return Heard(source, schedule.held_back(health, held, self._now))
        kind = kind_named(source.kind)
        response = await self._client.fetch(
            Request(source.address, kind=kind.request, etag=health.etag, last_modified=health.last_modified)
        )
        wishes = schedule.Wishes.of(response.headers, self._now)
        if response.is_unchanged:
            told = _success(response, wishes, health)
            return self._settled(source, health, told)
        if response.status != 200:
            error = FetchFailed(host_of(source.address), schedule.status_words(response.status), f"({response.status})")
            is_gone = response.status == 410
            return Heard(source, schedule.after_failure(health, error, self._now, wishes, is_gone=is_gone))
        return await self._read(source, health, kind, response, wishes)

    async def _read(
        self, source: Source, health: SourceHealth, kind: Kind, response: Response, wishes: schedule.Wishes
    ) -> Heard:
        known = tuple(self._known_items(source.id))
        parsed = await asyncio.to_thread(_parse, kind, response, source, self._now)
        heard_at = source.address
        source, parsed = await self._led(source, kind, parsed)
        told = await asyncio.to_thread(_recognise, parsed, known, source, self._now)
        success = replace(
            _success(response, wishes, health, len(told.new)),
            pause_seconds=parsed.pause_seconds,
            trouble=parsed.trouble,
        )
        if source.address != heard_at:  # validators and moves of the home page say nothing of its feed
            success = replace(success, etag=None, last_modified=None, moved_to=None)
        return replace(
            self._settled(source, health, success), new=told.new, changed=told.changed, touched=told.touched,
            title=parsed.title, language=parsed.language, hub=parsed.hub, topic=parsed.topic,
            is_calendar=parsed.is_calendar, is_renumbered=told.is_renumbered,
        )  # fmt: skip

    async def _led(self, source: Source, kind: Kind, parsed: Parsed) -> tuple[Source, Parsed]:
        """Go where a sitemap index or a home page leads; a site that names a feed becomes that feed."""
        if not parsed.leads_to:
            return source, parsed
        if kind.name == "site":
            return await self._led_to_feed(source, parsed)
        items: list[Item] = []
        for address in parsed.leads_to:
            response = await self._client.fetch(Request(address))
            if response.status == 200:
                items += (await asyncio.to_thread(_parse, kind, response, source, self._now)).items
        return source, replace(parsed, items=tuple(items[: self._options.items_at_most]))

    async def _led_to_feed(self, source: Source, parsed: Parsed) -> tuple[Source, Parsed]:
        feed = kind_named("feed")
        trouble: NewsworldError | None = None
        for address in parsed.leads_to:
            try:
                response = await self._client.fetch(Request(address))
                told = await asyncio.to_thread(_parse, feed, response, source, self._now)
            except NewsworldError as error:
                trouble = trouble or error
                continue
            return replace(source, kind="feed", address=address), replace(
                told, language=told.language or parsed.language
            )
        raise trouble or FetchFailed(
            source.address, "none of its feeds can be read.", "Follow one of them by its address."
        )

    def _settled(self, source: Source, health: SourceHealth, told: schedule.Success) -> Heard:
        after = schedule.after_success(health, told, self._now, self._options)
        if source.kind != "feed" or not health.moved_to:
            return Heard(source, after)
        return Heard(*schedule.adopted(source, after, self._now))


def _parse(kind: Kind, response: Response, source: Source, now: Moment) -> Parsed:
    assert kind.parse is not None  # listen() lets only polled kinds in
    return kind.parse(response.body, source.id, response.url, now)


def _recognise(parsed: Parsed, known: Iterable[Item], source: Source, now: Moment) -> Recognised:
    return recognise((replace(item, source=source.id) for item in parsed.items), Known(known), now)


def _success(response: Response, wishes: schedule.Wishes, health: SourceHealth, new_items: int = 0) -> schedule.Success:
    """What an answer taught; a 304 may leave the validators out that we have."""
    kept = health if response.is_unchanged else SourceHealth(health.source)
    return schedule.Success(
        new_items=new_items,
        etag=response.headers.get("etag") or kept.etag,
        last_modified=response.headers.get("last-modified") or kept.last_modified,
        wishes=wishes,
        moved_to=response.moved_permanently_to,
    )


async def fetch_pages(
    items: Iterable[Item],
    client: Client,
    now: Moment,
    outlets: Mapping[str, str] | None = None,
    options: Options | None = None,
) -> AsyncIterator[Capture | Missed]:
    """The page of each item, hosts apart; `outlets` names the outlet of a source id. What fails is told, not raised."""
    settled = options or Options()
    lines: dict[str, list[Item]] = {}
    for item in items:
        lines.setdefault(host_of(item.link), []).append(item)
    named = outlets or {}
    pages = [_page_line(line, client, now, named, settled) for line in lines.values()]
    async with aclosing(_as_done(pages)) as round_:
        async for told in round_:
            yield told


async def _page_line(
    items: list[Item], client: Client, now: Moment, outlets: Mapping[str, str], options: Options
) -> AsyncIterator[Capture | Missed]:
    for item in items:
        outlet = outlets.get(item.source)
        if options.feed_content_is_enough and carries_whole_text(item):
            yield capture_of_content(item, now, outlet)
            continue
        try:
            response = await client.fetch(Request(item.link, kind="page"))
            yield _capture(item, response, now, outlet)
        except NewsworldError as error:
            yield Missed(item, error)


def _capture(item: Item, response: Response, now: Moment, outlet: str | None) -> Capture:
    """The page as fetched; a reservation of rights is kept among its headers, wherever it was told."""
    if response.status != 200:
        words = schedule.status_words(response.status)
        raise FetchFailed(host_of(item.link), words, f"({response.status})")
    told = response.reservation.headers() if response.reservation else {}
    return Capture(
        id=item.id, url=response.url, fetched=now, status=response.status, headers={**response.headers, **told},
        body=response.body, outlet=outlet, item=item,
    )  # fmt: skip


def carries_whole_text(item: Item) -> bool:
    """Whether the feed's own content is long enough to be the report itself."""
    return len(item.content or "") >= SHORTEST_WHOLE_TEXT


def capture_of_content(item: Item, now: Moment, outlet: str | None) -> Capture:
    """An item whose feed carries the whole text, as the page it would be."""
    body = f"<!doctype html><html><body><article>{item.content}</article></body></html>".encode()
    headers = {"content-type": "text/html; charset=utf-8"}
    return Capture(id=item.id, url=item.link, fetched=now, headers=headers, body=body, outlet=outlet, item=item)


async def _as_done(lines: list[AsyncIterator[T]]) -> AsyncGenerator[T, None]:
    """What all lines give, as soon as one gives it; a bounded number of lines run at once."""
    told: asyncio.Queue[T | None] = asyncio.Queue(maxsize=64)
    places = asyncio.Semaphore(HOSTS_AT_ONCE)

    async def drain(line: AsyncIterator[T]) -> None:
        async with places:
            async for thing in line:
                await told.put(thing)
        await told.put(None)

    tasks = [asyncio.create_task(drain(line)) for line in lines]
    try:
        running = len(tasks)
        while running:
            thing = await told.get()
            if thing is None:
                running -= 1
            else:
                yield thing
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def address_of(told: str) -> str:
    """An address that somebody types: https is meant where no scheme stands. AddressRefused if it is none."""
    try:
        return http_address(told)
    except AddressRefused:
        if "://" in told:
            raise
        return http_address(f"https://{told.strip()}")
