"""Who may come in, and whose marks they read and write: one question, asked of every request, denied by default.

`Permitted` is the only gate of this door. It answers with a Permit, or raises NotPermitted. What stands here serves one
reader on one machine; an installation with users puts its own in that place.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsworld.news.errors import NotPermitted

if TYPE_CHECKING:
    from starlette.requests import Request

    from newsworld.settings import Settings

READ, MARK, EDIT = 1, 2, 3  # what a route needs; each includes those before it
SAFE = ("GET", "HEAD", "OPTIONS")
LOOPBACK = ("127.0.0.1", "::1", "localhost")
FORM_TOKEN = "x-newsworld-token"  # noqa: S105 - the name of the header in which a page of ours proves itself


@dataclass(frozen=True, slots=True)
class Permit:
    """`reader` is whose marks are meant; `may` is READ, MARK (their own marks and follows) or EDIT (what all share)."""

    reader: str
    may: int = READ


Permitted = Callable[["Request"], Permit]
"""A Permit for a request; NotPermitted without one."""
IsOwnForm = Callable[["Request", str], bool]
"""Whether a token was given out to the page of ours that sends this request."""


def alone(settings: Settings, is_own_form: IsOwnForm = lambda _request, _token: False) -> Permitted:
    """One reader. Without a password everybody on this machine reads; with one, a bearer token is needed to read, too.

    What changes something needs a bearer token, or the token of a page of ours: never a cookie alone.
    """

    def permitted(request: Request) -> Permit:
        if _bears(request, settings):
            return Permit(settings.reader, EDIT)
        if request.headers.get("authorization"):
            raise NotPermitted("the bearer token", "it opens nothing here.", "Give the one of the settings.")
        if settings.password is not None or request.url.hostname not in LOOPBACK:
            raise NotPermitted("this request", "it bears no token.", "Send “Authorization: Bearer …”.")
        if request.method in SAFE or is_own_form(request, request.headers.get(FORM_TOKEN, "")):
            return Permit(settings.reader, READ if request.method in SAFE else EDIT)
        raise NotPermitted("this request", "it would change something and bears no token.", "Send a bearer token.")

    return permitted


def _bears(request: Request, settings: Settings) -> bool:
    """Whether the request bears the token of the settings; compared in constant time."""
    kind, _, told = request.headers.get("authorization", "").partition(" ")
    if settings.api_token is None or kind.lower() != "bearer":
        return False
    return hmac.compare_digest(told.strip().encode(), settings.api_token.encode())
