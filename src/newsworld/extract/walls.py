"""Does something stand before the report? Consent walls, challenges, pages of errors, paywalls."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from newsworld.languages import known, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsworld.extract import jsonld
    from newsworld.extract.blocks import Block
    from newsworld.extract.pages import Page

LONGEST_WALL = 1_800  # characters; a report on consent or on missing pages is longer
PHRASES = 2  # of walls: one alone may stand in a report
STUB_WORDS = 250  # a free teaser is rarely longer, a whole report rarely shorter
SHOWN_WHOLE = 0.6  # of the words that the page counts
LONGEST_PLEA = 240  # characters of a line that asks to pay
_HEAD = re.compile(r"^(?:\W|\d)+|\W+$")


def is_wall(page: Page, paragraphs: Sequence[str]) -> bool:
    """Whether a page with so little on it asks for consent, checks its reader, or says that there is nothing."""
    text = " ".join(paragraphs)
    if len(text) > LONGEST_WALL:
        return False
    heads = (_HEAD.sub("", head.casefold()) for head in (*page.titles, *page.h1s[:2]))
    if any(_is_wall_head(head) for head in heads if head):
        return True
    low = text.casefold()
    return sum(phrase in low for phrase in _told("wall_phrases")) >= PHRASES


def _is_wall_head(head: str) -> bool:
    """Whether the head is a wall's, with no more than the outlet's name behind; what ends in "…" may go on."""
    for wall in _told("wall_heads"):
        begun = wall.removesuffix("…")
        if head.startswith(begun) and (wall != begun or not head[len(begun) :].lstrip()[:1].isalnum()):
            return True
    return False


def is_truncated(node: jsonld.Node, found: Sequence[str], blocks: Sequence[Block]) -> bool:
    """Whether a paywall kept the rest: the page says that it is not free, or asks to pay, and shows little."""
    count = sum(map(_word_count, found))
    if _is_priced(node):
        counted = str(node.get("wordCount") or "")
        if counted.isdigit() and int(counted) > 0:
            return count < int(counted) * SHOWN_WHOLE
        return count < STUB_WORDS
    return 0 < count < STUB_WORDS and _is_asked_to_pay(found[0], blocks)


def _word_count(text: str) -> int:
    """Words; where they are written without spaces, about two characters are one."""
    unparted = 0 if text.isascii() else sum("\u2e80" <= letter <= "\ua4cf" for letter in text)
    return len(text.split()) + unparted // 2


def _is_priced(node: jsonld.Node) -> bool:
    """Whether the page's data call the report, or a part of it, not free."""
    parts = node.get("hasPart")
    told = [node, *(parts if isinstance(parts, list) else [parts])[:20]]
    return any(
        str(one["isAccessibleForFree"]).strip().lower() in ("false", "no", "0")
        for one in told
        if isinstance(one, dict) and one.get("isAccessibleForFree") is not None
    )


def _is_asked_to_pay(first: str, blocks: Sequence[Block]) -> bool:
    """Whether a line below the report's first paragraph asks to pay for the rest."""
    start = next((place for place, block in enumerate(blocks) if block.text == first), len(blocks))
    lines = (block.text.casefold() for block in blocks[start + 1 :] if len(block.text) <= LONGEST_PLEA)
    return any(plea in line for line in lines for plea in _told("paywall_pleas"))


@functools.cache
def _told(name: str) -> tuple[str, ...]:
    """In every language: a wall is often in another than its page."""
    return tuple(sorted({one for code in known() for one in words(code, "pages").get(name, ())}))
