"""Pages that list: search, topic, outlet, days, what the reader starred and follows."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from newsworld.news.briefs import Edition
from newsworld.news.errors import UnknownId
from newsworld.news.moments import day_of, instant_of, is_moment
from newsworld.pipeline.queries import parsed
from newsworld.pipeline.wishes import rule_of
from newsworld.publish import html
from newsworld.web import finding
from newsworld.web.answers import SITE, answer, look_of, room_of, said
from newsworld.web.finding import Part
from newsworld.web.wishes import wish_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.requests import Request
    from starlette.responses import Response

    from newsworld.news.stories import Interest, Story
    from newsworld.web.room import ReadingRoom

ARCHIVE_DAYS = 31
NO_STARS = "No story has a star yet. The star under a headline keeps it here."
NOTHING_FOLLOWED = "Nothing yet. Topics, parties, people and searches can be followed on their pages."
MAX_STORIES = 60  # of a topic on one page, as many as a front page has


def listing(title: str, parts: Iterable[Part], **more: object) -> SimpleNamespace:
    """What list.html shows."""
    told = {"kicker": None, "lead": None, "query": None, "wish": None, **more}
    return SimpleNamespace(title=title, parts=tuple(parts), **told)


def cards_of(room: ReadingRoom, stories: Iterable[Story], empty: str = "None.") -> Part:
    """Stories as cards, those without a page left out."""
    edition = edition_of(room, stories)
    return Part("", "stories", room.cards(edition, room.marks()), empty)


def edition_of(room: ReadingRoom, stories: Iterable[Story]) -> Edition:
    """Some stories as an edition."""
    told = [(story, brief) for story in stories if (brief := room.store.stories.brief(story.id)) is not None]
    return Edition(room.now(), tuple(brief for _, brief in told), tuple(story for story, _ in told))


def search(request: Request) -> Response:
    """Full text, with operators; a search can be kept, and has its feed."""
    query = parsed(request.query_params.get("q", ""))
    room = room_of(request)
    parts = () if query.is_empty else finding.found(room, query)
    wish = None if query.is_empty else wish_of(request, f"search:{query.text}", query.text)
    page = listing(said(request, "Search"), parts, query=query.text, wish=wish)
    return answer(request, "list.html", page, "Search", None if query.is_empty else "search")


def topic(request: Request) -> Response:
    """Stories of a topic, newest first."""
    key = request.path_params["topic"]
    room = room_of(request)
    stories = room.store.stories.of_topic(key, MAX_STORIES)
    if not stories:
        raise UnknownId(key, "no story belongs to this topic.", "Look on the front page or search.")
    name = next(topic.name for topic in stories[0].topics if topic.id == key)
    page = listing(name, [cards_of(room, stories)], kicker="Topic", wish=wish_of(request, key, name))
    return answer(request, "list.html", page, "", f"topic/{key}")


def outlet(request: Request) -> Response:
    """What an outlet published: its own reports, then what it copied."""
    key = request.path_params["outlet"]
    room = room_of(request)
    known = next((one for one in room.store.sources.outlets() if key in (one.id, one.name)), None)
    name = known.name if known else key
    found = finding.reports(room, room.store.articles.of_outlet(name))
    if not found and known is None:
        raise UnknownId(key, "there is no outlet of this name.", "See the sources page.")
    own = tuple(report for report in found if report.copy_of is None)
    copied = tuple(report for report in found if report.copy_of is not None)
    facts = (said(request, known.kind) if known and known.kind else "", (known and known.country) or "")
    counted = said(request, "{own} own reports, {copied} copies among the newest {all}", own=len(own),
                   copied=len(copied), all=len(found))  # fmt: skip
    lead = " · ".join(part for part in (*facts, counted) if part)
    parts = [Part("Its own reports", "reports", own), *([Part("Copies", "reports", copied)] if copied else [])]
    return answer(request, "list.html", listing(name, parts, kicker="Outlet", lead=lead), "", f"outlet/{name}")


def days(request: Request) -> Response:
    """The archive: the days of the last weeks."""
    today, language = day_of(room_of(request).now()), look_of(request).language
    back = (today - timedelta(days=at) for at in range(ARCHIVE_DAYS))
    entries = tuple((html.longday(day.isoformat(), language), SITE.page("day", day.isoformat()), "") for day in back)
    return answer(request, "list.html", listing(said(request, "Days"), [Part("", "names", entries)]), "Days")


def day(request: Request) -> Response:
    """The stories that were last added to on a day."""
    asked = request.path_params["day"]
    room = room_of(request)
    stories = of_day(room, asked)
    start = day_of(asked)
    beside = (start - timedelta(days=1), start + timedelta(days=1))
    language = look_of(request).language
    turn = tuple((html.longday(one.isoformat(), language), SITE.page("day", one.isoformat()), "") for one in beside)
    parts = [cards_of(room, stories), Part("Days beside", "names", turn)]
    page = listing(html.longday(start.isoformat(), language), parts, kicker="Day")
    return answer(request, "list.html", page, "Days", f"day/{start.isoformat()}")


def of_day(room: ReadingRoom, asked: str) -> tuple[Story, ...]:
    """A day's stories. UnknownId if it is no day."""
    if not is_moment(asked):
        raise UnknownId(asked, "this is no day.", "Write it as 2022-01-09.")
    start = day_of(asked)
    return room.store.stories.between(start.isoformat(), (start + timedelta(days=1)).isoformat())


