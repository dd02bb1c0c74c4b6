"""Partitions on a Dask cluster: one task each, a bounded number under way. The only file that knows Dask.

Tasks are pure in their partition, and a part is there whole or not at all; so a worker that dies costs its task alone,
which Dask gives to another.
"""

from __future__ import annotations

import itertools
from contextlib import closing
from typing import TYPE_CHECKING, Any

from newsworld.batch.crew import MAX_LIVES, attempted
from newsworld.batch.job import Carried
from newsworld.news.errors import BadSettings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newsworld.batch.partitions import Partition

AHEAD = 4  # tasks a thread of the cluster that wait for it: enough to keep it busy, few enough for any archive
CONNECT_SECONDS = 15


def carried(partitions: Iterable[Partition], folder: str, address: str) -> Iterator[Carried]:
    """Carry each partition on the cluster whose scheduler is at `address`; what became of it, as soon as it is known.

    Files and folder must be there under the same names on every machine. BadSettings if the scheduler does not answer.
    """
    with closing(_client(address)) as client:
        yield from _as_carried(client, iter(partitions), folder)


def _client(address: str) -> Any:
    try:
        import distributed  # noqa: PLC0415 - an extra that only archives need
    except ImportError as error:
        raise BadSettings("dask", "it is not installed.", "pip install 'newsworld[archives]'") from error
    try:
        return distributed.Client(address, timeout=CONNECT_SECONDS)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise BadSettings(address, "no Dask scheduler answers there.", "Start one: dask scheduler.") from error


def _as_carried(client: Any, waiting: Iterator[Partition], folder: str) -> Iterator[Carried]:
    from distributed import as_completed  # noqa: PLC0415

    under_way: Any = as_completed()  # type: ignore[no-untyped-call]
    named: dict[str, Partition] = {}

    def send(count: int) -> None:
        for partition in itertools.islice(waiting, count):
            future = client.submit(attempted, partition, folder, pure=False, retries=MAX_LIVES - 1)
            named[future.key] = partition
            under_way.add(future)

    send(AHEAD * max(1, sum(client.nthreads().values())))
    for future in under_way:
        partition = named.pop(future.key)
        yield future.result() if future.status == "finished" else Carried(partition.name, error=_why(future))
        send(1)


def _why(future: Any) -> str:
    return f"{future.exception() or future.status}".splitlines()[0]
