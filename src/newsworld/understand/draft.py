"""Draft: a reading while it is being made; what each finder sees of what the finders before it found."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from newsworld.languages import base_code, words
from newsworld.news.readings import Entity, Reading, Timex
from newsworld.news.spans import Span, span_at
from newsworld.text.sentences import sentences

if TYPE_CHECKING:
    from newsworld.news.articles import Article
    from newsworld.news.facts import Caution, Event, Figure, Meeting, Position, Statement


# "GENEVA, Jan 8 (Reuters) - ": capitals at the very head, up to the dash that ends them.
_DATELINE = re.compile(
    r"\s*[^\W\d_a-zß-ÿ][^\W\d_a-zß-ÿ]+[^a-zß-ÿ\n]{0,30}?(?:,[^\n–—]{2,40})?(?:\s?\([^)\n]{2,40}\))?"
    r"\s[–—-]{1,2}\s+(?=\S+\s+\S)"
)


def _behind_dateline(text: str, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """The sentences, the first without the dateline before it: where a report was written is none of its claims."""
    match = _DATELINE.match(text)
    if match is None or not spans or match.end() >= spans[0].end:
        return spans
    return (Span(match.end(), spans[0].end), *spans[1:])


@dataclass(slots=True)
class Draft:
    """The article, its sentences, and the lists that finders fill, in the order of FINDERS."""

    article: Article
    language: str
    sentences: tuple[Span, ...]
    entities: list[Entity] = field(default_factory=list)
    times: list[Timex] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
    positions: list[Position] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    cautions: list[Caution] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)

    @classmethod
    def of(cls, article: Article) -> Draft:
        """A draft in which nothing but the sentences is known."""
        language = base_code(article.language)
        return cls(article, language, _behind_dateline(article.text, sentences(article.text, language)))

    def words(self, subject: str) -> dict[str, Any]:
        """The language's data on a subject; empty where the language has none."""
        return words(self.language, subject)

    def sentence_at(self, offset: int) -> Span | None:
        """The sentence that holds a code point."""
        return span_at(self.sentences, offset)

    def reading(self) -> Reading:
        """The finished reading."""
        return Reading(
            id=self.article.id,
            language=self.article.language or self.language,
            published=self.article.published,
            sentences=self.sentences,
            entities=tuple(self.entities),
            times=tuple(self.times),
            statements=tuple(self.statements),
            meetings=tuple(self.meetings),
            positions=tuple(self.positions),
            figures=tuple(self.figures),
            cautions=tuple(self.cautions),
            events=tuple(self.events),
        )
