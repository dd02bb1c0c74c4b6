"""To log in by a passkey, and to make one: what the script of the login and the account's page asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, PlainTextResponse, Response

from newsworld.news.errors import BadInput, BadSettings, NewsworldError
from newsworld.people import Need, gate_of
from newsworld.people.gate import address_of, visit_of
from newsworld.people.passkeys import Asker
from newsworld.web.account import expect_session, let_in
from newsworld.web.answers import room_of
from newsworld.web.guard import PageWay

if TYPE_CHECKING:
    from starlette.requests import Request

MAX_ANSWER_BYTES = 16 * 1024
NO_SESSION = ("passkey", "only who has logged in makes one.")


def _asker(request: Request) -> Asker:
    return Asker(visit_of(request), request.url.hostname or "", f"{request.url.scheme}://{request.url.netloc}")


async def _answer(request: Request) -> bytes:
    """The body, bounded. BadInput if it is longer."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > MAX_ANSWER_BYTES:
            raise BadInput("passkey", "its answer is too long.")
    return bytes(body)


def _refused(error: NewsworldError) -> Response:
    return PlainTextResponse(str(error), 404 if isinstance(error, BadSettings) else 403)


async def begin_login(request: Request) -> Response:
    """What the browser asks its authenticator for, to log in."""
    try:
        return JSONResponse(gate_of(request).passkeys.asked_to_prove(_asker(request), room_of(request).clock()))
    except NewsworldError as error:
        return _refused(error)


async def log_in(request: Request) -> Response:
    """Let a browser in that shows a passkey, under a new session and a new name."""
    gate, now = gate_of(request), room_of(request).clock()
    try:
        told = await _answer(request)
        owner = await run_in_threadpool(gate.passkeys.owner, _asker(request), told, address_of(request), now)
    except NewsworldError as error:
        return _refused(error)
    return let_in(request, owner, Response(status_code=204))


async def begin_making(request: Request) -> Response:
    """What the browser asks its authenticator for, to make a passkey."""
    gate, now = gate_of(request), room_of(request).clock()
    try:
        name = expect_session(request, *NO_SESSION)
        return JSONResponse(gate.passkeys.asked_to_make(_asker(request), name, now))
    except NewsworldError as error:
        return _refused(error)


async def make(request: Request) -> Response:
    """Keep the passkey that the browser made."""
    gate, now = gate_of(request), room_of(request).clock()
    label = request.headers.get("user-agent", "")[:60]
    try:
        name = expect_session(request, *NO_SESSION)
        told = await _answer(request)
        await run_in_threadpool(gate.passkeys.keep, _asker(request), name, told, label, now)
    except NewsworldError as error:
        return _refused(error)
    return Response(status_code=204)


ROUTES = [
    PageWay("/login/passkey/begin", begin_login, Need.ANYONE, methods=("POST",)),
    PageWay("/login/passkey", log_in, Need.ANYONE, methods=("POST",)),
    PageWay("/account/passkey/begin", begin_making, Need.MARK, methods=("POST",)),
    PageWay("/account/passkey", make, Need.MARK, methods=("POST",)),
]
