"""A loopback origin with one mode per path: honest ones, and hostile ones."""

from __future__ import annotations

import asyncio
import gzip
import zlib
from collections import Counter
from typing import Self

FEED = b"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>The Harbour Times</title><link>http://harbour.example/</link>
<item><title>Ferry returns to service</title><link>http://harbour.example/ferry</link><guid>ferry-1</guid>
<pubDate>Mon, 06 Jan 2025 10:00:00 GMT</pubDate><description>The ferry sails again.</description></item>
</channel></rss>"""
PAGE = (
    b"<!doctype html><html><head><title>Ferry returns</title></head><body><p>The ferry sails again.</p></body></html>"
)


class Origin:
    """Serves on a loopback address; `asked` keeps (path, headers) in order."""

    def __init__(self, host: str = "127.0.0.1") -> None:
        self.host = host
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.modes: dict[str, bytes] = {}
        self._tasks: set[asyncio.Task] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, self.host, 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._server.wait_closed()

    def url(self, path: str) -> str:
        return f"http://{self.host}:{self.port}{path}"

    @property
    def counts(self) -> Counter[str]:
        return Counter(path for path, _ in self.asked)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        self._tasks.add(task)
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            first, *lines = head.split("\r\n")
            path = first.split(" ")[1]
            headers = dict(line.split(": ", 1) for line in lines if ": " in line)
            headers = {name.lower(): value for name, value in headers.items()}
            if length := int(headers.get("content-length", 0)):
                headers["body"] = (await reader.readexactly(length)).decode()
            self.asked.append((path, headers))
            await self._answer(path.split("?")[0], headers, writer)
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            self._tasks.discard(task)
            writer.close()

    async def _answer(self, path: str, headers: dict[str, str], writer: asyncio.StreamWriter) -> None:
        if path in self.modes:
            writer.write(self.modes[path])
        elif streaming := getattr(self, "stream" + path.replace("/", "_").replace("-", "_"), None):
            await streaming(writer)
        else:
            writer.write(self._plain(path, headers))
        await writer.drain()

    def _plain(self, path: str, headers: dict[str, str]) -> bytes:
        if path == "/feed" and headers.get("if-none-match") == '"v1"':
            return answer(b"", 304)
        if path.startswith("/page"):
            return answer(PAGE, content_type="text/html")
        if path.startswith("/loop"):
            return answer(b"", 302, location=path + "x")
        return MODES[path]() if path in MODES else answer(b"", 404)

    async def stream_drip(self, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            writer.write(b"<")
            await writer.drain()
            await asyncio.sleep(0.05)

    async def stream_endless(self, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            writer.write(b"<item>" * 10_000)
            await writer.drain()

    async def stream_header_flood(self, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n")
        while True:
            writer.write(b"X-Flood: again\r\n" * 1000)
            await writer.drain()

    async def stream_silent(self, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(3600)


def answer(body: bytes, status: int = 200, **headers: str) -> bytes:
    """An HTTP answer that closes; header names with _ for -."""
    told = {"content_type": "application/xml", **headers}
    lines = "".join(f"{name.replace('_', '-').title()}: {value}\r\n" for name, value in told.items())
    return f"HTTP/1.1 {status} X\r\n{lines}Content-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode() + body


def _raw_deflated() -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(FEED) + packer.flush()


MODES = {
    "/feed": lambda: answer(FEED, etag='"v1"', last_modified="Mon, 06 Jan 2025 10:00:00 GMT"),
    "/gone": lambda: answer(b"", 410),
    "/later": lambda: answer(b"", 429, retry_after="7200"),
    "/html-feed": lambda: answer(PAGE, content_type="application/rss+xml"),
    "/gzip-bomb": lambda: answer(gzip.compress(bytes(40_000_000), 6), content_encoding="gzip"),
    "/deflate-bomb": lambda: answer(zlib.compress(bytes(40_000_000), 6), content_encoding="deflate"),
    "/two-layers": lambda: answer(gzip.compress(zlib.compress(FEED)), content_encoding="deflate, gzip"),
    "/zstd": lambda: answer(b"\x28\xb5\x2f\xfd", content_encoding="zstd"),
    "/double-gzip": lambda: answer(gzip.compress(gzip.compress(FEED)), content_encoding="gzip"),
    "/gzip": lambda: answer(gzip.compress(FEED[:200]) + gzip.compress(FEED[200:]), content_encoding="gzip"),
    "/raw-deflate": lambda: answer(_raw_deflated(), content_encoding="deflate"),
    "/br": lambda: answer(b"\x1b\x0e\x00\xf8", content_encoding="br"),
    "/gzip-cut": lambda: answer(gzip.compress(FEED)[:-30], content_encoding="gzip"),
    "/cut": lambda: b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n<rss>",
    "/junk": lambda: b"\x00\x01\x02 this is not HTTP\r\n\r\n",
    "/huge-headers": lambda: b"HTTP/1.1 200 OK\r\n" + b"X-A: " + b"a" * 20_000_000 + b"\r\n\r\n",
}
