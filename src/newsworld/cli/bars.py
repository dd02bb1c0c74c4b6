"""How far a long command is: a bar on standard error, nothing where that is no terminal."""

from __future__ import annotations

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn


def bar(what: str) -> Progress:
    """A bar that counts `what`; a task's `told` stands beside it."""
    console = Console(stderr=True)
    return Progress(
        BarColumn(), MofNCompleteColumn(), TextColumn(what), TextColumn("{task.fields[told]}"),
        TimeElapsedColumn(), TimeRemainingColumn(), console=console, disable=not console.is_terminal,
    )  # fmt: skip
