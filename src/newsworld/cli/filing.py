"""An archive through the first stage, into a file of JSON lines that a later call goes on with.

Each line ends with `next_offset`, the byte of the archive at which to go on: a line is written in one piece, so what a
process leaves that is killed is whole lines and at most one begun, which is cut off before going on.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, BinaryIO

from newsworld.news import codec
from newsworld.news.errors import BadInput
from newsworld.pipeline import stream

if TYPE_CHECKING:
    from pathlib import Path

LAST_LINE_BYTES = 32 * 1024 * 1024  # a line is an article; the largest page gives far less


def extract(archive: Path, into: Path) -> int:
    """Articles of the archive's pages, added to the file; how many pages were bad. BadInput for another's file."""
    with into.open("a+b") as out:
        start = _whole(out, into)
        bad = 0
        for row in stream.extract_archive(archive, start):
            bad += "error" in row
            out.write(codec.json_of(row) + b"\n")
            out.flush()
        os.fsync(out.fileno())
    return bad


def _whole(out: BinaryIO, into: Path) -> int:
    """Cut off a line that was begun; where the last whole one says to go on, 0 for a new file."""
    size = out.seek(0, os.SEEK_END)
    tail_from = max(0, size - LAST_LINE_BYTES)
    out.seek(tail_from)
    tail = out.read()
    end = tail.rfind(b"\n") + 1
    if size and not end and tail_from:
        raise BadInput(str(into), "its last line is longer than any of ours.", "Name a file that `extract` wrote.")
    out.truncate(tail_from + end)
    out.seek(0, os.SEEK_END)
    if not end:
        return 0
    offset = codec.parse_line(tail[tail.rfind(b"\n", 0, end - 1) + 1 : end]).get("next_offset")
    if not isinstance(offset, int) or offset < 0:
        raise BadInput(str(into), "it does not say where to go on.", "Name a file that `extract` wrote, or a new one.")
    return offset
