"""Newsroom: the whole engine as one small object, for library users and doors.

with Newsroom.opened(Settings(store="news.db")) as room:
    await room.follow("https://outlet.example/feed.xml")
    await room.listen(now)      # what is due is asked and fetched
    room.work()                 # what waits goes through the steps
    edition = room.edition(now)
"""

from __future__ import annotations

import asyncio
import dataclasses
import functools
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import msgspec
import structlog

from newsworld import gather
from newsworld.news import codec
from newsworld.news.briefs import Edition
from newsworld.news.errors import BadSettings, FetchFailed, StoreTrouble, UnknownId
from newsworld.news.moments import instant_of
from newsworld.news.sourcing import Capture
from newsworld.news.stories import Correction
from newsworld.pipeline import assembly, dossiers, editions, steps
from newsworld.pipeline.hands import GATHERING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Self

    from newsworld.news.articles import Article
    from newsworld.news.briefs import Brief
    from newsworld.news.moments import Moment
    from newsworld.news.notices import Notice
    from newsworld.news.people import Delivery
    from newsworld.news.readings import Reading
    from newsworld.news.sourcing import Source
    from newsworld.pipeline.deliveries import Deliveries
    from newsworld.pipeline.hubs import Hubs
    from newsworld.pipeline.listening import Listening
    from newsworld.pipeline.run import Pipeline
    from newsworld.pipeline.tally import Tally
    from newsworld.pipeline.working import Worker
    from newsworld.settings import Settings
    from newsworld.store import Store

GATHERING_SECONDS = 300  # a slow round of all sources; after so long another machine listens instead
log = structlog.get_logger()
FORGET_EVERY = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Read:
    """One article as a careful reader tells it."""

    article: Article
    reading: Reading
    brief: Brief


def read(page: Capture | bytes | str, published: Moment | None = None) -> Read:
    """One page, read: a capture, the bytes of a file, or text, with tags or without.

    `published` stands in where the page does not say. BadCapture if there is nothing to read, BadLine if `published`
    is no moment.
    """
    assembly.equip()
    if not isinstance(page, Capture):
        page = capture_of_file(page.encode("utf-8", "replace") if isinstance(page, str) else page, "page")
    article = steps.extract(page)
    if published and not article.published:
        article = dataclasses.replace(article, published=codec.moment_told(published, subject="published"))
    reading = steps.understand(article)
    return Read(article, reading, steps.brief(dossiers.alone(article, reading)))


def capture_of_file(body: bytes, name: str) -> Capture:
    """A file's bytes as a capture: HTML if they look like it, else plain text if they are text."""
    is_page = b"<" in body[:2000] and b">" in body[:20000]
    text = None if is_page else _as_text(body)
    return Capture(id=name, url="", body=b"" if text is not None else body, text=text)


def _as_text(body: bytes) -> str | None:
    """The text of UTF-8 bytes; None for anything that is not plainly text."""
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    return None if "\x00" in text else text


async def fetched(settings: Settings, url: str, now: Moment) -> Capture:
    """One page off the web as a capture. FetchFailed, in plain words, if it does not come."""
    async with gather.Client(assembly.gathering(settings)) as client:
        address = gather.address_of(url)
        response = await client.fetch(gather.Request(address, kind="page"))
    if response.status != 200:
        raise FetchFailed(url, f"the answer was {response.status}.", "Look at the address in a browser.")
    return Capture(
        gather.capture_id(address), response.url, now, response.status, dict(response.headers), response.body
    )


def move(origin: str, target: str, told: Callable[[str, int, int], None], *, replace: bool = False) -> int:
    """Copy a whole store into another, every byte compared; how many rows. `told` hears what, how many, of how many."""
    return assembly.move(origin, target, told, replace=replace)


