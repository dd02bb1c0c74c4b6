"""May a writer's words stand? Only if every name, number, date and quotation is in the citations and nothing is added.

Off unless somebody brings a Writer. A line that does not survive stays as it was composed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from newsworld.brief.check import faults, is_whole
from newsworld.brief.choosing import terms_of
from newsworld.languages import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newsworld.models import Writer
    from newsworld.news.articles import Article
    from newsworld.news.briefs import Brief, Line

FLOWING = ("what is new", "background")  # sections of prose; tables and quotations are never rewritten
_SHORTEST, _LONGEST = 0.4, 1.25  # of the line's own length


def rewritten(brief: Brief, writer: Writer, articles: Mapping[str, Article]) -> Brief:
    """The brief with those lines in the writer's words that survive the check; the others as they were."""

    def tried(line: Line) -> Line:
        return _tried(line, writer, articles, brief.language)

    return replace(
        brief,
        standfirst=tried(brief.standfirst) if brief.standfirst else None,
        basics=tuple(map(tried, brief.basics)),
        sections=tuple(
            replace(part, lines=tuple(map(tried, part.lines))) if part.name in FLOWING else part
            for part in brief.sections
        ),
    )


def _tried(line: Line, writer: Writer, articles: Mapping[str, Article], language: str) -> Line:
    text = writer.rewrite(line.text, [citation.quote for citation in line.citations], language)
    if text is None or not is_fit(text, line, language):
        return line
    made = replace(line, text=text, kind="rewritten", writer=writer.name)
    return line if faults(made, articles) else made


def is_fit(text: str, line: Line, language: str) -> bool:
    """Whether an answer is one sentence of like length that says no more and denies no more than its sources."""
    source = " ".join(citation.quote for citation in line.citations)
    alike = _SHORTEST * len(line.text) <= len(text) <= _LONGEST * len(line.text)
    adds = terms_of(text, language) - terms_of(source, language)
    turns = _negations(text, language) != _negations(source, language)
    return alike and is_whole(text) and not adds and not turns


def _negations(text: str, language: str) -> int:
    """How often a text says no."""
    wanted = frozenset(words(language, "brief").get("negations", ()))
    return sum(word.strip(".,;:!?“”\"'").replace("’", "'") in wanted for word in text.lower().split())
