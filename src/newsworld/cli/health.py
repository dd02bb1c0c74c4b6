"""What is wrong with this installation, and what to do: one line a finding, the troubles first."""

from __future__ import annotations

import platform
import shutil
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from newsworld import __version__
from newsworld.cli.clock import clock
from newsworld.news.errors import StoreTrouble
from newsworld.newsroom import Newsroom
from newsworld.pipeline import watching

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsworld.settings import Settings

LEAST_FREE_MB = 1_000  # under which SQLite may soon not write
FAILING = ("failing", "gone")
MOST_TOLD = 20  # of one kind of trouble
NOBODY_FOLLOWED = "No outlet is followed yet. Follow one: newsworld follow https://outlet.example/feed.xml"
EXTRAS = (
    ("archives", "fastwarc"),
    ("print", "weasyprint"),
    ("postgres", "psycopg"),
    ("agents", "mcp"),
    ("passkeys", "webauthn"),
    ("oidc", "joserfc"),
    ("spacy", "spacy"),
)


def doctor(settings: Settings) -> int:
    """Tell what is wrong and what to do, then how it stands; 0 if nothing is wrong."""
    click.echo(f"✓ Newsworld {__version__} on Python {platform.python_version()}; extras: {_extras()}")
    try:
        room = Newsroom.opened(settings)
    except StoreTrouble as error:
        click.echo(f"✗ {error}")
        return 1
    with closing(room):
        told = watching.state(room.store, clock())
        troubles = [*_troubles(room), *(trouble for trouble in told.troubles if "newsworld doctor" not in trouble)]
        for trouble in troubles:
            click.echo(f"✗ {trouble}")
        click.echo(f"✓ {told.articles} articles, {told.stories} stories in {room.store.name}")
        waiting = ", ".join(f"{count} for {step}" for step, count in sorted(told.waiting.items()))
        click.echo(f"✓ waiting: {waiting or 'nothing'}; at work: {', '.join(sorted(told.leases)) or 'nobody'}")
    return 1 if troubles else 0


def _extras() -> str:
    return ", ".join(name for name, module in EXTRAS if find_spec(module)) or "none"


def _troubles(room: Newsroom) -> Iterator[str]:
    """Each trouble with its next step."""
    yield from (
        f"The store is damaged: {found} Restore a backup: newsworld restore FILE --replace"
        for found in room.store.check()
    )
    for step, subject, error in room.store.work.stuck(MOST_TOLD):
        yield f"{step} of {subject} failed and is set aside: {error}"
    if (free := _free_mb(room.settings.store)) is not None and free < LEAST_FREE_MB:
        yield f"{free} MB are free where the store is: make room, or let raw pages go (keep_captures_mb)."
    followed = {source.id: source for source in room.store.sources.all()}
    healths = room.store.sources.healths()
    failing = [source for source in followed.values() if source.id in healths and healths[source.id].state in FAILING]
    for source in failing[:MOST_TOLD]:
        yield f"{source.address} is {healths[source.id].state}: {healths[source.id].error}"
    if len(failing) > MOST_TOLD:
        yield f"{len(failing) - MOST_TOLD} more sources fail: newsworld sources tells all."
    if not followed:
        yield NOBODY_FOLLOWED


def _free_mb(store: str) -> int | None:
    """How much room is left beside an SQLite file; None for what is elsewhere."""
    folder = Path(store).parent
    return shutil.disk_usage(folder).free // 1_000_000 if "://" not in store and folder.is_dir() else None
