"""Crew: processes of this machine that carry partitions, one each at a time. One that dies is replaced.

What a dead one held goes to another; what has cost three of them is given up and told, so that a page on which a
process dies stops nobody else.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING

from newsworld.batch.job import Carried, carry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from multiprocessing.process import BaseProcess

    from newsworld.batch.partitions import Partition

MAX_LIVES = 3


@dataclass(slots=True)
class _Hand:
    """A process, our end of its line, and what it holds."""

    process: BaseProcess
    line: Connection
    holds: Partition | None = None


class Crew:
    """So many processes over one folder."""

    def __init__(self, folder: str, workers: int) -> None:
        self._folder = folder
        self._workers = workers
        self._context = multiprocessing.get_context("spawn")  # a fork would take locks and threads along
        self._again: deque[Partition] = deque()
        self._lost: dict[str, int] = {}

    def carried(self, partitions: Iterable[Partition]) -> Iterator[Carried]:
        """Carry each partition; what became of it as soon as it is known."""
        waiting = iter(partitions)
        hands = [self._hand() for _ in range(self._workers)]
        try:
            for hand in hands:
                self._give(hand, waiting)
            while any(hand.holds for hand in hands):
                ready = wait([hand.line for hand in hands if hand.holds])
                for number, hand in enumerate(hands):
                    if hand.line not in ready:
                        continue
                    told, hands[number] = self._heard(hand)
                    if told is not None:
                        yield told
                for hand in hands:
                    if hand.holds is None:
                        self._give(hand, waiting)
        finally:
            for hand in hands:
                hand.line.close()
                hand.process.terminate()
                hand.process.join(10)

    def _hand(self) -> _Hand:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_serve, args=(theirs, self._folder), name="archive", daemon=True)
        process.start()
        theirs.close()
        return _Hand(process, ours)

    def _give(self, hand: _Hand, waiting: Iterator[Partition]) -> None:
        hand.holds = self._again.popleft() if self._again else next(waiting, None)
        if hand.holds is not None:
            with suppress(OSError):  # dead already: its line tells so when it is read
                hand.line.send(hand.holds)

    def _heard(self, hand: _Hand) -> tuple[Carried | None, _Hand]:
        """What a process says, or that it is dead; and who stands in its place now."""
        partition = hand.holds
        assert partition is not None
        hand.holds = None
        try:
            return hand.line.recv(), hand
        except (EOFError, OSError):
            hand.line.close()
            hand.process.join()
        lives = self._lost[partition.name] = self._lost.get(partition.name, 0) + 1
        if lives < MAX_LIVES:
            self._again.append(partition)
            return None, self._hand()
        return Carried(partition.name, error=f"{lives} processes died over it."), self._hand()


def _serve(line: Connection, folder: str) -> None:
    """Carry what comes down the line until nobody is at its other end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one who leads the crew
    with suppress(EOFError, OSError):
        while True:
            line.send(attempted(line.recv(), folder))


def attempted(partition: Partition, folder: str) -> Carried:
    """Carry a partition; what prevents it is told, not raised."""
    try:
        return carry(partition, folder)
    except Exception as error:  # noqa: BLE001 - told to whoever asked for the partition
        return Carried(partition.name, error=f"{error}")
