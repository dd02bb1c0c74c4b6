"""Statements, positions, meetings and figures as lists of cited lines through all stories; and the search over all."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from newsworld.api.articles import rows_of as article_rows
from newsworld.api.nouns import CitedLine, Found
from newsworld.api.rows import PAGED, SINCE, UNTIL, Page, Param, Route, sealed
from newsworld.news.facts import STANCES
from newsworld.news.moments import FIRST_MOMENT, LAST_MOMENT
from newsworld.pipeline import finding
from newsworld.pipeline.queries import MAX_QUERY, OPERATORS, Query, parsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsworld.api.room import Room
    from newsworld.api.rows import Ask
    from newsworld.news.moments import Moment
    from newsworld.news.stories import Story

MAX_SCANNED = 150  # stories looked through for one page; where fewer lines are found, the page is short, not the list
SCANNED_AT_ONCE = 50
Place = tuple[str, str, int]  # the story's moment and id, and how many of its lines were told


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose lines are looked through: stories of a topic, last added to from a moment and before another."""

    topic: str | None = None
    since: Moment = FIRST_MOMENT
    until: Moment = LAST_MOMENT


def query_of(ask: Ask) -> Query:
    """What the parameters of a list of lines ask for."""
    told = {name: ask.text(name) for name in OPERATORS}
    return Query(ask.text("q"), ask.text("q"), **told)


def lines(section: str, ask: Ask) -> Page:
    """Lines of one section, those of the newest stories first."""
    if ask.told["story"]:
        (start,) = ask.place(int) or (0,)
        of_it, end = of_story(ask.room, section, query_of(ask), ask.text("story"), start, ask.told["limit"])
        return Page(of_it, sealed(end) if end else None)
    scope = Scope(ask.told["topic"], ask.told["since"] or FIRST_MOMENT, ask.told["until"] or LAST_MOMENT)
    found, rest = scanned(ask.room, section, query_of(ask), ask.told["limit"], scope, ask.place(str, str, int))
    return Page(found, sealed(*rest) if rest else None)


def of_story(
    room: Room, section: str, query: Query, story: str, start: int, limit: int
) -> tuple[list[CitedLine], int | None]:
    """Lines of one story that a query wants, from the so-manieth on, and where to go on."""
    brief, wanted = room.brief(story), finding.WANTED[section]
    told = [line for line in brief.section(section) if wanted(query, line)]
    end = start + limit
    items = [CitedLine.of(line, brief.story, brief.headline, section) for line in told[start:end]]
    return items, end if end < len(told) else None


def scanned(
    room: Room, section: str, query: Query, limit: int, scope: Scope, place: Place | None = None
) -> tuple[list[CitedLine], Place | None]:
    """Lines that a query wants, and where to go on. So many stories are looked through at most."""
    wanted, found = finding.WANTED[section], list[CitedLine]()
    skip = place[2] if place else 0
    room.briefs.refresh()
    for number, (at, story) in enumerate(_stories(room, scope, place), 1):
        brief = room.briefs.brief(story.id)
        told = [line for line in brief.section(section) if wanted(query, line)] if brief else []
        for index, line in enumerate(told[skip:], skip):
            if len(found) == limit:
                return found, (*at, index)
            found.append(CitedLine.of(line, story.id, brief.headline if brief else "", section))
        skip = 0
        if number == MAX_SCANNED:
            return found, (*at, len(told))
    return found, None


def _stories(room: Room, scope: Scope, place: Place | None) -> Iterator[tuple[tuple[str, str], Story]]:
    """Stories from a place on, the one at that place first."""
    before = (place[0], place[1]) if place else None
    left = room.store.stories.get(place[1]) if place else None
    if before and left is not None and left.id == before[1]:
        yield before, left
    while True:
        found = room.store.stories.page(
            SCANNED_AT_ONCE, before, topic=scope.topic, since=scope.since, until=scope.until
        )
        yield from found
        if len(found) < SCANNED_AT_ONCE:
            return
        before = found[-1][0]


def search(ask: Ask) -> Found:
    """Reports by their words; where the query has operators, also lines of the stories that matter now."""
    query = parsed(ask.text("q"))
    room = ask.room
    if query.is_empty:
        return Found("", (), (), (), ())
    told = {name: _matching(room, query, section) for name, section in SECTIONS.items() if name != "figures"}
    reports = () if query.asks_lines else finding.articles(room.store, query, ask.told["limit"])
    return Found(query.text, tuple(article_rows(room, reports)), **told)


def _matching(room: Room, query: Query, section: str) -> tuple[CitedLine, ...]:
    if not (query.asks_lines or query.place or (query.day and not query.words)):
        return ()
    wanted = finding.WANTED[section]
    return tuple(
        CitedLine.of(line, brief.story, brief.headline, section)
        for brief in room.edition().briefs
        for line in brief.section(section)
        if wanted(query, line)
    )[: finding.MAX_FOUND]


SECTIONS = {
    "statements": "who said what", "positions": "positions", "meetings": "meetings", "figures": "figures",
}  # fmt: skip
WORDS = Param(name="q", does="Words that the line has; -word for one that it has not.")
SPEAKER = Param(name="speaker", does="Who speaks, or takes part: any part of the name.")
PARTY = Param(name="party", does="For which party: any part of its name.")
STANCE = Param(name="stance", does="How the party stands to the issue.", among=STANCES)
PLACE = Param(name="place", does="Where: any part of the name.")
OUTLET = Param(name="outlet", does="Told by this outlet: any part of its name.")
DAY = Param(name="day", does="On this day.", kind="day")
OF_STORY = Param(name="story", does="Of this story alone (its id).")
TOPIC = Param(name="topic", does="Of stories of this topic alone (its id).")
NARROWED = {
    "statements": (SPEAKER, PARTY, OUTLET, DAY),
    "positions": (PARTY, STANCE, OUTLET, DAY),
    "meetings": (SPEAKER, PARTY, PLACE, DAY),
    "figures": (OUTLET, DAY),
}
ABOUT = {
    "statements": "Who said what, each line with the words of its source.",
    "positions": "What each party offers, demands, rejects, with the words of a source.",
    "meetings": "Meetings announced and held, with the words of a source.",
    "figures": "Figures that matter, with the words of a source.",
}
ROUTES = (
    *(
        Route(
            name=name, path=f"/{name}", does=ABOUT[name], act=partial(lines, section), answer=CitedLine, is_list=True,
            params=(WORDS, *NARROWED[name], OF_STORY, TOPIC, SINCE, UNTIL, *PAGED), can_be_missing=True, group="Facts",
        )
        for name, section in SECTIONS.items()
    ),
    Route(
        name="search", path="/search", group="Facts", act=search, answer=Found,
        does="Articles by their words; speaker:, party:, stance:, outlet:, place: and day: narrow, and find lines.",
        params=(
            Param(name="q", does=f"Words, a “phrase”, -without, begin*, operators; {MAX_QUERY} characters at most."),
            PAGED[0],
        ),
    ),
)  # fmt: skip
