"""How a reader wants pages, kept in a cookie; and what a reader has seen."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from newsworld.news.stories import Mark
from newsworld.publish.html import Look

if TYPE_CHECKING:
    from starlette.requests import Request

    from newsworld.web.room import ReadingRoom

COOKIE = "newsworld_look"
CHOICES = {"theme": ("", "light", "dark"), "size": ("", "large"), "keys": ("", "off"), "language": ("en", "de")}


def of(request: Request, token: str) -> Look:
    """The reader's look: what was kept, else the browser's language."""
    kept = dict(part.split("=", 1) for part in request.cookies.get(COOKIE, "").split("&") if "=" in part)
    language = kept.get("language") or _browser_language(request)
    return Look(
        language=language if language in CHOICES["language"] else "en",
        theme=_chosen("theme", kept.get("theme", "")),
        size=_chosen("size", kept.get("size", "")),
        keys=_chosen("keys", kept.get("keys", "")),
        token=token,
    )


def cookie_of(form: dict[str, str]) -> str:
    """The cookie's text for what a form chose; only known choices get in."""
    return "&".join(f"{name}={_chosen(name, form.get(name, ''))}" for name in CHOICES)


def remember_seen(room: ReadingRoom, story: str, version: int) -> None:
    """The reader has now seen this version of the story's page."""
    mark = room.marks().get(story, Mark(story))
    if mark.seen_version < version:
        seen = dataclasses.replace(mark, seen_version=version, seen_at=room.clock())
        room.store.marks.put(room.reader, seen)


def _chosen(name: str, value: str) -> str:
    return value if value in CHOICES[name] else CHOICES[name][0]


def _browser_language(request: Request) -> str:
    return request.headers.get("accept-language", "en")[:2].lower()
