"""Does the store stay as fast as it grows, and how large is it? Prints one JSON object of figures.

usage: evals/benchmarks/store.py [--articles N] [--store PATH or postgresql://…]

Keeps N made-up articles of some 200 words (30,000 different ones, by Zipf's law), each with a reading, a placement and
the step that waits and is done; every fourth opens a story with a brief. Batches of 64 a transaction, as the pipeline
does. The rate of the last tenth is told beside that of the first tenth of the same run, both by this process's CPU
(a server's own is not in it).
"""

from __future__ import annotations

import argparse
import itertools
import json
import resource
import statistics
import sys
import tempfile
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

from newsworld.news.articles import Article
from newsworld.news.briefs import Brief, Citation, Line
from newsworld.news.facts import Statement
from newsworld.news.readings import Reading
from newsworld.news.spans import Span
from newsworld.news.stories import Member, Placement, Story, Topic
from newsworld.pipeline import assembly

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from newsworld.store import Store

BATCH = 64
POOL = 80  # batches of texts, which come again and again
WORDS_AN_ARTICLE = 200
WINDOW = 0.1  # of the batches: so many at the end beside so many at the start
SYLLABLES = ["ba", "co", "du", "fe", "gi", "ho", "ja", "ke", "li", "mo", "nu", "pa", "ri", "so", "ta", "ve", "wi", "za"]
VOCABULARY = ["".join(parts) for parts in itertools.product(SYLLABLES, repeat=4)][::3]
START = datetime(2022, 1, 1, tzinfo=UTC)


def texts(seed: int) -> list[str]:
    """A batch of texts by Zipf's law: the n-th word comes 1/n times as often as the first."""
    chances = 1 / np.arange(1, len(VOCABULARY) + 1)
    drawn = np.random.default_rng(seed).choice(len(VOCABULARY), (BATCH, WORDS_AN_ARTICLE), p=chances / chances.sum())
    return [" ".join([VOCABULARY[at] for at in row]) + "." for row in drawn]


def keep(store: Store, n: int, text: str) -> None:
    """One article on its whole way."""
    name, moment = f"a{n:08}", (START + timedelta(seconds=10 * n)).isoformat()
    story = f"s{n // 4:08}"
    article = Article(name, text, headline=text[:60], outlet=f"Outlet {n % 300}", url=f"http://o{n % 300}.example/{n}")
    store.articles.put(article, moment)
    said = Statement((Span(0, 80),), "direct", Span(81, 90))
    store.articles.put_reading(Reading(name, "en", statements=(said,) * 4))
    store.stories.put_placement(Placement(name, story, why=("near",)))
    if n % 4 == 0:
        line = Line(text[:80], "verbatim", (Citation(name, Span(0, 80), text[:80]),))
        members = tuple(Member(f"a{n + k:08}") for k in range(4))
        store.stories.put(Story(story, text[:60], moment, moment, members, topics=(Topic(f"t{n % 50}", "Topic"),)))
        store.stories.put_brief(Brief(story, text[:60], basics=(line,) * 5))


def batches(store: Store, articles: int) -> Iterator[float]:
    """Keep them all; the seconds of CPU that each batch took to be written."""
    pool = [texts(seed) for seed in range(POOL)]
    for turn, first in enumerate(range(0, articles, BATCH)):
        made = pool[turn % POOL]
        begun = time.process_time()
        with store.writing():
            store.work.queue("group", [f"a{first + k:08}" for k in range(BATCH)])
        with store.writing():
            for k, text in enumerate(made):
                keep(store, first + k, text)
                store.work.done("group", f"a{first + k:08}")
        yield time.process_time() - begun


def milliseconds(act: Callable[[int], object], tries: int = 15) -> float:
    """The median of a few runs."""
    took = []
    for n in range(tries):
        begun = time.perf_counter()
        act(n)
        took.append(time.perf_counter() - begun)
    return round(1000 * statistics.median(took), 2)


def measure(store: Store, articles: int) -> dict[str, float]:
    """Fill it and look."""
    took = []
    for n, seconds in enumerate(batches(store, articles)):
        took.append(seconds)
        if n % 1000 == 999:
            print(
                f"{(n + 1) * BATCH:>9} articles, {BATCH * 1000 / sum(took[-1000:]):.0f} a second of CPU",
                file=sys.stderr,
            )
    window = max(1, int(len(took) * WINDOW))
    start, end = (BATCH * window / sum(part) for part in (took[:window], took[-window:]))
    count = len(took) * BATCH
    rare, frequent = VOCABULARY[3000:], VOCABULARY[:15]
    return {
        "articles": store.articles.count(),
        "articles_per_cpu_second": round(count / sum(took)),
        "rate_at_the_end_to_the_start": round(end / start, 2),
        "one_article_ms": milliseconds(lambda n: store.articles.get(f"a{n * count // 16:08}")),
        "search_rare_word_ms": milliseconds(lambda n: store.articles.search(rare[n])),
        "search_frequent_word_ms": milliseconds(lambda n: store.articles.search(frequent[n])),
        "newest_stories_ms": milliseconds(lambda n: store.stories.between("2022-01-01", "2122-01-01", 60 + n)),
        "peak_memory_mebibytes": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def main() -> None:
    """Measure one store."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--articles", type=int, default=20_000)
    asked.add_argument("--store", help="an empty store; without it a temporary SQLite file")
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        address = options.store or str(Path(folder) / "news.db")
        with closing(assembly.store_at(address)) as store:
            figures = measure(store, options.articles)
        path = Path(address)
        if path.is_file():
            figures["kilobytes_an_article"] = round(path.stat().st_size / figures["articles"] / 1000, 2)
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
