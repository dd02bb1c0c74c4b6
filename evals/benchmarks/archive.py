"""Archives on one, two processes and on Dask: how much faster are two, and are the bytes the same after a SIGKILL?

    python evals/benchmarks/archive.py [PAGES] [--count 240]

Writes WARC files of the pages (as world.py takes them), carries them in one process, with one and two workers of a Dask
cluster, and once more with one of two killed in the middle. Prints pages per second of each, the gain of two workers
over one, and whether every run gave the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import os
import signal
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT), str(Path(__file__).parent)]

from warcio.statusandheaders import StatusAndHeaders  # noqa: E402
from warcio.warcwriter import WARCWriter  # noqa: E402
from world import captures  # noqa: E402

from newsworld import batch  # noqa: E402

FILES = 12


def archives(folder: Path, pages: Path | None, count: int) -> list[Path]:
    """The pages as WARC files."""
    made = [folder / f"pages-{number:02d}.warc.gz" for number in range(FILES)]
    told = captures(pages, count)
    for number, path in enumerate(made):
        with path.open("wb") as stream:
            writer = WARCWriter(stream, gzip=True)
            for page in told[number::FILES]:
                head = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
                payload = io.BytesIO(page.body)
                record = writer.create_warc_record(
                    page.url, "response", payload, length=len(page.body), http_headers=head
                )
                writer.write_record(record)
    return made


def fingerprint(folder: Path) -> str:
    """Of every table's bytes."""
    told = hashlib.sha256()
    for path in sorted(folder.glob("parts/*/*.parquet")):
        told.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    return told.hexdigest()


def timed(files: list[Path], folder: Path, warm: Path, kill: object = None, **how: object) -> float:
    """Seconds from the first part that came to the last, so that the start of processes does not count."""
    list(batch.run(batch.planned([warm], folder), **how))
    began = time.perf_counter()
    for number, carried in enumerate(batch.run(batch.planned(files, folder), **how)):
        if carried.error:
            raise SystemExit(carried.error)
        if kill and number == 1:
            kill()
    return time.perf_counter() - began


def on_dask(files: list[Path], folder: Path, warm: Path, workers: int, *, is_killed: bool = False) -> float:
    """The same on a cluster of this machine."""
    from distributed import LocalCluster  # noqa: PLC0415 - an extra

    with LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None, silence_logs=50) as cluster:

        def kill() -> None:
            os.kill(next(iter(cluster.workers.values())).pid, signal.SIGKILL)

        return timed(files, folder, warm, kill if is_killed else None, scheduler=cluster.scheduler_address)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pages", nargs="?", type=Path)
    parser.add_argument("--count", type=int, default=240)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = archives(folder, told.pages, told.count)
        warm, files = files[0], files[1:]
        count = told.count * len(files) / FILES
        seconds = {
            "1_process": timed(files, folder / "a", warm),
            "dask_1_worker": on_dask(files, folder / "b", warm, 1),
            "dask_2_workers": on_dask(files, folder / "c", warm, 2),
            "dask_2_workers_one_killed": on_dask(files, folder / "d", warm, 2, is_killed=True),
        }
        same = len({fingerprint(folder / letter) for letter in "abcd"}) == 1
    figures = {name: round(count / taken, 1) for name, taken in seconds.items()}
    gain = seconds["dask_1_worker"] / seconds["dask_2_workers"]
    print(json.dumps({"pages_per_second": figures, "two_to_one": round(gain, 2), "same_bytes": same}, indent=1))
    sys.exit(not same)


if __name__ == "__main__":
    main()
