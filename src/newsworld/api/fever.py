"""The Fever API, for readers that know nothing else: off until an account makes a password for it alone.

Its key is an unsalted MD5 of name and password, so it is never the account's own password, and it opens nothing else. A
wrong key is answered as the protocol wants it: 200, with auth 0.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response

from newsworld.api.forms import fields_of, home_of
from newsworld.api.streams import time_number, time_of
from newsworld.news.people import Wanted
from newsworld.people import Need, Way, caller_of, gate_of

if TYPE_CHECKING:
    from starlette.requests import Request

    from newsworld.api.forms import Fields
    from newsworld.api.phones import Feed, Phones
    from newsworld.people import Caller, Refusal

PATHS = ("/fever", "/fever/", "/api/fever.php")
VERSION = 3
PAGE = 50  # entries in one answer, as the protocol has it
MAX_BODY = 65536


class FeverWay(Way):
    """The one route of this API: its key stands in the form."""

    is_ambient = False

    async def caller(self, request: Request) -> Caller | None:
        """Who holds the key; nobody for a wrong one."""
        fields = await fields_of(request, MAX_BODY)
        request.scope["newsworld.fields"] = fields
        gate = gate_of(request)
        key = fields.first("api_key").lower()
        return await run_in_threadpool(gate.accounts.by_token, key, ("fever",), gate.clock())

    def refused(self, request: Request, refusal: Refusal) -> Response:  # noqa: ARG002
        """As the protocol says it."""
        return JSONResponse({"api_version": VERSION, "auth": 0})


class Fever:
    """The route of the API over one newsroom."""

    def __init__(self, phones: Phones) -> None:
        self.phones = phones

    def ways(self) -> list[Way]:
        """The route, under each of its addresses. Marks are forms; reads are, too."""
        return [FeverWay(path, self.answer, Need.MARK, methods=("POST",)) for path in PATHS]

    async def answer(self, request: Request) -> Response:
        """All that is asked for in one answer."""
        return JSONResponse(await run_in_threadpool(self._answered, request, request.scope["newsworld.fields"]))

    def _answered(self, request: Request, fields: Fields) -> dict[str, Any]:
        reader, home = caller_of(request).name, home_of(request)
        feeds = self.phones.feeds(reader, home)
        if fields.first("mark"):
            self._mark(reader, fields, feeds)
        answer: dict[str, Any] = {"api_version": VERSION, "auth": 1, "last_refreshed_on_time": str(self._refreshed())}
        if "groups" in fields.told:
            answer["groups"] = [{"id": number, "title": name} for number, name in _folders(feeds).items()]
        if "feeds" in fields.told:
            answer["feeds"] = [_feed(feed, self._refreshed()) for feed in feeds]
        if "groups" in fields.told or "feeds" in fields.told:
            answer["feeds_groups"] = [
                {
                    "group_id": number,
                    "feed_ids": ",".join(str(one.number) for one in feeds if one.folder_number == number),
                }
                for number in _folders(feeds)
            ]
        if "favicons" in fields.told:
            answer["favicons"] = []
        if "links" in fields.told:
            answer["links"] = []
        if "items" in fields.told:
            answer |= self._items(reader, fields, feeds, home)
        own = tuple(feed.outlet for feed in feeds)
        if "unread_item_ids" in fields.told or fields.first("mark"):
            answer["unread_item_ids"] = self._ids(
                reader, Wanted(outlets=own, is_read=False, order="number", limit=10_000)
            )
        if "saved_item_ids" in fields.told:
            answer["saved_item_ids"] = self._ids(
                reader, Wanted(outlets=own, is_starred=True, order="number", limit=10_000)
            )
        return answer

    def _refreshed(self) -> int:
        return time_number(self.phones.clock())

    def _ids(self, reader: str, wanted: Wanted) -> str:
        return ",".join(str(entry.number) for entry in self.phones.found(reader, wanted))

    def _items(self, reader: str, fields: Fields, feeds: tuple[Feed, ...], home: str) -> dict[str, Any]:
        numbers = {feed.outlet: feed.number for feed in feeds}
        own = tuple(numbers)
        since, most, those = fields.first("since_id"), fields.first("max_id"), fields.first("with_ids")
        if those:
            entries = self.phones.numbered(reader, [int(one) for one in those.split(",")[:PAGE] if _is_number(one)])
        elif _is_number(most) and int(most):
            entries = self.phones.found(reader, Wanted(outlets=own, below=int(most), order="number", limit=PAGE))
        else:
            above = int(since) if _is_number(since) else 0
            wanted = Wanted(outlets=own, above=above, order="number", newest_first=False, limit=PAGE)
            entries = self.phones.found(reader, wanted)
        items = []
        for entry in entries:
            content = self.phones.content(entry, home)
            if content is not None and entry.outlet in numbers:
                items.append({
                    "id": entry.number, "feed_id": numbers[entry.outlet], "title": content.title,
                    "author": content.author, "html": content.html, "url": content.link,
                    "is_saved": int(entry.is_starred),
                    "is_read": int(entry.is_read), "created_on_time": time_number(entry.moment),
                })  # fmt: skip
        return {"items": items, "total_items": self.phones.count(reader, Wanted(outlets=own))}

    def _mark(self, reader: str, fields: Fields, feeds: tuple[Feed, ...]) -> None:
        told, kind, how = fields.first("id").lstrip("-"), fields.first("mark"), fields.first("as")
        if not _is_number(told):
            return
        number = int(told)
        if kind == "item":
            is_read = {"read": True, "unread": False}.get(how)
            is_starred = {"saved": True, "unsaved": False}.get(how)
            self.phones.mark(reader, [number], is_read=is_read, is_starred=is_starred)
            return
        of_group = [feed.outlet for feed in feeds if number in (0, feed.folder_number)]  # 0: everything there is
        outlets = of_group if kind == "group" else [feed.outlet for feed in feeds if feed.number == number]
        if how == "read" and kind in ("group", "feed") and outlets:
            self.phones.mark_all(reader, outlets, time_of(fields.first("before")))


def _folders(feeds: tuple[Feed, ...]) -> dict[int, str]:
    return {feed.folder_number: feed.folder for feed in feeds}


def _feed(feed: Feed, refreshed: int) -> dict[str, Any]:
    return {
        "id": feed.number, "favicon_id": 0, "title": feed.title, "url": feed.address, "site_url": feed.home,
        "is_spark": 0, "last_updated_on_time": refreshed,
    }  # fmt: skip


def _is_number(told: str) -> bool:
    return told.isascii() and told.isdigit() and len(told) < 16
