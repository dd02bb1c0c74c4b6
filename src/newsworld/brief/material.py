"""What is a brief written from? A story's independent texts with their readings, and ways to cite them."""

from __future__ import annotations

import functools
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from newsworld.languages import base_code, words
from newsworld.news.briefs import Citation
from newsworld.news.moments import day_of, instant_of
from newsworld.news.readings import Reading
from newsworld.news.spans import Span, span_at
from newsworld.text.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date, datetime

    from newsworld.brief.options import Options
    from newsworld.news.articles import Article
    from newsworld.news.readings import Entity, Timex
    from newsworld.news.sourcing import Outlet
    from newsworld.news.stories import Story

P = ParamSpec("P")
T = TypeVar("T")

OPINION = "opinion"
_YEAR = re.compile(r"\d{4}(?!\d)")
_DATELINE = re.compile(  # "GENEVA, Jan 8 (Reuters) –", "April 12 (Bloomberg) --", "WASHINGTON -"
    r"(?:[A-Z][\w.,'’/ ]{0,50}\([A-Z][\w./& -]{1,30}\)|[A-Z]{3}[A-Z.,'’/ ]{0,40}(?:, [A-Z][a-z.]{2,9} \d{1,2})?)"
    r" ?(?:[–—]|--?) "
)
_HEAD_CHARS = 600  # of a text, within which its dateline stands
_UNREAD = ("listing", "not-an-article")
_NAMED_FOR_WHAT_THEY_ARE = ("agency", "state media")


@dataclass(frozen=True, slots=True, eq=False)
class Origin:
    """An independent text, its reading, and the articles that republish it; made once a story, equal to itself alone.

    `notes` has what was worked out once for many lines (`once`).
    """

    article: Article
    reading: Reading
    copies: tuple[Article, ...] = ()
    notes: dict[Callable[..., Any], Any] = field(default_factory=dict, repr=False)

    def sentence_at(self, offset: int) -> Span | None:
        """The sentence that holds a code point."""
        return span_at(self.reading.sentences, offset)

    def around(self, span: Span) -> Span:
        """The whole sentences that a span touches, without the dateline of a text."""
        start, end = span
        first = self.sentence_at(start)
        if first is not None and first.start <= _HEAD_CHARS:
            told, _ = past_dateline(first, first.of(self.article.text))
            first = told if told.start <= start else first
        if first is not None and start < end <= first.end:
            return first
        last = self.sentence_at(max(start, end - 1))
        return Span(min(start, first.start) if first else start, max(end, last.end) if last else end)

    def cite(self, span: Span) -> Citation:
        """The words of a span as a citation."""
        cited = _citations(self)
        if span not in cited:
            cited[span] = Citation(self.article.id, span, span.of(self.article.text))
        return cited[span]

    def cite_around(self, spans: Iterable[Span]) -> tuple[Citation, ...]:
        """The whole sentences around some spans, each once, in the text's order."""
        wide = sorted({self.around(span) for span in spans})
        if len(wide) == 1:
            return (self.cite(wide[0]),)
        return tuple(self.cite(span) for span in wide if not any(o != span and o.holds(span) for o in wide))

    def entity(self, entity_id: str | None) -> Entity | None:
        """The entity of that id, if the reading has it."""
        return _entities(self).get(entity_id) if entity_id else None

    def name_of(self, entity_id: str | None) -> str:
        """An entity's name; what stands for it where the reading does not know the id; empty where none is told."""
        entity = self.entity(entity_id)
        return entity.name if entity else (entity_id or "").partition(":")[2] or (entity_id or "")


def once(work: Callable[Concatenate[Origin, P], T]) -> Callable[Concatenate[Origin, P], T]:
    """A function of an origin that is worked out once for it and kept in its notes.

    What else it takes must be the story's, the same at each call: only the first is heard.
    """

    @functools.wraps(work)
    def noted(origin: Origin, /, *rest: P.args, **named: P.kwargs) -> T:
        try:
            kept: T = origin.notes[work]
        except KeyError:
            kept = origin.notes[work] = work(origin, *rest, **named)
        return kept

    return noted


