"""To log in by a provider elsewhere, and to let it open an account: where browsers are sent, and come back to."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, RedirectResponse

from newsworld.news.errors import BadSettings, NewsworldError, NotPermitted, TooManyTries
from newsworld.people import Need, gate_of
from newsworld.people.gate import address_of, visit_of
from newsworld.people.oidc import BACK
from newsworld.web import guard
from newsworld.web.account import expect_session, let_in, shown_account
from newsworld.web.answers import room_of, shown
from newsworld.web.guard import PageWay
from newsworld.web.notices import shown_login

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

NO_SESSION = ("login", "only who has logged in lets a provider open the account.")


def _refused(request: Request, error: NewsworldError) -> Response:
    kinds = ((TooManyTries, 429), (NotPermitted, 403), (BadSettings, 404))
    status = next((status for kind, status in kinds if isinstance(error, kind)), 503)
    if request.scope.get("newsworld.caller") is None:
        return shown_login(request, str(error), status)
    response = shown_account(request, trouble=str(error))
    response.status_code = status
    return response


async def _sent(request: Request, account: str) -> Response:
    """A page that leads on to the provider: a form may be answered by no other server (form-action, also onward)."""
    oidc = gate_of(request).oidc
    address = await oidc.begun(visit_of(request), account, room_of(request).clock())
    page = SimpleNamespace(title="Newsworld", paragraphs=(), form="onward", address=address, provider=oidc.offered())
    response = HTMLResponse(shown(request, "text.html", page))
    response.headers["refresh"] = f"0; url={address}"
    response.headers["cache-control"] = "no-store"
    return guard.with_visit(request, response)


async def begin_login(request: Request) -> Response:
    """On to the provider, to log in."""
    try:
        return await _sent(request, "")
    except NewsworldError as error:
        return _refused(request, error)


async def begin_connecting(request: Request) -> Response:
    """On to the provider, so that it opens this account from now on."""
    try:
        return await _sent(request, expect_session(request, *NO_SESSION))
    except NewsworldError as error:
        return _refused(request, error)


async def come_back(request: Request) -> Response:
    """Let a browser in that the provider vouches for; or keep who its owner is there."""
    oidc, now = gate_of(request).oidc, room_of(request).clock()
    try:
        told = dict(request.query_params)
        errand, vouched = await oidc.returned(visit_of(request), told, address_of(request), now)
        if not errand.account:
            owner = await run_in_threadpool(oidc.owner, vouched, now)
            return let_in(request, owner, RedirectResponse("/", 303))
        if expect_session(request, *NO_SESSION) != errand.account:
            raise NotPermitted("login", "another account was logged in when this began.", "Try again.")
        await run_in_threadpool(oidc.keep, errand.account, vouched, now)
    except NewsworldError as error:
        return _refused(request, error)
    return RedirectResponse("/account", 303)


ROUTES = [
    PageWay("/login/oidc", begin_login, Need.ANYONE, methods=("POST",)),
    PageWay("/account/oidc", begin_connecting, Need.MARK, methods=("POST",)),
    PageWay(f"/{BACK}", come_back, Need.ANYONE),
]