def marked(room: ReadingRoom, name: str) -> list[Story]:
    """The stories that the reader starred, or follows."""
    kept = (mark.story for mark in room.marks().values() if getattr(mark, name))
    found = (room.store.stories.get(story_id) for story_id in kept)
    return sorted((story for story in found if story is not None), key=lambda story: story.last_seen, reverse=True)


def starred(request: Request) -> Response:
    """Stories that the reader starred, and reports that a phone reader did."""
    room = room_of(request)
    alone = finding.reports(room, room.store.articles.starred(room.reader))
    parts = [cards_of(room, marked(room, "starred"), NO_STARS), Part("Starred reports", "reports", alone)]
    page = listing(said(request, "Starred"), parts if alone and parts[0].entries else parts[bool(alone) :][:1])
    return answer(request, "list.html", page, "Starred", "starred")


def followed(request: Request) -> Response:
    """What the reader follows, keeps and mutes."""
    room = room_of(request)
    interests = sorted(room.interests().values(), key=lambda one: one.name.casefold())
    now = instant_of(room.now())
    follows = tuple((one.name, address_of(one), "") for one in interests if one.followed and rule_of(one.topic) is None)
    mutes = tuple(
        (
            one.name,
            address_of(one),
            f"{said(request, 'until')} {html.shortday(one.muted_until, look_of(request).language)}",
        )
        for one in interests
        if one.muted_until and instant_of(one.muted_until) > now
    )
    told = tuple((one.name, address_of(one), "") for one in interests if one.told_from)
    parts = [
        Part("Topics, voices and searches", "names", follows, NOTHING_FOLLOWED),
        *([Part("Told of by mail, push or web hook", "names", told)] if told else []),
        *([Part("Left out", "names", mutes)] if mutes else []),
    ]
    page = listing(said(request, "Followed"), [*parts, _stories(cards_of(room, marked(room, "followed")))])
    return answer(request, "list.html", page, "Followed", "followed")


def _stories(part: Part) -> Part:
    return replace(part, name="Stories")


def address_of(interest: Interest) -> str | None:
    """Where an interest's page is."""
    kind, _, key = interest.topic.partition(":")
    if kind == "search":
        return f"{SITE.room('search')}?{urlencode({'q': key})}"
    return SITE.page(kind, key) if kind in ("party", "person", "story") else SITE.page("topic", interest.topic)
