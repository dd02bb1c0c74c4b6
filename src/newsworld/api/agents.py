"""TOOLS over the Model Context Protocol, for revision 2026-07-28 and older clients at one address, and on stdio.

No session is kept: every request stands alone. The protocol's package is an extra, loaded when the first agent comes.
"""

from __future__ import annotations

import asyncio
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from newsworld import __version__
from newsworld.api import problems
from newsworld.api.told import NOTICE
from newsworld.api.tools import TOOLS
from newsworld.news.errors import BadSettings, NewsworldError

if TYPE_CHECKING:
    from mcp.server.lowlevel import Server
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
    from mcp_types import CallToolRequestParams, CallToolResult, ListToolsResult
    from starlette.types import Receive, Scope, Send

    from newsworld.api.permits import Permitted
    from newsworld.api.room import Room
    from newsworld.api.tools import Tool

MAX_REQUEST = 256 * 1024
INSTRUCTIONS = (
    "News, one page per story, every line with the exact words of its sources. Search finds reports; fetch opens a "
    f"story or a report by its id. {NOTICE}"
)


def server(room: Room) -> Server[Any]:
    """The protocol's server over a room. BadSettings where its package is not installed."""
    try:
        import mcp_types as types  # noqa: PLC0415 - an extra
        from mcp.server.lowlevel import Server  # noqa: PLC0415
    except ImportError as error:
        raise BadSettings("mcp", "the package mcp is not installed.", "pip install 'newsworld[agents]'.") from error
    tools = {tool.name: tool for tool in TOOLS}
    hints = types.ToolAnnotations(
        read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
    )
    listed = [
        types.Tool(
            name=tool.name, title=tool.title, description=tool.does, input_schema=schema_of(tool.takes),
            output_schema=schema_of(tool.gives), annotations=hints,
        )
        for tool in TOOLS
    ]  # fmt: skip

    async def list_tools(_context: Any, _params: Any) -> ListToolsResult:
        return types.ListToolsResult(tools=listed, ttl_ms=3_600_000, cache_scope="public")

    async def call_tool(_context: Any, params: CallToolRequestParams) -> CallToolResult:
        tool = tools.get(params.name)
        if tool is None:
            trouble = f"{params.name[:40]}: there is no such tool. There are: {', '.join(tools)}."
            return types.CallToolResult(content=[types.TextContent(text=trouble)], is_error=True)
        body, is_error = await run_in_threadpool(called, tool, room, params.arguments or {})
        content: list[types.ContentBlock] = [types.TextContent(text=body if is_error else marked(body))]
        return types.CallToolResult(
            content=content, structured_content=None if is_error else msgspec.json.decode(body), is_error=is_error
        )

    return Server(
        "newsworld", version=__version__, title="Newsworld", instructions=INSTRUCTIONS,
        on_list_tools=list_tools, on_call_tool=call_tool,
    )  # fmt: skip


def called(tool: Tool, room: Room, arguments: dict[str, Any]) -> tuple[str, bool]:
    """What a tool gives as JSON, or its trouble in words; and whether it is trouble."""
    try:
        asked: Any = msgspec.convert(arguments, tool.takes)
        return msgspec.json.encode(tool.act(room, asked)).decode(), False
    except msgspec.ValidationError as error:
        return f"arguments: {error}.", True
    except NewsworldError as error:
        return str(error), True


def marked(body: str) -> str:
    """The same as text: whoever reads that alone sees where others' words begin and end."""
    inert = body.replace("</untrusted-data", "<\\/untrusted-data")  # the same JSON, but it closes nothing
    return f"{NOTICE}\n<untrusted-data>\n{inert}\n</untrusted-data>"


@cache
def schema_of(noun: type) -> dict[str, Any]:
    """A noun's JSON Schema, an object at its root, as the protocol wants it."""
    schema = msgspec.json.schema(noun)
    parts = schema.pop("$defs", {})
    name = str(schema.get("$ref", "")).rpartition("/")[2]
    root = parts.pop(name) if name else schema
    return root | ({"$defs": parts} if parts else {})


class Agents:
    """The protocol over HTTP, as an ASGI application."""

    def __init__(self, room: Room, permitted: Permitted) -> None:
        self.room = room
        self.permitted = permitted
        self._manager: StreamableHTTPSessionManager | None = None
        self._keeper: asyncio.Task[None] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request, or refuse it."""
        try:
            self._expect_leave(scope)
            manager = await self._running()
        except NewsworldError as error:
            await problems.of(error)(scope, receive, send)
            return
        if not _is_own_origin(Request(scope)):
            await problems.told(403, "A page of another site may not ask here.")(scope, receive, send)
            return
        await manager.handle_request(scope, receive, send)

    def _expect_leave(self, scope: Scope) -> None:
        """NotPermitted for who may not read. Every call is a POST, though all of them only read."""
        self.permitted(Request({**scope, "method": "GET"}))

    async def _running(self) -> StreamableHTTPSessionManager:
        """The protocol's manager, started by the first request and kept by one task as long as the loop lives."""
        if self._manager is None:
            ready: asyncio.Future[StreamableHTTPSessionManager] = asyncio.get_running_loop().create_future()
            keeper = asyncio.create_task(self._kept(ready))
            self._manager, self._keeper = await ready, keeper  # of two that start at once both serve, one is kept
        return self._manager

    async def _kept(self, ready: asyncio.Future[StreamableHTTPSessionManager]) -> None:
        try:
            from mcp.server.streamable_http_manager import StreamableHTTPSessionManager  # noqa: PLC0415 - an extra
            from mcp.server.transport_security import TransportSecuritySettings  # noqa: PLC0415

            manager = StreamableHTTPSessionManager(
                server(self.room), json_response=True, stateless=True, max_request_body_size=MAX_REQUEST,
                security_settings=TransportSecuritySettings(enable_dns_rebinding_protection=False),  # ours did it
            )  # fmt: skip
        except ImportError:
            ready.set_exception(
                BadSettings("mcp", "the package mcp is not installed.", "pip install 'newsworld[agents]'.")
            )
            return
        except BadSettings as error:
            ready.set_exception(error)
            return
        async with manager.run():
            ready.set_result(manager)
            await asyncio.Event().wait()


def _is_own_origin(request: Request) -> bool:
    """Whether no page sent this, or a page of ours."""
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host", "")


async def stdio(room: Room) -> None:
    """The protocol on standard input and output, until the input ends."""
    from mcp.server.stdio import stdio_server  # noqa: PLC0415 - an extra, as `server` has told

    served = server(room)
    async with stdio_server() as (incoming, outgoing):
        await served.run(incoming, outgoing, served.create_initialization_options())
