"""kill -9 at random moments of running workers: is anything acknowledged lost, is anything doubled, is the store sound?

    python evals/benchmarks/faults.py [--kills 200] [--store ADDRESS] [--workers 2] [--seed 1]

A feeder takes in pages of the sample world and writes down each that the store acknowledged. Workers are led by
`newsworld work`; at random moments one of them, or the leader with all of them, is killed and the leader started anew.
At the end all that waits is worked off, and every page acknowledged must be one article in one story, once.
Prints one JSON object; exits 1 if anything was lost, doubled or damaged.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT), str(Path(__file__).parent)]

from world import captures  # noqa: E402

from newsworld.pipeline import assembly, steps  # noqa: E402

if TYPE_CHECKING:
    from newsworld.store import Store

LEASE_SECONDS = 2
WAITING_AT_MOST = 60  # pages: the feeder waits while more do, so that a kill never hits an idle house
STARTED_AT_MOST = 30.0  # seconds that new processes may take until they work
FIRST_MOMENT, LAST_MOMENT = 0.0, 1.5  # seconds from the first result to the kill


def led(store: str, workers: int) -> subprocess.Popen:
    """A leader and its workers, in a process group of their own."""
    command = [sys.executable, "-m", "newsworld", "--store", store, "work", "--workers", str(workers)]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src"), "NEWSWORLD_LEASE_SECONDS": str(LEASE_SECONDS)}
    return subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )


def children(process: int) -> list[int]:
    """The workers of a leader."""
    found = []
    for task in Path(f"/proc/{process}/task").iterdir():
        with suppress(OSError):
            found += [int(one) for one in (task / "children").read_text().split()]
    return found


def kill_one(leader: subprocess.Popen, chance: random.Random) -> str:
    """Kill a worker, or at times the leader and all it leads at once; what was hit."""
    if chance.random() < 0.1:
        os.killpg(leader.pid, signal.SIGKILL)
        leader.wait()
        return "all"
    workers = children(leader.pid)
    if not workers:
        return "none"
    os.kill(chance.choice(workers), signal.SIGKILL)
    return "worker"


def under_fire(address: str, kills: int, workers: int, seed: int) -> tuple[list[str], Counter]:
    """Feed and kill; the ids that were acknowledged, and what was hit."""
    chance, hit, acknowledged = random.Random(seed), Counter(), []
    pages = iter(captures(None, kills * 4 + 200))
    leader = led(address, workers)
    with closing(assembly.store_at(address)) as store:
        pipeline = assembly.pipeline(store)
        while sum(hit.values()) < kills:
            seen, latest = store.articles.count(), time.monotonic() + STARTED_AT_MOST
            moment = None
            while time.monotonic() < (moment or latest):
                if moment is None and store.articles.count() > seen:  # it is at work: now some moment of it
                    moment = time.monotonic() + chance.uniform(FIRST_MOMENT, LAST_MOMENT)
                if store.work.backlog().get("extract", 0) < WAITING_AT_MOST and (page := next(pages, None)):
                    pipeline.take([page])
                    acknowledged.append(page.id)
                else:
                    time.sleep(0.02)
            struck = kill_one(leader, chance)
            if struck != "none":
                hit[struck] += 1
            if leader.poll() is not None:
                leader = led(address, workers)
        while store.work.backlog():
            time.sleep(0.2)
    leader.send_signal(signal.SIGTERM)
    leader.wait(60)
    return acknowledged, hit


def found_wanting(address: str, acknowledged: list[str]) -> dict[str, object]:
    """What is lost, doubled, set aside or damaged."""
    with closing(assembly.store_at(address)) as store:
        stuck = store.work.stuck(10_000)
        aside = {subject for step, subject, _ in stuck if step in steps.READING}
        no_news = {
            name for name in acknowledged
            if store.articles.get(name) is None and name not in aside and _is_no_news(store, name)
        }  # fmt: skip
        placed = Counter(placement.id for placement in store.stories.placements(1_000_000))
        members = Counter(
            member.id
            for story in {placement.story for placement in store.stories.placements(1_000_000)}
            if (drawn := store.stories.get(story))
            for member in drawn.members
        )
        lost = [name for name in acknowledged if name not in placed and name not in aside | no_news]
        return {
            "acknowledged": len(acknowledged), "placed": len(placed), "no_news": len(no_news),
            "lost": lost, "doubled": [name for name, count in (placed | members).items() if count > 1],
            "in_no_drawn_story": [name for name in placed if name not in members],
            "set_aside": [list(row) for row in stuck], "damage": list(store.check()),
            "uncited": _uncited(store),
        }  # fmt: skip


def _is_no_news(store: Store, name: str) -> bool:
    capture = store.articles.capture(name)
    return capture is not None and steps.extract(capture).kind in steps.NO_NEWS


def _uncited(store: Store) -> list[str]:
    """Lines of briefs whose citation is not in the article."""
    wrong = []
    for story in {placement.story for placement in store.stories.placements(1_000_000)}:
        brief = store.stories.brief(story)
        if brief is None:
            wrong.append(f"{story}: no brief")
            continue
        for line in brief.lines():
            for citation in line.citations:
                article = store.articles.get(citation.article)
                if article is None or citation.span.of(article.text) != citation.quote:
                    wrong.append(f"{story}: {citation.quote[:40]}")
    return wrong


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", nargs="?", help="not needed")
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--store")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    told = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        address = told.store or str(Path(folder) / "news.db")
        acknowledged, hit = under_fire(address, told.kills, told.workers, told.seed)
        figures = found_wanting(address, acknowledged)
    figures |= {"killed": dict(hit), "seconds": round(time.monotonic() - began)}
    print(json.dumps(figures, indent=1))
    bad = ("lost", "doubled", "in_no_drawn_story", "damage", "uncited")
    return int(any(figures[name] for name in bad))


if __name__ == "__main__":
    sys.exit(main())
