"""How fast the reader answers, with a small store and with a large one, in one run.

    python evals/benchmarks/web.py [SMALL LARGE] [--keep FOLDER]     default: 10000 100000 articles

Stores are filled with made-up articles of a vocabulary whose words are as rare as a language's (Zipf), 1,400 a day,
three to a story, as many days back as it takes. A client then asks each page over one connection, one request after the
other, as fast as answers come. Prints one JSON object: for each page and size the median and the 99th percentile in
milliseconds, and the large store's median divided by the small one's.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import itertools
import json
import random
import socket
import statistics
import sys
import tempfile
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import uvicorn

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "src")]

from newsworld.news.articles import Article  # noqa: E402
from newsworld.news.briefs import Brief, Citation, Line, Section  # noqa: E402
from newsworld.news.spans import Span  # noqa: E402
from newsworld.news.stories import Member, Placement, Story, Topic  # noqa: E402
from newsworld.newsroom import Newsroom  # noqa: E402
from newsworld.settings import Settings  # noqa: E402
from newsworld.web import application  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

NOW = datetime(2031, 3, 9, 14, 30, tzinfo=UTC)
PER_DAY = 1400
PER_STORY = 3
BATCH = 200  # stories a transaction
REQUESTS = 200  # a page: so that the 99th percentile is the third slowest
VOCABULARY = [f"{a}{b}{c}" for a in ("ka", "lo", "mi", "ne", "ru", "so", "ta", "ve", "zi", "po")
              for b in ("r", "l", "n", "st", "m", "d", "sk", "p") for c in ("an", "el", "ig", "or", "um", "ay", "ent",
              "ova", "ism", "ward", "ling", "ness", "er", "y", "ton", "ish", "al", "ek", "ur", "ost")]  # fmt: skip
WEIGHTS = list(itertools.accumulate(1 / rank for rank in range(1, len(VOCABULARY) + 1)))  # cumulative


def sentences(chance: random.Random) -> list[str]:
    """Some sentences of made-up words."""
    words = chance.choices(VOCABULARY, cum_weights=WEIGHTS, k=120)
    return [" ".join(words[at : at + 15]).capitalize() + "." for at in range(0, 120, 15)]


def article(number: int, moment: datetime, chance: random.Random) -> Article:
    """One article of made-up words."""
    told = sentences(chance)
    return Article(
        id=f"a{number}", text="\n\n".join(told), url=f"https://outlet{number % 200}.example/{number}",
        outlet=f"Outlet {number % 200}", language="en", headline=told[0][:60], published=moment.isoformat(),
    )  # fmt: skip


def cited(one: Article, at: int, **slots: str) -> Line:
    """A sentence of an article as a line."""
    words = one.text.split("\n\n")[at]
    start = one.text.index(words)
    return Line(words, "verbatim", (Citation(one.id, Span(start, start + len(words)), words),), (), slots)


def brief(story: Story, articles: list[Article]) -> Brief:
    """A page with what pages have."""
    first, last = articles[0], articles[-1]
    day = (NOW + timedelta(days=2)).date().isoformat()
    sections = (
        Section("who said what", tuple(cited(first, at, speaker=f"Speaker {at}", party="Party") for at in range(4))),
        Section("meetings", (cited(last, 5, name="meeting", start=day, status="planned", parties="Party; Other"),)),
        Section("positions", tuple(cited(one, 6, party="Party", issue="issue", stance="offers") for one in articles)),
        Section("where it comes from", tuple(cited(one, 0, outlet=one.outlet or "") for one in articles)),
    )  # fmt: skip
    basics = tuple(cited(first, at) for at in (1, 2, 3))
    return Brief(story.id, story.headline, cited(first, 0), basics, sections, updated=story.last_seen)


def fill(room: Newsroom, count: int) -> None:
    """So many articles with their stories and pages, the oldest first: as they come in."""
    chance = random.Random(7)
    firsts = range(0, count, PER_STORY)[::-1]
    for at in range(0, len(firsts), BATCH):
        with room.store.writing():
            for number in firsts[at : at + BATCH]:
                put_story(room, range(number, min(number + PER_STORY, count)), chance)


def put_story(room: Newsroom, numbers: range, chance: random.Random) -> None:
    """One story of articles of these numbers, with its page; the higher a number, the older the article."""
    name = f"s{numbers[0]}"
    members = [article(n, NOW - timedelta(minutes=n * 1440 / PER_DAY), chance) for n in numbers]
    for one in members[::-1]:
        room.store.articles.put(one, one.published or "")
        room.store.stories.put_placement(Placement(one.id, name))
    story = Story(
        name, members[0].headline or "", members[-1].published or "", members[0].published or "",
        tuple(Member(one.id) for one in members), chance.choice((1, 1, 1, 2, 3)),
        (Topic(f"medtop:{numbers[0] % 17}", f"topic {numbers[0] % 17}"),),
    )  # fmt: skip
    room.store.stories.put(story)
    room.store.stories.put_brief(brief(story, members))


@contextlib.contextmanager
def served(room: Newsroom) -> Iterator[int]:
    """The reader on a free port; its clock runs."""
    door = socket.socket(proto=socket.IPPROTO_TCP)  # named, or asyncio leaves Nagle on and each answer waits 40 ms
    door.bind(("127.0.0.1", 0))
    door.listen()

    def clock() -> str:
        return datetime.now(UTC).isoformat()

    server = uvicorn.Server(uvicorn.Config(application(room, clock), log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True)
    thread.start()
    try:
        yield door.getsockname()[1]
    finally:
        server.should_exit = True
        thread.join(10)
        door.close()


@contextlib.contextmanager
def opened(path: Path, size: int) -> Iterator[int]:
    """A store of so many articles, filled where it is not yet, behind the reader's port."""
    with Newsroom.opened(Settings(store=str(path), as_of=NOW.isoformat())) as room:
        if room.store.articles.count() < size:
            fill(room, size)
        with served(room) as port:
            yield port


