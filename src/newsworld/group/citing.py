"""Citing: which earlier article a report takes its news from, where it says "X reported" or "citing X"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsworld.languages import base_code, words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newsworld.news.articles import Article

LEAD_CHARS = 500  # a source that is named further down bears out a detail, not the news
NEAR = 40  # characters on either side of the outlet's name in which the cue stands
SHORTEST = 4  # letters of an outlet's name that mean it wherever they stand


def source(article: Article, outlets: Mapping[str, str]) -> tuple[str, str] | None:
    """Which of the outlets that told the story before is this article's source, and its article there."""
    lead = f"{article.headline or ''}\n{article.text[:LEAD_CHARS]}"
    low = lead.lower()
    cues = words(base_code(article.language), "grouping").get("citing", ())
    for outlet, told in outlets.items():
        at = lead.find(outlet) if len(outlet) >= SHORTEST and outlet != article.outlet else -1
        if at >= 0:
            around = low[max(0, at - NEAR) : at + len(outlet) + NEAR]
            if any(cue in around for cue in cues):
                return outlet, told
    return None
