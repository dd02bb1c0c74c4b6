"""Parts: a folder a partition, a Parquet file a table in it, there whole or not at all.

A part is written aside and comes to its place by one rename, so whoever is killed leaves no half of one, and of two
that wrote the same part one is kept.
"""

from __future__ import annotations

import os
import secrets
import shutil
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from newsworld.batch.tables import FACTS, TABLES, article_of, reading_of
from newsworld.news.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from newsworld.news.articles import Article
    from newsworld.news.readings import Reading

PARTS = "parts"
ASIDE = ".unfinished"
ROWS_A_GROUP = 512  # articles held before they are written


class Part:
    """A part in the making; `finish` brings it to its place."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder, self.name = folder, name
        self.counts = dict.fromkeys(TABLES, 0)
        self._aside = folder / ASIDE / f"{name}.{secrets.token_hex(4)}"
        self._aside.mkdir(parents=True)
        self._rows: dict[str, list[dict[str, Any]]] = {table: [] for table in TABLES}
        self._files = {
            table: pq.ParquetWriter(self._aside / f"{table}.parquet", schema, compression="zstd")
            for table, schema in TABLES.items()
        }

    def add(self, rows: dict[str, list[dict[str, Any]]]) -> None:
        """Take in rows by table."""
        for table, told in rows.items():
            self._rows[table] += told
            self.counts[table] += len(told)
        if len(self._rows["articles"]) >= ROWS_A_GROUP:
            self._write()

    def _write(self) -> None:
        for table, rows in self._rows.items():
            if rows:
                self._files[table].write_table(pa.Table.from_pylist(rows, TABLES[table]))
                rows.clear()

    def finish(self) -> None:
        """Write the rest, and let the part be there."""
        self._write()
        for file in self._files.values():
            file.close()
        for path in self._aside.iterdir():
            with path.open("rb+") as stream:
                os.fsync(stream.fileno())
        there = self.folder / PARTS / self.name
        there.parent.mkdir(exist_ok=True)
        with suppress(OSError):  # another was faster, and wrote the same
            self._aside.rename(there)
        if not there.is_dir():
            raise BadInput(str(there), "cannot be written.", "Look at the folder: is it full, or not ours?")
        self.drop()

    def drop(self) -> None:
        """Leave nothing aside of this part, also of those who were killed over it."""
        for file in self._files.values():
            file.close()
        for left in (self.folder / ASIDE).glob(f"{self.name}.*"):
            shutil.rmtree(left, ignore_errors=True)


def finished(folder: Path, name: str) -> dict[str, int] | None:
    """How many rows the tables of a part hold; None if it is not there."""
    there = folder / PARTS / name
    if not there.is_dir():
        return None
    return {table: pq.read_metadata(there / f"{table}.parquet").num_rows for table in TABLES}


def names(folder: Path) -> list[str]:
    """The parts that are there, in the order of their names. BadInput if the folder holds none."""
    try:
        found = sorted(path.name for path in (folder / PARTS).iterdir() if path.is_dir())
    except OSError:
        found = []
    if not found:
        raise BadInput(str(folder), "no part of an archive is here.", "Make some: newsworld archive PATHS --to FOLDER.")
    return found


def read(folder: Path, name: str) -> Iterator[tuple[Article, Reading, str | None]]:
    """The articles of a part with their readings and the time each was fetched. BadInput if the part is damaged."""
    there = folder / PARTS / name
    try:
        facts = {table: _by_article(pq.read_table(there / f"{table}.parquet").to_pylist()) for table in FACTS}
        articles = pq.read_table(there / "articles.parquet").to_pylist()
        readings = pq.read_table(there / "readings.parquet").to_pylist()
    except (OSError, pa.ArrowException) as error:
        raise BadInput(str(there), f"the part is damaged: {error}.", "Remove it and make it again.") from error
    for row, reading in zip(articles, readings, strict=True):
        mine = {table: rows.pop(row["id"], []) for table, rows in facts.items()}
        yield article_of(row), reading_of(reading, mine), row["fetched"]


def _by_article(rows: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(row["article"], []).append(row)
    return found
