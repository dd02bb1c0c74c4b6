"""Timeline: a story's dated events in order, one line a day, each with the words of an article that tell it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsworld.news.moments import is_moment
from newsworld.news.spans import Span
from newsworld.news.stories import TimelineEntry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from newsworld.news.articles import Article
    from newsworld.news.readings import Reading

KINDS = ("meeting", "event", "figure")  # weightiest first: where a day has several, this decides
FIGURES = ("dead", "injured", "displaced")  # that make a day's news by themselves
_DAY = 10  # characters of an ISO date


def timeline(articles: Mapping[str, Article], readings: Iterable[Reading]) -> tuple[TimelineEntry, ...]:
    """The days of meetings, events and tolls; of several on one day the weightiest, told by the earliest article."""
    best: dict[str, TimelineEntry] = {}
    for reading in sorted(readings, key=lambda told: (told.published or "", told.id)):
        article = articles.get(reading.id)
        if article is None:
            continue
        for entry in _entries(article, reading):
            known = best.get(entry.day[:_DAY])
            if known is None or KINDS.index(entry.kind) < KINDS.index(known.kind):
                best[entry.day[:_DAY]] = entry
    return tuple(best[day] for day in sorted(best))


def _entries(article: Article, reading: Reading) -> Iterator[TimelineEntry]:
    for meeting in reading.meetings:
        if meeting.start and is_moment(meeting.start):
            yield _entry(article, reading, meeting.start, meeting.evidence[0], "meeting")
    for event in reading.events:
        if event.date and is_moment(event.date):
            yield _entry(article, reading, event.date, event.evidence[0], "event")
    published = article.published
    for figure in reading.figures:
        if figure.kind in FIGURES and published and is_moment(published):
            yield _entry(article, reading, published[:_DAY], figure.evidence[0], "figure")


def _entry(article: Article, reading: Reading, day: str, evidence: Span, kind: str) -> TimelineEntry:
    """The whole sentence that holds the evidence, or the evidence where the sentences are not known."""
    span = next((sentence for sentence in reading.sentences if sentence.holds(evidence)), evidence)
    return TimelineEntry(day, span.of(article.text), article.id, Span(*span), kind)