def paths(count: int) -> dict[str, list[str]]:
    """What is asked: many stories and many words, rare and frequent, not one over and over."""
    chance = random.Random(11)
    recent = range(0, min(count, 7 * PER_DAY), PER_STORY)
    words = chance.choices(VOCABULARY, cum_weights=WEIGHTS, k=REQUESTS)
    pairs = zip(words, chance.choices(VOCABULARY, cum_weights=WEIGHTS, k=REQUESTS), strict=True)
    return {
        "front": ["/"] * REQUESTS,
        "story": [f"/story/s{chance.choice(recent)}" for _ in range(REQUESTS)],
        "search": [f"/search?q={quote(' '.join(pair))}" for pair in pairs],
        "search rare": [f"/search?q={quote(word)}" for word in chance.choices(VOCABULARY[-800:], k=REQUESTS)],
        "topic": [f"/topic/medtop%3A{n % 17}" for n in range(REQUESTS)],
        "talks": ["/talks"] * (REQUESTS // 4),
        "feed": ["/feeds/front.atom"] * (REQUESTS // 4),
    }


def asked(port: int, wanted: list[str]) -> dict[str, float]:
    """Median and 99th percentile of one page, in milliseconds."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    times = []
    for path in wanted[:5] + wanted:
        start = time.perf_counter()
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        times.append((time.perf_counter() - start) * 1000)
        if answer.status != 200:
            raise SystemExit(f"{path}: {answer.status}")
    connection.close()
    warm = sorted(times[5:])
    return {"median": round(statistics.median(warm), 1), "p99": round(warm[int(len(warm) * 0.99) - 1], 1)}


def main() -> None:
    """Fill, serve, ask, tell."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("sizes", nargs="*", type=int, default=[10_000, 100_000])
    parser.add_argument("--keep", help="a folder to keep the stores in, so that a second run need not fill them")
    told = parser.parse_args()
    figures: dict[str, dict[str, dict[str, float]]] = {}
    with contextlib.ExitStack() as held:
        folder = Path(told.keep or held.enter_context(tempfile.TemporaryDirectory()))
        ports = {size: held.enter_context(opened(folder / f"web-{size}.db", size)) for size in told.sizes}
        for name in paths(told.sizes[0]):
            for size, port in ports.items():  # one beside the other: what else the machine does weighs on both
                figures.setdefault(name, {})[str(size)] = asked(port, paths(size)[name])
    small, large = str(told.sizes[0]), str(told.sizes[-1])
    ratios = {name: round(by_size[large]["median"] / by_size[small]["median"], 2) for name, by_size in figures.items()}
    print(json.dumps({"milliseconds": figures, "large to small": ratios}, indent=1))


if __name__ == "__main__":
    main()
