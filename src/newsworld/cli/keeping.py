"""What keeps a store: it moves house, comes back from a backup, and is looked over."""

from __future__ import annotations

from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import click

from newsworld import newsroom
from newsworld.cli.bars import bar
from newsworld.newsroom import Newsroom

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from newsworld.settings import Settings


def move(origin: str, target: str, *, replace: bool) -> None:
    """Copy a whole store into another, every byte compared."""
    with _told() as told:
        rows = newsroom.move(origin, target, told, replace=replace)
    click.echo(f"{rows} rows moved, and every byte compared.")


def restore(settings: Settings, path: str, *, replace: bool) -> None:
    """Bring a backup back into the store that the settings name."""
    with _told() as told:
        rows = newsroom.move(path, settings.store, told, replace=replace)
    click.echo(f"{rows} rows restored, and every byte compared.")


def check(settings: Settings) -> int:
    """Look at everything kept; 0 if it is what was kept."""
    with closing(Newsroom.opened(settings)) as room:
        troubles = room.store.check()
        for trouble in troubles:
            click.echo(f"✗ {trouble}")
        if troubles:
            click.echo("Stop what writes to the store, and restore a backup: newsworld restore FILE --replace")
            return 1
        click.echo(f"✓ {room.store.name} is sound")
    return 0


@contextmanager
def _told() -> Iterator[Callable[[str, int, int], None]]:
    """What hears of a move how far it is: of which table, how many rows, of how many."""
    with bar("rows") as progress:
        task = progress.add_task("", total=None, told="")
        yield lambda what, done, total: progress.update(task, told=what, completed=done, total=total)
