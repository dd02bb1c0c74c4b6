"""From a request to its row, and from what the row's act gives to bytes. Nothing but the table knows a path.

Paths are matched as they came over the wire, so that an id may hold anything, a slash too.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import AsyncIterable, Iterable
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote, urlencode

import msgspec
import structlog
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from newsworld.api import problems
from newsworld.api.rows import Ask, Moved, Page, Streamed
from newsworld.news.errors import BadInput, NewsworldError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.types import Receive, Scope, Send

    from newsworld.api.permits import Permit, Permitted
    from newsworld.api.room import Room
    from newsworld.api.rows import Route

MAX_BODY = 256 * 1024
MAX_FIELDS = 40
AT_ONCE = 4  # acts under way: they share one connection, and more threads only wait for it and for each other
HEADERS = {
    "x-content-type-options": "nosniff", "referrer-policy": "no-referrer", "cache-control": "private, no-cache",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'", "vary": "authorization, cookie",
}  # fmt: skip
log = structlog.get_logger()
_encode = msgspec.json.Encoder().encode


class JsonApi:
    """The routes of a table under a prefix, as an ASGI application."""

    def __init__(self, prefix: str, routes: Sequence[Route], room: Room, permitted: Permitted) -> None:
        self.prefix = prefix
        self.room = room
        self.permitted = permitted
        self._rows = [(_pattern(route.path), route) for route in routes]
        self._turns = asyncio.Semaphore(AT_ONCE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request."""
        request = Request(scope, receive)
        response = await self._answered(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        await response(scope, receive, send)

    async def _answered(self, request: Request) -> Response:
        try:
            permit = self.permitted(request)
            found = self._found(request)
            if isinstance(found, Response):
                return found
            route, told = found
            if permit.may < route.needs:
                return problems.told(403, "This permit does not go so far.")
            return await self._acted(request, route, permit, told)
        except NewsworldError as error:
            return problems.of(error)
        except Exception:
            log.exception("the API failed", path=request.url.path)
            return problems.told(500, "This is a fault of ours; the log tells more.")

    async def _acted(self, request: Request, route: Route, permit: Permit, told: dict[str, str]) -> Response:
        values = read_params(route, told, request.url.query)
        body = read_body(route, request, await _body(request)) if route.takes is not None else None
        headers = {} if request.method == "HEAD" else request.headers  # a head of events would never end
        async with self._turns:
            given = await run_in_threadpool(route.act, Ask(self.room, permit, values, body, headers))
        return self._told(request, route, given)

    def _found(self, request: Request) -> tuple[Route, dict[str, str]] | Response:
        """The row of a request and what its path tells; else the problem."""
        raw = request.scope.get("raw_path") or request.scope["path"].encode()
        path = raw.decode("latin-1").partition("?")[0].removeprefix(self.prefix) or "/"
        fitting = [(route, match) for pattern, route in self._rows if (match := pattern.fullmatch(path))]
        for route, match in fitting:
            if route.method == request.method or (request.method == "HEAD" and route.method == "GET"):
                return route, {name: unquote(text, errors="replace") for name, text in match.groupdict().items()}
        if not fitting:
            return problems.told(404, "There is nothing at this address; see openapi.json.")
        allow = ", ".join(sorted({route.method for route, _ in fitting}))
        return problems.told(405, f"This address knows {allow}.", {"allow": allow})

    def _told(self, request: Request, route: Route, given: Any) -> Response:
        if isinstance(given, Streamed):
            return _streamed(given)
        if isinstance(given, Moved):
            return Response(status_code=308, headers={"location": self.prefix + given.path})
        if given is None:
            return Response(status_code=204)
        headers: dict[str, str] = {}
        if isinstance(given, Page):
            address = _next_address(request, given.next)
            headers = {"link": f'<{address}>; rel="next"'} if address else {}
            given = {"items": given.items, "next": address}
        return _with_etag(request, _encode(given), route.status, headers)


def read_params(route: Route, in_path: dict[str, str], query: str) -> dict[str, Any]:
    """What path and query tell, read by the row. BadInput for what is unknown, told twice, or cannot be read."""
    try:
        pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=MAX_FIELDS)
    except ValueError as error:
        raise BadInput("query", "it has too many fields.", "See openapi.json.") from error
    known = {param.name: param for param in route.params}
    values = {param.name: param.default for param in route.params}
    seen: set[str] = set()
    for name, text in (*in_path.items(), *pairs):
        if name not in known or known[name].in_path != (name in in_path):
            names = ", ".join(param.name for param in route.params if not param.in_path) or "none"
            raise BadInput(name[:40] or "query", "there is no such parameter here.", f"There are: {names}.")
        if name in seen:
            raise BadInput(name, "it is told twice.", "Tell it once.")
        seen.add(name)
        values[name] = known[name].read(text)
    return values


def read_body(route: Route, request: Request, body: bytes) -> Any:
    """What the body tells, as the noun that the row takes. BadInput if it is none."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise BadInput("body", "it is not sent as application/json.", "Set the header content-type.")
    try:
        return msgspec.convert(_whole(msgspec.json.decode(body)), route.takes)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadInput("body", f"{error}.", "See openapi.json.") from error


def _whole(value: Any) -> Any:
    """The same value with numbers such as 3.0 as whole ones: JSON knows no difference."""
    if isinstance(value, dict):
        return {name: _whole(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_whole(part) for part in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


async def _body(request: Request) -> bytes:
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MAX_BODY:
            raise BadInput("body", f"it is longer than {MAX_BODY} bytes.", "Send it in parts.")
    return body


def _pattern(path: str) -> re.Pattern[str]:
    """The path's pattern: a name in braces is one segment."""
    parts = re.split(r"\{(\w+)\}", path)
    return re.compile(
        "".join(re.escape(part) if at % 2 == 0 else f"(?P<{part}>[^/]+)" for at, part in enumerate(parts))
    )


def _next_address(request: Request, cursor: str | None) -> str | None:
    if cursor is None:
        return None
    pairs = [(name, text) for name, text in parse_qsl(request.url.query, keep_blank_values=True) if name != "cursor"]
    raw: bytes = request.scope.get("raw_path") or request.scope["path"].encode()
    return f"{raw.decode('latin-1').partition('?')[0]}?{urlencode([*pairs, ('cursor', cursor)])}"


def _with_etag(request: Request, body: bytes, status: int, headers: dict[str, str]) -> Response:
    """The bytes, or 304 if the asker has them already. The tag is weak: the same answer goes out deflated or not."""
    if request.method not in ("GET", "HEAD"):
        return Response(body, status, headers, "application/json")
    etag = f'W/"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
    headers["etag"] = etag
    known = request.headers.get("if-none-match", "")
    if etag in known or known.strip() == "*":
        return Response(status_code=304, headers=headers)
    return Response(body, status, headers, "application/json")


def _streamed(given: Streamed) -> Response:
    parts = given.parts
    assert isinstance(parts, Iterable | AsyncIterable)
    headers = {"content-disposition": f'attachment; filename="{given.file_name}"'} if given.file_name else {}
    return StreamingResponse(parts, headers=headers, media_type=given.media_type)
