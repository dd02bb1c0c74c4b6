"""What readers do: mark, star, follow, choose how pages look. Each is a form with a token."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from starlette.responses import RedirectResponse

from newsworld.news.stories import Mark
from newsworld.web import guard, look
from newsworld.web.pages import room_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from newsworld.web.room import ReadingRoom

MAX_FORM_BYTES = 65536
CHANGES = {
    "star": {"starred": True},
    "unstar": {"starred": False},
    "follow": {"followed": True},
    "unfollow": {"followed": False},
    "unread": {"seen_version": 0},
}


async def mark(request: Request) -> Response:
    """Change one story's mark, or see all of the edition."""
    room, form = room_of(request), await _form(request)
    if not room.guard.is_open(request) or not room.guard.is_own_form(request, form.get("token", "")):
        return guard.refused()
    act = form.get("act", "")
    if act == "all":
        _see_all(room)
    elif act in CHANGES and room.store.stories.get(form.get("story", "")) is not None:
        known = room.marks().get(form["story"], Mark(form["story"]))
        room.store.marks.put(room.reader, dataclasses.replace(known, **CHANGES[act]))  # type: ignore[arg-type]
    back = "/" if act == "unread" else guard.own_path(form.get("back", "/"))
    return RedirectResponse(back, 303)


def _see_all(room: ReadingRoom) -> None:
    for brief in room.newsroom.edition(room.clock()).briefs:
        look.remember_seen(room, brief.story, brief.version)


async def keep_settings(request: Request) -> Response:
    """Keep how pages look, in a cookie."""
    room, form = room_of(request), await _form(request)
    if not room.guard.is_open(request) or not room.guard.is_own_form(request, form.get("token", "")):
        return guard.refused()
    response = RedirectResponse("/settings", 303)
    response.set_cookie(look.COOKIE, look.cookie_of(form), max_age=guard.YEAR_SECONDS, httponly=True, samesite="lax")
    return response


async def open_with_password(request: Request) -> Response:
    """Give the key to a browser that tells the password."""
    room, form = room_of(request), await _form(request)
    if not room.guard.is_own_form(request, form.get("token", "")):
        return guard.refused()
    if not room.guard.is_password(form.get("password", "")):
        return RedirectResponse("/login", 303)
    response = RedirectResponse("/", 303)
    key = room.guard.key(guard.visit_of(request))
    response.set_cookie(guard.KEY, key, max_age=guard.YEAR_SECONDS, httponly=True, samesite="lax")
    return response


async def _form(request: Request) -> dict[str, str]:
    """The form's fields; a body that is too long is not taken."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MAX_FORM_BYTES:
            return {}
    return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=20))
