"""Does the API hold 200 requests a second on two cores with many articles in the store?

    python evals/benchmarks/api.py [--articles N] [--rate R] [--seconds S] [--keep FOLDER]     default: 100000 200 60

Fills a store as web.py does, serves it in a process of its own, and asks from this one, so that each has a core: a mix
of lists, briefs, articles, searches, facts, changes and marks, each request sent at its time whether or not earlier
ones are answered, and timed from when it was due. Prints one JSON object: errors, the median and the 99th percentile in
milliseconds in all and by kind, and the server's CPU milliseconds a request (which a busy machine stretches less).
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

import aiohttp

from web import NOW, PER_DAY, PER_STORY, VOCABULARY, WEIGHTS, fill

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "src")]

from newsworld.newsroom import Newsroom  # noqa: E402
from newsworld.settings import Settings  # noqa: E402

TOKEN = "benchmark"
SHARES = {
    "stories": 20, "stories of a topic": 5, "brief": 20, "story": 8, "article": 15, "search": 8, "search rare": 4,
    "statements": 5, "positions of a party": 3, "changes": 4, "edition": 4, "topics": 2, "mark": 2,
}  # fmt: skip
SERVER = """
import asyncio, socket, sys, uvicorn
from datetime import UTC, datetime
from newsworld.doors import application
from newsworld.newsroom import Newsroom
from newsworld.settings import Settings
room = Newsroom.opened(Settings(store=sys.argv[1], as_of=sys.argv[2], api_token="benchmark"))
door = socket.socket(proto=socket.IPPROTO_TCP)
door.bind(("127.0.0.1", 0))
print(door.getsockname()[1], flush=True)
app = application(room, lambda: datetime.now(UTC).isoformat())
uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False, lifespan="off")).run(sockets=[door])
"""


def wanted(kind: str, count: int, chance: random.Random) -> tuple[str, str, Any]:
    """Method, path and body of one request of a kind."""
    recent = chance.randrange(0, min(count, 7 * PER_DAY), PER_STORY)
    words = chance.choices(VOCABULARY, cum_weights=WEIGHTS, k=2)
    paths = {
        "stories": "/stories?limit=20",
        "stories of a topic": f"/stories?limit=20&topic=medtop%3A{chance.randrange(17)}",
        "brief": f"/stories/s{recent}/brief",
        "story": f"/stories/s{recent}",
        "article": f"/articles/a{chance.randrange(count)}",
        "search": f"/search?limit=20&q={quote(' '.join(words))}",
        "search rare": f"/search?limit=20&q={quote(chance.choice(VOCABULARY[-800:]))}",
        "statements": f"/statements?limit=20&q={words[0]}",
        "positions of a party": "/positions?limit=20&party=party",
        "changes": "/changes",
        "edition": "/edition",
        "topics": "/topics?limit=20",
        "mark": f"/marks/s{recent}",
    }
    body = {"seen_version": 1, "starred": chance.random() < 0.5} if kind == "mark" else None
    return ("PATCH" if body else "GET"), f"/api/v1{paths[kind]}", body


async def asked(port: int, count: int, rate: float, seconds: float) -> list[tuple[str, float, int]]:
    """Kind, milliseconds from when it was due, and status of each request."""
    chance = random.Random(5)
    kinds = chance.choices(list(SHARES), weights=list(SHARES.values()), k=int(rate * seconds))
    plan = [(kind, *wanted(kind, count, chance)) for kind in kinds]
    results: list[tuple[str, float, int]] = []
    headers = {"authorization": f"Bearer {TOKEN}"}
    connector = aiohttp.TCPConnector(limit=64)
    async with aiohttp.ClientSession(f"http://127.0.0.1:{port}", headers=headers, connector=connector) as session:

        async def one(kind: str, method: str, path: str, body: Any, due: float) -> None:
            try:
                async with session.request(method, path, json=body) as answer:
                    await answer.read()
                    status = answer.status
            except aiohttp.ClientError:
                status = 0
            results.append((kind, (time.perf_counter() - due) * 1000, status))

        for warming in plan[:50]:
            await one(*warming, time.perf_counter())
        results.clear()
        start = time.perf_counter()
        async with asyncio.TaskGroup() as group:
            for number, (kind, method, path, body) in enumerate(plan):
                due = start + number / rate
                await asyncio.sleep(max(0.0, due - time.perf_counter()))
                group.create_task(one(kind, method, path, body, due))
    return results


def cpu_seconds(process: int) -> float:
    """User and system time that a process has used."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def told(times: list[float]) -> dict[str, float]:
    """Median and 99th percentile."""
    ranked = sorted(times)
    return {"median": round(ranked[len(ranked) // 2], 1), "p99": round(ranked[int(len(ranked) * 0.99) - 1], 1)}


def main() -> None:
    """Fill, serve, ask, tell."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--rate", type=float, default=200)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--keep", help="a folder to keep the store in, so that a second run need not fill it")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(options.keep or folder) / f"web-{options.articles}.db"
        room = Newsroom.opened(Settings(store=str(path), as_of=NOW.isoformat()))
        if room.store.articles.count() < options.articles:
            fill(room, options.articles)
        room.close()
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
        command = [sys.executable, "-c", SERVER, str(path), NOW.isoformat()]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as server:
            assert server.stdout is not None
            port = int(server.stdout.readline())
            time.sleep(1.0)
            before = cpu_seconds(server.pid)
            results = asyncio.run(asked(port, options.articles, options.rate, options.seconds))
            spent = cpu_seconds(server.pid) - before
            server.terminate()
    figures = {
        "articles": options.articles,
        "requests": len(results),
        "errors": sum(status not in (200, 204) for _, _, status in results),
        "milliseconds": told([took for _, took, _ in results]),
        "by kind": {kind: told([took for name, took, _ in results if name == kind]) for kind in SHARES},
        "server CPU milliseconds a request": round(spent * 1000 / len(results), 2),
    }
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
