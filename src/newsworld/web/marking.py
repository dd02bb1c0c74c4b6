"""What readers do: mark, star, follow, mute, take back, choose how pages look. Each is a form with a token.

Nothing here is done by GET. That a story was read is told by its page's script, or by the button beside the headline.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from starlette.responses import RedirectResponse, Response

from newsworld.news.stories import Mark
from newsworld.people import marks
from newsworld.people.gate import visit_of
from newsworld.web import corrections, guard, look, wishes
from newsworld.web.answers import room_of
from newsworld.web.room import Said

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.requests import Request

    from newsworld.news.stories import Interest
    from newsworld.web.room import ReadingRoom

MAX_FORM_BYTES = 65536
MAX_FIELDS = 100  # the reports of a large story, each with its box
CHANGES: dict[str, dict[str, object]] = {
    "star": {"starred": True},
    "unstar": {"starred": False},
    "follow": {"followed": True},
    "unfollow": {"followed": False},
    "unread": {"seen_version": 0},
}


async def mark(request: Request) -> Response:
    """Change one story's mark, see all of the edition, or take the last act back."""
    form = await form_of(request)
    if form is None:
        return guard.refused()
    room, (act, _, story) = room_of(request), form.get("act", "").partition(":")
    if act == "undo":
        return _back(form, act if keep(room, room.undo.pop(visit_of(request), ())) else "stays")
    before, after = _marked(room, form | ({"story": story} if story else {}), act)
    keep(room, after)
    if form.get("silent"):  # the page's script tells that the story was read: nothing to show, nothing to take back
        return Response(status_code=204)
    if after:
        room.remember(visit_of(request), before)
    return _back(form, act if after else "", story)


async def correct(request: Request) -> Response:
    """Take a reader's word on what belongs together."""
    fields = await fields_of(request)
    if fields is None:
        return guard.refused()
    room, form = room_of(request), dict(fields)
    told = corrections.asked(room, form, tuple(value for name, value in fields if name == "article"))
    if told is None:
        return _back(form, "")
    story = room.store.stories.get(told.story)
    room.newsroom.correct(told)
    room.remember(visit_of(request), (Said(told, tuple(m.id for m in story.members) if story else ()),))
    return _back(form, "corrected")


async def wish(request: Request) -> Response:
    """Follow a topic, a party, a person, a search; leave a topic out for a time."""
    form = await form_of(request)
    if form is None:
        return guard.refused()
    room = room_of(request)
    change = wishes.changed(room, form)
    if change is None:
        return _back(form, "")
    keep(room, change[1:])
    room.remember(visit_of(request), change[:1])
    return _back(form, form["act"])


async def keep_settings(request: Request) -> Response:
    """Keep how pages look, in a cookie."""
    form = await form_of(request)
    if form is None:
        return guard.refused()
    response = _back(form, "kept" if "language" in form else "")
    told = look.cookie_of(look.kept_choices(request), form)
    guard.set_cookie(request, response, look.COOKIE, told)
    return response


def keep(room: ReadingRoom, changes: Iterable[Mark | Interest | Said]) -> bool:
    """Write marks and interests, all of them or none; take words on groupings back. False where one stays said."""
    told = tuple(changes)
    with room.store.writing():
        marks.keep(room.store, room.reader, [one for one in told if not isinstance(one, Said)])
        taken = [corrections.undone(room, change) for change in told if isinstance(change, Said)]
        return all(taken)


def _marked(room: ReadingRoom, form: dict[str, str], act: str) -> tuple[tuple[Mark, ...], tuple[Mark, ...]]:
    """The marks before and after an act; the same number of each."""
    marks = room.marks()
    if act in ("all", "above", "below", "shown"):
        newest = _newest(room, form, act)
        unseen = {name: seen for name, seen in newest.items() if marks.get(name, Mark(name)).seen_version < seen}
        before = tuple(marks.get(name, Mark(name)) for name in unseen)
        return before, tuple(_seen(room, known, unseen[known.story]) for known in before)
    story = room.store.stories.get(form.get("story", ""))
    if story is None:
        return (), ()
    known = marks.get(story.id, Mark(story.id))
    if act == "seen":
        version = _number(form.get("version", "")) or dict(_shown(form)).get(story.id, 0)
        return ((known,), (_seen(room, known, version),)) if version > known.seen_version else ((), ())
    if act not in CHANGES:
        return (), ()
    return (known,), (dataclasses.replace(known, **CHANGES[act]),)  # type: ignore[arg-type]


def _newest(room: ReadingRoom, form: dict[str, str], act: str) -> dict[str, int]:
    """Which versions of which stories an act speaks of: those that its page showed, as far as here or from here on."""
    if act == "all":
        return {brief.story: brief.version for brief in room.edition().briefs}
    shown = _shown(form)
    names = [name for name, _ in shown]
    at = names.index(form["story"]) if form.get("story") in names else None
    if act == "shown":
        return dict(shown)
    if at is None:
        return {}
    return dict(shown[: at + 1] if act == "above" else shown[at:])


def _shown(form: dict[str, str]) -> list[tuple[str, int]]:
    """The stories of a page in its order, each with its version: "talks:2,quake:1"."""
    pairs = (part.rpartition(":") for part in form.get("shown", "").split(",") if part)
    return [(name, _number(version)) for name, _, version in pairs if name]


def _number(told: str) -> int:
    return int(told) if told.isascii() and told.isdigit() and len(told) < 10 else 0


def _seen(room: ReadingRoom, known: Mark, version: int) -> Mark:
    return dataclasses.replace(known, seen_version=version, seen_at=room.clock())


def _back(form: dict[str, str], done: str, story: str = "") -> Response:
    """To where the form came from, with a word on what was done; to the story on that page that it was done with."""
    path = guard.own_path(form.get("back", "/"))
    if done:
        path += ("&" if urlsplit(path).query else "?") + urlencode({"done": done})
    return RedirectResponse(path + (f"#c-{quote(story, safe='')}" if story else ""), 303)


async def form_of(request: Request) -> dict[str, str] | None:
    """The form's fields by name; None if they cannot be read."""
    fields = await fields_of(request)
    return None if fields is None else dict(fields)


async def fields_of(request: Request) -> list[tuple[str, str]] | None:
    """The form's fields; None if they cannot be read. The gate has seen that it is ours. A long body is not taken."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MAX_FORM_BYTES:
            return None
    try:
        return parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=MAX_FIELDS)
    except ValueError:  # more fields than any form of ours has
        return None
