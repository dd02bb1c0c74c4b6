"""How does the house go out? By this one client: bounded, polite, and never to a private address unless told so.

Everything that fetches does it here: feeds, pages, robots.txt, hubs. An answer is a value, whatever its status; only
what is no answer at all (silence, a refusal, a bomb) is an error.
"""

from __future__ import annotations

import asyncio
import socket
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Self

import aiohttp
from yarl import URL

from newsworld.gather import decoding, reservations, robots
from newsworld.gather.addresses import (
    host_of,
    http_address,
    is_off_limits,
    networks,
    origin_of,
    refusal,
    refuse_literal,
)  # fmt: skip
from newsworld.gather.options import MIB, Options
from newsworld.gather.pace import Pace
from newsworld.news.errors import AddressRefused, FetchFailed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType

    from aiohttp.abc import AbstractResolver

REDIRECTS_AT_MOST = 5
HEADER_BYTES = 256 * 1024
HEADER_LINE_BYTES = 16 * 1024
SLOW_AFTER_SECONDS = 10.0
LARGE_BYTES = MIB
LARGE_AT_ONCE = 4
CONNECT_SECONDS = 15.0
SILENCE_SECONDS = 20.0
ORIGINS_KEPT = 4000  # robots.txt and tdmrep.json in memory
AGENT = "Newsworld"
ACCEPT = {
    "feed": "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5",
    "page": "text/html, application/xhtml+xml, */*;q=0.5",
}
_PERMANENT = (301, 308)
_REDIRECTS = (301, 302, 303, 307, 308)


@dataclass(frozen=True, slots=True)
class Request:
    """What to ask for. `kind`: feed, page, image, robots, hub: it settles the cap, and whether robots.txt is asked."""

    url: str
    kind: str = "feed"
    etag: str | None = None  # validators go back byte for byte
    last_modified: str | None = None
    limit_bytes: int | None = None
    form: Mapping[str, str] | None = None  # POSTed, where there is one
    body: bytes | None = None  # POSTed as it is, with `headers`: for a writer's endpoint
    headers: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Response:
    """What came back."""

    url: str  # after redirects
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)  # names in lower case
    body: bytes = b""
    moved_permanently_to: str | None = None  # every hop said so
    reservation: reservations.Reservation | None = None

    @property
    def is_unchanged(self) -> bool:
        """Whether our copy is still good."""
        return self.status == 304


@dataclass(frozen=True, slots=True)
class _Origin:
    """What an origin asks of us, and until when (loop time) that is believed."""

    robots: robots.Robots
    rules: tuple[reservations.SiteRule, ...]
    good_until: float


class Manners:
    """What a house remembers of others' wishes: whose turn it is, who wants rest, what robots.txt said.

    It outlives a client: a house that opens one client after another hands it on, or it would ask for each robots.txt
    anew and forget every Retry-After.
    """

    def __init__(self, options: Options | None = None) -> None:
        self.pace = Pace((options or Options()).pace_seconds)
        self.origins: dict[str, _Origin] = {}


