"""Slow: a world with forty hostile sources in it, and an archive whose reader is killed."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.gather.origin import Origin
from tests.gather.test_kinds import warc

from newsworld.gather import Client, Options, listen
from newsworld.news.sourcing import Source

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
HOSTILE = ("drip", "endless", "silent", "gzip-bomb", "header-flood", "loop", "cut", "junk", "huge-headers", "html-feed")
SOURCES = 200
NOW = "2025-01-06T12:00:00+00:00"
DEADLINE_SECONDS = 8.0


def serve(port: multiprocessing.Queue, stop: multiprocessing.Event) -> None:
    async def work() -> None:
        async with Origin("0.0.0.0") as origin:
            port.put(origin.port)
            await asyncio.to_thread(stop.wait)

    asyncio.run(work())


def listen_to(world: list[str], answer: multiprocessing.Queue) -> None:
    options = Options(allow=("127.0.0.0/8",), pace_seconds=0.0, deadline_seconds=DEADLINE_SECONDS)

    async def work() -> dict[str, tuple[float, int]]:
        sources = [Source(address, "feed", address, "o") for address in world]
        loop = asyncio.get_running_loop()
        began = loop.time()
        async with Client(options) as client:
            heard = listen(sources, {}, lambda _: (), client, NOW, options)
            return {told.source.id: (loop.time() - began, len(told.new)) async for told in heard}

    answer.put((asyncio.run(work()), peak_mebibytes()))


def peak_mebibytes() -> float:
    """The most memory this process held; ru_maxrss would tell that of the process it was started from, if larger."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.search(r"VmHWM:\s+(\d+) kB", status).group(1)) / 1024


@pytest.fixture
def port():
    context = multiprocessing.get_context("spawn")
    told, stop = context.Queue(), context.Event()
    server = context.Process(target=serve, args=(told, stop))
    server.start()
    yield told.get(timeout=100)
    stop.set()
    server.join(10)
    server.kill()


def test_forty_hostile_sources_delay_no_honest_one(port: int) -> None:
    world = []
    for n in range(SOURCES):
        path = HOSTILE[n // 5 % len(HOSTILE)] if n % 5 == 0 else "feed"
        world.append(f"http://127.0.{1 + n // 250}.{1 + n % 250}:{port}/{path}")
    assert sum(not address.endswith("/feed") for address in world) == 40
    context = multiprocessing.get_context("spawn")
    answer = context.Queue()
    listener = context.Process(target=listen_to, args=(world, answer))
    listener.start()
    heard, mebibytes = answer.get(timeout=120)
    listener.join()
    honest = {name: told for name, told in heard.items() if name.endswith("/feed")}
    assert len(heard) == SOURCES
    assert all(new == 1 for _, new in honest.values())
    # None waited for the time a hostile one was given.
    assert max(seconds for seconds, _ in honest.values()) < DEADLINE_SECONDS
    assert mebibytes < 600, mebibytes


READER = """
import sys
from pathlib import Path
from newsworld.gather.archives import captures
path, log = Path(sys.argv[1]), Path(sys.argv[2])
done = log.read_bytes().splitlines() if log.exists() else []
done = [line for line in done if line.endswith(b".")]
with log.open("ab") as kept:
    for filed in captures(path, int(done[-1].split()[1]) if done else 0):
        kept.write(f"{filed.capture.url} {filed.next_offset} .\\n".encode())
        kept.flush()
"""


def test_an_archive_whose_reader_is_killed_is_read_once_and_wholly(tmp_path: Path) -> None:
    path, log = tmp_path / "a.warc.gz", tmp_path / "log"
    warc(path, 20_000, padding=200)
    command = [sys.executable, "-c", READER, str(path), str(log)]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "src")}
    for _ in range(4):
        reader = subprocess.Popen(command, env=environment)
        size = log.stat().st_size if log.exists() else 0
        while reader.poll() is None and (not log.exists() or log.stat().st_size < size + 100_000):
            time.sleep(0.005)
        reader.send_signal(signal.SIGKILL)
        reader.wait()
        whole = log.read_bytes()
        log.write_bytes(whole[: whole.rfind(b"\n") + 1])
    assert subprocess.run(command, env=environment, check=True).returncode == 0
    urls = [line.split()[0] for line in log.read_text().splitlines()]
    assert urls == [f"https://a.example/{n}/200t" for n in range(20_000)]
