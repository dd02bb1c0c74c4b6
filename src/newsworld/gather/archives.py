"""How do archives come in? WARC files plain and compressed (the CC-NEWS layout), record by record, in constant memory.

An offset is the byte at which the next record starts in the file as it lies on disk; a compressed record is a gzip
member of its own, so any offset that was given can be gone on from.
"""

from __future__ import annotations

import mmap
import zlib
from typing import TYPE_CHECKING, Any

from newsworld.gather.filed import Filed
from newsworld.gather.naming import capture_id
from newsworld.news.errors import BadCapture, BadFeed, BadSettings
from newsworld.news.sourcing import Capture

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

RECORD_BYTES = 10 * 1024 * 1024  # as for a page that is fetched
HEADERS_AT_MOST = 100
FIRST_WORDS = b"WARC/"
MEMBER = b"\x1f\x8b\x08"  # how a gzip member begins (RFC 1952)
_READ = ("text/html", "application/xhtml+xml", "text/plain")


def captures(path: Path, since_offset: int = 0) -> Iterator[Filed]:
    """The pages of an archive from an offset on: good answers that hold HTML or text, up to 10 MiB each.

    BadFeed if the file cannot be read from there on; BadSettings if the reader is not installed.
    """
    waiting: Capture | None = None  # one capture behind the reader, since only the next record tells where it starts
    for offset, page in pages(path, since_offset):
        if waiting is not None:
            yield Filed(waiting, offset)
        waiting = page if isinstance(page, Capture) else None
    if waiting is not None:
        yield Filed(waiting, path.stat().st_size)


def pages(path: Path, since_offset: int = 0) -> Iterator[tuple[int, Capture | BadCapture | None]]:
    """Every response of an archive from an offset on: where it starts, and its page where it holds one that we read.

    A page that was cut off is a BadCapture. Raises as `captures`.
    """
    for record in _responses(path, since_offset, parse_http=True):
        yield record.stream_pos, _capture(record)


def offsets(path: Path, since_offset: int = 0) -> Iterator[int]:
    """Where each response of an archive starts; nothing of it is read but its frame. Raises as `captures`."""
    return (record.stream_pos for record in _responses(path, since_offset, parse_http=False))


def after_damage(path: Path, offset: int) -> int | None:
    """Where the next record behind a damaged place may start: the first from `offset` on that looks like one."""
    if path.stat().st_size <= offset:
        return None
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as there:
        mark = MEMBER if path.name.lower().endswith(".gz") else b"\r\n\r\n" + FIRST_WORDS
        at = there.find(mark, offset)
        while at >= 0:
            if mark != MEMBER:
                return at + 4
            if _begins_a_record(there[at : at + 512]):
                return at
            at = there.find(mark, at + 1)
    return None


def _begins_a_record(member: bytes) -> bool:
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(member, len(FIRST_WORDS)) == FIRST_WORDS
    except zlib.error:
        return False


def _responses(path: Path, since_offset: int, *, parse_http: bool) -> Iterator[Any]:
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType  # noqa: PLC0415 - an extra that only archives need
    except ImportError as error:
        raise BadSettings(
            "archives", "the reader of archives is not installed.", "pip install 'newsworld[archives]'"
        ) from error
    try:
        with path.open("rb") as stream:
            stream.seek(since_offset)
            yield from ArchiveIterator(
                stream, record_types=WarcRecordType.response, parse_http=parse_http,
                auto_decode="all" if parse_http else "none", max_content_length=RECORD_BYTES,
            )  # fmt: skip
    except OSError as error:
        raise BadFeed(
            str(path), "the archive cannot be read.", "Check the file; go on from the last offset."
        ) from error


def _capture(record: Any) -> Capture | BadCapture | None:
    """The page of a response record; None where it holds none that we read."""
    http = record.http_headers
    if http is None or http.status_code != 200 or (record.http_content_type or "").lower() not in _READ:
        return None
    body = record.reader.read(RECORD_BYTES + 1)
    url = record.headers.get("WARC-Target-URI") or ""
    if not body or len(body) > RECORD_BYTES or not url:
        return None
    if not http.get("content-encoding") and not http.get("transfer-encoding") and len(body) < record.content_length:
        return BadCapture(url, "the record is cut off.", "The archive is damaged here; the rest goes on.")
    date = record.record_date
    fields = list(http.items())[:HEADERS_AT_MOST]
    return Capture(
        id=capture_id(url),
        url=url,
        fetched=date.isoformat() if date else None,
        headers={name.lower(): value for name, value in fields},
        body=body,
    )
