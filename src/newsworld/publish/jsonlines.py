"""JSON lines: a brief a line, as streams carry it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsworld.news import codec

if TYPE_CHECKING:
    from newsworld.news.briefs import Edition
    from newsworld.publish.channels import Channel


def render(edition: Edition, _channel: Channel) -> bytes:
    """Every brief on its own line, weightiest first."""
    return b"".join(codec.json_of(codec.row_of(brief)) + b"\n" for brief in edition.briefs)
