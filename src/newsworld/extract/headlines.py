"""What does the outlet call its report? The headline without the outlet's suffix."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsworld.extract import jsonld
from newsworld.extract.pages import squeezed

if TYPE_CHECKING:
    from newsworld.extract.pages import Page

_JOINT = re.compile(r"\s+[|\-–—•·»:/]+\s+|\s*[｜ㅣ|]\s*")
_BLANKS = re.compile(r"\s+")
_FOLDS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00ad": None, "\u200b": None})


def headline(page: Page, outlet: str | None = None, announced: str | None = None) -> str | None:
    """The headline as JSON-LD tells it, else OpenGraph, <h1>, <title>, the source.

    Where JSON-LD and OpenGraph differ, outlets are even as to which is the headline on their page and no third
    signal decides (measured over 180 outlets), so the one that is meant for machines goes first.
    """
    names = page.own_names(outlet)
    told = jsonld.text_of(page.article.get("headline"))
    shared = page.meta("og:title", "twitter:title")
    shown = _shown(page, (told, shared, page.titles[0] if page.titles else ""))
    told, shared = _bare(told, names, (shown,)), _bare(shared, names, (told, shown))
    title = _bare(page.titles[0], names, (told, shared, shown)) if page.titles else ""
    return next((one for one in (told, shared, shown, title, announced) if one), None)


def folded(text: str) -> str:
    """The words without what typography and case change."""
    return _BLANKS.sub(" ", text.translate(_FOLDS)).strip().casefold()


def _shown(page: Page, others: tuple[str, ...]) -> str:
    """The <h1> that another signal begins with or repeats, else the first."""
    wanted = [folded(one) for one in others if one]
    for shown in page.h1s:
        if len(shown) > 8 and any(one.startswith(folded(shown)) for one in wanted):
            return shown
    return page.h1s[0] if page.h1s else ""


def _bare(title: str, names: frozenset[str], others: tuple[str, ...]) -> str:
    """The title without a suffix: what another signal ends before, or what names the outlet."""
    for other in others:
        if len(other) > 15 and len(title) > len(other) and folded(title).startswith(folded(other)):
            rest = title[len(other) :]
            if re.match(r"\s*[|\-–—｜ㅣ:•·]", rest):
                return title[: len(other)].strip()
    for joint in _JOINT.finditer(title):
        tail = squeezed(title[joint.end() :])
        if joint.start() > 0 and len(tail) > 1 and any(_names(name, tail) for name in names):
            return title[: joint.start()].strip()
    return title


def _names(name: str, tail: str) -> bool:
    return tail == name or (len(tail) > 3 and tail in name) or (len(name) > 3 and name in tail)
