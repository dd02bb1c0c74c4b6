"""What archives hold, for whoever works through whole files: pages, lines and rows, from an offset to an offset."""

from __future__ import annotations

import gzip
import zlib
from typing import TYPE_CHECKING, Any

from newsworld.gather import archives
from newsworld.gather.archives import after_damage, offsets
from newsworld.news import codec
from newsworld.news.errors import BadCapture, BadFeed, BadLine, BadSettings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

    from newsworld.news.sourcing import Capture

__all__ = ["Refusal", "after_damage", "lines", "offsets", "packed_lines", "pages", "row_groups", "rows"]

DAMAGES = 1_000  # places of one file behind which reading goes on
ROWS_AT_ONCE = 64  # pages may be 10 MiB each
Refusal = BadLine | BadCapture | BadFeed


def pages(path: Path, begin: int, end: int) -> Iterator[Capture | Refusal | None]:
    """The responses of a WARC file that start in [begin, end); None for one that is no page.

    A damaged place is told as a BadFeed, and the rest goes on behind it; so is a file in which there is no response.
    """
    at, told = begin, 0
    for _ in range(DAMAGES):
        try:
            for offset, page in archives.pages(path, at):
                if offset >= end:
                    return
                at, told = offset, told + 1
                yield page
            break
        except BadFeed as error:
            told += 1
            yield BadFeed(f"{path.name} at byte {at}", "the archive is damaged.", error.next_step)
        beyond = after_damage(path, at + 1)
        if beyond is None or beyond >= end:
            return
        at = beyond
    if begin == 0 and not told:
        yield BadFeed(path.name, "no page was captured in it.", "Check how it was made.")


def lines(path: Path, begin: int, end: int) -> Iterator[codec.Row | Refusal]:
    """The rows of JSON lines that begin in [begin, end)."""
    with path.open("rb") as stream:
        if begin:
            stream.seek(begin - 1)
            _pass_over_line(stream)
        yield from _rows(stream, path, end)


def packed_lines(path: Path) -> Iterator[codec.Row | Refusal]:
    """The rows of gzipped JSON lines. What is damaged or cut off is told where it stands."""
    try:
        with gzip.open(path, "rb") as stream:
            yield from _rows(stream, path, None)  # type: ignore[arg-type]  # a GzipFile is read like any file
    except (OSError, EOFError, zlib.error) as error:
        yield BadFeed(path.name, f"the file is damaged or cut off: {error}.", "What stood before it was read.")


def _rows(stream: BinaryIO, path: Path, end: int | None) -> Iterator[codec.Row | Refusal]:
    while end is None or stream.tell() < end:
        at = stream.tell()
        line = stream.readline(codec.MAX_LINE_BYTES + 1)
        if not line:
            return
        if len(line) > codec.MAX_LINE_BYTES:
            _pass_over_line(stream, line)
        if line.strip():
            try:
                yield codec.parse_line(line)
            except BadLine as error:
                yield BadLine(f"{path.name} at byte {at}", error.trouble, error.next_step)


def _pass_over_line(stream: BinaryIO, line: bytes = b" ") -> None:
    """Go on to where the next line begins, however long this one is."""
    while line and not line.endswith(b"\n"):
        line = stream.readline(codec.MAX_LINE_BYTES)


def row_groups(path: Path) -> list[int]:
    """How many rows each group of a Parquet file has. BadFeed if it is none."""
    pa, pq = _arrow()
    try:
        about = pq.ParquetFile(path).metadata
        return [about.row_group(number).num_rows for number in range(about.num_row_groups)]
    except (pa.ArrowException, OSError) as error:
        raise BadFeed(path.name, "this is no Parquet file.", "Check how it was made.") from error


def rows(path: Path, begin: int, end: int) -> Iterator[codec.Row | Refusal]:
    """The rows of a Parquet file's groups [begin, end)."""
    pa, pq = _arrow()
    try:
        file = pq.ParquetFile(path)
        groups = range(begin, min(end, file.metadata.num_row_groups))
        for batch in file.iter_batches(batch_size=ROWS_AT_ONCE, row_groups=list(groups)):
            for row in batch.to_pylist():
                yield _told(row, path)
    except (pa.ArrowException, OSError) as error:
        yield BadFeed(path.name, f"the file is damaged: {error}.", "What stood before it was read.")


def _told(row: codec.Row, path: Path) -> codec.Row | Refusal:
    if not isinstance(row.get("id"), str) or not row["id"]:
        return BadLine(path.name, "a row has no id.", 'Give each row an "id" of text.')
    return {name: value for name, value in row.items() if value is not None}


def _arrow() -> tuple[Any, Any]:
    try:
        import pyarrow as pa  # noqa: PLC0415 - an extra that only archives need
        import pyarrow.parquet as pq  # noqa: PLC0415
    except ImportError as error:
        raise BadSettings("parquet", "pyarrow is not installed.", "pip install 'newsworld[archives]'") from error
    return pa, pq
