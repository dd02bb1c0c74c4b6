"""Newsroom: the whole engine as one small object, for library users and doors.

room = Newsroom.opened(settings.load())
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

from newsworld import gather
from newsworld.news import codec
from newsworld.news.briefs import Edition
from newsworld.news.errors import FetchFailed, UnknownId
from newsworld.news.moments import instant_of
from newsworld.news.sourcing import Capture
from newsworld.news.stories import Correction
from newsworld.pipeline import assembly, dossiers, editions, steps

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsworld.news.articles import Article
    from newsworld.news.briefs import Brief
    from newsworld.news.moments import Moment
    from newsworld.news.readings import Reading
    from newsworld.news.sourcing import Source
    from newsworld.pipeline.listening import Listening
    from newsworld.settings import Settings
    from newsworld.store import Store

FORGET_EVERY = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Read:
    """One article as a careful reader tells it."""

    article: Article
    reading: Reading
    brief: Brief


def read(capture: Capture, published: Moment | None = None) -> Read:
    """One page, read. `published` stands in where the page does not say. BadCapture if there is nothing to read."""
    article = steps.extract(capture)
    if published and not article.published:
        article = dataclasses.replace(article, published=codec.moment_told(published, subject="--published"))
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
        self._forgot: Moment | None = None

    @classmethod
    def opened(cls, settings: Settings) -> Newsroom:
        """The newsroom that the settings describe. StoreTrouble if its store does not open."""
        return cls(settings, assembly.store(settings))

    @functools.cached_property
    def listening(self) -> Listening:
        """Sources and steps, with all that they remember; one process at a time may own them."""
        return assembly.listening(self.store, self.settings)

    async def follow(self, address: str) -> tuple[Source, ...]:
        """Follow a feed, sitemap, site, page, OPML, archive or folder; what is on disk is taken in at once."""
        listening = assembly.listening_only(self.store, self.settings)
        followed = await listening.follow(address)
        for source in followed:
            listening.load(source)
        return followed

    def follow_list(self, opml: bytes) -> tuple[Source, ...]:
        """Follow all that an OPML list names. BadFeed if it is none."""
        return assembly.listening_only(self.store, self.settings).follow_list(opml)

    async def listen(self, now: Moment) -> int:
        """Ask what is due and fetch what it announces, working between; how many pages were waiting."""
        await self.listening.poll(now)
        self.listening.revisit(now)
        pages = 0
        while fetched := await self.listening.fetch(now):
            pages += fetched
            self.work()
        self.work()
        self.forget(now)
        return pages

    def forget(self, now: Moment) -> int:
        """Let go of raw pages by the settings' word, once an hour at most; how many. What was read of them stays."""
        if self._forgot is not None and instant_of(now) - instant_of(self._forgot) < FORGET_EVERY:
            return 0
        self._forgot, days, size = now, self.settings.keep_captures_days, self.settings.keep_captures_mb
        gone = self.store.articles.drop_captures((instant_of(now) - timedelta(days=days)).isoformat()) if days else 0
        return gone + (self.store.articles.drop_captures_beyond(size * 1_000_000) if size else 0)

    def work(self) -> dict[str, int]:
        """Carry all that waits through the steps; counts by step."""
        return self.listening.pipeline.work()

    async def labour(
        self, clock: Callable[[], Moment], pause_seconds: float, is_wanted: Callable[[], bool] = lambda: True
    ) -> None:
        """Listen and work, over and over, until nobody wants it any more."""
        while is_wanted():
            await self.listen(clock())
            await asyncio.sleep(pause_seconds)

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
