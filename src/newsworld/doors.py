"""Both doors of one running server: pages for people, protocols for programs, told apart by how a path begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsworld import api, web
from newsworld.api.app import CLAIMS
from newsworld.api.permits import alone

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp, Receive, Scope, Send

    from newsworld.news.moments import Moment
    from newsworld.newsroom import Newsroom


class Doors:
    """An ASGI application out of two."""

    def __init__(self, pages: ASGIApp, programs: ASGIApp) -> None:
        self.pages = pages
        self.programs = programs

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lead the request to its door."""
        is_program = scope["type"] == "http" and scope["path"].startswith(CLAIMS)
        await (self.programs if is_program else self.pages)(scope, receive, send)


def application(newsroom: Newsroom, clock: Callable[[], Moment]) -> Doors:
    """What a server serves: the reader's pages and the programs' protocols over one newsroom."""
    pages = web.application(newsroom, clock)
    permitted = alone(newsroom.settings, pages.state.room.guard.is_own_form)
    return Doors(pages, api.application(newsroom, clock, permitted))
