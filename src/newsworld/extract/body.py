"""Which words of a page are the report? Paragraphs and subheads, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import trafilatura

if TYPE_CHECKING:
    from newsworld.extract.pages import Page

MAX_FALLBACK_CHARACTERS = 3_000_000  # a larger page goes without the slow second opinion


def paragraphs(page: Page) -> list[str]:
    """The body's paragraphs and subheads; empty where the page has none."""
    return second_opinion(page.tree.html or "")


def second_opinion(markup: str) -> list[str]:
    """The body as trafilatura reads it."""
    if len(markup) > MAX_FALLBACK_CHARACTERS:
        return []
    found = trafilatura.extract(markup, include_comments=False, fast=False, with_metadata=False)
    return [line.strip() for line in (found or "").split("\n") if line.strip()]
