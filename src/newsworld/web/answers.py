"""How every handler answers: a page in this reader's look, or the way to the login."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from starlette.responses import HTMLResponse

from newsworld.people import gate_of
from newsworld.people.gate import visit_of
from newsworld.publish import html
from newsworld.publish.addresses import Site
from newsworld.web import guard, look

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from newsworld.web.room import ReadingRoom

SITE = Site()
DONE = {
    "star": "Starred.", "unstar": "No longer starred.", "follow": "Followed.", "unfollow": "No longer followed.",
    "unread": "Marked as unread.", "all": "All marked as read.", "mute": "Left out for now.", "unmute": "Shown again.",
    "stays": "This could not be taken back: by now the report is in another story.",
    "undo": "Undone.", "kept": "Kept.", "seen": "Marked as read.",
    "above": "Marked as read as far as here.", "below": "Marked as read from here on.",
    "shown": "All of these marked as read.",
    "add": "The rule holds now.", "remove": "The rule is gone.", "tell": "You will be told.",
    "untell": "You will not be told any more.",
    "corrected": "Your word is taken; it is carried out within seconds.",
}  # fmt: skip


def room_of(request: Request) -> ReadingRoom:
    """The reading room of whoever was let in; nobody's has no marks."""
    room: ReadingRoom = request.app.state.room
    caller = request.scope.get("newsworld.caller")
    return room.of(caller.name if caller else "")


def look_of(request: Request) -> html.Look:
    """How this reader wants pages."""
    return look.of(request, gate_of(request).proof(request))


def said(request: Request, text: str, **values: object) -> str:
    """A message in this reader's language."""
    return html.message(text, look_of(request).language, **values)


def shown(request: Request, template: str, page: Any, here: str = "", feed: str | None = None, **more: Any) -> str:
    """A page in this reader's look, with a word on what was just done."""
    room, wanted = room_of(request), look_of(request)
    act = request.query_params.get("done", "")
    frame = html.Frame(
        here=here,
        feed=feed and quote(feed),
        query=f"?{urlencode({'q': request.query_params['q']})}" if feed == "search" else "",
        now=room.now(),
        notice=html.message(DONE[act], wanted.language) if act in DONE else None,
        can_undo=act not in ("undo", "stays", "kept") and visit_of(request) in room.undo,
        path=path_of(request),
        **more,
    )
    return html.render(template, page, look=wanted, site=SITE, frame=frame)


def path_of(request: Request) -> str:
    """Where the reader is, to come back to: without the word on what was done."""
    query = "&".join(part for part in request.url.query.split("&") if part and not part.startswith("done="))
    return request.url.path + (f"?{query}" if query else "")


def answer(
    request: Request, template: str, page: Any, here: str = "", feed: str | None = None, **more: Any
) -> Response:
    """The page as a response; `more` belongs to its frame."""
    response = HTMLResponse(shown(request, template, page, here, feed, **more))
    response.headers["cache-control"] = "private, no-cache"
    return guard.with_visit(request, response)
