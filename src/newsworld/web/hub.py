"""Where hubs call: to verify that we asked for a feed (GET), and to push its news (POST)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.responses import PlainTextResponse

from newsworld.news.errors import BadInput, UnknownId
from newsworld.web.answers import room_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

LONGEST_PUSH = 4 * 1024 * 1024  # bytes; a hub sends what is new, not the whole feed


def asked(request: Request) -> Response:
    """The challenge, if we want what the hub asks about; else nobody is here."""
    hubs, room = room_of(request).newsroom.hubs, room_of(request)
    if hubs is None:
        return _nobody()
    source, path = request.path_params["source"], request.path_params["path"]
    try:
        return PlainTextResponse(hubs.confirmed(source, path, request.query_params, room.clock()))
    except (BadInput, UnknownId):
        return _nobody()


async def pushed(request: Request) -> Response:
    """Take the news in. Told alike whether its signature is ours, so that nobody learns from the answer."""
    hubs, room = room_of(request).newsroom.hubs, room_of(request)
    body = await _body(request)
    if hubs is None:
        return _nobody()
    if body is None:
        return PlainTextResponse("This is more than a hub may send.", 413)
    source, path = request.path_params["source"], request.path_params["path"]
    try:
        await run_in_threadpool(hubs.pushed, source, path, dict(request.headers), body, room.clock())
    except UnknownId:
        return _nobody()
    return PlainTextResponse("", 202)


async def _body(request: Request) -> bytes | None:
    """What was sent, read no further than the bound; None beyond it."""
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > LONGEST_PUSH:
            return None
        parts.append(part)
    return b"".join(parts)


def _nobody() -> Response:
    return PlainTextResponse("Nobody here asked for this.", 404)
