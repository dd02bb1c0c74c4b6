"""How a reader wants pages, kept in a cookie."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsworld.publish.html import Look, interface_languages

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

COOKIE = "newsworld_look"
CHOICES = {
    "theme": ("", "light", "dark"),
    "size": ("", "large", "larger"),
    "keys": ("", "off"),
    "language": ("", *interface_languages()),
}


def of(request: Request, token: str) -> Look:
    """The reader's look: what was kept, else the browser's language."""
    kept = kept_choices(request)
    language = kept["language"] or _browser_language(request)
    return Look(
        language=language if language in CHOICES["language"] else "en",
        theme=kept["theme"],
        size=kept["size"],
        keys=kept["keys"],
        token=token,
    )


def kept_choices(request: Request) -> dict[str, str]:
    """What the reader chose before; only known choices come through."""
    told = dict(part.split("=", 1) for part in request.cookies.get(COOKIE, "").split("&") if "=" in part)
    return {name: _chosen(name, told.get(name, "")) for name in CHOICES}


def cookie_of(kept: Mapping[str, str], form: Mapping[str, str]) -> str:
    """The cookie's text: what a form chose, over what was kept before."""
    return "&".join(f"{name}={_chosen(name, form.get(name, kept.get(name, '')))}" for name in CHOICES)


def _chosen(name: str, value: str) -> str:
    return value if value in CHOICES[name] else CHOICES[name][0]


def _browser_language(request: Request) -> str:
    return request.headers.get("accept-language", "en")[:2].lower()
