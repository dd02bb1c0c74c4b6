"""Cautions: why a line deserves care. Anonymous sources, denials, disputes, what nobody could confirm, corrections."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsworld.languages import words as language_data
from newsworld.news.facts import Caution
from newsworld.news.spans import Span
from newsworld.text.wording import wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsworld.news.articles import Article
    from newsworld.understand.draft import Draft

MAX_TRIGGERS = 200  # of one rule in one text
MAX_SENTENCE = 1200  # code points; what is longer is no sentence of the news
_CLAUSE_EDGE = re.compile(r"[,;:—–()]\s|\s[—–-]\s|$")


@dataclass(frozen=True, slots=True)
class _Rule:
    kind: str
    triggers: frozenset[str]
    patterns: tuple[re.Pattern[str], ...]
    whole_clause: bool


@functools.cache
def _rules(code: str) -> tuple[_Rule, ...]:
    return tuple(
        _Rule(
            kind=row["kind"],
            triggers=frozenset(row["triggers"]),
            patterns=tuple(re.compile(pattern) for pattern in row["patterns"]),
            whole_clause=row.get("scope") == "clause",
        )
        for row in language_data(code, "cautions").get("rules", ())
    )


def find(article: Article, so_far: Draft) -> Iterator[Caution]:
    """Every caution, in the order of the text; one a kind where their words overlap."""
    repeats = tuple(so_far.words("cautions").get("repeats", ()))
    kept: list[tuple[Span, str]] = []
    for span, kind in sorted(_found(article.text, so_far)):
        alike = [taken for taken, other in kept if other == kind]
        told_again = alike and kind == "anonymous source" and span.of(article.text).lower().startswith(repeats)
        if not told_again and not any(span.meets(taken) for taken in alike):
            kept.append((span, kind))
    for span, kind in kept:
        yield Caution(kind, (span,))


def _found(text: str, so_far: Draft) -> Iterator[tuple[Span, str]]:
    for statement in so_far.statements:
        if statement.speaker.terms is not None:
            yield statement.speaker.terms, "anonymous source"
    words = wording(text)
    for rule in _rules(so_far.language):
        sentences = {
            sentence
            for index in words.found(rule.triggers)[:MAX_TRIGGERS]
            if (sentence := so_far.sentence_at(words.starts[index])) is not None
        }
        for sentence in sentences:
            span = _matched(text, sentence, rule)
            if span is not None:
                yield span, rule.kind


def _matched(text: str, sentence: Span, rule: _Rule) -> Span | None:
    """Where the rule's first fitting pattern stands in a sentence."""
    written = sentence.of(text)[:MAX_SENTENCE]
    lowered = written.lower()
    if len(lowered) != len(written):
        return None
    for pattern in rule.patterns:
        match = pattern.search(lowered)
        if match is not None:
            group = "evidence" if "evidence" in pattern.groupindex else 0
            start, end = match.span(group)
            if rule.whole_clause:
                start, end = _clause(lowered, start, end)
            return _trimmed(text, sentence.start + start, sentence.start + end)
    return None


def _clause(lowered: str, start: int, end: int) -> tuple[int, int]:
    """The clause around a match, from the mark before it to the mark after it."""
    edges = [edge.end() for edge in _CLAUSE_EDGE.finditer(lowered, 0, start) if edge.group()]
    after = _CLAUSE_EDGE.search(lowered, end)
    return (edges[-1] if edges else 0), (after.start() if after else len(lowered))


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and (text[start].isspace() or text[start] in ",;:"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:"):
        end -= 1
    return Span(start, end) if end > start else None
