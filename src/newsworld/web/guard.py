"""What guards the reader's pages: the gate that all doors share, headers on every answer, cookies no script reads."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse

from newsworld.people import Way
from newsworld.people.gate import FORM_REFUSED, VISIT, visit_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from newsworld.people import Refusal

HEADERS = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
YEAR_SECONDS = 365 * 24 * 3600
SAFE = ("GET", "HEAD")


class PageWay(Way):
    """A route of the reader's pages: a browser that may not see one is led to the login."""

    def refused(self, request: Request, refusal: Refusal) -> Response:
        """The login for who has not logged in; a form that is not ours is told so."""
        if refusal.status == 401 and request.method in SAFE and "authorization" not in request.headers:
            return to_login()
        if refusal.status == 401:
            return PlainTextResponse(refusal.text, 401 if "authorization" in request.headers else 403)
        return PlainTextResponse(refusal.text, refusal.status)


class HubWay(PageWay):
    """Where hubs call: they come under our public name and know no password; their paths cannot be guessed."""

    is_ambient = False


def with_visit(request: Request, response: Response) -> Response:
    """Set the browser's name if it had none."""
    if VISIT not in request.cookies:
        set_cookie(request, response, VISIT, visit_of(request))
    return response


def set_cookie(request: Request, response: Response, name: str, value: str) -> None:
    """A cookie that no script reads and no other site sends; over HTTPS it stays there."""
    secure = request.url.scheme == "https"
    response.set_cookie(name, value, max_age=YEAR_SECONDS, httponly=True, samesite="lax", secure=secure)


def own_path(address: str) -> str:
    """A path of this server to go back to; the front page for anything that leads elsewhere."""
    parts = urlsplit(address)
    is_own = not parts.scheme and not parts.netloc and address.startswith("/")
    return address if is_own and not address.startswith(("//", "/\\")) and "\\" not in address else "/"


def refused() -> Response:
    """The answer to a form that cannot be read."""
    return PlainTextResponse(FORM_REFUSED, 403)


def to_login() -> Response:
    """The answer to a browser that has not logged in."""
    return RedirectResponse("/login", 303)


class Headers:
    """Puts the guard's headers on every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request, with the headers."""

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await self.app(scope, receive, send_guarded if scope["type"] == "http" else send)
