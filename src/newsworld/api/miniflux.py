"""The Miniflux API under "/v1", as newsboat, Fluent Reader, Reeder, ReadKit, NewsFlash and the miniflux client call it.

Feeds are outlets and the feed of stories; categories are the reader's folders. What Miniflux has and this house has not
(users' management, icons, integrations) answers as empty, or says that it is not done here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response

from newsworld import __version__
from newsworld.api import minifluxform
from newsworld.api.forms import body_of, fields_of, home_of
from newsworld.news.errors import BadInput, NewsworldError, NotPermitted, UnknownId
from newsworld.people import Need, Way, caller_of
from newsworld.publish import opml

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

    from newsworld.api.forms import Fields
    from newsworld.api.phones import Feed, Phones
    from newsworld.news.people import Wanted
    from newsworld.people import Refusal

MAX_BODY = 1024 * 1024


class MinifluxWay(Way):
    """A route of this API: credentials in a header only; a refusal as clients know it."""

    is_ambient = False

    def refused(self, request: Request, refusal: Refusal) -> Response:  # noqa: ARG002
        """As Miniflux says it."""
        text = {401: "Access Unauthorized", 403: "Access Forbidden"}.get(refusal.status, refusal.text)
        return _error(text, refusal.status)


class Miniflux:
    """The routes of the API over one newsroom."""

    def __init__(self, phones: Phones) -> None:
        self.phones = phones

    def ways(self) -> list[Way]:
        """Every route."""
        read: tuple[tuple[str, Callable[[Request, Fields], Response]], ...] = (
            ("me", self.me),
            ("version", self.version),
            ("categories", self.categories),
            ("feeds", self.feeds),
            ("feeds/counters", self.counters),
            ("feeds/{feed:int}", self.feed),
            ("feeds/{feed:int}/icon", self.nothing),
            ("feeds/{feed:int}/entries", self.entries),
            ("feeds/{feed:int}/entries/{entry:int}", self.entry),
            ("categories/{category:int}/feeds", self.feeds),
            ("categories/{category:int}/entries", self.entries),
            ("categories/{category:int}/entries/{entry:int}", self.entry),
            ("entries", self.entries),
            ("entries/{entry:int}", self.entry),
            ("entries/{entry:int}/fetch-content", self.fetch_content),
            ("icons/{icon:int}", self.nothing),
            ("export", self.export),
            ("integrations/status", self.integrations),
        )
        mark: tuple[tuple[str, str, Callable[[Request, Fields], Response]], ...] = (
            ("PUT", "entries/{entry:int}/bookmark", self.turn_star),
            ("PUT", "entries/{entry:int}/star", self.turn_star),
            ("POST", "entries/{entry:int}/save", self.star),
            ("PUT", "feeds/{feed:int}/mark-all-as-read", self.mark_all),
            ("PUT", "categories/{category:int}/mark-all-as-read", self.mark_all),
            ("PUT", "users/{user:int}/mark-all-as-read", self.mark_all),
            ("PUT", "feeds/refresh", self.refreshed),
            ("PUT", "feeds/{feed:int}/refresh", self.refreshed),
            ("DELETE", "feeds/{feed:int}", self.hide),
            ("PUT", "flush-history", self.refreshed),
            ("DELETE", "flush-history", self.refreshed),
            ("DELETE", "categories/{category:int}", self.drop_category),
        )
        bodied: tuple[tuple[str, str, Callable[[Request], Any]], ...] = (
            ("PUT", "entries", self.change_entries),
            ("PUT", "feeds/{feed:int}", self.change_feed),
            ("POST", "feeds", self.add_feed),
            ("PUT", "categories/{category:int}", self.rename_category),
            ("POST", "categories", self.add_category),
            ("POST", "discover", self.discover),
            ("POST", "import", self.take_in),
        )
        ways: list[Way] = [MinifluxWay(f"/v1/{path}", _answered(act), Need.READ) for path, act in read]
        ways += [MinifluxWay(f"/v1/{path}", _answered(act), Need.MARK, methods=(how,)) for how, path, act in mark]
        return ways + [
            MinifluxWay(f"/v1/{path}", _guarded(act), Need.EDIT if path == "import" else Need.MARK, methods=(how,))
            for how, path, act in bodied
        ]

    # Who and what.

    def me(self, request: Request, fields: Fields) -> Response:  # noqa: ARG002
        """Who is logged in."""
        caller = caller_of(request)
        return _json(minifluxform.user(self.phones.number_of(caller.name), caller.name, caller.may >= Need.EDIT))

    def version(self, request: Request, fields: Fields) -> Response:  # noqa: ARG002
        """What answers here; clients look at the number for what they may ask."""
        return _json(
            {
                "version": minifluxform.SPOKEN,
                "commit": f"newsworld-{__version__}",
                "build_date": "",
                "go_version": "",
                "compiler": "",
                "arch": "",
                "os": "",
            }
        )

    def integrations(self, request: Request, fields: Fields) -> Response:  # noqa: ARG002
        """To save an entry is to star it."""
        return _json({"has_integrations": False})

    def nothing(self, request: Request, fields: Fields) -> Response:  # noqa: ARG002
        """What the house has none of."""
        return _error("Resource Not Found", 404)

    def categories(self, request: Request, fields: Fields) -> Response:
        """The reader's folders."""
        feeds, user = self._kept(request), self.phones.number_of(caller_of(request).name)
        folders = {feed.folder_number: feed.folder for feed in feeds}
        counts = self.phones.unread(caller_of(request).name) if fields.first("counts") == "true" else None
        rows = []
        for number, name in sorted(folders.items(), key=lambda pair: pair[1].casefold()):
            row = minifluxform.category(number, name, user)
            if counts is not None:
                own = [feed for feed in feeds if feed.folder_number == number]
                row |= {"feed_count": len(own), "total_unread": sum(counts.get(one.outlet, (0, ""))[0] for one in own)}
            rows.append(row)
        return _json(rows)

    def feeds(self, request: Request, fields: Fields) -> Response:  # noqa: ARG002
        """The feeds, of one category if one is named."""
        user, category = self.phones.number_of(caller_of(request).name), request.path_params.get("category")
        kept = [feed for feed in self._kept(request) if category in (None, feed.folder_number)]
        return _json([minifluxform.feed(feed, user) for feed in kept])

    def feed(self, request: Request, fields: Fields) -> Response:  # noqa: ARG002
        """One feed."""
        return _json(minifluxform.feed(self._one_feed(request), self.phones.number_of(caller_of(request).name)))

    def counters(self, request: Request, fields: Fields) -> Response:  # noqa: ARG002
        """How many read and unread entries each feed has."""
        reader = caller_of(request).name
        unread, numbers = self.phones.unread(reader), {feed.outlet: feed.number for feed in self._kept(request)}
        read = self.phones.store.entries.read(reader)
        return _json(
            {
                "reads": {str(numbers[name]): count for name, count in read.items() if name in numbers},
                "unreads": {
                    str(numbers[name]): count for name, (count, _) in unread.items() if name in numbers and count
                },
            }
        )

    # Entries.

    def entries(self, request: Request, fields: Fields) -> Response:
        """Entries, filtered, sorted, by page; and how many there are in all."""
        wanted = self._wanted(request, fields)
        reader = caller_of(request).name
        found = self.phones.found(reader, wanted)
        return _json({"total": self.phones.count(reader, wanted), "entries": self._told(request, found)})

    def entry(self, request: Request, fields: Fields) -> Response:  # noqa: ARG002
        """One entry."""
        told = self._told(request, self.phones.numbered(caller_of(request).name, [request.path_params["entry"]]))
        return _json(told[0]) if told else _error("Resource Not Found", 404)

    def fetch_content(self, request: Request, fields: Fields) -> Response:
        """An entry has its whole text already."""
        told = self.entry(request, fields)
        if told.status_code != 200:
            return told
        return _json({"content": msgspec.json.decode(bytes(told.body))["content"]})

    def _wanted(self, request: Request, fields: Fields) -> Wanted:
        kept = self._kept(request)
        if "feed" in request.path_params or fields.first("feed_id"):
            asked = str(request.path_params.get("feed", fields.first("feed_id")))
            kept = tuple(feed for feed in kept if str(feed.number) == asked)
        if "category" in request.path_params or fields.first("category_id"):
            asked = str(request.path_params.get("category", fields.first("category_id")))
            kept = tuple(feed for feed in kept if str(feed.folder_number) == asked)
        wanted = minifluxform.wanted(fields, tuple(feed.outlet for feed in kept))
        if fields.first("search"):
            found = self.phones.store.articles.search(fields.first("search"))
            return minifluxform.among(wanted, [one.id for one in found])
        return wanted

    def _told(self, request: Request, found: Any) -> list[dict[str, Any]]:
        home, user = home_of(request), self.phones.number_of(caller_of(request).name)
        feeds = {feed.outlet: feed for feed in self._kept(request)}
        return [
            minifluxform.entry(one, content, feeds[one.outlet], user)
            for one in found
            if one.outlet in feeds and (content := self.phones.content(one, home)) is not None
        ]

    async def change_entries(self, request: Request) -> Response:
        """Mark entries as read or unread."""
        told = await _body(request, minifluxform.EntriesChange)
        await run_in_threadpool(
            self.phones.mark, caller_of(request).name, told.entry_ids, is_read=told.status == "read"
        )
        return Response(status_code=204)

    def turn_star(self, request: Request, fields: Fields) -> Response:  # noqa: ARG002
        """Star an entry, or take its star away."""
        reader, number = caller_of(request).name, request.path_params["entry"]
        found = self.phones.numbered(reader, [number])
        if not found:
            return _error("Resource Not Found", 404)
        self.phones.mark(reader, [number], is_starred=not found[0].is_starred)
        return Response(status_code=204)

    def star(self, request: Request, fields: Fields) -> Response:  # noqa: ARG002
        """To save is to star."""
        reader, number = caller_of(request).name, request.path_params["entry"]
        if not self.phones.numbered(reader, [number]):
            return _error("Resource Not Found", 404)
        self.phones.mark(reader, [number], is_starred=True)
        return Response(status_code=202)

    def mark_all(self, request: Request, fields: Fields) -> Response:  # noqa: ARG002
        """Mark a feed, a folder or everything as read. Another's everything is not ours to mark."""
        kept, asked = self._kept(request), request.path_params
        if "user" in asked and asked["user"] != self.phones.number_of(caller_of(request).name):
            return _error("Access Forbidden", 403)
        if "feed" in asked:
            kept = (self._one_feed(request),)
        if "category" in asked:
            kept = tuple(feed for feed in kept if feed.folder_number == asked["category"])
        self.phones.mark_all(caller_of(request).name, [feed.outlet for feed in kept])
        return Response(status_code=204)

    # Feeds.

    def refreshed(self, request: Request, fields: Fields) -> Response:  # noqa: ARG002
        """The house has its own schedule: nothing needs doing, and nothing is thrown away."""
        return Response(status_code=204)

    def hide(self, request: Request, fields: Fields) -> Response:  # noqa: ARG002
        """A reader's own list loses the feed; the house goes on listening."""
        self.phones.keep_feed(caller_of(request).name, self._one_feed(request), is_hidden=True)
        return Response(status_code=204)

    async def change_feed(self, request: Request) -> Response:
        """Another title or folder for a feed."""
        told = await _body(request, minifluxform.FeedChange)
        return await run_in_threadpool(self._changed, request, told)

    def _changed(self, request: Request, told: minifluxform.FeedChange) -> Response:
        feed, folder = self._one_feed(request), None
        if told.category_id is not None:
            folder = self._folder(told.category_id)
        self.phones.keep_feed(caller_of(request).name, feed, title=told.title, folder=folder)
        user = self.phones.number_of(caller_of(request).name)
        return _json(minifluxform.feed(self._one_feed(request), user), 201)

    async def add_feed(self, request: Request) -> Response:
        """Keep a feed that the house listens to, or (an editor) listen to another."""
        told = await _body(request, minifluxform.FeedAddition)
        caller, home = caller_of(request), home_of(request)
        feed = await run_in_threadpool(self.phones.show_again, caller.name, told.feed_url, home)
        if feed is None:
            if caller.may < Need.EDIT:
                raise NotPermitted(told.feed_url, "nobody listens to it yet.", "Ask an editor of this newsroom.")
            feed = await self.phones.follow(caller.name, told.feed_url, home)
        if told.category_id is not None:
            folder = await run_in_threadpool(self._folder, told.category_id)
            await run_in_threadpool(self.phones.keep_feed, caller.name, feed, folder=folder)
        return _json({"feed_id": feed.number}, 201)

    async def discover(self, request: Request) -> Response:
        """The feeds of an address that the house knows; it is not asked for others' sake."""
        told = await _body(request, minifluxform.Discovery)
        shown = await run_in_threadpool(self._kept, request)
        bare = told.url.removesuffix("/")
        found = [one for one in shown if bare in (one.address.removesuffix("/"), one.home.removesuffix("/"))]
        return _json([{"url": one.address, "title": one.title, "type": "rss"} for one in found])

    def export(self, request: Request, fields: Fields) -> Response:  # noqa: ARG002
        """The outlets' feeds as OPML."""
        shelf = self.phones.store.sources
        return Response(opml.of_sources(shelf.all(), shelf.outlets()), media_type="text/xml")

    async def take_in(self, request: Request) -> Response:
        """Listen to all that an OPML list names."""
        body = await body_of(request, MAX_BODY)
        count = await run_in_threadpool(self.phones.newsroom.follow_list, body)
        return _json({"message": f"{len(count)} feeds imported successfully"}, 201)

    # Folders.

    async def add_category(self, request: Request) -> Response:
        """A folder is there as soon as a feed is put into it; until then it is a number alone."""
        told = await _body(request, minifluxform.CategoryChange)
        return await run_in_threadpool(self._category, request, told.title)

    def _category(self, request: Request, title: str) -> Response:
        number = self.phones.store.entries.number("folder", title)
        return _json(minifluxform.category(number, title, self.phones.number_of(caller_of(request).name)), 201)

    async def rename_category(self, request: Request) -> Response:
        """Another name for a folder: its feeds move."""
        told = await _body(request, minifluxform.CategoryChange)
        await run_in_threadpool(self._move_all, request, told.title)
        return await run_in_threadpool(self._category, request, told.title)

    def drop_category(self, request: Request, fields: Fields) -> Response:  # noqa: ARG002
        """No such folder any more; its feeds go where they were before."""
        self._move_all(request, "")
        return Response(status_code=204)

    def _move_all(self, request: Request, folder: str) -> None:
        own = [feed for feed in self._kept(request) if feed.folder_number == request.path_params["category"]]
        if not own:
            raise UnknownId(str(request.path_params["category"]), "there is no such category.")
        for feed in own:
            self.phones.keep_feed(caller_of(request).name, feed, folder=folder)

    def _folder(self, number: int) -> str:
        names = {of: name for name, of in self.phones.store.entries.numbers("folder").items()}
        if number not in names:
            raise UnknownId(str(number), "there is no such category.")
        return names[number]

    def _one_feed(self, request: Request) -> Feed:
        asked = request.path_params["feed"]
        for feed in self._kept(request):
            if feed.number == asked:
                return feed
        raise UnknownId(str(asked), "there is no such feed.")

    def _kept(self, request: Request) -> tuple[Feed, ...]:
        return self.phones.feeds(caller_of(request).name, home_of(request))


