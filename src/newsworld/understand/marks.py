"""Marks of an article: mentions and times in order, so that a finder can ask what stands between two offsets."""

from __future__ import annotations

import bisect
import functools
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from newsworld.languages import words
from newsworld.news.spans import Span
from newsworld.text.wording import wording
from newsworld.understand.entities import party_of
from newsworld.understand.nationals import shared_demonyms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsworld.news.readings import Entity, Timex
    from newsworld.understand.draft import Draft

_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}|MO|AF|EV|NI|MI|DT))?")
PARTS_OF_DAY = {"MO": "morning", "MI": "afternoon", "AF": "afternoon", "EV": "evening", "NI": "night"}


@dataclass(frozen=True, slots=True)
class Marks:
    """Mentions (with their entity) and times, each sorted by where they stand."""

    text: str
    mentions: tuple[tuple[Span, Entity], ...]
    times: tuple[Timex, ...]
    ids: frozenset[str]  # of every entity of the article
    language: str = "en"
    around: tuple[tuple[Span, Entity], ...] = ()  # mentions of the one sentence that is read

    @classmethod
    def of(cls, so_far: Draft) -> Marks:
        """The marks of a draft."""
        named = [(span, entity) for entity in so_far.entities for span in entity.mentions]
        mentions = sorted([*named, *_demonyms(so_far, named)], key=lambda pair: pair[0])
        times = sorted(so_far.times, key=lambda time: time.span)
        ids = frozenset(entity.id for entity in so_far.entities)
        return cls(so_far.article.text, tuple(mentions), tuple(times), ids, so_far.language)

    def mentions_in(self, start: int, end: int) -> tuple[tuple[Span, Entity], ...]:
        """Mentions that lie inside [start, end), in order."""
        first = bisect.bisect_left(self.mentions, ((start,),))
        last = bisect.bisect_left(self.mentions, ((end,),))
        return tuple(pair for pair in self.mentions[first:last] if pair[0].end <= end)

    def times_in(self, start: int, end: int) -> tuple[Timex, ...]:
        """Times that lie inside [start, end), in order."""
        first = bisect.bisect_left(self.times, start, key=lambda time: time.span.start)
        last = bisect.bisect_left(self.times, end, key=lambda time: time.span.start)
        return tuple(time for time in self.times[first:last] if time.span.end <= end)

    def party(self, entity: Entity | None) -> str | None:
        """The party an entity speaks for, where the article names that party too; else the entity itself."""
        party = party_of(entity)
        if entity is None or party is None or (party in self.ids and not self._is_at_home(entity)):
            return party
        return entity.id

    def within(self, sentence: Span) -> Marks:
        """The same for one sentence, in which ministers who tell of their own country's people speak for themselves."""
        return replace(self, around=self.mentions_in(*sentence))

    def _is_at_home(self, entity: Entity) -> bool:
        if entity.kind != "person" or not self.around:
            return False
        others = [other for _, other in self.around if other.id != entity.id]
        if {other.country for other in others} - {None, entity.country}:
            return False
        return any(other.kind in ("person", "organisation") for other in others)

    def state_of(self, party: str) -> str | None:
        """The id of the state of a person or body; None where it has none."""
        entity = next((entity for _, entity in self.mentions if entity.id == party), None)
        return f"country:{entity.country}" if entity is not None and entity.country else None

    def has_role(self, party: str) -> bool:
        """Whether the article tells what a party is: "Foreign Minister"."""
        return any(entity.id == party and entity.role for _, entity in self.mentions)

    def is_adjective(self, span: Span) -> bool:
        """Whether a mention is a word like "Omani"."""
        return span.of(self.text).lower() in _adjectives(self.language)

    def country_party(self, code: str | None) -> str | None:
        """The id of a country by its ISO code, where the article names it."""
        party = f"country:{code}" if code else None
        return party if party in self.ids else None


def _demonyms(so_far: Draft, named: list[tuple[Span, Entity]]) -> Iterator[tuple[Span, Entity]]:
    """As in "Iranian" as Iran, where the article also names Iran and no other name holds the word."""
    told = wording(so_far.article.text)
    countries = {entity.country: entity for entity in so_far.entities if entity.kind == "country"}
    known, shared = _adjectives(so_far.language), shared_demonyms(so_far.language)
    taken = sorted(span for span, _ in named)
    for index in told.found(_of_countries(so_far.language)):
        two = f"{told.words[index - 1]} {told.words[index]}" if index else ""
        last = told.words[index]
        codes = (known[two],) if two in known else shared.get(last) or (known[last],)
        of = [entity for code in codes if (entity := countries.get(code)) is not None]
        span = Span(told.starts[index - (two in known)], told.ends[index])
        before = bisect.bisect_right(taken, span.start, key=lambda other: other.start) - 1
        if len(of) == 1 and (before < 0 or taken[before].end <= span.start):
            yield span, of[0]


@functools.cache
def _adjectives(language: str) -> dict[str, str]:
    demonyms = words(language, "entities").get("demonyms", {})
    told = {word.lower(): code for code, adjectives in demonyms.items() for word in adjectives if "-" not in word}
    return told | {word.rpartition(" ")[2]: "" for word in told if " " in word and word.rpartition(" ")[2] not in told}


@functools.cache
def _of_countries(language: str) -> frozenset[str]:
    """Adjectives of one country and of several."""
    return frozenset(_adjectives(language)) | frozenset(shared_demonyms(language))


def day_and_part(time: Timex) -> tuple[str | None, str | None]:
    """ISO day (or day and minute) of a time expression and its part of the day; None where it is not that exact."""
    match = _DAY.match(time.value)
    if match is None or time.type not in ("DATE", "TIME"):
        return None, None
    part = match.group(2)
    if part and part[0].isdigit() and part < "24:00":
        return f"{match.group(1)}T{part}", None
    return match.group(1), PARTS_OF_DAY.get(part or "")
