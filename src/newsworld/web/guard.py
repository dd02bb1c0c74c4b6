"""What guards the reader: headers on every answer, a token on every unsafe request, a password beyond loopback."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse

if TYPE_CHECKING:
    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

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
VISIT = "newsworld_visit"  # a random name for this browser, no more
KEY = "newsworld_key"  # proof that the password was told
YEAR_SECONDS = 365 * 24 * 3600
OPEN_PATHS = ("/login", "/health", "/metrics")  # the last asks for a bearer token itself
HUB_PATH = "/hub/"  # hubs come under our public name and know no password; their paths cannot be guessed
LOOPBACK = ("127.0.0.1", "::1", "localhost")


class Guard:
    """Tokens and the password of one running reader."""

    def __init__(self, password: str | None) -> None:
        self._secret = secrets.token_bytes(32)
        self._password = password

    def token(self, visit: str) -> str:
        """The token that forms of this browser carry."""
        return self._signed(f"form:{visit}")

    def key(self, visit: str) -> str:
        """What the browser holds once the password was told."""
        return self._signed(f"key:{visit}")

    def is_open(self, request: Request) -> bool:
        """Whether this browser may read: always without a password, else only with the key."""
        path = request.url.path
        if self._password is None or path in OPEN_PATHS or path.startswith(("/static/", HUB_PATH)):
            return True
        return hmac.compare_digest(request.cookies.get(KEY, ""), self.key(visit_of(request)))

    def is_for_us(self, request: Request) -> bool:
        """Whether the request names a host that may be asked: any behind a password, else this machine alone."""
        is_hub = request.url.path.startswith(HUB_PATH)
        return is_hub or self._password is not None or request.url.hostname in LOOPBACK

    def is_password(self, told: str) -> bool:
        """Compared in constant time."""
        return self._password is not None and hmac.compare_digest(told.encode(), self._password.encode())

    def is_own_form(self, request: Request, token: str) -> bool:
        """Whether an unsafe request comes from a page of ours."""
        if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return False
        return hmac.compare_digest(token, self.token(visit_of(request)))

    def _signed(self, text: str) -> str:
        return hmac.new(self._secret, text.encode(), hashlib.sha256).hexdigest()


def visit_of(request: Request) -> str:
    """This browser's random name: the cookie's, or the one that this answer will set."""
    name = request.cookies.get(VISIT) or request.scope.setdefault("newsworld_visit", secrets.token_urlsafe(18))
    return str(name)


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
    """The answer to a form that is not ours."""
    return PlainTextResponse("This form is too old or not ours: open the page again and repeat.", 403)


def to_login() -> Response:
    """The answer to a browser without the key."""
    return RedirectResponse("/login", 303)


class Lock:
    """Lets nobody past who has not told the password, where there is one.

    Without one the reader is for this machine alone: a request for any other host's name is a foreign page that had its
    name point here (DNS rebinding), and is refused.
    """

    def __init__(self, app: ASGIApp, guard: Guard) -> None:
        self.app = app
        self.guard = guard

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request, or lead to the login."""
        app = self.app
        if scope["type"] == "http":
            request = Request(scope)
            if not self.guard.is_for_us(request):
                app = PlainTextResponse(
                    "This name is not this reader's: use http://127.0.0.1 or http://localhost.", 421
                )
            elif not self.guard.is_open(request):
                app = to_login() if request.method in ("GET", "HEAD") else refused()
        await app(scope, receive, send)


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
