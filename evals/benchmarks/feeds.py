"""How fast are feeds read, beside feedparser in one run, and do both say the same? Prints one JSON object of figures.

usage: evals/benchmarks/feeds.py FOLDER_OF_GOLD [--every N]

Reads every Nth snapshot of FOLDER/gold/feeds/feedstream by both, fifty by fifty in turn, on one core; CPU seconds
count. Titles are compared as text, links as written, dates as instants. Reading includes all that an item needs:
text cleaned, content sanitised, raw dates kept.
"""

from __future__ import annotations

import argparse
import calendar
import gc
import json
import sys
import tarfile
import time
from collections import Counter
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

import feedparser

from newsworld.gather import feeds
from newsworld.gather.cleaning import text_of
from newsworld.news.errors import BadFeed
from newsworld.news.moments import instant_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from newsworld.gather.parsed import Parsed

BATCH = 50
NOW = "2026-01-01T00:00:00+00:00"


def snapshots(folder: Path, every: int) -> Iterator[bytes]:
    with tarfile.open(folder / "gold/feeds/feedstream/snapshots.tar.xz") as packed:
        for number, member in enumerate(packed):
            if number % every == 0:
                yield packed.extractfile(member).read()


def batched(bodies: Iterator[bytes]) -> Iterator[tuple[bytes, ...]]:
    while some := tuple(islice(bodies, BATCH)):
        yield some


def timed(read: Callable[[bytes], Any], bodies: tuple[bytes, ...]) -> tuple[list[Any], float]:
    """What a reader makes of them, and the CPU seconds it took; another's garbage is not counted."""
    gc.collect()
    began = time.process_time()
    return [read(body) for body in bodies], time.process_time() - began


def ours(body: bytes) -> Parsed | None:
    try:
        return feeds.parse(body, "s", "https://feeds.example/", NOW)
    except BadFeed:
        return None


def instant(entry: dict[str, Any]) -> int | None:
    parts = entry.get("published_parsed") or entry.get("updated_parsed")
    return calendar.timegm(parts) if parts else None


def turn(bodies: tuple[bytes, ...], spent: Counter[str], same: Counter[str]) -> None:
    """Both read them; nothing of it stays in memory to slow the next turn."""
    mine, seconds = timed(ours, bodies)
    spent["ours"] += seconds
    theirs, seconds = timed(feedparser.parse, bodies)
    spent["theirs"] += seconds
    for one, other in zip(mine, theirs, strict=True):
        compare(one, other, same)


def compare(mine: Parsed | None, theirs: Any, same: Counter[str]) -> None:
    """Count items, and those of which both say the same."""
    items = mine.items if mine else ()
    same["items"] += max(len(items), len(theirs.entries))
    for item, entry in zip(items, theirs.entries, strict=False):
        same["titles"] += item.headline == text_of(entry.get("title") or "")
        same["links"] += item.link == (entry.get("link") or "")
        published = round(instant_of(item.published).timestamp()) if item.published else None
        same["dates"] += published == instant(entry)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--every", type=int, default=10)
    told = parser.parse_args()
    spent, same, count = Counter(), Counter(), 0
    for bodies in batched(snapshots(told.folder, told.every)):
        count += len(bodies)
        turn(bodies, spent, same)
    figures = {
        "feeds": count,
        "items": same["items"],
        "feeds_per_second": round(count / spent["ours"]),
        "feedparser_per_second": round(count / spent["theirs"]),
        "times_faster": round(spent["theirs"] / spent["ours"], 1),
        **{f"{name}_equal": round(100 * same[name] / same["items"], 2) for name in ("titles", "links", "dates")},
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
