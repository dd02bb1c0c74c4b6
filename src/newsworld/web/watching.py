"""For those who watch the server: /health for people and probes, /metrics for Prometheus."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

from starlette.responses import JSONResponse, PlainTextResponse, Response

from newsworld.pipeline import watching
from newsworld.web.answers import room_of

if TYPE_CHECKING:
    from starlette.requests import Request

METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def health(request: Request) -> Response:
    """Whether the reader and its store answer, how much waits, who is at work and what is wrong."""
    room = room_of(request)
    told = watching.state(room.store, room.clock())
    return JSONResponse({
        "state": "troubled" if told.troubles else "well",
        "troubles": told.troubles,
        "articles": told.articles,
        "stories": told.stories,
        "waiting": told.waiting,
        "at_work": sorted(told.leases),
    })  # fmt: skip


def metrics(request: Request) -> Response:
    """The figures. Behind a password they want the bearer token of the settings."""
    room = room_of(request)
    settings = room.newsroom.settings
    bearer = request.headers.get("authorization", "").encode()
    if settings.password is not None and not (
        settings.api_token and hmac.compare_digest(bearer, f"Bearer {settings.api_token}".encode())
    ):
        return PlainTextResponse("Send “Authorization: Bearer …” with the api_token of the settings.", 401)
    told = watching.state(room.store, room.clock())
    return Response(watching.metrics(told, room.newsroom.tally), media_type=METRICS_TYPE)
