"""The application for phone readers: the Google Reader, Miniflux and Fever APIs over one newsroom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import PlainTextResponse

from newsworld.api.fever import Fever
from newsworld.api.greader import GoogleReader
from newsworld.api.miniflux import Miniflux
from newsworld.api.phones import Phones
from newsworld.news.errors import BadInput, NewsworldError, UnknownId
from newsworld.people import Gated, sealed

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request
    from starlette.responses import Response

    from newsworld.news.moments import Moment
    from newsworld.newsroom import Newsroom
    from newsworld.people import Gate

CLAIMS = ("/reader/", "/accounts/", "/api/greader.php", "/api/fever.php", "/fever", "/v1/")  # beginnings of paths
log = structlog.get_logger()


def application(newsroom: Newsroom, clock: Callable[[], Moment], gate: Gate) -> Starlette:
    """Every protocol of phone readers; a route that does not say what it needs is refused here, before it is served."""
    phones = Phones(newsroom, clock)
    routes = [*GoogleReader(phones).ways(), *Miniflux(phones).ways(), *Fever(phones).ways()]
    return Starlette(
        routes=list(sealed(routes)),
        middleware=[Middleware(Gated, gate=gate), Middleware(GZipMiddleware, minimum_size=2048, compresslevel=4)],
        exception_handlers={NewsworldError: _trouble},
    )


def _trouble(_request: Request, error: Exception) -> Response:
    status = 404 if isinstance(error, UnknownId) else 400 if isinstance(error, BadInput) else 503
    if status == 503:
        log.error("a phone reader was not answered", error=str(error))
    return PlainTextResponse(str(error), status)
