"""How do folders come in? HTML, text, JSON lines and archives, in the order of their names, in constant memory.

An offset counts the bytes of all files one after another, so a folder to which later names are added can be gone on
with.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsworld.gather import archives
from newsworld.gather.filed import Filed
from newsworld.news.codec import capture_of, parse_line
from newsworld.news.errors import BadCapture, BadLine
from newsworld.news.sourcing import Capture

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PAGE_BYTES = 10 * 1024 * 1024
LINE_BYTES = 64 * 1024 * 1024
_PAGES = (".html", ".htm", ".xhtml")
_TEXTS = (".txt", ".text", ".md")
_LINES = (".jsonl", ".ndjson")
_ARCHIVES = (".warc", ".warc.gz", ".warc.zst")


def captures(
    path: Path, since_offset: int = 0, refused: Callable[[BadLine | BadCapture], None] | None = None
) -> Iterator[Filed]:
    """The pages of a folder, or of one file, from an offset on; what cannot be read is told to `refused`.

    BadCapture if there is no such path.
    """
    if not path.exists():
        raise BadCapture(str(path), "there is no such file or folder.", "Check the source's address.")
    root = path if path.is_dir() else path.parent
    begins = 0
    for file in _files(path):
        size = file.stat().st_size
        if begins + size > since_offset:
            try:
                yield from _of_file(file, root, max(0, since_offset - begins), begins, refused)
            except (BadLine, BadCapture) as error:
                if refused:
                    refused(error)
        begins += size


def _files(path: Path) -> list[Path]:
    """The files that we read, by name; links that lead out of the folder are none of it."""
    if path.is_file():
        return [path]
    root = path.resolve()
    found = (file for file in path.rglob("*") if file.is_file() and file.resolve().is_relative_to(root))
    return sorted(file for file in found if file.name.lower().endswith((*_PAGES, *_TEXTS, *_LINES, *_ARCHIVES)))


def _of_file(
    file: Path, root: Path, inside: int, begins: int, refused: Callable[[BadLine | BadCapture], None] | None
) -> Iterator[Filed]:
    name = file.name.lower()
    if name.endswith(_ARCHIVES):
        yield from (Filed(filed.capture, begins + filed.next_offset) for filed in archives.captures(file, inside))
    elif name.endswith(_LINES):
        yield from _of_lines(file, root, inside, begins, refused)
    elif inside == 0:
        yield Filed(_whole(file, root, is_text=name.endswith(_TEXTS)), begins + file.stat().st_size)


def _whole(file: Path, root: Path, *, is_text: bool) -> Capture:
    """A file as one capture, named by its place in the folder."""
    subject = file.relative_to(root).as_posix()
    if file.stat().st_size > PAGE_BYTES:
        raise BadCapture(subject, f"the file is longer than {PAGE_BYTES} bytes.", "Split it.")
    body = file.read_bytes()
    if not body.strip():
        raise BadCapture(subject, "the file is empty.", "Remove it.")
    if not is_text:
        return Capture(id=subject, url="", body=body)
    return Capture(id=subject, url="", text=body.decode("utf-8-sig", "replace"))


def _of_lines(
    file: Path, root: Path, inside: int, begins: int, refused: Callable[[BadLine | BadCapture], None] | None
) -> Iterator[Filed]:
    with file.open("rb") as stream:
        stream.seek(inside)
        while line := stream.readline(LINE_BYTES + 1):
            if not line.strip():
                continue
            try:
                yield Filed(_of_line(line, root), begins + stream.tell())
            except BadLine as error:
                if refused:
                    refused(error)


def _of_line(line: bytes, root: Path) -> Capture:
    row = parse_line(line)
    told = row.get("html_path")
    if isinstance(told, str) and not (root / told).resolve().is_relative_to(root.resolve()):
        raise BadLine(str(row["id"]), "its html_path leads out of the folder.", "Name a file within it.")
    return capture_of(row, root)
