"""Way: a route that says what it needs, and lets nobody past who may less."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import BaseRoute, Mount, Route

from newsworld.news.errors import NotPermitted, TooManyTries
from newsworld.people.callers import Need
from newsworld.people.gate import FORM_REFUSED, gate_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import Any

    from starlette.responses import Response
    from starlette.types import Receive, Scope, Send

    from newsworld.people.callers import Caller

SAFE = ("GET", "HEAD", "OPTIONS")


class Refusal:
    """Why somebody is not let in: 401 nobody known, 403 not allowed or no proof, 429 too many tries."""

    def __init__(self, status: int, text: str) -> None:
        self.status = status
        self.text = text


class Way(Route):
    """A route that needs something of its caller. A door has a kind of its own, to refuse in its own terms."""

    is_ambient: ClassVar[bool] = True  # a cookie, or being on this machine, is enough; then forms must prove their page

    def __init__(
        self, path: str, endpoint: Callable[..., Any], needs: Need, *, methods: Sequence[str] = ("GET",)
    ) -> None:
        super().__init__(path, endpoint, methods=list(methods))
        self.needs = needs

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request, or refuse it."""
        if self.methods and scope["method"] not in self.methods:
            await super().handle(scope, receive, send)  # says so
            return
        request = Request(scope, receive)
        try:
            caller = await self.caller(request)
        except NotPermitted as error:
            status = 429 if isinstance(error, TooManyTries) else 401
            await self.refused(request, Refusal(status, str(error)))(scope, receive, send)
            return
        refusal, receive = await self._admitted(request, caller, receive)
        if refusal is not None:
            await self.refused(request, refusal)(scope, receive, send)
            return
        scope["newsworld.caller"] = caller
        await super().handle(scope, receive, send)

    async def caller(self, request: Request) -> Caller | None:
        """Who asks. NotPermitted for credentials that are wrong: they never fall back to being nobody."""
        return await run_in_threadpool(gate_of(request).caller, request, is_ambient=self.is_ambient)

    async def _admitted(
        self, request: Request, caller: Caller | None, receive: Receive
    ) -> tuple[Refusal | None, Receive]:
        """Why the caller may not pass, if so; and where the body is read from now."""
        if self.needs > Need.ANYONE and caller is None:
            return Refusal(401, "Log in first."), receive
        if caller is not None and caller.may < self.needs:
            return Refusal(403, "This is not yours to do."), receive
        if request.method in SAFE or not self.is_ambient or (caller is not None and not caller.is_ambient):
            return None, receive
        proven, receive = await gate_of(request).has_proof(request, receive)
        return (None if proven else Refusal(403, FORM_REFUSED)), receive

    def refused(self, request: Request, refusal: Refusal) -> Response:  # noqa: ARG002 - doors look at the request
        """The answer to somebody who may not."""
        return PlainTextResponse(refusal.text, refusal.status)


def sealed(routes: Iterable[BaseRoute]) -> Iterator[Way]:
    """Every route, also of what is mounted; TypeError where one does not say what it needs: it must not be served."""
    for route in routes:
        if isinstance(route, Way):
            yield route
        elif isinstance(route, Mount):
            yield from sealed(route.routes)
        else:
            raise TypeError(f"{route!r} does not say what it needs: make it a Way.")
