"""Commit, retry, resume: carries what waits through the steps.

A step's result and the next step's turn are kept in one transaction, so a process that is killed anywhere goes on where
it was: nothing acknowledged is lost, nothing is done twice. A subject that keeps failing is set aside with its error.
"""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import msgspec
import structlog

from newsworld import gather
from newsworld.group import related
from newsworld.news import codec
from newsworld.news.errors import BadInput, NewsworldError, StoreTrouble, UnknownId
from newsworld.news.moments import instant_of
from newsworld.news.stories import Correction, Mark
from newsworld.pipeline import dossiers, steps
from newsworld.pipeline.hands import DESK, Alone

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from newsworld.extract import FurnitureMemory
    from newsworld.group import Desk
    from newsworld.models import Writer
    from newsworld.news.articles import Article, Revision
    from newsworld.news.moments import Moment
    from newsworld.news.readings import Reading
    from newsworld.news.sourcing import Capture
    from newsworld.news.stories import Placement
    from newsworld.pipeline.hands import Hands
    from newsworld.pipeline.tally import Tally
    from newsworld.store import Store

BATCH = 64  # subjects a transaction: commits cost less than a tenth of the work, a kill loses less than a second
log = structlog.get_logger()
TURNS = (*steps.ORDER[:2], steps.CORRECT, *steps.ORDER[2:])  # a reader's word is known before the next is placed
Keep = Callable[[], None]  # what a decision leaves to be written


def nothing() -> None:
    """Keep nothing."""


