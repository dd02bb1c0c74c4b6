"""A steady stream with hostile pages in it, for minutes: does memory stay flat and the queue short?

    python evals/benchmarks/soak.py [--minutes 2] [--rate 5] [--workers 2] [--store ADDRESS]

Pages of the sample world, each in other words, come in at so many a second; every twentieth is hostile: cut in the
middle, binary, empty, nested a thousand deep, one line of a megabyte, a page that is only links, lying about its
encoding. Every ten seconds the memory of all processes and the queue are written down, and told
on standard error. Prints one JSON object: memory after the first quarter and at the end, and their ratio; the longest
queue and what waits at the end.
"""

from __future__ import annotations

import argparse
import dataclasses
import itertools
import json
import os
import random
import sys
import tempfile
import time
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT), str(Path(__file__).parent)]

from world import FETCHED, OUTLETS, bodies  # noqa: E402

from newsworld import settings  # noqa: E402
from newsworld.cli.staff import Staff  # noqa: E402
from newsworld.news.sourcing import Capture  # noqa: E402
from newsworld.newsroom import Newsroom  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

HOSTILE_EVERY = 20
LOOK_SECONDS = 10.0


def hostile(body: bytes, number: int) -> bytes:
    """One of the ways in which a page is not one."""
    chance = random.Random(number)
    ways = (
        lambda: body[: len(body) // 2],
        lambda: chance.randbytes(20_000),
        lambda: b"",
        lambda: b"<html><body>" + b"<div>" * 3000 + body,
        lambda: b"<html><body><p>" + b"word said that " * 70_000,
        lambda: b"<html><body>" + b'<a href="/x">more news and links</a> ' * 3000,
        lambda: body.replace(b"utf-8", b"utf-16"),
        lambda: body.replace(b"<p>", b"<p>\x00\xff\xfe&#0;&#xD800;"),
        lambda: b"<html><p>" + b'"' * 200_000,
    )
    return ways[number // HOSTILE_EVERY % len(ways)]()


def stream() -> Iterator[Capture]:
    """Pages without end; at times one comes again as it was, at times edited."""
    for number, (name, body) in enumerate(bodies(None)):
        if number % HOSTILE_EVERY == HOSTILE_EVERY - 1:
            body = hostile(body, number)  # noqa: PLW2901
        url = f"https://outlet{number % OUTLETS}.example/2022/01/{number}-{name}-a-report"
        capture = Capture(f"s{number:07d}", url, FETCHED, body=body, outlet=f"Outlet {number % OUTLETS}")
        yield capture
        if number % 50 == 7:
            yield capture
            yield dataclasses.replace(capture, body=body.replace(b"the", b"a", 3))


def processes() -> list[int]:
    """This process and those under it."""
    found = [os.getpid()]
    for process in found:
        with suppress(OSError):
            for task in Path(f"/proc/{process}/task").iterdir():
                found += [int(one) for one in (task / "children").read_text().split()]
    return found


def mebibytes() -> list[float]:
    """Memory that each of them holds, each page once (PSS); most first."""
    found = []
    for process in processes():
        with suppress(OSError):
            told = Path(f"/proc/{process}/smaps_rollup").read_text()
            found.append(next(int(line.split()[1]) for line in told.splitlines() if line.startswith("Pss:")) / 1024)
    return sorted(found, reverse=True)


def soaked(room: Newsroom, minutes: float, rate: float) -> dict[str, object]:
    """Feed at the rate and look now and then."""
    take, pages, sent, looks = room.listening.pipeline.take, stream(), 0, []
    began = next_look = time.monotonic()
    while (passed := time.monotonic() - began) < minutes * 60:
        due = int(passed * rate) - sent
        if due > 0:
            take(itertools.islice(pages, min(due, 64)))
            sent += min(due, 64)
        if time.monotonic() >= next_look:
            next_look += LOOK_SECONDS
            looks.append((mebibytes(), sum(room.store.work.backlog().values())))
            print(round(passed), sent, *map(round, looks[-1][0]), "waits", looks[-1][1], file=sys.stderr)
        time.sleep(0.02)
    waits = sum(room.store.work.backlog().values())
    while any(room.store.work.backlog().values()):
        time.sleep(0.2)
    drained = time.monotonic() - began - minutes * 60
    settled = looks[len(looks) // 4 :] or looks
    first, last, most = sum(settled[0][0]), sum(looks[-1][0]), max(sum(held) for held, _ in looks)
    return {
        "minutes": minutes, "rate": rate, "sent": sent, "articles": room.store.articles.count(),
        "set_aside": len(room.store.work.stuck(100_000)),
        "memory_mib": {"after_a_quarter": round(first), "most": round(most), "at_the_end": round(last),
                       "end_to_quarter": round(last / first, 2),
                       "by_process_after_a_quarter": list(map(round, settled[0][0])),
                       "by_process_at_the_end": list(map(round, looks[-1][0]))},
        "queue": {"longest": max(q for _, q in looks), "median": sorted(q for _, q in looks)[len(looks) // 2],
                  "at_the_end": waits, "drained_in_seconds": round(drained, 1)},
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", nargs="?", help="not needed")
    parser.add_argument("--minutes", type=float, default=2)
    parser.add_argument("--rate", type=float, default=5)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--store")
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = told.store or str(Path(folder) / "news.db")
        with closing(Newsroom.opened(settings.load(None, {"store": store, "workers": told.workers}, {}))) as room:
            staff = Staff(room, told.workers, gathers=False)
            staff.start()
            try:
                figures = soaked(room, told.minutes, told.rate)
            finally:
                staff.stop()
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
