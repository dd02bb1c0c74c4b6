"""Writing an edition out: one file in any format, or the whole paper as a folder of pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsworld.news.errors import BadInput
from newsworld.publish import all_formats, site
from newsworld.publish.channels import Channel

if TYPE_CHECKING:
    from pathlib import Path

    from newsworld.news.briefs import Edition
    from newsworld.publish import Format

PAPER = "site"  # the one that is a folder, not a file


def names() -> tuple[str, ...]:
    """What can be asked for."""
    return (PAPER, *(form.name for form in all_formats()))


def _named(name: str) -> Format:
    for form in all_formats():
        if form.name == name:
            return form
    raise BadInput(name, "there is no such format.", f"Use one of {', '.join(names())}.")


def write(edition: Edition, name: str, path: Path, home: str) -> int:
    """Write the edition to a file, or as pages into a folder; how many files. BadInput if it cannot be written."""
    channel = Channel("Newsworld", home, home, is_written=name == PAPER)
    if name == PAPER:
        files = {path / inner: body for inner, body in site.render(edition, channel).items()}
    else:
        form = _named(name)
        files = {path: form.render(edition, channel)}
    try:
        for file, body in files.items():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(body)
    except OSError as error:
        raise BadInput(str(path), f"cannot be written: {error.strerror}.", "Name another place: --to PATH.") from error
    return len(files)
