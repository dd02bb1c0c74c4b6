"""The gate: reads out of a request who asks, and whether a form came from a page of ours."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import PlainTextResponse

from newsworld.news.errors import NotPermitted
from newsworld.people.accounts import LOOPBACK, Accounts
from newsworld.people.oidc import Oidc
from newsworld.people.passkeys import Passkeys

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from newsworld.news.moments import Moment
    from newsworld.people.callers import Caller
    from newsworld.settings import Settings
    from newsworld.store import Store

VISIT = "newsworld_visit"  # a random name for this browser, no more
SESSION = "newsworld_session"
PROOF_HEADER = "x-newsworld-token"  # for scripts; forms carry the field "token"
HUB_PATH = "/hub/"  # hubs come under our public name
MAX_FORM_BYTES = 65536
MAX_FIELDS = 100
MAX_CREDENTIAL = 2048
FORM_REFUSED = "This form is too old or not ours: open the page again and repeat."


class Gate:
    """Who asks, for every door of one running newsroom."""

    def __init__(self, accounts: Accounts, settings: Settings, clock: Callable[[], Moment]) -> None:
        self.accounts = accounts
        self.clock = clock
        self.passkeys = Passkeys(accounts)
        self.oidc = Oidc(accounts, settings)
        self._secret = secrets.token_bytes(32)

    @classmethod
    def opened(cls, store: Store, settings: Settings, clock: Callable[[], Moment]) -> Gate:
        """The gate of a newsroom, its first account made. BadSettings if others reach it and nobody has a password."""
        accounts = Accounts(store, settings)
        accounts.prepare(clock())
        return cls(accounts, settings, clock)

    def permitted(self, request: Request) -> Caller:
        """Who asks, for doors that have a table of their own. NotPermitted for nobody, and for what has no proof."""
        caller = self.caller(request, is_ambient=True)
        if caller is None or (caller.is_ambient and not self.is_for_us(request)):
            raise NotPermitted("this request", "it bears no token.", "Send “Authorization: Bearer …”.")
        if not caller.is_ambient or request.method in ("GET", "HEAD", "OPTIONS"):
            return caller
        told = request.headers.get(PROOF_HEADER, "")
        if not self._is_proof(request, told):
            raise NotPermitted("this request", "it would change something and bears no token.", "Send a bearer token.")
        return caller

    def caller(self, request: Request, *, is_ambient: bool) -> Caller | None:
        """Who asks: by credentials in a header, else (where that may do) by session, else by being on this machine.

        NotPermitted for credentials that are wrong: they never fall back to anything.
        """
        told = _told(request)
        if told is not None:
            return self._by_credential(*told, address_of(request))
        if not is_ambient:
            return None
        session = request.cookies.get(SESSION, "")
        return self.accounts.by_token(session, ("session",), self.clock()) or self.accounts.at_loopback()

    def _by_credential(self, name: str | None, secret: str, address: str) -> Caller:
        if name is not None:
            return self.accounts.by_password(name, secret, address, self.clock())
        found = self.accounts.by_token(secret, ("token", "phone"), self.clock())
        if found is None:
            raise NotPermitted("token", "it is not known here, or not any more.")
        return found

    def proof(self, request: Request) -> str:
        """The token that forms of this browser and session carry."""
        bound = f"form:{visit_of(request)}:{request.cookies.get(SESSION, '')}"
        return hmac.new(self._secret, bound.encode("utf-8", "replace"), hashlib.sha256).hexdigest()

    async def has_proof(self, request: Request, receive: Receive) -> tuple[bool, Receive]:
        """Whether an unsafe request comes from a page of ours; and where its body, read by now, is had again."""
        told = request.headers.get(PROOF_HEADER)
        if told is None:
            body = await _body(receive)
            receive = _again(body or b"")
            told = _field(body, "token")
        return self._is_proof(request, told), receive

    def _is_proof(self, request: Request, told: str) -> bool:
        if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return False
        return hmac.compare_digest(told.encode("utf-8", "replace"), self.proof(request).encode())

    def is_for_us(self, request: Request) -> bool:
        """Whether the request names a host that may be asked: any where one logs in, else this machine alone."""
        is_hub = request.url.path.startswith(HUB_PATH)
        return is_hub or request.url.hostname in LOOPBACK or self.accounts.is_locked()


class Gated:
    """Middleware: hands the gate to every route behind it.

    Without passwords the newsroom is for this machine alone: a request for any other host's name is a foreign page that
    had its name point here (DNS rebinding), and is refused.
    """

    def __init__(self, app: ASGIApp, gate: Gate) -> None:
        self.app = app
        self.gate = gate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request."""
        app = self.app
        if scope["type"] == "http":
            scope["newsworld.gate"] = self.gate
            if not self.gate.is_for_us(Request(scope)):
                text = "This name is not this reader's: use http://127.0.0.1 or http://localhost."
                app = PlainTextResponse(text, 421)
        await app(scope, receive, send)


def gate_of(request: Request) -> Gate:
    """The gate that this request stands at. KeyError, so no entry, if there is none."""
    gate: Gate = request.scope["newsworld.gate"]
    return gate


def caller_of(request: Request) -> Caller:
    """Who asks, behind a Way that needs somebody. KeyError if nobody was let in."""
    caller: Caller | None = request.scope["newsworld.caller"]
    if caller is None:
        raise KeyError("newsworld.caller")
    return caller


def visit_of(request: Request) -> str:
    """This browser's random name: the cookie's, or the one that this answer will set."""
    name = request.cookies.get(VISIT) or request.scope.setdefault("newsworld.visit", secrets.token_urlsafe(18))
    return str(name)


def address_of(request: Request) -> str:
    """Where a request comes from, for counting wrong tries."""
    return request.client.host if request.client else ""


def _told(request: Request) -> tuple[str | None, str] | None:
    """Name and secret out of the headers, the name None for a token; None where nothing is told."""
    bare = request.headers.get("x-auth-token")  # Miniflux
    if bare is not None:
        return None, bare[:MAX_CREDENTIAL]
    kind, _, rest = request.headers.get("authorization", "")[:MAX_CREDENTIAL].partition(" ")
    rest = rest.strip()
    if kind.lower() == "bearer":
        return None, rest
    if kind.lower() == "googlelogin":
        return None, rest.removeprefix("auth=")
    if kind.lower() == "basic":
        try:
            name, parted, secret = base64.b64decode(rest, validate=True).decode("utf-8").partition(":")
        except (binascii.Error, UnicodeDecodeError) as error:
            raise NotPermitted("login", "the credentials cannot be read.") from error
        return (name, secret) if parted else (None, name)
    if kind:
        raise NotPermitted("login", "this way of logging in is not known.", "Use Bearer or Basic.")
    return None


async def _body(receive: Receive) -> bytes | None:
    """The body; None if it is longer than any form of ours."""
    body = bytearray()
    while True:
        message = await receive()
        body += message.get("body", b"")
        if len(body) > MAX_FORM_BYTES:
            return None
        if not message.get("more_body", False):
            return bytes(body)


def _again(body: bytes) -> Receive:
    """The body once more, for who reads it next."""

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive


def _field(body: bytes | None, name: str) -> str:
    """A field of a form; empty where it is not told, or where the body is no form of ours."""
    try:
        told = parse_qsl((body or b"").decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=MAX_FIELDS)
    except ValueError:  # more fields than any form of ours has
        return ""
    return dict(told).get(name, "")
