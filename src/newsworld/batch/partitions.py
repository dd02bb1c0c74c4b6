"""Partition: a slice of an input file, the same whenever the file is the same, so that a finished one is known again.

A slice of a WARC file starts at a response record, one of JSON lines at the first line that begins in it, one of
Parquet at a row group.
"""

from __future__ import annotations

import hashlib
import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsworld.news.errors import BadFeed, BadInput
from newsworld.pipeline import archived

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

WARC = (".warc", ".warc.gz", ".warc.zst")
LINES = (".jsonl", ".ndjson")
LINES_PACKED = (".jsonl.gz", ".ndjson.gz")
PARQUET = (".parquet",)
KINDS = {"warc": WARC, "lines": LINES, "packed lines": LINES_PACKED, "parquet": PARQUET}

RESPONSES = 512  # a slice of a WARC file: some 20 seconds of one core, which is what a kill loses
LINES_BYTES = 16 * 1024 * 1024  # as long, for pages of 30 kB
ROWS = 2048
HEAD_BYTES = 65_536  # of a file's beginning, by which it is known again
DAMAGES = 1_000  # places of one file behind which reading goes on


@dataclass(frozen=True, slots=True)
class Partition:
    """A slice [begin, end) of a file: byte offsets, or numbers of row groups. `name` is unique and lasting."""

    name: str
    path: str
    kind: str  # of KINDS
    begin: int
    end: int


def kind_of(path: Path) -> str | None:
    """How a file is read, by its name; None if it is not."""
    name = path.name.lower()
    return next((kind for kind, endings in KINDS.items() if name.endswith(endings)), None)


def files(paths: Iterable[Path]) -> list[Path]:
    """Every file meant, in the order of their names. BadInput if a path is not there or holds nothing to read."""
    found: dict[Path, None] = {}
    for path in paths:
        if not path.exists():
            raise BadInput(str(path), "there is no such file or folder.", "Name a file that is there.")
        inside = [path] if path.is_file() else [one for one in sorted(path.rglob("*")) if kind_of(one)]
        if not inside or kind_of(inside[0]) is None:
            endings = ", ".join(ending for group in KINDS.values() for ending in group)
            raise BadInput(str(path), "nothing in it can be read.", f"Name files that end in {endings}.")
        found.update(dict.fromkeys(one.resolve() for one in inside if one.is_file()))
    return list(found)


def partitions(path: Path) -> Iterator[Partition]:
    """The slices of one file, in order; an unreadable file is one slice, whose reading tells what is wrong."""
    kind, size, name = kind_of(path) or "", path.stat().st_size, name_of(path)
    cuts = {"warc": _of_warc, "lines": _of_lines, "parquet": _of_parquet}.get(kind, _whole)(path, size)
    for begin, end in itertools.pairwise(cuts):
        yield Partition(f"{name}-{begin:012d}", str(path), kind, begin, end)


def name_of(path: Path) -> str:
    """What a file is known by: its name, its length and how it begins."""
    stem = re.sub(r"[^A-Za-z0-9_-]+", "-", path.name.split(".")[0])[:60] or "file"
    with path.open("rb") as stream:
        told = f"{path.name}:{path.stat().st_size}:".encode() + stream.read(HEAD_BYTES)
    return f"{stem}-{hashlib.blake2b(told, digest_size=6).hexdigest()}"


def _whole(_: Path, size: int) -> list[int]:
    return [0, size]


def _of_lines(_: Path, size: int) -> list[int]:
    return [*range(0, max(size, 1), LINES_BYTES), size]


def _of_warc(path: Path, size: int) -> list[int]:
    """Every 512th response; a damaged place is stepped over."""
    cuts, count, at = [0], 0, 0
    for _ in range(DAMAGES):
        try:
            for offset in archived.offsets(path, at):
                at, count = offset, count + 1
                if count % RESPONSES == 1 and count > 1:
                    cuts.append(at)
            break
        except BadFeed:
            beyond = archived.after_damage(path, at + 1)
            if beyond is None:
                break
            at = beyond
    return [*cuts, size]


def _of_parquet(path: Path, _: int) -> list[int]:
    """Row groups, as many as make some 2,048 rows."""
    try:
        lengths = archived.row_groups(path)
    except BadFeed:
        return [0, 1]
    cuts, rows = [0], 0
    for number, length in enumerate(lengths):
        rows += length
        if rows >= ROWS:
            cuts.append(number + 1)
            rows = 0
    return cuts if cuts[-1] == len(lengths) and len(cuts) > 1 else [*cuts, len(lengths)]