class Client:
    """The one outbound client. Use it as `async with Client(options, manners) as client`."""

    def __init__(
        self,
        options: Options | None = None,
        manners: Manners | None = None,
        resolver: AbstractResolver | None = None,
    ) -> None:
        self._options = options or Options()
        self._allow = networks(self._options.allow)
        self._resolver = resolver
        manners = manners or Manners(self._options)
        self._pace = manners.pace
        self._origins = manners.origins
        self._asking: dict[str, asyncio.Lock] = {}
        self._session: aiohttp.ClientSession | None = None
        self._slots = asyncio.Semaphore(self._options.at_once)
        self._large = asyncio.Semaphore(LARGE_AT_ONCE)

    async def __aenter__(self) -> Self:
        connector = aiohttp.TCPConnector(
            limit=self._options.at_once, limit_per_host=4, ttl_dns_cache=60,
            resolver=self._resolver, socket_factory=self._checked_socket,
        )  # fmt: skip
        self._session = aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            headers={"User-Agent": self.agent, "Accept-Encoding": decoding.ACCEPTED},
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=CONNECT_SECONDS, sock_read=SILENCE_SECONDS),
            max_line_size=HEADER_LINE_BYTES,
            max_field_size=HEADER_LINE_BYTES,
            trust_env=False,
        )
        return self

    async def __aexit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if self._session is not None:
            await self._session.close()

    @property
    def agent(self) -> str:
        """The User-Agent, with a way to reach the operator."""
        contact = "".join(c for c in self._options.contact if c.isprintable())[:200]
        return f"{AGENT}/0.1" + (f" (+{contact})" if contact else "")

    def held_seconds(self, address: str) -> float:
        """How long the address's host has asked to be left alone; 0 where it has not, or is no address."""
        return self._pace.held_seconds(host_of(address))

    async def fetch(self, request: Request) -> Response:
        """One answer, redirects followed. FetchFailed if there is none, AddressRefused if we do not go there."""
        address = http_address(request.url)
        refuse_literal(address, self._allow)
        origin = await self._origin(address) if request.kind == "page" and self._options.robots else None
        if origin and not origin.robots.allows(address, AGENT):
            raise FetchFailed(host_of(address), _robots_words(origin.robots), "It is left alone.")
        await self._pace.turn(host_of(address), origin.robots.pace_seconds(AGENT) if origin else 0.0)
        async with self._slots:
            response = await self._within_deadline(replace(request, url=address))
        rules = origin.rules if origin else ()
        told = reservations.reservation_of(response.url, response.headers, _page_of(request, response), rules)
        return replace(response, reservation=told)

    async def _within_deadline(self, request: Request) -> Response:
        try:
            async with asyncio.timeout(self._options.deadline_seconds):
                return await self._follow(request)
        except TimeoutError as error:
            raise FetchFailed(
                host_of(request.url), "no whole answer came in time.", "It will be tried again later."
            ) from error

    async def _follow(self, request: Request) -> Response:
        """Ask, and follow up to five redirects, each checked like the first address."""
        permanent = True
        moved: str | None = None
        for _ in range(REDIRECTS_AT_MOST + 1):
            response = await self._ask(request)
            location = response.headers.get("location")
            if response.status not in _REDIRECTS or not location:
                return replace(response, moved_permanently_to=moved)
            target = http_address(location, seen_from=request.url)
            refuse_literal(target, self._allow)
            permanent = permanent and response.status in _PERMANENT and not _downgrades(request.url, target)
            moved = target if permanent else moved
            request = _redirected(request, target, response.status)
        raise FetchFailed(host_of(request.url), "it redirects in circles.", "Check the source's address.")

    async def _ask(self, request: Request) -> Response:
        assert self._session is not None, "use the client as `async with Client(...)`"
        sent = request.form if request.form is not None else request.body
        method = "GET" if sent is None else "POST"
        try:
            async with self._session.request(
                method, URL(request.url, encoded=True), data=sent,
                headers=_headers_for(request), allow_redirects=False,
            ) as answer:  # fmt: skip
                headers = _plain_headers(request.url, answer.headers)
                self._pace.heed(host_of(request.url), answer.status, headers.get("retry-after"))
                body = b"" if answer.status in (204, 304) else await self._read(request, answer, headers)
                return Response(request.url, answer.status, headers, body)
        except AddressRefused:
            raise
        except (aiohttp.ClientError, OSError, ValueError) as error:
            if isinstance(error, TimeoutError) and not isinstance(error, aiohttp.ClientError):
                raise
            raise FetchFailed(host_of(request.url), _plain_words(error), "It will be tried again later.") from error

    async def _read(self, request: Request, answer: aiohttp.ClientResponse, headers: Mapping[str, str]) -> bytes:
        if answer.status in _REDIRECTS:
            return b""
        body = decoding.Body(
            host_of(request.url), headers.get("content-encoding", ""), request.limit_bytes or self._cap(request.kind)
        )
        loop = asyncio.get_running_loop()
        began = loop.time()
        async with AsyncExitStack() as lane:
            async for chunk in answer.content.iter_any():
                rest = body.receive(chunk)
                await self._stay_small(body, lane)
                while rest:
                    rest = body.go_on(rest)
                    await self._stay_small(body, lane)
                spent = loop.time() - began
                if spent > SLOW_AFTER_SECONDS and body.received < spent * self._options.slow_bytes_per_second:
                    raise FetchFailed(host_of(request.url), "the answer drips too slowly.", "It is tried again later.")
            return body.whole()

    async def _stay_small(self, body: decoding.Body, lane: AsyncExitStack) -> None:
        """A body past a mebibyte needs one of a few places for large ones, so that many at once fit in memory."""
        if body.size > LARGE_BYTES and not body.is_large:
            body.is_large = True
            await lane.enter_async_context(self._large)

    def _cap(self, kind: str) -> int:
        caps = {
            "feed": self._options.feed_bytes, "page": self._options.page_bytes, "image": self._options.image_bytes,
            "robots": robots.ROBOTS_BYTES * 2, "hub": MIB,
        }  # fmt: skip
        return caps.get(kind, self._options.page_bytes)

    def _checked_socket(self, found: aiohttp.AddrInfoType) -> socket.socket:
        """A socket for the address really connected to, after every look-up: rebinding does not get past this."""
        family, kind, protocol, _, address = found
        if is_off_limits(str(address[0]), self._allow):
            raise refusal(str(address[0]))
        return socket.socket(family, kind, protocol)

    async def _origin(self, address: str) -> _Origin:
        """What the page's origin asks of us: robots.txt and tdmrep.json, asked once a day."""
        origin = origin_of(address)
        lock = self._asking.setdefault(origin, asyncio.Lock())
        async with lock:
            known = self._origins.get(origin)
            now = asyncio.get_running_loop().time()
            if known and known.good_until > now:
                return known
            fresh = await self._ask_origin(origin, now)
            if len(self._origins) >= ORIGINS_KEPT:
                self._origins.clear()
                self._asking.clear()
            self._origins[origin] = fresh
            return fresh

    async def _ask_origin(self, origin: str, now: float) -> _Origin:
        told = await self._side_file(f"{origin}/robots.txt")
        asked = robots.robots_of(told.status, told.body)
        rules: tuple[reservations.SiteRule, ...] = ()
        if not asked.closed:
            rights = await self._side_file(f"{origin}{reservations.WELL_KNOWN}")
            rules = reservations.rules_of(rights.body) if rights.status == 200 else ()
        # A closed door is knocked at again within the hour, an open one believed for a day.
        return _Origin(asked, rules, now + (3600 if asked.closed else robots.ROBOTS_SECONDS))

    async def _side_file(self, address: str) -> Response:
        """A small file of an origin; status 0 where it cannot be had."""
        try:
            return await self.fetch(Request(address, kind="robots"))
        except AddressRefused:
            raise
        except FetchFailed:
            return Response(address, 0)


