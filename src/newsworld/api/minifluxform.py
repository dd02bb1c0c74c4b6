"""What the Miniflux API says and hears, field by field."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from newsworld.api.streams import key_of
from newsworld.news.errors import BadInput
from newsworld.news.people import Wanted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsworld.api.forms import Fields
    from newsworld.api.phones import Content, Feed
    from newsworld.news.moments import Moment
    from newsworld.news.people import Entry

SPOKEN = "2.2.0"  # the edition of Miniflux whose API this is like
USUAL = 100  # entries, if nobody says how many
WORDS_A_MINUTE = 265  # as Miniflux counts reading time
MAX_TOLD = 10_000
ORDERS = {
    "id": "number", "published_at": "moment", "changed_at": "changed", "created_at": "number", "status": "moment",
    "category_title": "moment", "category_id": "moment", "title": "moment", "author": "moment",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class EntriesChange:
    """PUT /v1/entries."""

    entry_ids: list[int]
    status: Literal["read", "unread", "removed"]

    def __post_init__(self) -> None:
        if len(self.entry_ids) > MAX_TOLD:
            raise ValueError("too many entries")


@dataclass(frozen=True, slots=True)
class FeedChange:
    """PUT /v1/feeds/{id}; what the house has nothing for is passed over."""

    title: str | None = None
    category_id: int | None = None


@dataclass(frozen=True, slots=True)
class FeedAddition:
    """POST /v1/feeds."""

    feed_url: str
    category_id: int | None = None


@dataclass(frozen=True, slots=True)
class Discovery:
    """POST /v1/discover."""

    url: str


@dataclass(frozen=True, slots=True)
class CategoryChange:
    """POST and PUT of categories."""

    title: str

    def __post_init__(self) -> None:
        if not 0 < len(self.title) <= 200:
            raise ValueError("the title is empty or too long")


def wanted(fields: Fields, outlets: tuple[str, ...]) -> Wanted:
    """What a request asks for, of these outlets. BadInput for what cannot be asked."""
    statuses = set(fields.all("status"))
    if statuses - {"read", "unread", "removed"}:
        raise BadInput("status", "it is none of read, unread, removed.")
    order, direction = fields.first("order") or "published_at", fields.first("direction") or "asc"
    if order not in ORDERS or direction not in ("asc", "desc"):
        raise BadInput("order", "there is no such order.")
    starred = fields.first("starred")
    return Wanted(
        outlets=outlets,
        is_read=None if len(statuses & {"read", "unread"}) != 1 else "read" in statuses,
        is_starred=None if not starred else starred in ("1", "true"),
        above=_number(fields, "after_entry_id"),
        below=_number(fields, "before_entry_id"),
        moment_from=_time(fields, "after", "published_after"),
        moment_to=_time(fields, "before", "published_before"),
        changed_from=_time(fields, "changed_after"),
        changed_to=_time(fields, "changed_before"),
        order=ORDERS[order],
        newest_first=direction == "desc",
        limit=_number(fields, "limit") or (MAX_TOLD if fields.first("limit") else USUAL),
        offset=min(_number(fields, "offset") or 0, 10_000_000),
    )


def among(asked: Wanted, articles: Sequence[str]) -> Wanted:
    """Narrowed to some articles."""
    return replace(asked, subjects=tuple(articles))


def _number(fields: Fields, name: str) -> int | None:
    told = fields.first(name)
    if not told:
        return None
    if not (told.isascii() and told.isdigit() and len(told) < 16):
        raise BadInput(name, "it is no number.")
    return int(told) or None


def _time(fields: Fields, *names: str) -> Moment | None:
    for name in names:
        number = _number(fields, name)
        if number is not None:
            return key_of(number)
    return None


def user(number: int, name: str, is_admin: bool) -> dict[str, Any]:
    """Who is logged in."""
    return {
        "id": number, "username": name, "is_admin": is_admin, "theme": "system_serif", "language": "en_US",
        "timezone": "UTC", "entry_sorting_direction": "desc", "entry_sorting_order": "published_at", "stylesheet": "",
        "google_id": "", "openid_connect_id": "", "entries_per_page": USUAL, "keyboard_shortcuts": True,
        "show_reading_time": True, "entry_swipe": True, "gesture_nav": "tap", "last_login_at": None,
        "display_mode": "standalone", "default_reading_speed": WORDS_A_MINUTE, "cjk_reading_speed": 500,
        "default_home_page": "unread", "categories_sorting_order": "unread_count", "mark_read_on_view": True,
        "media_playback_rate": 1,
    }  # fmt: skip


def category(number: int, name: str, owner: int) -> dict[str, Any]:
    """A folder."""
    return {"id": number, "title": name, "user_id": owner, "hide_globally": False}


def feed(kept: Feed, owner: int) -> dict[str, Any]:
    """A feed with every field that a client may insist on."""
    return {
        "id": kept.number, "user_id": owner, "feed_url": kept.address, "site_url": kept.home, "title": kept.title,
        "description": "", "checked_at": "1970-01-01T00:00:00Z", "next_check_at": "1970-01-01T00:00:00Z",
        "etag_header": "", "last_modified_header": "", "parsing_error_message": "", "parsing_error_count": 0,
        "scraper_rules": "", "rewrite_rules": "", "blocklist_rules": "", "keeplist_rules": "", "urlrewrite_rules": "",
        "user_agent": "", "cookie": "", "username": "", "password": "", "disabled": False, "no_media_player": False,
        "ignore_http_cache": False, "allow_self_signed_certificates": False, "fetch_via_proxy": False, "crawler": False,
        "hide_globally": False, "disable_http2": False,
        "category": category(kept.folder_number, kept.folder, owner), "icon": None,
    }  # fmt: skip


def entry(one: Entry, content: Content, kept: Feed, owner: int) -> dict[str, Any]:
    """An entry with its feed."""
    minutes = -(-len(content.html.split()) // WORDS_A_MINUTE)
    return {
        "id": one.number, "user_id": owner, "feed_id": kept.number, "status": "read" if one.is_read else "unread",
        "hash": hashlib.sha256(f"{one.kind}:{one.subject}".encode()).hexdigest(), "title": content.title,
        "url": content.link, "comments_url": "", "published_at": one.moment, "created_at": one.moment,
        "changed_at": one.changed, "content": content.html, "author": content.author, "share_code": "",
        "starred": one.is_starred, "reading_time": minutes, "enclosures": [], "tags": list(content.tags),
        "feed": feed(kept, owner),
    }  # fmt: skip