@dataclass(slots=True)
class Pipeline:
    """The steps over a store. One at a time owns the desk; everything else is done by as many as there are."""

    store: Store
    desk: Desk
    furniture: FurnitureMemory
    writer: Writer | None = None
    hands: Hands | None = None  # None: alone with the store
    tally: Tally | None = None
    batch: int = BATCH
    _outlets: set[str] = field(default_factory=set)  # whose furniture was learnt and is not kept yet
    _touched: dict[str, None] = field(default_factory=dict)  # stories that a batch's placements changed, each once

    def take(self, captures: Iterable[Capture]) -> int:
        """Keep captures and let those wait for extraction that are not as they were; how many."""
        captures = tuple(captures)
        with self.store.writing():
            changed = [capture.id for capture in captures if not self._is_known(capture)]
            for capture in captures:
                self.store.articles.put_capture(capture)
            self.store.work.queue("extract", changed)
        return len(captures)

    def _is_known(self, capture: Capture) -> bool:
        """Whether the same bytes of this page are there, so that nothing is to be read that was not read already."""
        known = self.store.articles.capture(capture.id)
        return known is not None and (known.body, known.text, known.url) == (capture.body, capture.text, capture.url)

    def shelve(self, told: Iterable[tuple[Article, Reading, Moment | None]]) -> list[tuple[str, Moment]]:
        """Keep articles read elsewhere, with the time each was fetched; ids and times of those that are in no story."""
        unplaced = []
        with self.store.writing():
            for article, reading, fetched in told:
                decided = self._newer(article, fetched)
                if decided is not None:
                    self.store.articles.put(*decided)
                    self.store.articles.put_reading(reading)
                if self.store.stories.placement(article.id) is None:
                    unplaced.append((article.id, self.moment_of(article, fetched)))
        return unplaced

    def let_wait(self, step: str, subjects: Sequence[str]) -> None:
        """Let subjects wait for a step, in this order."""
        with self.store.writing():
            self.store.work.queue(step, subjects)

    def work(self, until: Callable[[], bool] = lambda: False) -> dict[str, int]:
        """Do whatever waits, step by step in their order, until nothing does or `until` says so; counts by step."""
        counts = dict.fromkeys(TURNS, 0)
        busy = True
        while busy and not until():
            busy = False
            for name in TURNS:
                done = self.work_on(name, self.batch, until)
                counts[name] += done
                busy = busy or done > 0
        self.keep_furniture()
        return counts

    def work_on(self, name: str, limit: int, until: Callable[[], bool] = lambda: False) -> int:
        """One batch of one step: decide for each subject, then keep all that was decided in one transaction."""
        hands = self.hands or Alone(self.store)
        subjects = hands.take(name, limit)
        if name == "group":
            subjects = self._in_time_order(subjects)
        deciders = {
            "extract": self._extract,
            "understand": self._understand,
            steps.CORRECT: self._correct,
            "group": self._group,
            "brief": self._brief,
        }
        kept = 0
        try:
            decided = []
            for subject in subjects:
                if until():
                    break
                decided.append((subject, self._attempt(name, subject, deciders[name])))
                hands.beat()
            kept = self._keep_decided(name, decided, hands)
        finally:
            if kept < len(subjects):
                hands.give_back()
        return kept

    def _keep_decided(self, name: str, decided: Sequence[tuple[str, Keep | str]], hands: Hands) -> int:
        """Keep what was decided, as far as it is still ours to do; how many subjects are dealt with."""
        with self.store.writing():
            if name not in steps.READING and not hands.holds(DESK):
                return 0
            self._touched.clear()
            for subject, outcome in decided:
                if isinstance(outcome, str):
                    hands.failed(name, subject, outcome)
                elif hands.done(name, subject):
                    outcome()
            self._keep_stories()
        return len(decided)

    def keep_furniture(self) -> None:
        """Keep what was learnt of each outlet's pages since the last time."""
        if self._outlets:
            with self.store.writing():
                for outlet in sorted(self._outlets):
                    self.store.sources.put_furniture(outlet, self.furniture.to_row(outlet))
            self._outlets.clear()

    def _attempt(self, name: str, subject: str, decide: Callable[[str], Keep]) -> Keep | str:
        """What to keep of a subject, or why nothing can be; told to the tally."""
        began = time.perf_counter()
        outcome = self._decided(name, subject, decide)
        if self.tally is not None:
            self.tally.add(name, time.perf_counter() - began, is_failed=isinstance(outcome, str))
        return outcome

    @staticmethod
    def _decided(name: str, subject: str, decide: Callable[[str], Keep]) -> Keep | str:
        """What to keep of a subject, or why nothing can be; what fails never stops the others."""
        try:
            return decide(subject)
        except StoreTrouble:
            raise
        except NewsworldError as error:
            log.info("refused", step=name, subject=subject, error=str(error))
            return str(error)
        except Exception as error:
            log.exception("failed", step=name, subject=subject)
            return f"{type(error).__name__}: {error}"

    def _extract(self, capture_id: str) -> Keep:
        capture = self.store.articles.capture(capture_id)
        if capture is None:
            return nothing
        article = steps.extract(capture, self.furniture)
        outlet = capture.outlet or (urlsplit(capture.url).hostname or "").removeprefix("www.")
        if self.furniture.knows(outlet):
            self._outlets.add(outlet)
        if article.kind in steps.NO_NEWS:
            return nothing
        decided = self._newer(article, capture.fetched)
        if decided is None:
            return nothing
        read = self._read(decided[0])

        def keep() -> None:
            self.store.articles.put(*decided)
            if read is None:
                self.store.work.queue("understand", [article.id])
            else:
                self._keep_reading(read)

        return keep

    def _read(self, article: Article) -> Reading | None:
        """What the finders understand, while the article is at hand; None where they fail: its own step tells why."""
        began = time.perf_counter()
        try:
            reading = steps.understand(article)
        except Exception:  # noqa: BLE001 - tried once more as a step of its own
            return None
        if self.tally is not None:
            self.tally.add("understand", time.perf_counter() - began, within="extract")
        return reading

    def _keep_reading(self, reading: Reading) -> None:
        self.store.articles.put_reading(reading)
        self.store.work.queue("group", [reading.id])

    def _newer(self, article: Article, fetched: Moment | None) -> tuple[Article, Moment, Revision | None] | None:
        """The article as it is to be put, with its moment and what it changes; None if nothing of it is new."""
        known = self.store.articles.get(article.id)
        if known is None:
            return article, self.moment_of(article, fetched), None
        revision = gather.changes(known, article, fetched or self.moment_of(known))
        if revision is None:
            return None
        newer = dataclasses.replace(article, version=revision.version)
        return newer, self.moment_of(newer, fetched), revision

    @staticmethod
    def moment_of(article: Article, fetched: Moment | None = None) -> Moment:
        """When the article counts from: as published, but never later than we had it."""
        told = [moment for moment in (article.published, fetched) if moment]
        return min(told, key=instant_of) if told else "1970-01-01T00:00:00+00:00"

    def _understand(self, article_id: str) -> Keep:
        article = self.store.articles.get(article_id)
        if article is None:
            return nothing
        reading = steps.understand(article)
        return lambda: self._keep_reading(reading)

    def _in_time_order(self, article_ids: Sequence[str]) -> tuple[str, ...]:
        def moment(article_id: str) -> tuple[bool, float]:
            article = self.store.articles.get(article_id)
            told = article.published if article else None
            return (told is None, instant_of(told).timestamp() if told else 0.0)

        return tuple(sorted(article_ids, key=moment))

    def _group(self, article_id: str) -> Keep:
        article = self.store.articles.get(article_id)
        if article is None:
            return nothing
        placed = self.store.stories.placement(article_id)
        if placed is not None:  # a later version of an article stays where it is
            story_id = self.store.stories.resolve(placed.story)
            return lambda: self.store.work.queue("brief", [story_id])
        reading = self.store.articles.reading(article_id)
        placements = steps.group(article, reading, self.desk)
        return lambda: self._keep_places(placements)

    def _correct(self, told: str) -> Keep:
        """A reader's word: what it moves, and the word itself with all that the desk has filled in."""
        try:
            placements = steps.correct(codec.noun_of(Correction, msgspec.json.decode(told)), self.desk)
        except UnknownId as error:  # no trouble of the store: the word alone is refused, the rest goes on
            raise BadInput(error.subject, error.trouble, error.next_step) from error
        held = self.desk.corrections[-1]

        def keep() -> None:
            self.store.stories.put_correction(msgspec.to_builtins(held))
            self.keep(placements)

        return keep

    def keep(self, placements: Iterable[Placement]) -> None:
        """Keep placements, the stories they changed, and the redirects of stories that are no more."""
        with self.store.writing():
            self._keep_places(placements)
            self._keep_stories()

    def _keep_places(self, placements: Iterable[Placement]) -> None:
        for placement in placements:
            before = self.store.stories.placement(placement.id)
            if before is not None and before.story != placement.story:
                self._touched[before.story] = None
                self._split_marks(before.story, placement.story)
            self._touched[placement.story] = None
            self.store.stories.put_placement(placement)

    def _keep_stories(self) -> None:
        for story_id in self._touched:
            self._keep_story(story_id)
        self._touched.clear()

    def _keep_story(self, story_id: str) -> None:
        """A story as it is now, or where it went; and that its page is to be written."""
        now_in = self.desk.resolve(story_id)
        if now_in != story_id:
            self.store.stories.redirect(story_id, now_in)
            self.store.stories.drop(story_id)
            self._carry_marks(story_id, now_in)
        self.store.stories.put(self.desk.story(now_in))
        self.store.work.queue("brief", [now_in])

    def _carry_marks(self, story_id: str, now_in: str) -> None:
        """Whoever read, starred or followed a story that was merged did so with the one that it went into.

        Of that one they count as having seen the version before the merge: what came by it is new to them.
        """
        brief = self.store.stories.brief(now_in)
        for reader, gone in self.store.marks.on(story_id):
            known = self.store.marks.get(reader, now_in) or Mark(now_in)
            seen = known.seen_version or (gone.seen_version and (brief.version if brief else 1))
            kept = dataclasses.replace(
                known,
                seen_version=seen,
                seen_at=known.seen_at or gone.seen_at,
                starred=known.starred or gone.starred,
                followed=known.followed or gone.followed,
            )
            if kept != known:
                self.store.marks.put(reader, kept)

    def _split_marks(self, story_id: str, split_off: str) -> None:
        """Whoever read or followed a story did so with what is split off it as a story of its own."""
        if self.store.stories.get(split_off) is not None:
            return
        for reader, mark in self.store.marks.on(self.store.stories.resolve(story_id)):
            if self.store.marks.get(reader, split_off) is None and (mark.seen_version or mark.followed):
                seen = min(mark.seen_version, 1)  # its first version is made of what they read
                self.store.marks.put(reader, Mark(split_off, seen, mark.seen_at, followed=mark.followed))

    def _brief(self, story_id: str) -> Keep:
        known = self.store.stories.brief(story_id)
        story = self.store.stories.get(story_id)
        if story is None:
            return nothing
        brief = steps.brief(dossiers.kept(self.store, story, related(story, self.desk)), known)
        if self.writer is not None:
            brief = steps.rewrite(brief, self.writer, dossiers.articles_of(self.store, story))
        if known is not None and known.lines() == brief.lines() and known.headline == brief.headline:
            return nothing
        newer = dataclasses.replace(brief, version=known.version + 1 if known else 1)
        return lambda: self.store.stories.put_brief(newer)
