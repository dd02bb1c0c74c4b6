"""Pages about the house itself: sources, settings, about, login."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

from starlette.responses import HTMLResponse

from newsworld.people import gate_of
from newsworld.publish import all_formats
from newsworld.publish.about import ABOUT
from newsworld.web import guard
from newsworld.web.answers import answer, room_of, shown

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


def sources(request: Request) -> Response:
    """Where we listen and how it goes."""
    shelf = room_of(request).store.sources
    healths, outlets = shelf.healths(), {outlet.id: outlet for outlet in shelf.outlets()}
    cautions, rows = room_of(request).cautions(), []
    for source in shelf.all():
        health, of = healths.get(source.id), outlets.get(source.outlet)
        rows.append(SimpleNamespace(
            outlet=of.name if of else source.outlet, outlet_id=source.outlet, kind=of and of.kind,
            country=of and of.country, address=source.address,
            state="paused" if source.paused else health.state if health else "new",
            error=health and health.error, last_success=health and health.last_success,
            next_try=health and health.next_try, cautions=cautions.get(of.name, ()) if of else (),
        ))  # fmt: skip
    return answer(request, "sources.html", SimpleNamespace(rows=rows), "Sources")


def settings(request: Request) -> Response:
    """How pages look."""
    return answer(request, "text.html", SimpleNamespace(title="Settings", paragraphs=(), form="settings"), "Settings")


def about(request: Request) -> Response:
    """What this is, its keys, its feeds."""
    formats = [(form.title, f"/feeds/front.{form.suffix}") for form in all_formats()]
    page = SimpleNamespace(title="About", paragraphs=ABOUT, form="about", formats=formats)
    return answer(request, "text.html", page, "About")


def login(request: Request) -> Response:
    """Where the password is told."""
    return shown_login(request)


def shown_login(request: Request, trouble: str = "", status: int = 200) -> Response:
    """The login's page, with what went wrong."""
    told = request.query_params
    page = SimpleNamespace(
        title="Newsworld", paragraphs=(), form="login", wrong="wrong" in told, later="later" in told, trouble=trouble,
        passkeys=gate_of(request).passkeys.are_offered(), provider=gate_of(request).oidc.offered(),
    )  # fmt: skip
    return guard.with_visit(request, HTMLResponse(shown(request, "text.html", page), status))
