"""How a reader is told outside the page: the form, what it keeps, and a trial of it."""

from __future__ import annotations

import dataclasses
from types import SimpleNamespace
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool

from newsworld.news.errors import BadInput
from newsworld.news.people import Delivery
from newsworld.people import Need, caller_of, gate_of
from newsworld.web import guard
from newsworld.web.answers import answer, look_of, room_of
from newsworld.web.guard import PageWay
from newsworld.web.look import CHOICES
from newsworld.web.marking import form_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response

PATH = "/account/delivery"


def delivery(request: Request) -> Response:
    """The form, with what holds."""
    return _shown(request, _kept(request))


def _kept(request: Request) -> Delivery:
    kept = room_of(request).newsroom.delivery_of(caller_of(request).name)
    return kept or Delivery(language=look_of(request).language)


def _shown(request: Request, known: Delivery, trouble: str = "", **more: object) -> Response:
    has_mail = room_of(request).newsroom.settings.mail_host is not None
    page = SimpleNamespace(title="Alerts", delivery=known, trouble=trouble, has_mail=has_mail, **more)
    response = answer(request, "delivery.html", page, "Account")
    response.headers["cache-control"] = "no-store"
    return response


async def keep(request: Request) -> Response:
    """Keep what the form says; where it asks for a trial, tell by each way at once and show what came of it."""
    form = await form_of(request)
    if form is None:
        return guard.refused()
    name, newsroom = caller_of(request).name, room_of(request).newsroom
    before = await run_in_threadpool(_kept, request)
    wanted = changed(before, form)
    try:
        await run_in_threadpool(gate_of(request).accounts.set_delivery, name, wanted)
    except BadInput as error:
        return _shown(request, wanted, str(error))
    tried = await newsroom.try_ways_to(name, room_of(request).clock()) if form.get("act") == "try" else {}
    return _shown(request, _kept(request), is_kept=True, tried=tried)


def changed(before: Delivery, form: Mapping[str, str]) -> Delivery:
    """The delivery that a form tells. A secret is not shown again: left empty it stays, for the same address alone."""
    told = {name: form.get(name, "").strip() for name in ("ntfy_url", "hook_url", "zone", "quiet", "digest_at")}
    secrets = {}
    for name, address in (("ntfy_token", "ntfy_url"), ("hook_secret", "hook_url")):
        kept = getattr(before, name) if told[address] == getattr(before, address) else ""
        secrets[name] = (form.get(name, "").strip() or kept) if told[address] else ""
    language = form.get("language", "")
    return dataclasses.replace(
        before, **told, **secrets,
        mail=tuple(form["mail"].replace(",", " ").split()) if "mail" in form else before.mail,
        language=language if language in CHOICES["language"] and language else "en",
        per_hour=int(form["per_hour"]) if form.get("per_hour", "").isdecimal() and len(form["per_hour"]) < 4 else 0,
    )  # fmt: skip


ROUTES = [
    PageWay(PATH, delivery, Need.MARK),
    PageWay(PATH, keep, Need.MARK, methods=("POST",)),
]
