"""How much faster than trafilatura are pages read?

usage: extract.py FOLDER_OF_PAGES [N]
Reads N pages (default 60) with newsworld.extract.clean and with trafilatura's default and metadata, page by
page and prints pages a second of each and their ratio: of each page the best of three rounds.
"""

from __future__ import annotations

import contextlib
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import trafilatura

from newsworld.extract import clean
from newsworld.news.errors import NewsworldError
from newsworld.news.sourcing import Capture

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 3


def ours(page: bytes) -> None:
    with contextlib.suppress(NewsworldError):
        clean(Capture(id="page", url="https://news.example/page", body=page))


def theirs(page: bytes) -> None:
    trafilatura.bare_extraction(page, url="https://news.example/page", with_metadata=True, include_comments=False)


def quickest(read: Callable[[bytes], None], page: bytes) -> float:
    begun = time.perf_counter()
    read(page)
    return time.perf_counter() - begun


def main() -> None:
    wanted = int(sys.argv[2]) if len(sys.argv) > 2 else 60
    paths = sorted(Path(sys.argv[1]).glob("*.html"))
    pages = [path.read_bytes() for path in paths[:: max(1, len(paths) // wanted)]]
    mine = other = 0.0
    for page in pages:
        for read in (ours, theirs):
            read(page)
        rounds = [(quickest(ours, page), quickest(theirs, page)) for _ in range(ROUNDS)]
        mine += min(one for one, _ in rounds)
        other += min(two for _, two in rounds)
    print(json.dumps({
        "pages": len(pages), "newsworld_pages_s": round(len(pages) / mine, 1),
        "trafilatura_pages_s": round(len(pages) / other, 1), "ratio": round(other / mine, 2),
    }))  # fmt: skip


if __name__ == "__main__":
    main()
