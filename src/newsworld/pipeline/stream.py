"""Every stage as a filter on rows: a row that grows goes in, the same row with the stage's fields comes out.

A bad row is answered by an error object on its id, and the rest go on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from newsworld import gather
from newsworld.news import codec
from newsworld.news.errors import BadLine, NewsworldError
from newsworld.news.readings import Reading
from newsworld.news.stories import Placement
from newsworld.pipeline import dossiers, steps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from newsworld.group import Desk

Row = dict[str, Any]


def parsed(lines: Iterable[bytes]) -> Iterator[Row]:
    """Rows of JSON lines; a line that is none becomes an error row, blank lines are passed over."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield codec.parse_line(line)
        except BadLine as error:
            yield codec.error_row(BadLine(f"line {number}", error.trouble, error.next_step))


def extract(rows: Iterable[Row], folder: Path, only: bool) -> Iterator[Row]:
    """Captures in, articles out. `folder` is where html_path leads from."""

    def step(row: Row) -> Row:
        return codec.row_of(steps.extract(codec.capture_of(row, folder)))

    bulky = ("html", "html_path", "headers", "text")
    return _filtered(rows, step, lambda row: {} if only else {k: v for k, v in row.items() if k not in bulky})


def extract_archive(path: Path, since_offset: int = 0) -> Iterator[Row]:
    """The articles of an archive's pages, each with the offset at which to go on after it."""
    kind = gather.kind_named("warc")
    assert kind.captures is not None  # archives are read, not polled
    for filed in kind.captures(path, since_offset):
        try:
            row = codec.row_of(steps.extract(filed.capture))
        except NewsworldError as error:
            row = codec.error_row(error, filed.capture.id)
        yield row | {"next_offset": filed.next_offset}


def understand(rows: Iterable[Row], only: bool) -> Iterator[Row]:
    """Articles in, readings out."""

    def step(row: Row) -> Row:
        return _without_nulls_over(row, codec.row_of(steps.understand(codec.article_of(row))))

    return _filtered(rows, step, lambda row: {} if only else row)


def group(rows: Iterable[Row], desk: Desk, only: bool) -> Iterator[Row]:
    """Articles or readings in, placements out, at once; a line that later evidence moves is written again."""
    written: dict[str, Row] = {}
    for row in rows:
        if "error" in row:
            yield row
            continue
        try:
            placements = steps.group(codec.article_of(row), _reading_in(row), desk)
        except NewsworldError as error:
            yield codec.error_row(error, row["id"])
            continue
        written[row["id"]] = {} if only else row
        for placement in placements:
            yield written.get(placement.id, {}) | codec.row_of(placement)


def brief(rows: Iterable[Row], follow: bool) -> Iterator[Row]:
    """Placed articles in; a brief a story out when the input ends, or each time a story changes."""
    folder = dossiers.Folder()
    for row in rows:
        if "error" in row:
            yield row
            continue
        try:
            article = codec.article_of(row)
            folder.add(article, _reading_in(row) or steps.understand(article), _placement_in(row))
            if follow:
                yield codec.row_of(steps.brief(folder.dossier(row["story"])))
        except NewsworldError as error:
            yield codec.error_row(error, row["id"])
    for dossier in () if follow else folder.dossiers():
        yield codec.row_of(steps.brief(dossier))


def _filtered(rows: Iterable[Row], step: Callable[[Row], Row], kept: Callable[[Row], Row]) -> Iterator[Row]:
    for row in rows:
        if "error" in row:
            yield row
            continue
        try:
            yield kept(row) | step(row)
        except NewsworldError as error:
            yield codec.error_row(error, row["id"])


def _without_nulls_over(row: Row, added: Row) -> Row:
    """A reading's language and date never blank out those that the article told."""
    return {name: value for name, value in added.items() if value is not None or row.get(name) is None}


def _reading_in(row: Row) -> Reading | None:
    return codec.noun_of(Reading, row) if "sentences" in row else None


def _placement_in(row: Row) -> Placement:
    if not isinstance(row.get("story"), str):
        raise BadLine(row["id"], "it has no story.", "Send it through `newsworld group` first.")
    return codec.noun_of(Placement, row)
