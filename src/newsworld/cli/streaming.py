"""Stages as filters: JSON lines from standard input to standard output, one at a time."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from newsworld.news import codec
from newsworld.news.errors import BadLine
from newsworld.pipeline import assembly, steps, stream
from newsworld.pipeline.hands import collect_seldom

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def extract(folder: Path, only: bool) -> int:
    """Captures to articles; how many lines were bad."""
    return _written(stream.extract(_rows(), folder, only))


def understand(only: bool) -> int:
    """Articles to readings; how many lines were bad."""
    return _written(stream.understand(_rows(), only))


def explain() -> int:
    """For each article, in plain words, why each statement was read; how many lines were bad."""
    bad = 0
    for row in _rows():
        try:
            if "error" in row:
                raise BadLine(row["id"], row["error"]["message"])  # noqa: TRY301 - told below, as any bad line
            article = codec.article_of(row)
        except BadLine as error:
            bad += 1
            sys.stderr.write(f"{error}\n")
            continue
        for paragraph in steps.explain(article):
            sys.stdout.write(f"{article.id}: {paragraph}\n")
    return bad


def group(only: bool) -> int:
    """Readings to placements; how many lines were bad."""
    return _written(stream.group(_rows(), assembly.empty_desk(), only))


def brief(follow: bool) -> int:
    """Placements to briefs; how many lines were bad."""
    return _written(stream.brief(_rows(), follow))


def _rows() -> Iterable[dict[str, Any]]:
    assembly.equip()
    collect_seldom()
    return stream.parsed(sys.stdin.buffer)


def _written(rows: Iterable[dict[str, Any]]) -> int:
    """Write rows as they come, so that the stream never has to end; how many are error objects."""
    bad, out = 0, sys.stdout.buffer
    for row in rows:
        bad += "error" in row
        out.write(codec.json_of(row) + b"\n")
        out.flush()
    return bad
