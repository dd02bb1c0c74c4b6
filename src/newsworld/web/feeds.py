"""Answers that are not pages: every view in every format, the few static files."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from starlette.responses import PlainTextResponse, Response

from newsworld.publish import all_formats, html, opml
from newsworld.publish.channels import Channel
from newsworld.publish.formats import of_path
from newsworld.web import views
from newsworld.web.answers import room_of

if TYPE_CHECKING:
    from starlette.requests import Request


def static(request: Request) -> Response:
    """Style, script and icon."""
    name = request.path_params["name"]
    try:
        body = html.static(name)
    except KeyError:
        return PlainTextResponse("There is no such file.", 404)
    return answered(request, body, html.STATIC_TYPES[name], 3600)


def feed(request: Request) -> Response:
    """Any view in any format: /feeds/front.atom, /feeds/topic/<id>.rss, /calendar/talks.ics."""
    path = request.path_params["name"]
    room = room_of(request)
    if path == "sources.opml":
        shelf = room.store.sources
        return answered(request, opml.of_sources(shelf.all(), shelf.outlets()), opml.MEDIA_TYPE)
    found = of_path(path)
    if found is None:
        return PlainTextResponse(f"Formats are {', '.join(form.suffix for form in all_formats())}.", 404)
    name, form = found
    view = views.view(room, name, request.query_params.get("q", ""))
    channel = Channel(view.title, str(request.base_url), str(request.url))
    return answered(request, form.render(room.with_articles(view.edition), channel), form.media_type)


def answered(request: Request, body: bytes, media_type: str, seconds: int = 300) -> Response:
    """The bytes, or 304 if the asker has them already."""
    etag = f'"{hashlib.sha256(body).hexdigest()[:24]}"'
    headers = {"etag": etag, "cache-control": f"max-age={seconds}"}
    if etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=media_type, headers=headers)
