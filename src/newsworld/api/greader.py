"""The Google Reader API, as phone readers call it, at "/" and at "/api/greader.php" (where FreshRSS has it).

There is no specification: what is answered here is what NetNewsWire, ReadYou, Fluent Reader, newsboat, RSS Guard,
Liferea, FeedMe, Reeder and EasyRSS were seen to ask. Ids in lists are decimal strings, ids of contents the long form;
both, and bare hexadecimal, are taken. A write token is given to who wants one and may be left out: no browser sends
our credentials by itself.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import unquote

from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, PlainTextResponse, Response

from newsworld.api import readerform, streams
from newsworld.api.forms import fields_of, home_of
from newsworld.news.errors import NewsworldError, NotPermitted, TooManyTries
from newsworld.news.moments import instant_of
from newsworld.people import Need, Way, caller_of, gate_of
from newsworld.people.accounts import digest_of
from newsworld.people.gate import address_of
from newsworld.publish import opml

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from starlette.requests import Request

    from newsworld.api.forms import Fields
    from newsworld.api.phones import Feed, Phones
    from newsworld.people import Refusal

BASES = ("", "/api/greader.php")
API = "/reader/api/0"
MAX_BODY = 4 * 1024 * 1024  # RSS Guard asks for thousands of ids in one form
TOKEN_LENGTH = 57  # as Google's was: some clients check it
LABEL = "user/-/label/"
READ, STARRED, KEPT_UNREAD = "read", "starred", "kept-unread"


class ReaderWay(Way):
    """A route of this API: credentials in a header only; a refusal as clients know it."""

    is_ambient = False

    def refused(self, request: Request, refusal: Refusal) -> Response:  # noqa: ARG002
        """401 asks the client to log in anew."""
        headers = {"x-reader-google-bad-token": "true", "www-authenticate": "GoogleLogin"}
        if refusal.status != 401:
            return PlainTextResponse(refusal.text, refusal.status)
        return PlainTextResponse("Unauthorized!", 401, headers)


class GoogleReader:
    """The routes of the API over one newsroom."""

    def __init__(self, phones: Phones) -> None:
        self.phones = phones

    def ways(self) -> list[Way]:
        """Every route, under each of the bases."""
        return [way for base in BASES for way in self._under(base)]

    def _under(self, base: str) -> list[Way]:
        read: tuple[tuple[str, Callable[[Request, Fields], Response]], ...] = (
            ("token", self.token),
            ("user-info", self.user_info),
            ("tag/list", self.tags),
            ("subscription/list", self.subscriptions),
            ("unread-count", self.unread_count),
            ("stream/items/ids", self.ids),
            ("stream/items/count", self.count),
            ("stream/items/contents", self.contents),
            ("stream/contents", self.stream),
            ("stream/contents/{stream:path}", self.stream),
            ("subscription/export", self.export),
            ("preference/list", self.preferences),
            ("preference/stream/list", self.stream_preferences),
        )
        mark: tuple[tuple[str, Callable[[Request, Fields], Response]], ...] = (
            ("edit-tag", self.edit_tag),
            ("mark-all-as-read", self.mark_all),
            ("rename-tag", self.rename_tag),
            ("disable-tag", self.disable_tag),
        )
        # A write is never done by GET; reads may come as forms, since ids can be many.
        ways: list[Way] = [
            ReaderWay(f"{base}{API}/{path}", _answered(act), Need.READ, methods=("GET", "POST")) for path, act in read
        ]
        ways += [ReaderWay(f"{base}{API}/{path}", _written(act), Need.MARK, methods=("POST",)) for path, act in mark]
        ways += [
            ReaderWay(f"{base}/accounts/ClientLogin", self.log_in, Need.ANYONE, methods=("POST",)),
            ReaderWay(f"{base}{API}/subscription/edit", self.edit_subscription, Need.MARK, methods=("POST",)),
            ReaderWay(f"{base}{API}/subscription/quickadd", self.quick_add, Need.MARK, methods=("POST",)),
            ReaderWay(f"{base}/reader/atom/{{stream:path}}", _answered(self.atom), Need.READ),
            ReaderWay(f"{base}{API}/{{rest:path}}", _answered(self.unknown), Need.READ, methods=("GET", "POST")),
        ]
        if base:
            ways += [
                ReaderWay(f"{base}/check/compatibility", _answered(self.compatible), Need.ANYONE),
                ReaderWay(f"{base}/", _answered(self.hello), Need.ANYONE),
                ReaderWay(base, _answered(self.hello), Need.ANYONE),
            ]
        return ways

    # Logging in.

    async def log_in(self, request: Request) -> Response:
        """Name and password against a token that the client sends from then on."""
        fields = await fields_of(request, MAX_BODY)
        name, password = fields.first("Email"), fields.first("Passwd")
        gate = gate_of(request)
        try:
            caller = await run_in_threadpool(
                gate.accounts.by_password, name, password, address_of(request), self.phones.clock()
            )
        except NotPermitted as error:
            status = 429 if isinstance(error, TooManyTries) else 401
            return PlainTextResponse("Error=BadAuthentication\n", status)
        if caller.by == "password":
            password = gate.accounts.issue(caller.name, "phone", self.phones.clock(), _client(request))
        if fields.first("output") == "json":
            return JSONResponse({"SID": password, "LSID": password, "Auth": password})
        return PlainTextResponse(f"SID={password}\nLSID={password}\nAuth={password}\n")

    def token(self, request: Request, fields: Fields) -> Response:  # noqa: ARG002
        """A write token, for clients that want one."""
        return PlainTextResponse(_write_token(request))

    def user_info(self, request: Request, fields: Fields) -> Response:  # noqa: ARG002
        """Who is logged in."""
        name = caller_of(request).name
        number = str(self.phones.number_of(name))
        return JSONResponse(
            {
                "userId": number,
                "userName": name,
                "userProfileId": number,
                "userEmail": name,
                "isBloggerUser": False,
                "signupTimeSec": 0,
                "isMultiLoginEnabled": False,
            }
        )

    # What there is.

    def tags(self, request: Request, fields: Fields) -> Response:  # noqa: ARG002
        """States and folders."""
        folders = dict.fromkeys(feed.folder for feed in self._feeds(request))
        tags = [{"id": f"{streams.STATE}{STARRED}"}, *({"id": f"{LABEL}{one}", "type": "folder"} for one in folders)]
        return JSONResponse({"tags": tags})

    def subscriptions(self, request: Request, fields: Fields) -> Response:  # noqa: ARG002
        """The feeds, each in its folder."""
        return JSONResponse({"subscriptions": [readerform.subscription(feed) for feed in self._feeds(request)]})

    def unread_count(self, request: Request, fields: Fields) -> Response:  # noqa: ARG002
        """How many unread entries each feed, each folder and all together have."""
        counts = self.phones.unread(caller_of(request).name)
        return JSONResponse(readerform.unread_counts(self._feeds(request), counts))

    def ids(self, request: Request, fields: Fields) -> Response:
        """The ids of a stream; by number, so that nothing is lost or doubled between pages whatever changes."""
        asked = streams.asked(fields, self._feeds(request), order="number")
        found = self.phones.found(caller_of(request).name, asked.wanted) if asked.exists else ()
        refs = [
            {"id": str(one.number), "directStreamIds": [], "timestampUsec": f"{readerform.micros(one.moment)}"}
            for one in found
        ]
        return JSONResponse({"items": [], "itemRefs": refs, **streams.continuation(found, asked.wanted)})

    def count(self, request: Request, fields: Fields) -> Response:
        """How many entries a stream has."""
        asked = streams.asked(fields, self._feeds(request), order="number")
        return PlainTextResponse(str(self.phones.count(caller_of(request).name, asked.wanted) if asked.exists else 0))

    def contents(self, request: Request, fields: Fields) -> Response:
        """The entries of these ids."""
        numbers = [number for told in fields.all("i") if (number := streams.number_of(told)) is not None]
        found = self.phones.numbered(caller_of(request).name, numbers)
        return self._items(request, found, f"{streams.STATE}reading-list", {})

    def stream(self, request: Request, fields: Fields) -> Response:
        """A stream's entries, the newest first, unless asked for otherwise."""
        name = unquote(request.path_params.get("stream", "")) or fields.first("s") or f"{streams.STATE}reading-list"
        asked = streams.asked(fields, self._feeds(request), stream=name)
        found = self.phones.found(caller_of(request).name, asked.wanted) if asked.exists else ()
        return self._items(request, found, name, streams.continuation(found, asked.wanted))

    def atom(self, request: Request, fields: Fields) -> Response:
        """A stream as Atom: what newsboat's FeedHQ source reads."""
        name = unquote(request.path_params["stream"])
        feeds = self._feeds(request)
        asked = streams.asked(fields, feeds, stream=name)
        found = self.phones.found(caller_of(request).name, asked.wanted) if asked.exists else ()
        home = home_of(request)
        pairs = [(one, content) for one in found if (content := self.phones.content(one, home)) is not None]
        body = readerform.atom(
            name, str(request.url), pairs, {feed.outlet: feed for feed in feeds}, self.phones.clock()
        )
        return Response(body, media_type="application/atom+xml")

    def _items(self, request: Request, found: Any, stream: str, more: dict[str, str]) -> Response:
        home, feeds = home_of(request), {feed.outlet: feed for feed in self._feeds(request)}
        items = [
            readerform.item(one, content, feeds.get(one.outlet))
            for one in found
            if (content := self.phones.content(one, home)) is not None
        ]
        now = int(instant_of(self.phones.clock()).timestamp())
        head = {
            "direction": "ltr",
            "id": stream,
            "title": "Newsworld",
            "updated": now,
            "self": [{"href": str(request.url)}],
        }
        return _json({**head, "items": items, **more})

    def export(self, request: Request, fields: Fields) -> Response:  # noqa: ARG002
        """The outlets' feeds as OPML."""
        shelf = self.phones.store.sources
        return Response(opml.of_sources(shelf.all(), shelf.outlets()), media_type=opml.MEDIA_TYPE)

    # What readers do.

    def edit_tag(self, request: Request, fields: Fields) -> Response:
        """Mark entries: a adds, r takes away; what we have no such state for is passed over."""
        numbers = [number for told in fields.all("i") if (number := streams.number_of(told)) is not None]
        added = {streams.state_of(tag) for tag in fields.all("a")}
        removed = {streams.state_of(tag) for tag in fields.all("r")}
        is_read = True if READ in added else False if READ in removed or KEPT_UNREAD in added else None
        is_starred = True if STARRED in added else False if STARRED in removed else None
        if is_read is not None or is_starred is not None:
            self.phones.mark(caller_of(request).name, numbers, is_read=is_read, is_starred=is_starred)
        return PlainTextResponse("OK")

    def mark_all(self, request: Request, fields: Fields) -> Response:
        """Mark a stream as read, up to a time if one is told."""
        asked = streams.asked(fields, self._feeds(request))
        if asked.exists:
            self.phones.mark_all(caller_of(request).name, asked.wanted.outlets, streams.time_of(fields.first("ts")))
        return PlainTextResponse("OK")

    async def edit_subscription(self, request: Request) -> Response:
        """Subscribe, unsubscribe, rename, put into a folder; a feed that the house does not know needs an editor."""
        fields = await fields_of(request, MAX_BODY)
        try:
            for told in fields.all("s")[:100]:
                feed = await self._subscribed(request, told, fields.first("ac"))
                if feed is None:
                    return PlainTextResponse("There is no such feed.", 404)
                await run_in_threadpool(self._kept, request, feed, fields)
        except NotPermitted as error:
            return PlainTextResponse(str(error), 403)
        except NewsworldError as error:
            return PlainTextResponse(str(error), 400)
        return PlainTextResponse("OK")

    async def _subscribed(self, request: Request, told: str, act: str) -> Feed | None:
        feeds = await run_in_threadpool(self._feeds, request)
        found = streams.feed_of(told, feeds)
        if found is not None or act != "subscribe":
            return found
        return await self._followed(request, told.removeprefix("feed/"))

    async def _followed(self, request: Request, address: str) -> Feed:
        caller, home = caller_of(request), home_of(request)
        shown = await run_in_threadpool(self.phones.show_again, caller.name, address, home)
        if shown is not None:
            return shown
        if caller.may < Need.EDIT:
            raise NotPermitted(address, "nobody listens to it yet.", "Ask an editor of this newsroom.")
        return await self.phones.follow(caller.name, address, home)

    def _kept(self, request: Request, feed: Feed, fields: Fields) -> None:
        labels = [tag.removeprefix(LABEL) for tag in map(streams.own, fields.all("a")) if tag.startswith(LABEL)]
        left = [tag.removeprefix(LABEL) for tag in map(streams.own, fields.all("r")) if tag.startswith(LABEL)]
        folder = labels[0] if labels else "" if feed.folder in left else None
        hidden = True if fields.first("ac") == "unsubscribe" else False if fields.first("ac") == "subscribe" else None
        title = fields.first("t") or None
        self.phones.keep_feed(caller_of(request).name, feed, title=title, folder=folder, is_hidden=hidden)

    async def quick_add(self, request: Request) -> Response:
        """Follow an address."""
        fields = await fields_of(request, MAX_BODY)
        address = (fields.first("quickadd") or fields.first("s")).removeprefix("feed/")
        try:
            feed = await self._followed(request, address)
        except NewsworldError as error:
            return JSONResponse({"query": address, "numResults": 0, "error": str(error)})
        told = {"query": feed.address, "streamId": f"feed/{feed.number}", "streamName": feed.title}
        return JSONResponse({"numResults": 1, **told})

    def rename_tag(self, request: Request, fields: Fields) -> Response:
        """Another name for a folder."""
        return self._moved(request, fields, streams.own(fields.first("dest")).removeprefix(LABEL))

    def disable_tag(self, request: Request, fields: Fields) -> Response:
        """No such folder any more; its feeds go where they were before."""
        return self._moved(request, fields, "")

    def _moved(self, request: Request, fields: Fields, folder: str) -> Response:
        name = streams.own(fields.first("s") or f"{LABEL}{fields.first('t')}").removeprefix(LABEL)
        feeds = [feed for feed in self._feeds(request) if feed.folder == name]
        for feed in feeds:
            self.phones.keep_feed(caller_of(request).name, feed, folder=folder)
        return PlainTextResponse("OK" if feeds else "There is no such folder.", 200 if feeds else 404)

    # What clients ask before they begin.

    def compatible(self, request: Request, fields: Fields) -> Response:  # noqa: ARG002
        """Whether credentials and escaped slashes come through whatever stands before this server: they did."""
        return PlainTextResponse("PASS")

    def hello(self, request: Request, fields: Fields) -> Response:  # noqa: ARG002
        """Where an address without a path leads."""
        return PlainTextResponse("OK")

    def preferences(self, request: Request, fields: Fields) -> Response:  # noqa: ARG002
        """There are none."""
        return JSONResponse({"prefs": [{"id": "lhn-prefs", "value": json.dumps({"subscriptions": {"ssa": "true"}})}]})

    def stream_preferences(self, request: Request, fields: Fields) -> Response:  # noqa: ARG002
        """There are none."""
        return JSONResponse({"streamprefs": {}})

    def unknown(self, request: Request, fields: Fields) -> Response:  # noqa: ARG002
        """An empty answer lets a client go on, where an error would stop it."""
        return JSONResponse([])

    def _feeds(self, request: Request) -> tuple[Feed, ...]:
        return self.phones.feeds(caller_of(request).name, home_of(request))


def _answered(act: Callable[[Request, Fields], Response]) -> Callable[[Request], Any]:
    """The act as an endpoint: the form is read first, then it runs beside the loop."""

    async def answer(request: Request) -> Response:
        fields = await fields_of(request, MAX_BODY)
        return await run_in_threadpool(act, request, fields)

    return answer


def _written(act: Callable[[Request, Fields], Response]) -> Callable[[Request], Any]:
    """The act as an endpoint that refuses a write token which is not ours; FeedMe sends an empty one, Reeder "x"."""

    def checked(request: Request, fields: Fields) -> Response:
        if fields.first("T") not in ("", "x", _write_token(request)):
            return PlainTextResponse("Bad token: ask for another.", 401, {"x-reader-google-bad-token": "true"})
        return act(request, fields)

    return _answered(checked)


def _write_token(request: Request) -> str:
    return digest_of(f"write:{request.headers.get('authorization', '')}")[:TOKEN_LENGTH]


def _client(request: Request) -> str:
    return request.headers.get("user-agent", "phone reader")[:60]


def _json(body: object) -> Response:
    """JSON in which ids and continuations stay strings."""
    return Response(json.dumps(body, ensure_ascii=False), media_type="application/json")
