"""The application for programs: which address leads to which protocol."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Mount, Route

from newsworld.api import agents
from newsworld.api.agents import Agents
from newsworld.api.room import Room
from newsworld.api.routing import JsonApi
from newsworld.api.table import PREFIX, ROUTES

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsworld.api.permits import Permitted
    from newsworld.news.moments import Moment
    from newsworld.newsroom import Newsroom

CLAIMS = (f"{PREFIX}/", "/mcp")  # beginnings of paths that are programs', not readers'


def application(newsroom: Newsroom, clock: Callable[[], Moment], permitted: Permitted) -> Starlette:
    """Every protocol for programs over a newsroom; `permitted` is asked about every request."""
    room = Room(newsroom, clock)
    app = Starlette(
        routes=[
            Mount(PREFIX, JsonApi(PREFIX, ROUTES, room, permitted)),
            Route("/mcp", Agents(room, permitted), methods=None),
        ],
        middleware=[Middleware(GZipMiddleware, minimum_size=2048, compresslevel=4)],
    )
    app.state.room = room
    return app


async def stdio(newsroom: Newsroom, clock: Callable[[], Moment]) -> None:
    """Agents' tools on standard input and output, until the input ends; whoever may start a program may read."""
    await agents.stdio(Room(newsroom, clock))
