"""From parts into a store: articles and readings first, then every article to its story in the order of time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsworld.batch import parts
from newsworld.news.moments import instant_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from newsworld.pipeline.run import Pipeline


def load(folder: Path, pipeline: Pipeline) -> Iterator[int]:
    """Load a folder's parts, and tell after each how many articles of it were new; then let all of them be placed.

    Done again, or after it was interrupted, it adds what is missing. BadInput if a part is damaged.
    """
    order: list[tuple[float, str]] = []
    for name in parts.names(folder):
        new = pipeline.shelve(parts.read(folder, name))
        order += [(instant_of(moment).timestamp(), article) for article, moment in new]
        yield len(new)
    order.sort()
    pipeline.let_wait("group", [article for _, article in order])
