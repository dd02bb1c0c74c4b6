"""Problems as programs read them: RFC 9457, with the house's subject, trouble and next step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec
from starlette.responses import Response

from newsworld.news.errors import BadInput, BadSettings, NewsworldError, NotPermitted, UnknownId

if TYPE_CHECKING:
    from collections.abc import Mapping

MEDIA_TYPE = "application/problem+json"
ABOUT = "https://newsworld.example/problems/"  # an identifier, not an address to go to


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong, with what, and what to do next."""

    type: str
    title: str
    status: int
    detail: str
    subject: str = ""
    next_step: str = ""


TITLES = {
    400: "This cannot be read", 401: "Not permitted", 403: "Not permitted", 404: "Not here",
    405: "Not done here", 413: "Too much", 415: "Not in this form", 500: "A fault of ours",
    501: "Not installed", 503: "Something is wrong",
}  # fmt: skip
STATUSES: tuple[tuple[type[NewsworldError], int], ...] = (
    (UnknownId, 404), (BadInput, 400), (NotPermitted, 401), (BadSettings, 501), (NewsworldError, 503),
)  # fmt: skip


def status_of(error: NewsworldError) -> int:
    """The status that tells of an error."""
    return next(status for kind, status in STATUSES if isinstance(error, kind))


def told(
    status: int, detail: str, headers: Mapping[str, str] | None = None, error: NewsworldError | None = None
) -> Response:
    """A problem as a response."""
    kind = error.kind if error else TITLES[status].replace(" ", "")
    problem = Problem(
        f"{ABOUT}{kind}",
        TITLES[status],
        status,
        detail,
        error.subject if error else "",
        error.next_step if error else "",
    )
    extra = {"cache-control": "no-store", **(headers or {})}
    if status == 401:
        extra["www-authenticate"] = 'Bearer realm="newsworld"'
    return Response(msgspec.json.encode(problem), status, extra, MEDIA_TYPE)


def of(error: NewsworldError) -> Response:
    """An error of the house as a response."""
    return told(status_of(error), error.trouble, error=error)
