"""Does an archive stream in constant memory, and how fast? Prints one JSON object of figures.

usage: evals/benchmarks/archives.py [--records N]

Writes an archive of N pages (each a gzip member, 8 kB of HTML, as CC-NEWS has them), then reads it from end to end and
once more from an offset in its middle, in a process of its own.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

from newsworld.gather import archives


def record(n: int) -> bytes:
    sentences = b"".join(b"<p>Report %d, sentence %d of the harbour.</p>" % (n, k) for k in range(160))
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html>" + sentences + b"</html>"
    lines = (
        "WARC/1.0",
        "WARC-Type: response",
        f"WARC-Target-URI: https://harbour.example/{n}",
        "WARC-Date: 2025-01-06T10:00:00Z",
        "Content-Type: application/http; msgtype=response",
        f"Content-Length: {len(http)}",
    )
    return gzip.compress("\r\n".join(lines).encode() + b"\r\n\r\n" + http + b"\r\n\r\n", 1)


def mebibytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--records", type=int, default=100_000)
    count = parser.parse_args().records
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.warc.gz"
        with path.open("wb") as stream:
            stream.writelines(record(n) for n in range(count))
        before, began, seen, middle = mebibytes(), time.process_time(), 0, 0
        for filed in archives.captures(path):
            seen += 1
            if seen == count // 2:
                middle = filed.next_offset
        seconds = time.process_time() - began
        rest = sum(1 for _ in archives.captures(path, middle))
        size = path.stat().st_size
    figures = {
        "records": seen,
        "rest_from_the_middle": rest,
        "records_per_second": round(seen / seconds),
        "archive_mebibytes": round(size / 1048576, 1),
        "memory_grew_by_mebibytes": round(mebibytes() - before, 1),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
