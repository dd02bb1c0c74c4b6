"""What phone readers send: fields of the query and of the form together, bounded before they are read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from newsworld.news.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

MAX_FIELDS = 50_000
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Fields:
    """Fields by name, each as often as it was told; those of the form before those of the query."""

    told: Mapping[str, list[str]]

    def first(self, name: str) -> str:
        """The field, or nothing."""
        return self.told.get(name, [""])[0]

    def all(self, name: str) -> list[str]:
        """Every telling of the field."""
        return self.told.get(name, [])


async def fields_of(request: Request, most_bytes: int) -> Fields:
    """The request's fields. BadInput if there are too many."""
    body = b""
    if request.method == "POST":
        body = await body_of(request, most_bytes)
    told: dict[str, list[str]] = {}
    try:
        pairs = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=MAX_FIELDS)
        pairs += parse_qsl(request.url.query, keep_blank_values=True, max_num_fields=MAX_FIELDS)
    except ValueError as error:
        raise BadInput("form", "it has too many fields.", "Send fewer at once.") from error
    for name, value in pairs:
        told.setdefault(name, []).append(value)
    return Fields(told)


async def body_of(request: Request, most_bytes: int) -> bytes:
    """The request's body. BadInput if it is too long."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > most_bytes:
            raise BadInput("body", f"it has more than {most_bytes} bytes.", "Send fewer at once.")
    return bytes(body)


def home_of(request: Request) -> str:
    """The address under which this reader is reached."""
    return str(request.base_url)
