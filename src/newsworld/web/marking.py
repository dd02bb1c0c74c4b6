"""What readers do: mark, star, follow, mute, take back, choose how pages look. Each is a form with a token.

Nothing here is done by GET. That a story was read is told by its page's script, or by the button beside the headline.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.responses import RedirectResponse, Response

from newsworld.news.stories import Mark
from newsworld.people.gate import visit_of
from newsworld.people.marks import keep
from newsworld.web import guard, look, wishes
from newsworld.web.answers import room_of

if TYPE_CHECKING:
    from starlette.requests import Request

    from newsworld.web.room import ReadingRoom

MAX_FORM_BYTES = 65536
MAX_FIELDS = 20
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
    room, act = room_of(request), form.get("act", "")
    if act == "undo":
        keep(room.store, room.reader, room.undo.pop(visit_of(request), ()))
        return _back(form, act)
    before, after = _marked(room, form, act)
    keep(room.store, room.reader, after)
    if form.get("silent"):  # the page's script tells that the story was read: nothing to show, nothing to take back
        return Response(status_code=204)
    if after:
        room.remember(visit_of(request), before)
    return _back(form, act if after else "")


async def wish(request: Request) -> Response:
    """Follow a topic, a party, a person, a search; leave a topic out for a time."""
    form = await form_of(request)
    if form is None:
        return guard.refused()
    room = room_of(request)
    change = wishes.changed(room, form)
    if change is None:
        return _back(form, "")
    keep(room.store, room.reader, change[1:])
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


def _marked(room: ReadingRoom, form: dict[str, str], act: str) -> tuple[tuple[Mark, ...], tuple[Mark, ...]]:
    """The marks before and after an act; the same number of each."""
    marks = room.marks()
    if act == "all":
        newest = {brief.story: brief.version for brief in room.edition().briefs}
        unseen = {name: seen for name, seen in newest.items() if marks.get(name, Mark(name)).seen_version < seen}
        before = tuple(marks.get(name, Mark(name)) for name in unseen)
        return before, tuple(_seen(room, known, unseen[known.story]) for known in before)
    story = room.store.stories.get(form.get("story", ""))
    if story is None:
        return (), ()
    known = marks.get(story.id, Mark(story.id))
    if act == "seen":
        told = form.get("version", "")
        version = int(told) if told.isascii() and told.isdigit() and len(told) < 10 else 0
        return ((known,), (_seen(room, known, version),)) if version > known.seen_version else ((), ())
    if act not in CHANGES:
        return (), ()
    return (known,), (dataclasses.replace(known, **CHANGES[act]),)  # type: ignore[arg-type]


def _seen(room: ReadingRoom, known: Mark, version: int) -> Mark:
    return dataclasses.replace(known, seen_version=version, seen_at=room.clock())


def _back(form: dict[str, str], done: str) -> Response:
    """To where the form came from, with a word on what was done."""
    path = guard.own_path(form.get("back", "/"))
    if done:
        path += ("&" if urlsplit(path).query else "?") + urlencode({"done": done})
    return RedirectResponse(path, 303)


async def form_of(request: Request) -> dict[str, str] | None:
    """The form's fields; None if they cannot be read. The gate has seen that it is ours. A long body is not taken."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MAX_FORM_BYTES:
            return None
    try:
        return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=MAX_FIELDS))
    except ValueError:  # more fields than any form of ours has
        return None
