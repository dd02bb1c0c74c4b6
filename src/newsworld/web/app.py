"""The reader's application: which address answers with what."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import HTMLResponse, PlainTextResponse

from newsworld.news.errors import NewsworldError, UnknownId
from newsworld.people import Gate, Gated, Need, gate_of, sealed
from newsworld.web import (
    account,
    delivery,
    feeds,
    filters,
    hub,
    marking,
    notices,
    oidc,
    pages,
    passkeys,
    shelves,
    watching,
)
from newsworld.web.answers import shown
from newsworld.web.guard import Headers, HubWay, PageWay, to_login
from newsworld.web.room import ReadingRoom

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request
    from starlette.responses import Response

    from newsworld.news.moments import Moment
    from newsworld.newsroom import Newsroom

ROUTES = [
    PageWay("/", pages.front, Need.READ),
    PageWay("/news.json", pages.news, Need.READ),
    PageWay("/story/{story}", pages.story, Need.READ),
    PageWay("/talks", pages.talks, Need.READ),
    PageWay("/positions", pages.positions, Need.READ),
    PageWay("/places", pages.places_of, Need.READ),
    PageWay("/voices", pages.all_voices, Need.READ),
    PageWay("/party/{name:path}", pages.party, Need.READ),
    PageWay("/person/{name:path}", pages.person, Need.READ),
    PageWay("/search", shelves.search, Need.READ),
    PageWay("/topic/{topic:path}", shelves.topic, Need.READ),
    PageWay("/outlet/{outlet:path}", shelves.outlet, Need.READ),
    PageWay("/days", shelves.days, Need.READ),
    PageWay("/day/{day}", shelves.day, Need.READ),
    PageWay("/starred", shelves.starred, Need.READ),
    PageWay("/followed", shelves.followed, Need.READ),
    PageWay("/filters", filters.filters, Need.READ),
    PageWay("/catchup", pages.catch_up, Need.READ),
    PageWay("/sources", notices.sources, Need.READ),
    PageWay("/settings", notices.settings, Need.READ),
    PageWay("/about", notices.about, Need.READ),
    PageWay("/login", notices.login, Need.ANYONE),
    PageWay("/settings", marking.keep_settings, Need.MARK, methods=("POST",)),
    PageWay("/login", account.log_in, Need.ANYONE, methods=("POST",)),
    PageWay("/logout", account.log_out, Need.MARK, methods=("POST",)),
    PageWay("/account", account.account, Need.MARK),
    PageWay("/account/token", account.new_token, Need.MARK, methods=("POST",)),
    PageWay("/account/revoke", account.revoke, Need.MARK, methods=("POST",)),
    PageWay("/account/password", account.new_password, Need.MARK, methods=("POST",)),
    PageWay("/mark", marking.mark, Need.MARK, methods=("POST",)),
    PageWay("/correct", marking.correct, Need.EDIT, methods=("POST",)),
    PageWay("/wish", marking.wish, Need.MARK, methods=("POST",)),
    PageWay("/feeds/{name:path}", feeds.feed, Need.READ),
    PageWay("/calendar/{name:path}", feeds.feed, Need.READ),
    PageWay("/static/{name}", feeds.static, Need.ANYONE),
    PageWay("/health", watching.health, Need.ANYONE),
    PageWay("/metrics", watching.metrics, Need.ANYONE),  # asks for a bearer token itself
    *passkeys.ROUTES,
    *oidc.ROUTES,
    *delivery.ROUTES,
    HubWay("/hub/{source}/{path}", hub.asked, Need.ANYONE),
    HubWay("/hub/{source}/{path}", hub.pushed, Need.ANYONE, methods=("POST",)),
]


def application(newsroom: Newsroom, clock: Callable[[], Moment], gate: Gate | None = None) -> Starlette:
    """The reader over a newsroom; `clock` tells the moment, `gate` who asks (its own where no other door shares it)."""
    room = ReadingRoom(newsroom, clock)
    gate = gate or Gate.opened(newsroom.store, newsroom.settings, clock)
    tuple(sealed(ROUTES))
    app = Starlette(
        routes=ROUTES,
        middleware=[
            Middleware(Headers),
            Middleware(Gated, gate=gate),
            Middleware(GZipMiddleware, minimum_size=1024),
        ],
        exception_handlers={UnknownId: _unknown, NewsworldError: _trouble, 404: _nowhere},
    )
    app.state.room = room
    return app


def _unknown(request: Request, error: Exception) -> Response:
    return _told(request, "Not here", str(error), 404)


def _nowhere(request: Request, _error: Exception) -> Response:
    if gate_of(request).caller(request, is_ambient=True) is None:
        return to_login()  # to strangers not even what is not there is told
    return _told(request, "Not here", "There is no page at this address. Look on the front page or search.", 404)


def _trouble(request: Request, error: Exception) -> Response:
    return _told(request, "Something is wrong", str(error), 503)


def _told(request: Request, title: str, text: str, status: int) -> Response:
    if request.url.path.startswith(("/feeds/", "/calendar/", "/static/")):
        return PlainTextResponse(text, status)
    page = SimpleNamespace(title=title, paragraphs=[text], form="lost" if status == 404 else None)
    return HTMLResponse(shown(request, "text.html", page), status)
