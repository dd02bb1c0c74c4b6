"""All doors of one server, told apart by how a path begins: pages for people, protocols for programs and phones.

They share one gate: whoever is let in at one of them is the same reader at the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsworld import api, web
from newsworld.api import phonedoor
from newsworld.api.app import CLAIMS
from newsworld.api.permits import Permit
from newsworld.people import Gate

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request
    from starlette.types import ASGIApp, Receive, Scope, Send

    from newsworld.news.moments import Moment
    from newsworld.newsroom import Newsroom


class Doors:
    """An ASGI application out of several."""

    def __init__(self, pages: ASGIApp, programs: ASGIApp, phones: ASGIApp) -> None:
        self.pages = pages
        self.programs = programs
        self.phones = phones

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lead the request to its door."""
        await self._door(scope)(scope, receive, send)

    def _door(self, scope: Scope) -> ASGIApp:
        path = scope.get("path", "")
        if scope["type"] == "http" and path.startswith(phonedoor.CLAIMS):
            return self.phones
        if scope["type"] == "http" and path.startswith(CLAIMS):
            return self.programs
        return self.pages


def application(newsroom: Newsroom, clock: Callable[[], Moment]) -> Doors:
    """What a server serves. BadSettings if others could reach it and nobody has a password."""
    gate = Gate.opened(newsroom.store, newsroom.settings, clock)
    return Doors(
        web.application(newsroom, clock, gate),
        api.application(newsroom, clock, permitted_by(gate)),
        phonedoor.application(newsroom, clock, gate),
    )


def permitted_by(gate: Gate) -> Callable[[Request], Permit]:
    """The gate's answer in the terms of the programs' door."""

    def permitted(request: Request) -> Permit:
        caller = gate.permitted(request)
        return Permit(caller.name, int(caller.may))

    return permitted
