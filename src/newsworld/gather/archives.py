"""How do archives come in? WARC files plain and compressed (the CC-NEWS layout), record by record, in constant memory.

An offset is the byte at which the next record starts in the file as it lies on disk; a compressed record is a gzip
member of its own, so any offset that was given can be gone on from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from newsworld.gather.filed import Filed
from newsworld.gather.naming import capture_id
from newsworld.news.errors import BadFeed, BadSettings
from newsworld.news.sourcing import Capture

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

RECORD_BYTES = 10 * 1024 * 1024  # as for a page that is fetched
HEADERS_AT_MOST = 100
_READ = ("text/html", "application/xhtml+xml", "text/plain")


def captures(path: Path, since_offset: int = 0) -> Iterator[Filed]:
    """The pages of an archive from an offset on: good answers that hold HTML or text, up to 10 MiB each.

    BadFeed if the file cannot be read from there on; BadSettings if the reader is not installed.
    """
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType  # noqa: PLC0415 - an extra that only archives need
    except ImportError as error:
        raise BadSettings(
            "archives", "the reader of archives is not installed.", "pip install 'newsworld[archives]'"
        ) from error
    try:
        with path.open("rb") as stream:
            stream.seek(since_offset)
            records = ArchiveIterator(
                stream, record_types=WarcRecordType.response, parse_http=True, auto_decode="all",
                max_content_length=RECORD_BYTES,
            )  # fmt: skip
            yield from _filed(records, path.stat().st_size)
    except OSError as error:
        raise BadFeed(
            str(path), "the archive cannot be read.", "Check the file; go on from the last offset."
        ) from error


def _filed(records: Any, end: int) -> Iterator[Filed]:
    """One capture behind the reader, since only the next record tells where it starts."""
    waiting: Capture | None = None
    for record in records:
        if waiting is not None:
            yield Filed(waiting, record.stream_pos)
        waiting = _capture(record)
    if waiting is not None:
        yield Filed(waiting, end)


def _capture(record: Any) -> Capture | None:
    """The page of a response record; None where it holds none that we read."""
    http = record.http_headers
    if http is None or http.status_code != 200 or (record.http_content_type or "").lower() not in _READ:
        return None
    body = record.reader.read(RECORD_BYTES + 1)
    url = record.headers.get("WARC-Target-URI") or ""
    if not body or len(body) > RECORD_BYTES or not url:
        return None
    date = record.record_date
    fields = list(http.items())[:HEADERS_AT_MOST]
    return Capture(
        id=capture_id(url),
        url=url,
        fetched=date.isoformat() if date else None,
        headers={name.lower(): value for name, value in fields},
        body=body,
    )
