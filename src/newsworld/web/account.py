"""A reader's own account: to log in and out, the password, and what lets programs in."""

from __future__ import annotations

import hashlib
import secrets
from types import SimpleNamespace
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse

from newsworld.news.errors import BadInput, NotPermitted, TooManyTries
from newsworld.people import Need, caller_of, gate_of
from newsworld.people.gate import SESSION, VISIT, address_of
from newsworld.web import guard
from newsworld.web.answers import answer, room_of
from newsworld.web.marking import form_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from newsworld.people import Caller

LEVELS = {"read": Need.READ, "mark": Need.MARK, "edit": Need.EDIT}


async def log_in(request: Request) -> Response:
    """Let a browser in that tells name and password: under a new session and a new name, whatever it had before."""
    form = await form_of(request)
    if form is None:
        return guard.refused()
    gate, now = gate_of(request), room_of(request).clock()
    name = form.get("name", "").strip() or room_of(request).newsroom.settings.reader  # who reads alone needs none
    try:
        caller = await run_in_threadpool(
            gate.accounts.by_password, name, form.get("password", ""), address_of(request), now
        )
        _expect_password(caller.by)
    except NotPermitted as error:
        return RedirectResponse("/login?" + ("later" if isinstance(error, TooManyTries) else "wrong"), 303)
    return let_in(request, caller.name, RedirectResponse("/", 303))


def let_in(request: Request, name: str, response: Response) -> Response:
    """The answer to a browser that proved who reads: with a new session, and the one before ended."""
    accounts = gate_of(request).accounts
    accounts.end(request.cookies.get(SESSION, ""))
    told = request.headers.get("user-agent", "")[:60]
    return _under(request, response, accounts.issue(name, "session", room_of(request).clock(), told))


def _expect_password(by: str) -> None:
    """NotPermitted if a token was told in place of the password: it may less, and would come by a session to more."""
    if by != "password":
        raise NotPermitted("login", "name or password is wrong.")


def expect_session(request: Request, subject: str, trouble: str) -> str:
    """Whose session it is. NotPermitted for a program's token, and for nobody: they may less than the account."""
    caller: Caller | None = request.scope.get("newsworld.caller")
    if caller is None or caller.by != "session":
        raise NotPermitted(subject, trouble)
    return caller.name


async def log_out(request: Request) -> Response:
    """Let the session stand for nobody any more."""
    gate_of(request).accounts.end(request.cookies.get(SESSION, ""))
    return _under(request, RedirectResponse("/login", 303), "")


def _under(request: Request, response: Response, session: str) -> Response:
    guard.set_cookie(request, response, SESSION, session)
    guard.set_cookie(request, response, VISIT, secrets.token_urlsafe(18))  # forms of before hold no more
    return response


def account(request: Request) -> Response:
    """The account's page."""
    return shown_account(request)


def shown_account(request: Request, secret: str = "", trouble: str = "") -> Response:
    """The account's page, with a new secret or what went wrong."""
    accounts, name = gate_of(request).accounts, caller_of(request).name
    tokens = [one for one in accounts.tokens(name) if one.kind != "session"]
    page = SimpleNamespace(
        title="Account", paragraphs=(), form="account", name=name, tokens=tokens, secret=secret, trouble=trouble,
        has_password=bool(accounts.named(name).password), is_logged_in=caller_of(request).by == "session",
        home=str(request.base_url), passkeys=gate_of(request).passkeys.are_offered(),
        provider=gate_of(request).oidc.offered(),
    )  # fmt: skip
    response = answer(request, "account.html", page, "Account")
    response.headers["cache-control"] = "no-store"
    return response


async def new_token(request: Request) -> Response:
    """A token for a program or a phone reader; its secret is shown this once."""
    form = await form_of(request)
    if form is None:
        return guard.refused()
    accounts, name, now = gate_of(request).accounts, caller_of(request).name, room_of(request).clock()
    label = form.get("label", "")
    if form.get("kind") == "fever":
        secret = secrets.token_urlsafe(12)
        key = hashlib.md5(f"{name}:{secret}".encode(), usedforsecurity=False).hexdigest()  # the protocol's own choice
        accounts.keep_token(key, name, "fever", now, label="Fever")
        return shown_account(request, secret)
    level = min(LEVELS.get(form.get("level", ""), Need.MARK), caller_of(request).may)
    return shown_account(request, accounts.issue(name, "token", now, label, level))


async def revoke(request: Request) -> Response:
    """Take a token back."""
    form = await form_of(request)
    if form is None:
        return guard.refused()
    gate_of(request).accounts.revoke(caller_of(request).name, form.get("digest", ""))
    return RedirectResponse("/account", 303)


async def new_password(request: Request) -> Response:
    """Another password, from who knows the one before; every session ends, this browser has a new one."""
    form = await form_of(request)
    if form is None:
        return guard.refused()
    accounts, name, now = gate_of(request).accounts, caller_of(request).name, room_of(request).clock()
    try:
        if accounts.named(name).password:
            told = form.get("password", "")
            caller = await run_in_threadpool(accounts.by_password, name, told, address_of(request), now)
            _expect_password(caller.by)
        await run_in_threadpool(accounts.set_password, name, form.get("new", ""))
    except NotPermitted:
        return shown_account(request, trouble="That is not the password.")
    except BadInput:
        return shown_account(request, trouble="The new password is too short.")
    return _under(request, RedirectResponse("/", 303), accounts.issue(name, "session", now))