@once
def _citations(_: Origin) -> dict[Span, Citation]:
    """What was cited of an origin."""
    return {}


@once
def _entities(origin: Origin) -> dict[str, Entity]:
    """The entities by id; of one id the first."""
    return {entity.id: entity for entity in reversed(origin.reading.entities)}


@dataclass(frozen=True, slots=True)
class Material:
    """A story's origins in time order, in the language that the brief is written in, and the language's words."""

    story: Story
    language: str
    origins: tuple[Origin, ...]  # all of them
    read: tuple[Origin, ...]  # those read closely: no more than Options.origins_read
    native: tuple[Origin, ...]  # of those, the ones in the brief's language
    articles: Mapping[str, Article]
    outlets: Mapping[str, Outlet]
    options: Options
    words: Mapping[str, Any] = field(default_factory=dict)

    def template(self, name: str) -> str:
        """The language's template of that name; empty where it has none, and then nothing is composed."""
        return str(self.words.get("templates", {}).get(name, ""))

    def among(self, name: str) -> frozenset[str]:
        """The language's words of a list."""
        return among(self.language, name)

    def label(self, group: str, name: str | None) -> str:
        """The language's word for one of the house's own terms; the term itself where there is none."""
        return str(self.words.get(group, {}).get(name or "", name or ""))

    def outlet_kind(self, article: Article) -> str | None:
        """What an agency or a state's own medium is called; None for any other outlet."""
        outlet = self.outlets.get(article.outlet or "")
        return outlet.kind if outlet and outlet.kind in _NAMED_FOR_WHAT_THEY_ARE else None

    def day(self, moment: str | None) -> str:
        """A day as the language writes it, with its year where that is not the story's; empty for none."""
        return _day(self.language, moment, self.story.last_seen)

    def time(self, moment: str | None) -> str:
        """A day with its hour, as far as told."""
        hour = (moment or "")[11:16]
        return ", ".join(part for part in (self.day(moment), hour) if part)


def past_dateline(sentence: Span, text: str) -> tuple[Span, str]:
    """A sentence, and its words, without the place and day at the head of a text, or of its report below a summary."""
    if sentence[0] and (sentence[0] > _HEAD_CHARS or not text[:3].isupper()):
        return sentence, text
    found = _DATELINE.match(text)
    if found is None or (sentence[0] and text[found.end() : found.end() + 1].islower()):  # "NATO – an alliance"
        return sentence, text
    return Span(sentence[0] + found.end(), sentence[1]), text[found.end() :]


@functools.cache
def among(code: str, name: str) -> frozenset[str]:
    """A list of `languages/<code>/brief.toml` as a set; empty where the language has none."""
    return frozenset(words(code, "brief").get(name, ()))


@functools.lru_cache(maxsize=2048)
def _day(code: str, moment: str | None, last_seen: str) -> str:
    data, told, last = words(code, "brief"), day_told(moment), day_told(last_seen)
    months = data.get("months")
    if told is None or not months:
        return told.isoformat() if told else ""
    text = str(data.get("templates", {}).get("day", "")).format(day=told.day, month=months[told.month - 1])
    return text if last is None or last.year == told.year else f"{text} {told.year}"


@functools.lru_cache(maxsize=2048)
def day_told(moment: str | None) -> date | None:
    """The day of a moment; None where there is none or it is not to be read."""
    try:
        return day_of(moment) if moment else None
    except ValueError:
        return None


def when(article: Article, otherwise: str) -> datetime:
    """When an article was published; else the other moment."""
    return _instant(article.published or otherwise, otherwise)


@functools.lru_cache(maxsize=2048)
def _instant(moment: str, otherwise: str) -> datetime:
    try:
        return instant_of(moment)
    except ValueError:
        return instant_of(otherwise)


