"""How every command behaves: it is listed under what it is for, and what the house refuses is one plain line."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from newsworld.news.errors import NewsworldError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsworld.newsroom import Newsroom
    from newsworld.settings import Settings

TROUBLE = 1  # exit status: something was refused or failed
SOME_LINES_BAD = 3  # exit status of a stream in which some lines were answered by error objects
SHORT = 64  # characters of a command's one line: 80 columns less the longest name
SECTIONS = (
    ("Begin", ("run", "follow", "read", "doctor")),
    ("Look", ("sources", "search", "gather")),
    ("Take out", ("export", "digest", "mcp")),
    ("Look after the store", ("backup", "restore", "move", "check")),
    ("Grow", ("people", "work", "archive", "load", "completion")),
    ("Stages as filters: JSON lines in, JSON lines out", ("extract", "understand", "group", "brief")),
)


class House(click.Group):
    """A group whose help is ordered by purpose, and which turns the house's errors into one line and a status."""

    def invoke(self, ctx: click.Context) -> Any:
        """Carry out a command."""
        try:
            return super().invoke(ctx)
        except NewsworldError as error:
            click.echo(f"newsworld: {error}", err=True)
            sys.exit(TROUBLE)
        except BrokenPipeError:
            sys.stderr.close()
            sys.exit(0)

    def format_commands(self, _: click.Context, formatter: click.HelpFormatter) -> None:
        """Each command with its one line, under what it is for."""
        width = max(map(len, self.commands))
        for title, names in SECTIONS:
            with formatter.section(title):
                formatter.write_dl(
                    [(f"{name:{width}}", self.commands[name].get_short_help_str(SHORT)) for name in names]
                )


@dataclass(frozen=True, slots=True)
class Place:
    """Which newsroom a command is about: what --settings and --store say."""

    path: str | None
    store: str | None

    def settings(self, **told: Any) -> Settings:
        """The settings in force; what a command itself was told goes before all else."""
        from newsworld import settings

        return settings.load(self.path, {"store": self.store} | told)

    @contextmanager
    def room(self, **told: Any) -> Iterator[Newsroom]:
        """The newsroom, open as long as the command takes; its log goes to standard error."""
        from newsworld.cli import logs
        from newsworld.newsroom import Newsroom

        settings = self.settings(**told)
        logs.told_to_stderr(as_json=settings.log_json)  # standard output is for what was asked for
        with Newsroom.opened(settings) as room:
            yield room
