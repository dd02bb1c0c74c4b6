"""The one place where a noun becomes JSON and comes back.

A line of the stream is one JSON object that grows from stage to stage: capture, article, reading and placement fields
side by side (names never clash), so each noun is read out of a line by the fields that are its own.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

import msgspec

from newsworld.news.articles import Article, Revision
from newsworld.news.briefs import Brief, Edition
from newsworld.news.errors import BadLine, EvidenceMissing, NewsworldError
from newsworld.news.moments import Moment, is_moment
from newsworld.news.readings import Reading
from newsworld.news.sourcing import Capture, Item, Outlet, Source, SourceHealth
from newsworld.news.stories import Placement, Story

N = TypeVar("N")
Row = dict[str, Any]

SCHEMAS: dict[type, str] = {
    noun: f"newsworld/{noun.__name__.lower()}/1"
    for noun in (
        Outlet, Source, SourceHealth, Item, Capture, Article, Revision, Reading, Placement, Story, Brief, Edition
    )
}  # fmt: skip
MAX_LINE_BYTES = 64 * 1024 * 1024  # longer than any page the fetcher lets in, twice over

_encoder = msgspec.json.Encoder()


def row_of(noun: Any) -> Row:
    """The noun's own fields as plain JSON values, with its schema."""
    row: Row = {"schema": SCHEMAS[type(noun)]} if type(noun) in SCHEMAS else {}
    row.update(msgspec.to_builtins(noun))
    return row


def noun_of(kind: type[N], row: Row) -> N:
    """A noun out of a line that may carry others' fields too. BadLine if its own fields are not right."""
    own = {name: value for name, value in row.items() if value is not None}
    try:
        return msgspec.convert(own, kind)
    except (msgspec.ValidationError, EvidenceMissing) as error:
        raise BadLine(str(row.get("id", "?")), f"not a {kind.__name__.lower()}: {error}.") from error


def json_of(row: Row) -> bytes:
    """One line of JSON, without its newline."""
    return _encoder.encode(row)


def parse_line(line: bytes | str) -> Row:
    """A line of the stream as a row. BadLine if it is no JSON object or has no id."""
    if len(line) > MAX_LINE_BYTES:
        raise BadLine("?", f"the line is longer than {MAX_LINE_BYTES} bytes.", "Split the file.")
    try:
        row = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadLine("?", f"not JSON: {error}.", "Write one JSON object a line.") from error
    if not isinstance(row, dict):
        raise BadLine("?", "not a JSON object.", "Write one JSON object a line.")
    if not isinstance(row.get("id"), str) or not row["id"]:
        raise BadLine(str(row.get("id", "?")), "it has no id.", 'Give each line an "id" of text.')
    return row


def error_row(error: NewsworldError, line_id: str | None = None) -> Row:
    """The object that answers a bad line."""
    return {"id": line_id or error.subject, "error": {"kind": error.kind, "message": str(error)}}


def article_of(row: Row) -> Article:
    """An article from a line, also one written by hand with no more than `id` and `text`."""
    told = {name: value for name, value in row.items() if value not in (None, "", [])}
    told.setdefault("text", row.get("text") or "")
    for name in ("published", "updated"):
        if name in told:
            told[name] = moment_told(told[name], subject=str(row.get("id")))
    return noun_of(Article, told)


def moment_told(value: object, subject: str) -> Moment:
    """A moment as a hand may write it; BadLine if it is none."""
    text = str(value).strip().replace("Z", "+00:00")
    if not is_moment(text):
        raise BadLine(
            subject,
            f"“{value}” is no ISO 8601 date.",
            "Write 2022-01-08 or 2022-01-08T14:05:00+01:00.",
        )
    return text


def capture_of(row: Row, folder: Path) -> Capture:
    """A capture from a line: `html`, `html_path` (within `folder`) or `text`."""
    name = str(row["id"])
    body = b""
    if isinstance(row.get("html"), str):
        body = row["html"].encode("utf-8", "surrogatepass")
    elif isinstance(row.get("html_path"), str):
        body = _bytes_at(folder, row["html_path"], name)
    elif not isinstance(row.get("text"), str):
        raise BadLine(name, "it has none of html, html_path and text.", "Give the page in one of them.")
    headers = row.get("headers") or {}
    if not isinstance(headers, dict):
        raise BadLine(name, "its headers are no object.")
    return Capture(
        id=name,
        url=str(row.get("url") or ""),
        fetched=moment_told(row["fetched"], subject=name) if row.get("fetched") else None,
        headers={str(key).lower(): str(value) for key, value in headers.items()},
        body=body,
        text=None if body else row.get("text"),
        outlet=row.get("outlet") if isinstance(row.get("outlet"), str) else None,
    )


def _bytes_at(folder: Path, path: str, name: str) -> bytes:
    try:
        return (folder / path).read_bytes()
    except OSError as error:
        raise BadLine(name, f"{path}: {error.strerror}.", "Start where html_path leads from.") from error
