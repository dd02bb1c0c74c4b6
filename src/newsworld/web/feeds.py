"""Answers that are not pages: feeds, calendars, the few static files, health."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import JSONResponse, PlainTextResponse, Response

from newsworld.publish import html
from newsworld.web.pages import room_of

if TYPE_CHECKING:
    from starlette.requests import Request


def static(request: Request) -> Response:
    """Style, script and icon."""
    name = request.path_params["name"]
    try:
        body = html.static(name)
    except KeyError:
        return PlainTextResponse("There is no such file.", 404)
    return Response(body, media_type=html.STATIC_TYPES[name], headers={"cache-control": "max-age=3600"})


def health(request: Request) -> Response:
    """Whether the reader and its store answer; how much waits."""
    store = room_of(request).store
    return JSONResponse({
        "state": "well",
        "articles": store.articles.count(),
        "stories": store.stories.count(),
        "waiting": store.work.backlog(),
    })  # fmt: skip
