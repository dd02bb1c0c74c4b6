"""ROUTES: every address of the JSON API. Routing and OpenAPI both read this; nothing else knows a path."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from newsworld.api import articles, changes, exports, lines, readers, stories
from newsworld.api.described import openapi
from newsworld.api.rows import Route

if TYPE_CHECKING:
    from newsworld.api.rows import Ask

PREFIX = "/api/v1"


@functools.cache
def document() -> dict[str, Any]:
    """The OpenAPI document of all routes."""
    return openapi(ROUTES, PREFIX)


def _openapi(_ask: Ask) -> dict[str, Any]:
    return document()


ROUTES: tuple[Route, ...] = (
    *stories.ROUTES,
    *articles.ROUTES,
    *lines.ROUTES,
    *readers.ROUTES,
    *changes.ROUTES,
    *exports.ROUTES,
    Route(
        name="openapi", path="/openapi.json", does="This document.", act=_openapi, answer={"type": "object"},
        group="Changes",
    ),
)  # fmt: skip
