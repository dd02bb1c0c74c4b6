"""What comes out of an archive or a folder: a capture, and where to go on after it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsworld.news.sourcing import Capture


@dataclass(frozen=True, slots=True)
class Filed:
    """A capture, and the offset of the next: who keeps it loses and doubles nothing when stopped."""

    capture: Capture
    next_offset: int
