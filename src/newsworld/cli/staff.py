"""Staff: the processes that gather and work beside the reader. Who dies is buried and replaced; all stop gracefully."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import threading
import time
from contextlib import closing, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from typing import TYPE_CHECKING

import structlog

from newsworld.cli import logs
from newsworld.cli.clock import clock
from newsworld.news.errors import StoreTrouble
from newsworld.newsroom import Newsroom
from newsworld.pipeline.hands import bury, bury_the_dead, collect_seldom, name_of_this_process
from newsworld.pipeline.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.process import BaseProcess

    from newsworld.pipeline.working import Worker
    from newsworld.settings import Settings

ROUND_SECONDS = 5.0  # between looks for sources that are due
IDLE_SECONDS = 0.5  # between looks for work where none waited
TELL_SECONDS = 60.0  # between lines of the log where work never ends
TROUBLE_SECONDS = 5.0  # before another try where the store did not obey
REPLACED_AFTER_SECONDS = 1.0
STOP_SECONDS = 30.0  # as long as the slowest page may take
log = structlog.get_logger()


@dataclass(slots=True)
class Staff:
    """So many workers over a store, and one who gathers if wanted."""

    room: Newsroom
    workers: int
    gathers: bool
    tally: Tally = field(init=False)
    _hired: dict[int, tuple[BaseProcess, str, Callable[[Settings, str, Tally], None]]] = field(default_factory=dict)
    _ends: threading.Event = field(default_factory=threading.Event)
    _watch: threading.Thread = field(init=False)

    def __post_init__(self) -> None:
        self.tally = self.room.tally = Tally(multiprocessing.get_context("spawn"))
        self._watch = threading.Thread(target=self._watched, name="staff", daemon=True)

    def start(self) -> None:
        """Let them begin; what dead ones of this machine left behind is free at once."""
        bury_the_dead(self.room.store, clock())
        for job in [*([gathering] if self.gathers else []), *[working] * self.workers]:
            self._hire(job)
        self._watch.start()

    def _hire(self, job: Callable[[Settings, str, Tally], None]) -> None:
        owner = name_of_this_process()
        process = multiprocessing.get_context("spawn").Process(
            target=job, args=(self.room.settings, owner, self.tally), name=job.__name__, daemon=True
        )
        process.start()
        self._hired[process.sentinel] = (process, owner, job)

    def _watched(self) -> None:
        while not self._ends.is_set():
            ended = wait(list(self._hired), timeout=1.0)
            for sentinel in [one for one in self._hired if one in ended]:
                if self._ends.is_set():
                    return
                process, owner, job = self._hired.pop(sentinel)
                process.join()
                log.error("died, and is replaced", job=job.__name__, process=process.pid, exit=process.exitcode)
                with suppress(StoreTrouble):  # its claims then run out by themselves
                    bury(self.room.store, owner, clock())
                self._ends.wait(REPLACED_AFTER_SECONDS)
                self._hire(job)

    def stop(self) -> None:
        """Let each finish what it has in hand, keep it, and end."""
        self._ends.set()
        self._watch.join(STOP_SECONDS)
        for process, _, _ in self._hired.values():
            process.terminate()
        end = time.monotonic() + STOP_SECONDS
        for process, _, _ in self._hired.values():
            process.join(max(0.1, end - time.monotonic()))
            if process.is_alive():
                process.kill()


def _led() -> Callable[[], bool]:
    """Ends on SIGTERM, and when the one who leads us is gone; Ctrl-C is for that one."""
    leader, told = multiprocessing.parent_process(), threading.Event()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: told.set())
    return lambda: told.is_set() or (leader is not None and not leader.is_alive())


def working(settings: Settings, owner: str, tally: Tally) -> None:
    """A worker's process."""
    is_over = _led()
    collect_seldom()
    logs.told_to_stderr(as_json=settings.log_json)
    structlog.contextvars.bind_contextvars(job="work", process=os.getpid())
    with closing(Newsroom.opened(settings)) as room, closing(room.worker(clock, owner, tally)) as worker:
        worker.waits_for_the_first = True
        while not is_over():
            _one_turn(worker, is_over)


def _one_turn(worker: Worker, is_over: Callable[[], bool]) -> None:
    tells_at = time.monotonic() + TELL_SECONDS
    try:
        done = worker.work(lambda: is_over() or time.monotonic() > tells_at)
    except StoreTrouble as error:
        log.error("the store does not obey", error=str(error))  # noqa: TRY400 - its words say all
        time.sleep(TROUBLE_SECONDS)
        return
    if any(done.values()):
        log.info("worked", **{name: count for name, count in done.items() if count})
    else:
        time.sleep(IDLE_SECONDS)  # what waits is another's to do
    while not is_over() and not worker.is_wanted():
        time.sleep(IDLE_SECONDS)


def gathering(settings: Settings, owner: str, tally: Tally) -> None:  # noqa: ARG001 - jobs look alike
    """The gatherer's process."""
    leader = multiprocessing.parent_process()
    logs.told_to_stderr(as_json=settings.log_json)
    structlog.contextvars.bind_contextvars(job="gather", process=os.getpid())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with closing(Newsroom.opened(settings)) as room, suppress(asyncio.CancelledError):
        asyncio.run(_gathering(room, owner, lambda: leader is None or leader.is_alive()))


async def _gathering(room: Newsroom, owner: str, is_wanted: Callable[[], bool]) -> None:
    task = asyncio.ensure_future(room.labour(clock, owner, ROUND_SECONDS, is_wanted))
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    await task
