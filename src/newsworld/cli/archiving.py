"""Archives from a terminal: a progress bar while partitions are carried, and what came of it at the end."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from newsworld import batch
from newsworld.cli.bars import bar
from newsworld.cli.clock import clock

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsworld.newsroom import Newsroom


def archive(paths: Iterable[str], folder: str, workers: int, scheduler: str | None) -> int:
    """Carry archives into a folder of tables; how many partitions could not be carried."""
    plan = batch.planned([Path(path) for path in paths], Path(folder))
    with bar("partitions") as progress:
        task = progress.add_task("", total=None, told="slicing")
        total = sum(1 for _ in plan.partitions())
        progress.update(task, total=total, told="")
        counts: Counter[str] = Counter()
        for carried in batch.run(plan, workers, scheduler):
            if carried.error:
                progress.console.print(f"newsworld: {carried.partition}: {carried.error}", style="red", markup=False)
            counts.update(
                failed=int(carried.error is not None), articles=carried.articles, refused=carried.refused,
                statements=carried.statements, new=int(carried.is_new and not carried.error),
            )  # fmt: skip
            progress.update(task, advance=1, told=_told(counts))
    click.echo(f"{_told(counts)} in {total} partitions, {counts['new']} of them new, in {folder}")
    if counts["refused"]:
        click.echo(f"why records were refused: {folder}/parts/*/refused.parquet")
    return counts["failed"]


def _told(counts: Counter[str]) -> str:
    failed = f", {counts['failed']} partitions failed" if counts["failed"] else ""
    return f"{counts['articles']} articles, {counts['statements']} statements, {counts['refused']} refused{failed}"


def load(room: Newsroom, folder: str) -> None:
    """Load a folder of tables into the store, and place its articles in the order of time."""
    with bar("articles") as progress:
        task = progress.add_task("", total=None, told="loaded")
        for count in batch.load(Path(folder), room.pipeline):
            progress.update(task, advance=count)
    click.echo(f"{room.store.work.backlog().get('group', 0)} articles to be placed")
    with closing(room.worker(clock)) as worker:
        worker.work()
    left = room.store.work.backlog().get("group", 0)
    if left:
        click.echo(f"{left} of them are left to the newsroom that runs on this store")
    click.echo(f"{room.store.articles.count()} articles, {room.store.stories.count()} stories in the store")
