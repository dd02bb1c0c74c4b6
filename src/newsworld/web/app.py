"""The reader's application: which address answers with what."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route

from newsworld.news.errors import NewsworldError, UnknownId
from newsworld.web import feeds, filters, hub, marking, notices, pages, shelves, watching
from newsworld.web.answers import shown
from newsworld.web.guard import Headers, Lock
from newsworld.web.room import ReadingRoom

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request
    from starlette.responses import Response

    from newsworld.news.moments import Moment
    from newsworld.newsroom import Newsroom

ROUTES = [
    Route("/", pages.front),
    Route("/news.json", pages.news),
    Route("/story/{story}", pages.story),
    Route("/talks", pages.talks),
    Route("/positions", pages.positions),
    Route("/places", pages.places_of),
    Route("/voices", pages.all_voices),
    Route("/party/{name:path}", pages.party),
    Route("/person/{name:path}", pages.person),
    Route("/search", shelves.search),
    Route("/topic/{topic:path}", shelves.topic),
    Route("/outlet/{outlet:path}", shelves.outlet),
    Route("/days", shelves.days),
    Route("/day/{day}", shelves.day),
    Route("/starred", shelves.starred),
    Route("/followed", shelves.followed),
    Route("/filters", filters.filters),
    Route("/catchup", pages.catch_up),
    Route("/sources", notices.sources),
    Route("/settings", notices.settings),
    Route("/about", notices.about),
    Route("/login", notices.login),
    Route("/settings", marking.keep_settings, methods=["POST"]),
    Route("/login", marking.open_with_password, methods=["POST"]),
    Route("/mark", marking.mark, methods=["POST"]),
    Route("/correct", marking.correct, methods=["POST"]),
    Route("/wish", marking.wish, methods=["POST"]),
    Route("/feeds/{name:path}", feeds.feed),
    Route("/calendar/{name:path}", feeds.feed),
    Route("/static/{name}", feeds.static),
    Route("/health", watching.health),
    Route("/metrics", watching.metrics),
    Route("/hub/{source}/{path}", hub.asked),
    Route("/hub/{source}/{path}", hub.pushed, methods=["POST"]),
]


def application(newsroom: Newsroom, clock: Callable[[], Moment]) -> Starlette:
    """The reader over a newsroom; `clock` tells the moment."""
    room = ReadingRoom(newsroom, clock)
    app = Starlette(
        routes=ROUTES,
        middleware=[
            Middleware(Headers),
            Middleware(Lock, guard=room.guard),
            Middleware(GZipMiddleware, minimum_size=1024),
        ],
        exception_handlers={UnknownId: _unknown, NewsworldError: _trouble, 404: _nowhere},
    )
    app.state.room = room
    return app


def _unknown(request: Request, error: Exception) -> Response:
    return _told(request, "Not here", str(error), 404)


def _nowhere(request: Request, _error: Exception) -> Response:
    return _told(request, "Not here", "There is no page at this address. Look on the front page or search.", 404)


def _trouble(request: Request, error: Exception) -> Response:
    return _told(request, "Something is wrong", str(error), 503)


def _told(request: Request, title: str, text: str, status: int) -> Response:
    if request.url.path.startswith(("/feeds/", "/calendar/", "/static/")):
        return PlainTextResponse(text, status)
    page = SimpleNamespace(title=title, paragraphs=[text], form=None)
    return HTMLResponse(shown(request, "text.html", page), status)
