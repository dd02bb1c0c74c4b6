"""Works: films, books, songs that the text names in quotation marks behind the word for what they are."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from newsworld.languages import AT_HAND, words
from newsworld.news.readings import Entity
from newsworld.news.spans import Span
from newsworld.understand.known import slug

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_TITLE = 80  # code points
_OPENERS, _CLOSERS = "\"“„«‘‚'", "\"”“»’‘'"


@functools.lru_cache(maxsize=AT_HAND)
def _pattern(language: str) -> re.Pattern[str] | None:
    marks = words(language, "entities").get("work_marks", ())
    if not marks:
        return None
    kinds = "|".join(sorted(marks, key=len, reverse=True))
    title = rf"[{_OPENERS}]\s?([^\W\d_a-z][^\n{_OPENERS}{_CLOSERS}]{{1,{MAX_TITLE}}}?)\s?[{_CLOSERS}]"
    return re.compile(rf"\b(?:{kinds}),?\s{title}")


def works(text: str, language: str) -> Iterator[Entity]:
    """Each work once, with every mention of its title in quotation marks behind such a word."""
    pattern = _pattern(language)
    found: dict[str, list[Span]] = {}
    for match in pattern.finditer(text) if pattern else ():
        found.setdefault(match.group(1).rstrip(",."), []).append(Span(match.start(1), match.end(1)))
    for title, spans in found.items():
        trimmed = tuple(Span(span.start, span.start + len(title)) for span in spans)
        yield Entity(f"work:{slug(title)}", title, "work", mentions=trimmed)
