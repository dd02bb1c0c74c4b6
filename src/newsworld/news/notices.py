"""Notice: what is told to a reader outside the page."""

from __future__ import annotations

from dataclasses import dataclass

from newsworld.news.moments import Moment

NOTICE_KINDS = ("alert", "digest")


@dataclass(frozen=True, slots=True)
class Notice:
    """An alert on a story, on several at once, or a daily edition."""

    id: str  # the same for the same news: who has it already is not told again
    kind: str  # alert, digest
    title: str
    text: str
    address: str  # where the page is
    made: Moment
    stories: tuple[str, ...] = ()
    html: str | None = None  # the text for programs that show more; whole and inert
