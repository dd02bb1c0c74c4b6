"""The paper's own pages: front, story, talks, positions, voices."""

from __future__ import annotations

import dataclasses
from types import SimpleNamespace
from typing import TYPE_CHECKING

from starlette.responses import JSONResponse, RedirectResponse

from newsworld.news.errors import UnknownId
from newsworld.news.moments import instant_of
from newsworld.pipeline import wishes
from newsworld.publish import agenda, frontpage, matrix, places, voices
from newsworld.web import corrections
from newsworld.web.answers import SITE, answer, room_of
from newsworld.web.wishes import wish_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.requests import Request
    from starlette.responses import Response

    from newsworld.news.briefs import Brief, Line
    from newsworld.news.stories import Interest
    from newsworld.publish.storypage import Card, StoryView
    from newsworld.web.room import ReadingRoom

LEAD_BASICS = 3
MAX_NEW_LINES = 5  # of one story, to catch up by


def front(request: Request) -> Response:
    """What matters now, in the order that the reader chose, with what is coming up."""
    room = room_of(request)
    keys = [key for _, key in frontpage.ORDERS]
    asked = request.query_params.get("by", "")
    order = asked if asked in keys else keys[0]
    cards, muted, left_out = _wanted(room, order)
    shown = frontpage.front(
        _with_basics(room, cards, order),
        order,
        coming=agenda.coming(room.lines("meetings"), room.now()),
        made=room.now(),
    )
    shown = dataclasses.replace(shown, unread=sum(not card.is_read for card in cards), muted=muted, left_out=left_out)
    page = SimpleNamespace(
        front=shown,
        at=keys.index(order),
        orders=[(name, SITE.front() + (f"?by={key}" if key != keys[0] else "")) for name, key in frontpage.ORDERS],
    )
    return answer(request, "front.html", page, "Front page", "front")


def _wanted(room: ReadingRoom, order: str) -> tuple[list[Card], tuple[tuple[str, str], ...], int]:
    """The cards that the reader wants, and what was left out."""
    interests, wanted = room.interests().values(), room.wanted()
    muted = wishes.muted(interests, room.now())
    kept = list(room.cards(wanted.edition, room.marks()))
    if order == "unread":
        kept = [card for card in kept if not card.is_read]
    if order == "followed":
        briefs = {brief.story: brief for brief in wanted.edition.briefs}
        kept = [card for card in kept if _is_followed(card, briefs[card.id], interests)]
    return kept, tuple((one.name, one.muted_until or "") for one in muted), len(wanted.left_out)


def _is_followed(card: Card, brief: Brief, interests: Iterable[Interest]) -> bool:
    """Whether the reader follows the story, one of its topics, or a party or person that speaks in it."""
    if card.mark and card.mark.followed:
        return True
    followed = {one.topic for one in interests if one.followed}
    if followed.intersection(topic.id for topic in card.topics):
        return True
    voices_here = {f"party:{line.slots.get('party')}" for line in brief.lines()}
    voices_here |= {f"person:{line.slots.get('speaker')}" for line in brief.lines()}
    return bool(followed & voices_here)


def _with_basics(room: ReadingRoom, cards: list[Card], order: str) -> list[Card]:
    """The card that will lead gets its first basics, too."""
    if not cards:
        return cards
    lead = max(cards, key=lambda card: instant_of(card.updated)) if order == "time" else cards[0]
    brief = next(brief for brief in room.edition().briefs if brief.story == lead.id)
    numbering = room.numbering()
    numbering.lines((brief.standfirst,) if brief.standfirst else (), brief.language)
    fuller = dataclasses.replace(lead, basics=numbering.lines(brief.basics[:LEAD_BASICS], brief.language))
    return [fuller if card.id == lead.id else card for card in cards]


def catch_up(request: Request) -> Response:
    """What is new since the reader's last look: of stories that changed the new lines alone, of new ones the first."""
    room = room_of(request)
    edition, marks = room.wanted().edition, room.marks()
    told = []
    for brief, story in zip(edition.briefs, edition.stories, strict=True):
        mark = marks.get(story.id)
        if mark is None or mark.seen_version < brief.version:
            told.append(_caught_up(room.view(story, brief, mark)))
    shown = ",".join(f"{one.card.id}:{one.card.version}" for one in told)
    return answer(request, "catchup.html", SimpleNamespace(stories=told, shown=shown), "Catch up")