class Newsroom:
    """A store and the steps over it."""

    def __init__(self, settings: Settings, store: Store) -> None:
        self.settings = settings
        self.store = store
        self.tally: Tally | None = None  # what the processes beside us count, where there are any
        self._forgot: Moment | None = None

    @classmethod
    def opened(cls, settings: Settings) -> Newsroom:
        """The newsroom that the settings describe. StoreTrouble if its store does not open."""
        return cls(settings, assembly.store(settings))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @functools.cached_property
    def listening(self) -> Listening:
        """Sources, and what takes in their pages."""
        return assembly.listening(self.store, self.settings)

    @functools.cached_property
    def hubs(self) -> Hubs | None:
        """What hubs may tell this reader; None where they cannot reach it."""
        return assembly.hubs(self.store, self.settings)

    @functools.cached_property
    def pipeline(self) -> Pipeline:
        """The steps, with all that they remember, for one who has the store to itself."""
        return assembly.pipeline(self.store, self.settings)

    def worker(self, clock: Callable[[], Moment], owner: str | None = None, tally: Tally | None = None) -> Worker:
        """The steps in the hands of one among several who work on this store; `close` it at the end."""
        return assembly.worker(self.store, self.settings, clock, owner, tally)

    def cautions(self) -> dict[str, tuple[str, ...]]:
        """By outlet, what its last pages do not give any more."""
        memory = assembly.furniture(self.store)
        told = ((outlet.name, memory.cautions(outlet.name)) for outlet in self.store.sources.outlets())
        return {name: words for name, words in told if words}

    async def follow(self, address: str) -> tuple[Source, ...]:
        """Follow a feed, sitemap, site, page, OPML, archive or folder; what is on disk is taken in at once."""
        followed = await self.listening.follow(address)
        for source in followed:
            self.listening.load(source)
        return followed

    def follow_list(self, opml: bytes) -> tuple[Source, ...]:
        """Follow all that an OPML list names. BadFeed if it is none."""
        return self.listening.follow_list(opml)

    async def listen(self, now: Moment, between: Callable[[], object] | None = None) -> int:
        """Ask what is due and fetch what it announces, working `between`; how many pages were waiting."""
        between = self.work if between is None else between
        await self.listening.poll(now)
        self.listening.revisit(now)
        pages = 0
        while fetched := await self.listening.fetch(now):
            pages += fetched
            between()
        between()
        self.forget(now)
        return pages

    def forget(self, now: Moment) -> int:
        """Let go of raw pages by the settings' word, once an hour at most; how many. What was read of them stays."""
        if self._forgot is not None and instant_of(now) - instant_of(self._forgot) < FORGET_EVERY:
            return 0
        self._forgot, days, size = now, self.settings.keep_captures_days, self.settings.keep_captures_mb
        gone = self.store.articles.drop_captures((instant_of(now) - timedelta(days=days)).isoformat()) if days else 0
        return gone + (self.store.articles.drop_captures_beyond(size * 1_000_000) if size else 0)

    @functools.cached_property
    def deliveries(self) -> Deliveries:
        """What tells everybody outside the page; one process at a time should."""
        return assembly.deliveries(self.store, self.settings)

    async def tell(self, now: Moment) -> int:
        """Tell everybody what is due by mail, push and web hook; how many notices were taken by now."""
        return await self.deliveries.tell(lambda: self.edition(now), now)

    def ways_to(self, account: str) -> tuple[str, ...]:
        """The names of the carriers by which an account is told."""
        found = self.deliveries.of(account)
        return tuple(one.name for one in found.carriers) if found else ()

    def delivery_of(self, account: str) -> Delivery | None:
        """How an account is told, as far as anybody settled it."""
        return self.deliveries.told().get(account)

    async def try_ways_to(self, account: str, now: Moment) -> dict[str, str]:
        """Tell an account that it would be told, by each of its carriers; by their names, what went wrong."""
        return await self.deliveries.tried(account, now)

    async def send_digest(self, now: Moment, carrier: str) -> Notice:
        """The daily edition, now, by one of the first account's carriers. BadSettings if it has none of that name."""
        alerts = self.deliveries.of(self.settings.reader)
        found = next((one for one in alerts.carriers if one.name == carrier), None) if alerts else None
        if alerts is None or found is None:
            raise BadSettings(carrier, "the settings name no way to send by it.", "See docs/how-to/be-told.md.")
        notice = alerts.digest(self.edition(now), now, now)
        await found.carry(notice)
        return notice

    def take(self, pages: Iterable[Capture]) -> int:
        """Keep pages that were fetched elsewhere and let them wait for `work`; how many."""
        return self.listening.pipeline.take(pages)

    def search(self, query: str, limit: int = 50) -> tuple[Article, ...]:
        """Articles that have the words of a query: words, "a phrase", -without, begin*; the best first."""
        return self.store.articles.search(query, limit)

    def work(self) -> dict[str, int]:
        """Carry all that waits through the steps; counts by step."""
        return self.pipeline.work()

    async def labour(
        self, clock: Callable[[], Moment], owner: str, pause_seconds: float, is_wanted: Callable[[], bool]
    ) -> None:
        """Listen, over and over, while it is wanted and nobody else does; the work is left to others."""
        hands = assembly.hands(self.store, owner, clock, GATHERING_SECONDS)
        try:
            while is_wanted():
                if hands.holds(GATHERING):
                    await self._heard(clock(), hands.beat)
                await asyncio.sleep(pause_seconds)
        finally:
            hands.lay_down()

    async def _heard(self, now: Moment, beat: Callable[[], None]) -> None:
        try:
            pages = await self.listen(now, beat)
            await self.tell(now)
        except StoreTrouble as error:
            log.error("the store does not obey", error=str(error))  # noqa: TRY400 - its words say all
            return
        if pages:
            log.info("gathered", pages=pages)

    def edition(self, now: Moment) -> Edition:
        """What matters at a moment (or at the settings' own)."""
        return editions.edition(
            self.store,
            self.settings.as_of or now,
            days=self.settings.edition_days,
            stories=self.settings.edition_stories,
        )

    def whole_edition(self, now: Moment) -> Edition:
        """The edition with every article that it cites or tells of: what files and sites are written from."""
        return editions.with_articles(self.edition(now), self.store.articles.get)

    def edition_of(self, story_id: str, now: Moment) -> Edition:
        """An edition of one story. UnknownId if there is none."""
        story, brief = self.store.stories.get(story_id), self.store.stories.brief(story_id)
        if story is None or brief is None:
            raise UnknownId(story_id, "there is no story of this id.", "Look on the front page or search.")
        return Edition(self.settings.as_of or now, (brief,), (story,))

    def correct(self, correction: Correction) -> None:
        """Let a reader's word on groupings wait for whoever owns the desk: `work` carries it out, for ever."""
        self.store.work.queue(steps.CORRECT, [codec.json_of(codec.row_of(correction)).decode()])

    def withdraw(self, correction: Correction) -> bool:
        """Take a word back that nobody carried out yet. False: it was carried out."""
        return self.store.work.done(steps.CORRECT, codec.json_of(codec.row_of(correction)).decode())

    def corrections(self) -> tuple[Correction, ...]:
        """Every reader's word that holds, in the order in which it was carried out."""
        return tuple(codec.noun_of(Correction, row) for row in self.store.stories.corrections())

    def corrections_waiting(self, limit: int = 1000) -> tuple[tuple[Correction, str | None], ...]:
        """Those that nobody carried out yet, and for those that cannot be, why."""
        waiting = ((subject, None) for subject in self.store.work.waiting(steps.CORRECT, limit))
        stuck = ((subject, error) for step, subject, error in self.store.work.stuck(limit) if step == steps.CORRECT)
        return tuple((codec.noun_of(Correction, msgspec.json.decode(told)), why) for told, why in (*waiting, *stuck))

    def close(self) -> None:
        """Give the store back."""
        self.store.close()