def earlier_years(origin: Origin, span: Span, first: date | None) -> Iterator[Timex]:
    """The times within a span that lie in a year before the story's first day."""
    for time, year in _years(origin) if first is not None else ():
        if first is not None and year < first.year and span.holds(time.span):
            yield time


@once
def _years(origin: Origin) -> list[tuple[Timex, int]]:
    """The days and hours that a text tells, each with its year."""
    told = ((time, _YEAR.match(time.value)) for time in origin.reading.times if time.type in ("DATE", "TIME"))
    return [(time, int(found.group())) for time, found in told if found is not None]


def gather(
    story: Story,
    articles: Mapping[str, Article],
    readings: Mapping[str, Reading],
    outlets: Mapping[str, Outlet],
    options: Options,
) -> Material:
    """The material of a story. Members that are no articles, or that nobody holds any more, are left out."""
    origins = _origins(story, articles, readings)
    language = _main_language(origins)
    read = _closely(_news_of(origins), options.origins_read)
    native = tuple(origin for origin in read if base_code(origin.article.language) == language)
    return Material(story, language, origins, read, native, articles, outlets, options, words(language, "brief"))


def _origins(story: Story, articles: Mapping[str, Article], readings: Mapping[str, Reading]) -> tuple[Origin, ...]:
    copy_of = {member.id: member.copy_of for member in story.members}
    groups: dict[str, list[Article]] = {}
    for member in story.members:
        article = articles.get(member.id)
        if article is not None and article.kind not in _UNREAD and article.text.strip():
            groups.setdefault(_root(member.id, copy_of), []).append(article)
    made = []
    for root, group in groups.items():
        first = next((article for article in group if article.id == root), group[0])
        made.append(Origin(first, _reading(first, readings), tuple(a for a in group if a is not first)))
    return tuple(sorted(made, key=lambda origin: (when(origin.article, story.first_seen), origin.article.id)))


def _root(name: str, copy_of: Mapping[str, str | None]) -> str:
    """The text that a member came from at the last; a ring of copies ends at its smallest id."""
    seen = [name]
    while (above := copy_of.get(seen[-1])) is not None:
        if above in seen:
            return min(seen[seen.index(above) :])
        seen.append(above)
    return seen[-1]


def _reading(article: Article, readings: Mapping[str, Reading]) -> Reading:
    """The article's reading; one of bare sentences where there is none or it is of a longer version of the text."""
    reading = readings.get(article.id)
    if reading is not None and reading.sentences and reading.sentences[-1].end <= len(article.text):
        return reading
    return Reading(article.id, article.language, article.published, cut(article.text, article.language))


@functools.lru_cache(maxsize=2048)
def cut(text: str, language: str | None) -> tuple[Span, ...]:
    """The sentences of a text that nobody has read."""
    return sentences(text, language)


def _main_language(origins: tuple[Origin, ...]) -> str:
    """The language that most origins are in; among equals that of most articles, then of the first."""
    counted = Counter(base_code(origin.article.language) for origin in origins)
    if len(counted) == 1:
        return next(iter(counted))
    spread = Counter(base_code(article.language) for o in origins for article in (o.article, *o.copies))
    return max(counted, key=lambda code: (counted[code], spread[code]), default=base_code(None))


def _news_of(origins: tuple[Origin, ...]) -> tuple[Origin, ...]:
    """The origins that report; opinion is told only where there is nothing else."""
    return tuple(origin for origin in origins if origin.article.kind != OPINION) or origins


def _closely(origins: tuple[Origin, ...], most: int) -> tuple[Origin, ...]:
    """No more than so many origins: the first and the latest, and the rest evenly between them."""
    if len(origins) <= most:
        return origins
    step = (len(origins) - 1) / max(1, most - 1)
    return tuple(origins[round(at * step)] for at in range(most))
