"""What a reader wants of topics, parties, people and searches: the forms beside them, and what those forms do."""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING

from newsworld.news.moments import instant_of
from newsworld.news.stories import Interest
from newsworld.pipeline.wishes import rule_of
from newsworld.web.answers import room_of, said

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

    from newsworld.web.room import ReadingRoom

MAX_NAME = 200
MUTE_DAYS = ("1", "7", "30")
KINDS = ("party:", "person:", "search:", "story:")  # besides topics, which have ids of their own
FOLLOWED = {"follow": True, "unfollow": False, "add": True, "remove": False}


def wish_of(request: Request, topic: str, name: str) -> SimpleNamespace:
    """What the form beside a topic shows; how many stories a mute would leave out now is counted beforehand."""
    room = room_of(request)
    interest = room.interests().get(topic, Interest(topic, name))
    can_mute = not topic.startswith(KINDS)
    stories = room.edition().stories if can_mute else ()
    is_search = topic.startswith("search:")
    return SimpleNamespace(
        topic=topic,
        name=name,
        interest=interest,
        can_mute=can_mute,
        muted=bool(interest.muted_until and instant_of(interest.muted_until) > instant_of(room.now())),
        tells=room.carriers,
        would=sum(any(of.id == topic for of in story.topics) for story in stories),
        follow_word=said(request, "keep this search" if is_search else "follow"),
        followed_word=said(request, "kept" if is_search else "following"),
    )


def changed(room: ReadingRoom, form: Mapping[str, str]) -> tuple[Interest, Interest] | None:
    """The interest before and after a form; None where the form asks for nothing known."""
    topic, name = form.get("topic", "")[:MAX_NAME], form.get("name", "")[:MAX_NAME]
    act = form.get("act", "")
    if not topic or not name:
        return None
    before = room.interests().get(topic, Interest(topic, name))
    if act in FOLLOWED and (rule_of(topic) is not None) == (act in ("add", "remove")):  # a rule is no topic
        return before, dataclasses.replace(before, followed=FOLLOWED[act])
    if act in ("tell", "untell"):
        return before, dataclasses.replace(before, told_from=room.clock() if act == "tell" else None)
    if act == "unmute":
        return before, dataclasses.replace(before, muted_until=None)
    if act == "mute" and form.get("days") in MUTE_DAYS and not topic.startswith(KINDS):
        until = instant_of(room.now()) + timedelta(days=int(form["days"]))
        return before, dataclasses.replace(before, muted_until=until.isoformat())
    return None
