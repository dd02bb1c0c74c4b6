"""One partition in, one part out. Knows no engine: whoever has a file and a folder can carry a partition."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from newsworld.batch import parts
from newsworld.batch.tables import Refused, rows_of
from newsworld.news import codec
from newsworld.news.errors import BadLine, NewsworldError
from newsworld.pipeline import archived, steps
from newsworld.pipeline.hands import collect_seldom

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from newsworld.batch.partitions import Partition
    from newsworld.news.articles import Article
    from newsworld.news.sourcing import Capture

    Extracted = Callable[[Capture], Article]
    Record = Capture | codec.Row | NewsworldError | None

CAPTURES = "newsworld/capture/"  # the schema by which a row of text says that it is a page, not an article


@dataclass(frozen=True, slots=True)
class Carried:
    """What became of a partition: how many articles and statements, how much was refused. `error` if nothing did."""

    partition: str
    articles: int = 0
    statements: int = 0
    refused: int = 0
    is_new: bool = True
    error: str | None = None


def carry(partition: Partition, folder: str) -> Carried:
    """Carry a partition through the steps into a part of the folder; a part that is there is left as it is.

    The part follows from the partition alone, so it comes out byte for byte the same whoever carries it, and how often.
    """
    collect_seldom()
    to = Path(folder)
    there = parts.finished(to, partition.name)
    if there is not None:
        return _told(partition, there, is_new=False)
    part = parts.Part(to, partition.name)
    try:
        extracted = functools.partial(steps.extract, memory=steps.fresh_memory())
        for number, record in enumerate(_records(partition)):
            try:
                part.add(_carried(record, Path(partition.path).parent, extracted))
            except NewsworldError as error:
                part.add(_refused(number, record, error))
            except Exception as error:  # noqa: BLE001 - a page on which a finder breaks must not stop the rest
                part.add(_refused(number, record, NewsworldError("", f"{type(error).__name__}: {error}")))
        part.finish()
    except BaseException:
        part.drop()
        raise
    return _told(partition, part.counts, is_new=True)


def _told(partition: Partition, counts: dict[str, int], *, is_new: bool) -> Carried:
    return Carried(partition.name, counts["articles"], counts["statements"], counts["refused"], is_new)


def _records(partition: Partition) -> Iterator[Record]:
    path = Path(partition.path)
    if partition.kind == "warc":
        return archived.pages(path, partition.begin, partition.end)
    if partition.kind == "lines":
        return archived.lines(path, partition.begin, partition.end)
    if partition.kind == "packed lines":
        return archived.packed_lines(path)
    return archived.rows(path, partition.begin, partition.end)


def _carried(record: Record, folder: Path, extracted: Extracted) -> dict[str, list[codec.Row]]:
    """The rows that a record gives; none where it is no news. NewsworldError if it cannot be read."""
    if record is None:
        return {}
    if isinstance(record, NewsworldError):
        raise record
    article, fetched = _article(record, folder, extracted)
    return {} if article.kind in steps.NO_NEWS else rows_of(article, steps.understand(article), fetched)


def _article(record: Capture | codec.Row, folder: Path, extracted: Extracted) -> tuple[Article, str | None]:
    """A page is extracted; a row that holds a text and no page is an article already."""
    if isinstance(record, dict):
        if _is_article(record):
            return _with_text(codec.article_of(record)), None
        record = codec.capture_of(_kept_within(record, folder), folder)
    return extracted(record), record.fetched


def _is_article(row: codec.Row) -> bool:
    has_page = any(isinstance(row.get(name), str) for name in ("html", "html_path"))
    return not has_page and isinstance(row.get("text"), str) and not str(row.get("schema")).startswith(CAPTURES)


def _with_text(article: Article) -> Article:
    if not article.text.strip():
        raise BadLine(article.id, "its text is empty.")
    return article


def _kept_within(row: codec.Row, folder: Path) -> codec.Row:
    told = row.get("html_path")
    if isinstance(told, str) and not (folder / told).resolve().is_relative_to(folder.resolve()):
        raise BadLine(str(row["id"]), "its html_path leads out of the folder.", "Name a file within it.")
    return row


def _refused(number: int, record: Record, error: NewsworldError) -> dict[str, list[codec.Row]]:
    name = record["id"] if isinstance(record, dict) else getattr(record, "id", error.subject)
    told = Refused(number, *(_utf8(text) for text in (str(name), error.kind, str(error))))
    return {"refused": [msgspec.to_builtins(told)]}


def _utf8(text: str) -> str:
    return text.encode("utf-8", "replace").decode()