def _caught_up(view: StoryView) -> SimpleNamespace:
    """A story's new lines; all of its first ones where it was never seen."""
    sections = (*view.before, *view.after)
    new = [line for part in sections for line in part.lines if line.is_new]
    new += [line for part in view.voices for line in part.lines if line.is_new]
    basics = [line for line in view.card.basics if line.is_new or not view.card.is_changed]
    return SimpleNamespace(
        card=view.card, is_changed=view.card.is_changed, basics=basics[:LEAD_BASICS], lines=new[:MAX_NEW_LINES],
        meetings=[line for line in view.meetings if line.is_new],
    )  # fmt: skip


def news(request: Request) -> Response:
    """The stories of the front page and their versions, for a page that wants to say how many are new."""
    briefs = room_of(request).edition().briefs
    return JSONResponse({brief.story: brief.version for brief in briefs}, headers={"cache-control": "no-cache"})


def story(request: Request) -> Response:
    """One story's page. A story that was merged into another leads there."""
    room, asked = room_of(request), request.path_params["story"]
    known, brief = room.told(asked)
    if known.id != asked:
        return RedirectResponse(SITE.page("story", known.id) or "/", 301)
    page = room.view(known, brief, room.marks().get(known.id))
    told = room.interests().get(f"story:{known.id}")
    return answer(
        request, "story.html", page, "", f"story/{known.id}",
        tells=room.carriers, is_told=bool(told and told.told_from), putting_right=corrections.form_of(room, known),
    )  # fmt: skip


def talks(request: Request) -> Response:
    """Meetings ahead and behind, how their days drifted, who meets whom."""
    room = room_of(request)
    found = agenda.agenda(room.lines("meetings"), room.now())
    return answer(request, "talks.html", found, "Talks", "talks")


def positions(request: Request) -> Response:
    """Each story's parties by issue, and issues through time."""
    lines = room_of(request).lines("positions")
    return answer(request, "positions.html", SimpleNamespace(stories=matrix.by_story(lines)), "Positions", "positions")


def places_of(request: Request) -> Response:
    """Where the edition's reports were written, on a map and in a list."""
    room = room_of(request)
    return answer(request, "places.html", places.places(room.edition(), room.library()), "Places")


def all_voices(request: Request) -> Response:
    """Every party and named person of the edition."""
    room = room_of(request)
    numbering = room.numbering()
    sections = ("who said what", "positions", "meetings")
    parties, people = voices.names(*(room.lines(section, numbering) for section in sections))
    page = SimpleNamespace(parties=parties, people=people)
    return answer(request, "voices.html", page, "Voices")


def party(request: Request) -> Response:
    """What was said for a party, what it offered, demanded, rejected, and when."""
    room, name = room_of(request), str(request.path_params["name"])
    numbering = room.numbering()

    def is_its(line: Line) -> bool:
        return line.slots.get("party") == name

    voice = voices.party(
        name,
        room.lines("who said what", numbering, is_its),
        room.lines("positions", numbering, is_its),
        room.lines("meetings", numbering, lambda line: name in agenda.parties_of(line)),
    )
    return _voice(request, voice, f"party/{name}")


def person(request: Request) -> Response:
    """What a person said, and when."""
    room, name = room_of(request), str(request.path_params["name"])
    numbering = room.numbering()
    voice = voices.person(
        name,
        room.lines("who said what", numbering, lambda line: line.slots.get("speaker") == name),
        room.lines("meetings", numbering, lambda line: name in (line.slots.get("participants") or "")),
    )
    return _voice(request, voice, f"person/{name}")


def _voice(request: Request, voice: voices.VoicePage, view: str) -> Response:
    if not voice.is_known:
        raise UnknownId(voice.name, "nobody of this name speaks in this edition.", "Look among the voices.")
    page = SimpleNamespace(voice=voice, wish=wish_of(request, f"{voice.kind}:{voice.name}", voice.name))
    return answer(request, "voice.html", page, "Voices", view)