def _headers_for(request: Request) -> dict[str, str]:
    headers = {"Accept": ACCEPT.get(request.kind, "*/*")}
    if request.etag and request.etag.isprintable():
        headers["If-None-Match"] = request.etag
    if request.last_modified and request.last_modified.isprintable():
        headers["If-Modified-Since"] = request.last_modified
    return headers | dict(request.headers or {})


def _redirected(request: Request, target: str, status: int) -> Request:
    """The next request of a chain: validators belong to the first address; 303 turns a POST into a GET."""
    form = request.form if status in (307, 308) and origin_of(target) == origin_of(request.url) else None
    keep = origin_of(target) == origin_of(request.url)
    return replace(
        request, url=target, form=form, body=None, headers=None,
        etag=request.etag if keep else None, last_modified=request.last_modified if keep else None,
    )  # fmt: skip


def _downgrades(here: str, there: str) -> bool:
    return here.startswith("https:") and there.startswith("http:")


def _plain_headers(address: str, headers: Mapping[str, str]) -> dict[str, str]:
    """Header fields as data: lower case, printable, repeated ones joined; FetchFailed past the cap."""
    plain: dict[str, str] = {}
    total = 0
    for name, value in headers.items():
        total += len(name) + len(value)
        if total > HEADER_BYTES:
            raise FetchFailed(host_of(address), "its headers are longer than any honest ones.", "Remove this source.")
        key = name.lower()
        clean = "".join(c for c in value if c.isprintable())
        plain[key] = f"{plain[key]}, {clean}" if key in plain else clean
    return plain


def _page_of(request: Request, response: Response) -> bytes:
    return response.body if request.kind == "page" else b""


def _robots_words(told: robots.Robots) -> str:
    if told.closed:
        return "its robots.txt cannot be had, so nothing is fetched for now."
    return "its robots.txt asks not to fetch this page."


_WORDS: tuple[tuple[type[BaseException], str], ...] = (
    (aiohttp.ClientConnectorCertificateError, "its certificate cannot be trusted."),
    (aiohttp.ClientConnectorSSLError, "no safe connection could be made."),
    (aiohttp.ClientConnectorDNSError, "its name is not known to the network."),
    (aiohttp.ServerTimeoutError, "it does not answer in time."),
    (aiohttp.ClientConnectorError, "it cannot be reached."),
    (aiohttp.ClientPayloadError, "the answer breaks off in the middle."),
    (aiohttp.ServerDisconnectedError, "it hung up before it answered."),
    (aiohttp.ClientResponseError, "its answer is no proper HTTP."),
)


def _plain_words(error: BaseException) -> str:
    return next((words for kind, words in _WORDS if isinstance(error, kind)), "the connection failed.")
