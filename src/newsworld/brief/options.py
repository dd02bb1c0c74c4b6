"""Options of the brief: how long a page may be. Nothing here changes what is true on it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Options:
    """Ceilings of a page."""

    basics: int = 5  # lines of the basics in brief
    basics_per_outlet: int = 2  # unless the story has one outlet only
    quotes_per_speaker: int = 4
    lines_per_section: int = 24
    origins_read: int = 60  # independent texts read closely, first and latest among them
