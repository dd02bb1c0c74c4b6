"""Writing an edition out: one file in any format, or the whole paper as a folder of pages."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from newsworld.news.errors import BadInput
from newsworld.publish import all_formats, letters, site
from newsworld.publish.channels import Channel

if TYPE_CHECKING:
    from newsworld.news.briefs import Edition
    from newsworld.news.moments import Moment
    from newsworld.newsroom import Newsroom
    from newsworld.publish import Format

WAYS = ("mail", "ntfy", "hook")
LETTERS = (".html", ".txt")
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
    _laid(files)
    return len(files)


def digest(room: Newsroom, to: str, now: Moment) -> str:
    """The daily edition by a way that the settings name, or into a file; what was done, in words."""
    if to in WAYS:
        return f"sent by {to}: {asyncio.run(room.send_digest(now, to)).title}"
    path, edition = Path(to), room.whole_edition(now)
    channel = Channel(f"Newsworld {edition.made[:10]}", room.settings.home, room.settings.home)
    ending = path.suffix.lower()
    if ending in LETTERS:
        letter = letters.letter(edition, channel, room.settings.digest_language)
        body = (letter.html if ending == ".html" else letter.text).encode()
    else:
        form = next((form for form in all_formats() if f".{form.suffix}" == ending), None)
        if form is None:
            raise BadInput(
                to, "is no way and no file that a daily edition can be.", f"Say {', '.join(WAYS)}, or x.pdf."
            )
        body = form.render(edition, channel)
    _laid({path: body})
    return f"{len(edition.briefs)} stories written to {to}"


def _laid(files: dict[Path, bytes]) -> None:
    try:
        for file, body in files.items():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(body)
    except OSError as error:
        named = str(error.filename or next(iter(files)))
        raise BadInput(named, f"cannot be written: {error.strerror}.", "Name another place: --to PATH.") from error
