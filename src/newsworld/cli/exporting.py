"""Writing an edition out: one file in any of FORMATS, or the whole paper as a folder of pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsworld.news.errors import BadInput
from newsworld.publish import FORMATS, site
from newsworld.publish.channels import Channel

if TYPE_CHECKING:
    from pathlib import Path

    from newsworld.news.briefs import Edition

PAPER = "site"  # the one that is a folder, not a file


def names() -> tuple[str, ...]:
    """What can be asked for."""
    return (PAPER, *(form.name for form in FORMATS))


def write(edition: Edition, name: str, path: Path, home: str) -> int:
    """Write the edition to a file, or as pages into a folder; how many files. BadInput if it cannot be written."""
    channel = Channel("Newsworld", home, home, is_written=name == PAPER)
    if name == PAPER:
        files = {path / inner: body for inner, body in site.render(edition, channel).items()}
    else:
        form = next(form for form in FORMATS if form.name == name)
        files = {path: form.render(edition, channel)}
    try:
        for file, body in files.items():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(body)
    except OSError as error:
        raise BadInput(str(path), f"cannot be written: {error.strerror}.", "Name another place: --to PATH.") from error
    return len(files)
