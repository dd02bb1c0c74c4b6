"""Does an archive go through `newsworld extract` in constant memory, whole though its reader is killed, and how fast?

usage: evals/benchmarks/archives.py [--records N] [--kills K]

Writes an archive of N pages (each a gzip member, as CC-NEWS has them) and reads it with `newsworld extract ARCHIVE
--into FILE`, killing the process K times on the way with SIGKILL and going on. Prints one JSON object of figures:
`lost` and `doubled` must be 0, and the memory of a reader must not depend on N.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SRC = str(Path(__file__).resolve().parents[2] / "src")
COMMAND = (sys.executable, "-c", "from newsworld.cli import main; main()", "extract")


def record(n: int) -> bytes:
    sentences = b"".join(b"<p>Report %d, sentence %d of the harbour, told by the port.</p>" % (n, k) for k in range(12))
    page = b"<html><head><title>Report %d</title></head><body><article><h1>Report %d</h1>%s</article></body></html>"
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page % (n, n, sentences)
    lines = (
        "WARC/1.0",
        "WARC-Type: response",
        f"WARC-Target-URI: https://harbour.example/2025/01/06/{n}",
        "WARC-Date: 2025-01-06T10:00:00Z",
        "Content-Type: application/http; msgtype=response",
        f"Content-Length: {len(http)}",
    )
    return gzip.compress("\r\n".join(lines).encode() + b"\r\n\r\n" + http + b"\r\n\r\n", 1)


def mebibytes(process: subprocess.Popen[bytes]) -> float:
    """The most memory the process has held; 0 once it is over."""
    try:
        status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
    except OSError:
        return 0.0
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found.group(1)) / 1024 if found else 0.0


def read(archive: Path, into: Path, until_bytes: int | None) -> float:
    """Run the reader to its end, or kill it once the file has so many bytes; the memory it held, in MiB."""
    process = subprocess.Popen([*COMMAND, str(archive), "--into", str(into)], env={**os.environ, "PYTHONPATH": SRC})
    held = 0.0
    while process.poll() is None:
        held = max(held, mebibytes(process))
        if until_bytes is not None and into.exists() and into.stat().st_size >= until_bytes:
            process.send_signal(signal.SIGKILL)
            process.wait()
        time.sleep(0.05)
    return held


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--kills", type=int, default=3)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        archive, into = Path(folder) / "a.warc.gz", Path(folder) / "a.jsonl"
        with archive.open("wb") as stream:
            stream.writelines(record(n) for n in range(told.records))
        few = Path(folder) / "few.warc.gz"
        with few.open("wb") as stream:
            stream.writelines(record(n) for n in range(min(1_000, told.records)))
        small = read(few, Path(folder) / "few.jsonl", None)
        a_row = (Path(folder) / "few.jsonl").stat().st_size / min(1_000, told.records)
        began = time.monotonic()
        held = [
            read(archive, into, int(a_row * told.records * (kill + 1) / (told.kills + 1))) for kill in range(told.kills)
        ]
        held.append(read(archive, into, None))
        seconds = time.monotonic() - began
        urls = [json.loads(line)["url"] for line in into.open(encoding="utf-8")]
    figures = {
        "records": told.records,
        "kills": told.kills,
        "lost": told.records - len(set(urls)),
        "doubled": len(urls) - len(set(urls)),
        "pages_per_second": round(told.records / seconds),
        "mebibytes_for_1000": round(small, 1),
        "mebibytes_most": round(max(held), 1),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
