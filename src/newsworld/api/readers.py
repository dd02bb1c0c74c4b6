"""What a reader did and wants: marks on stories, what is followed or left out. And a reader's word on groupings."""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

from msgspec import Meta

from newsworld.api.nouns import CorrectionAsked, CorrectionRow, FollowChange, MarkChange, Marked, MarkOf
from newsworld.api.permits import EDIT, MARK
from newsworld.api.rows import PAGED, Page, Param, Route, sealed
from newsworld.api.stories import STORY
from newsworld.news.errors import BadInput, UnknownId
from newsworld.news.moments import instant_of
from newsworld.news.stories import Correction, Interest, Mark
from newsworld.people.marks import keep

if TYPE_CHECKING:
    from newsworld.api.room import Room
    from newsworld.api.rows import Ask

MAX_MARKS = 500  # in one request


def marks(ask: Ask) -> Page:
    """What the reader did with stories."""
    known = [mark for _, mark in sorted(ask.room.store.marks.all(ask.permit.reader).items())]
    (start,) = ask.place(int) or (0,)
    end = start + ask.told["limit"]
    return Page(known[start:end], sealed(end) if end < len(known) else None)


def mark(ask: Ask) -> Mark:
    """Change one story's mark."""
    story = ask.room.story(ask.text("story"))
    changed = _changed(ask.room, ask.room.mark(ask.permit.reader, story.id), ask.body)
    keep(ask.room.store, ask.permit.reader, (changed,))
    return changed


def mark_many(ask: Ask) -> Marked:
    """Change many, all in one transaction."""
    store, unknown, changed = ask.room.store, list[str](), dict[str, Mark]()
    with store.writing():
        for told in ask.body:
            story = store.stories.get(told.story)
            if story is None:
                unknown.append(told.story)
                continue
            known = changed.get(story.id) or ask.room.mark(ask.permit.reader, story.id)
            changed[story.id] = _changed(ask.room, known, told)
        keep(store, ask.permit.reader, changed.values())
    return Marked(len(ask.body) - len(unknown), tuple(unknown))


def _changed(room: Room, known: Mark, told: MarkChange | MarkOf) -> Mark:
    names = ("seen_version", "starred", "followed")
    changes = {name: value for name in names if (value := getattr(told, name)) is not None}
    if "seen_version" in changes:
        changes["seen_at"] = room.now()
    return dataclasses.replace(known, **changes)


def follows(ask: Ask) -> Page:
    """What the reader follows and mutes."""
    known = [one for _, one in sorted(ask.room.store.marks.interests(ask.permit.reader).items())]
    return Page([one for one in known if one.followed or one.muted_until])


def follow(ask: Ask) -> Interest:
    """Follow something, or leave it out for some days."""
    told: FollowChange = ask.body
    until = None
    if told.muted_days is not None:
        until = (instant_of(ask.room.now()) + timedelta(days=told.muted_days)).isoformat()
    interest = Interest(ask.text("topic"), told.name, followed=told.followed, muted_until=until)
    keep(ask.room.store, ask.permit.reader, (interest,))
    return interest


def unfollow(ask: Ask) -> None:
    """Neither follow nor mute it any more."""
    known = ask.room.store.marks.interests(ask.permit.reader).get(ask.text("topic"))
    if known is None:
        raise UnknownId(ask.text("topic"), "it is neither followed nor left out.", "Look at /follows.")
    keep(ask.room.store, ask.permit.reader, (Interest(known.topic, known.name),))


def corrections(ask: Ask) -> Page:
    """Every reader's word on what belongs together: those that wait first, then those that hold."""
    newsroom = ask.room.newsroom
    rows = [
        *(_row("refused" if trouble else "waiting", told, trouble) for told, trouble in newsroom.corrections_waiting()),
        *(_row("held", told) for told in reversed(newsroom.corrections())),
    ]
    (start,) = ask.place(int) or (0,)
    end = start + ask.told["limit"]
    return Page(rows[start:end], sealed(end) if end < len(rows) else None)


def _row(state: str, told: Correction, trouble: str | None = None) -> CorrectionRow:
    return CorrectionRow(state, told.kind, told.story, told.into, told.articles, told.made, trouble)


def correct(ask: Ask) -> CorrectionRow:
    """Put a grouping right. The gatherer carries it out within some seconds, and it holds for ever."""
    told: CorrectionAsked = ask.body
    story = ask.room.story(told.story)
    members = {member.id for member in story.members}
    strangers = [name for name in told.articles if name not in members]
    if strangers:
        raise UnknownId(strangers[0], "this article is not in the story.", f"Look at /stories/{story.id}.")
    into = ask.room.story(told.into).id if told.into else None
    if into == story.id:
        raise BadInput(story.id, "these are one story already.", "Name another one.")
    kind = str(told.__struct_config__.tag)
    correction = Correction(kind, story.id, into, told.articles, made=ask.room.now())
    ask.room.newsroom.correct(correction)
    return _row("waiting", correction)


TOPIC = Param(name="topic", does="A topic's id, or “party:…”, “person:…”, “search:…”.", in_path=True)
ROUTES = (
    Route(
        name="marks", path="/marks", does="What the reader did with stories: seen, starred, followed.", act=marks,
        answer=Mark, is_list=True, params=PAGED, group="Readers", can_be_missing=True,
    ),
    Route(
        name="mark_many", path="/marks", method="POST", needs=MARK,
        does="Change the marks of many stories at once.",
        act=mark_many, answer=Marked, group="Readers",
        takes=Annotated[tuple[MarkOf, ...], Meta(max_length=MAX_MARKS)],
    ),
    Route(
        name="mark", path="/marks/{story}", method="PATCH", needs=MARK,
        does="Change a story's mark; what is not told stays.",
        act=mark, answer=Mark, takes=MarkChange, params=(STORY,), group="Readers", can_be_missing=True,
    ),
    Route(
        name="follows", path="/follows", does="What the reader follows, and leaves out for a time.", act=follows,
        answer=Interest, is_list=True, group="Readers",
    ),
    Route(
        name="follow", path="/follows/{topic}", method="PUT", needs=MARK,
        does="Follow a topic, party, person, search; or mute it.",
        act=follow, answer=Interest, takes=FollowChange, params=(TOPIC,), group="Readers",
    ),
    Route(
        name="unfollow", path="/follows/{topic}", method="DELETE", needs=MARK,
        does="Neither follow nor mute it any more.",
        act=unfollow, status=204, params=(TOPIC,), group="Readers", can_be_missing=True,
    ),
    Route(
        name="corrections", path="/corrections", does="Readers' word on what belongs together.", act=corrections,
        answer=CorrectionRow, is_list=True, params=PAGED, group="Readers", can_be_missing=True,
    ),
    Route(
        name="correct", path="/corrections", method="POST", needs=EDIT,
        act=correct, answer=CorrectionRow, takes=CorrectionAsked,
        status=202, group="Readers", can_be_missing=True,
        does="Put a grouping right: merge two stories, split one, take articles out. It holds for ever.",
    ),
)  # fmt: skip
