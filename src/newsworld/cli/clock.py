"""The moment, asked here and nowhere below."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsworld.news.moments import Moment


def clock() -> Moment:
    """Now, in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")  # noqa: TID251 - a door
