"""What belongs together, as a reader says: not this story, a story of their own, the same story; and taking it back."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

from newsworld.news.stories import CORRECTION_KINDS, Correction
from newsworld.publish.cited import clipped

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newsworld.news.stories import Story
    from newsworld.web.room import ReadingRoom, Said

MAX_MEMBERS = 60  # of a story, in a form
MAX_OTHERS = 60  # stories that it could be one with
TITLE = 90  # characters of a headline in a list to choose from


def form_of(room: ReadingRoom, story: Story) -> SimpleNamespace:
    """What the form on a story's page offers."""
    found = ((member.id, room.store.articles.get(member.id)) for member in story.members[:MAX_MEMBERS])
    edition = room.edition()
    waiting = room.newsroom.corrections_waiting()
    return SimpleNamespace(
        members=[
            (name, clipped(one.headline or one.text, TITLE), one.outlet, one.language or "en")
            for name, one in found
            if one
        ],
        others=[
            (brief.story, clipped(brief.headline, TITLE), brief.language)
            for brief in edition.briefs[:MAX_OTHERS]
            if brief.story != story.id
        ],
        waiting=any(story.id in (one.story, one.into) for one, why in waiting if why is None),
    )


def asked(room: ReadingRoom, form: Mapping[str, str], articles: tuple[str, ...]) -> Correction | None:
    """The correction that a form asks for; None where it asks for nothing that can be."""
    kind, story = form.get("kind", ""), room.store.stories.get(form.get("story", ""))
    if kind not in CORRECTION_KINDS or story is None:
        return None
    if kind == "merge":
        into = room.store.stories.get(form.get("into", ""))
        return Correction("merge", story.id, into.id, made=room.clock()) if into and into.id != story.id else None
    members = tuple(member.id for member in story.members if member.id in articles)
    return (
        Correction(kind, story.id, articles=members, made=room.clock())
        if 0 < len(members) < len(story.members)
        else None
    )


def undone(room: ReadingRoom, said: Said) -> bool:
    """Take a word back: off the list while it waits; once it was carried out, by the opposite one, if any."""
    correction, shelf = said.correction, room.store.stories
    if room.newsroom.withdraw(correction):
        return True
    if correction.kind == "merge" and correction.into:
        room.newsroom.correct(
            Correction("split", shelf.resolve(correction.into), articles=said.before, made=room.clock())
        )
        return True
    placed = {one.story for one in shelf.placed(correction.articles).values()}
    story = shelf.resolve(correction.story)
    for elsewhere in placed - {story}:
        opened = shelf.get(elsewhere)
        if opened is None or not {member.id for member in opened.members} <= set(correction.articles):
            return False  # it went into another story: making the two one would take that along
        room.newsroom.correct(Correction("merge", elsewhere, story, made=room.clock()))
    return True
