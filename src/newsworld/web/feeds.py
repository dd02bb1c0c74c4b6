"""Answers that are not pages: feeds, calendars, the few static files, health."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import JSONResponse, PlainTextResponse, Response

from newsworld.publish import FORMATS, html
from newsworld.publish.channels import Channel, digest
from newsworld.web import guard
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


def feed(request: Request) -> Response:
    """The front page or one story in any of FORMATS: /feeds/front.atom, /feeds/story/<id>.json."""
    return _answer(request, request.path_params["name"])


def calendar(request: Request) -> Response:
    """The meetings of all stories, or of one: /calendar/talks.ics, /calendar/story/<id>.ics."""
    return _answer(request, request.path_params["name"])


def _answer(request: Request, path: str) -> Response:
    room = room_of(request)
    if not room.guard.is_open(request):
        return guard.to_login()
    name, _, suffix = path.rpartition(".")
    form = next((form for form in FORMATS if form.suffix == suffix), None)
    if form is None:
        return PlainTextResponse(f"No format is called {suffix}.", 404)
    edition = room.newsroom.edition(room.clock())
    title = "Newsworld"
    if name.startswith("story/"):
        edition = room.newsroom.edition_of(name.removeprefix("story/"), room.clock())
        title = edition.briefs[0].headline
    channel = Channel(title, str(request.base_url), str(request.url))
    body = form.render(edition, channel)
    etag = f'"{digest(body.decode("utf-8", "replace"))}"'
    if request.headers.get("if-none-match") == etag:
        return Response(status_code=304, headers={"etag": etag})
    return Response(body, media_type=form.media_type, headers={"etag": etag, "cache-control": "max-age=300"})