def _answered(act: Callable[[Request, Fields], Response]) -> Callable[[Request], Any]:
    """The act as an endpoint that runs beside the loop."""

    async def answer(request: Request) -> Response:
        fields = await fields_of(request, MAX_BODY)
        return await run_in_threadpool(act, request, fields)

    return _guarded(answer)


def _guarded(act: Callable[[Request], Any]) -> Callable[[Request], Any]:
    """The act, its errors told as Miniflux tells them."""

    async def answer(request: Request) -> Response:
        try:
            told: Response = await act(request)
        except UnknownId as error:
            return _error(str(error), 404)
        except NotPermitted as error:
            return _error(str(error), 403)
        except BadInput as error:
            return _error(str(error), 400)
        except NewsworldError as error:
            return _error(str(error), 500)
        return told

    return answer


async def _body(request: Request, kind: Any) -> Any:
    """The JSON body as what is expected. BadInput if it is not."""
    try:
        return msgspec.json.decode(await body_of(request, MAX_BODY), type=kind)
    except msgspec.DecodeError as error:
        raise BadInput("body", f"{error}.") from error


def _json(body: object, status: int = 200) -> Response:
    return Response(msgspec.json.encode(body), status, media_type="application/json")


def _error(text: str, status: int) -> Response:
    return JSONResponse({"error_message": text}, status)
