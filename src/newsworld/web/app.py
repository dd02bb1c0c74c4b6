"""The reader's application: which address answers with what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route

from newsworld.news.errors import NewsworldError, UnknownId
from newsworld.web import feeds, marking, pages
from newsworld.web.guard import Headers
from newsworld.web.room import ReadingRoom

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request
    from starlette.responses import Response

    from newsworld.news.moments import Moment
    from newsworld.newsroom import Newsroom

ROUTES = [
    Route("/", pages.front),
    Route("/story/{story}", pages.story),
    Route("/talks", pages.talks),
    Route("/positions", pages.positions),
    Route("/search", pages.search),
    Route("/topic/{topic:path}", pages.topic),
    Route("/outlet/{outlet:path}", pages.outlet),
    Route("/days", pages.days),
    Route("/day/{day}", pages.day),
    Route("/sources", pages.sources),
    Route("/starred", pages.starred),
    Route("/settings", pages.settings),
    Route("/about", pages.about),
    Route("/login", pages.login),
    Route("/settings", marking.keep_settings, methods=["POST"]),
    Route("/login", marking.open_with_password, methods=["POST"]),
    Route("/mark", marking.mark, methods=["POST"]),
    Route("/feeds/{name:path}", feeds.feed),
    Route("/calendar/{name:path}", feeds.calendar),
    Route("/static/{name}", feeds.static),
    Route("/health", feeds.health),
]


def application(newsroom: Newsroom, clock: Callable[[], Moment]) -> Starlette:
    """The reader over a newsroom; `clock` tells the moment."""
    app = Starlette(
        routes=ROUTES,
        middleware=[Middleware(Headers), Middleware(GZipMiddleware, minimum_size=1024)],
        exception_handlers={UnknownId: _unknown, NewsworldError: _trouble, 404: _nowhere},
    )
    app.state.room = ReadingRoom(newsroom, clock)
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
    page = {"title": title, "paragraphs": [text], "form": None}
    return HTMLResponse(pages.shown(request, "text.html", page), status)
