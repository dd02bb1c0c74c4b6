"""The only builder of adapters: settings in, working parts out."""

from __future__ import annotations

import asyncio
import dataclasses
import functools
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import time
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from newsworld import gather
from newsworld.extract import FurnitureMemory
from newsworld.gather import kinds
from newsworld.gather.mail import MailServer
from newsworld.group import Desk
from newsworld.models import Writer
from newsworld.models.openai_compatible import MAX_ANSWER_BYTES, ChatWriter
from newsworld.news.errors import BadSettings, FetchFailed, NewsworldError, StoreTrouble
from newsworld.news.notices import Notice
from newsworld.news.people import Delivery
from newsworld.pipeline import carriers
from newsworld.pipeline.alerts import Alerts
from newsworld.pipeline.alerts import Options as AlertOptions
from newsworld.pipeline.deliveries import Deliveries
from newsworld.pipeline.desks import filled
from newsworld.pipeline.hands import Several, name_of_this_process
from newsworld.pipeline.hubs import Hubs
from newsworld.pipeline.listening import Listening
from newsworld.pipeline.run import Pipeline
from newsworld.pipeline.working import Worker
from newsworld.publish import FORMATS, Format, formats, letters
from newsworld.publish.addresses import Site
from newsworld.publish.channels import Channel
from newsworld.store import moving
from newsworld.store.sqlite import SqliteStore
from newsworld.understand import FINDERS, Finder, finders

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from newsworld.news.briefs import Edition
    from newsworld.news.moments import Moment
    from newsworld.pipeline.alerts import Carrier
    from newsworld.pipeline.tally import Tally
    from newsworld.settings import Settings
    from newsworld.store import Store
    from newsworld.store.shelves import Shelves

R = TypeVar("R")
MEND = "Mend the package that brings it, or uninstall it."
POSTGRES = ("postgresql://", "postgres://")


@functools.cache
def equip() -> None:
    """Let what installed packages bring take part in this process: kinds of source, finders of facts, formats.

    A package brings a row of a table, or several, under an entry point of the group named for the table. BadSettings
    names the package that brings something broken.
    """
    kinds.bring(_brought("newsworld.kinds", gather.Kind, lambda kind: kind.name, gather.KINDS))
    formats.bring(_brought("newsworld.formats", Format, lambda form: form.name, FORMATS))
    extra = _brought("newsworld.finders", Finder, _finder_name, FINDERS)
    known = {finder.finds for finder in FINDERS}
    for finder in extra:
        if strange := {finder.finds, *finder.needs} - known:
            trouble = f"no finder knows {', '.join(sorted(strange))}."
            raise BadSettings(f"newsworld.finders: {_finder_name(finder)}", trouble, MEND)
    finders.bring(extra)


def _finder_name(finder: Finder) -> str:
    return f"{finder.finds} by {finder.find.__module__}"


def _brought(group: str, row: type[R], named: Callable[[R], str], own: Iterable[R]) -> tuple[R, ...]:
    """The rows that installed packages bring for a table. BadSettings for what is no row, or has a name twice."""
    rows, names = list[R](), {named(one) for one in own}
    for point in entry_points(group=group):
        told = _loaded(point)
        for one in told if isinstance(told, tuple | list) else (told,):
            if not isinstance(one, row):
                raise BadSettings(_subject(point), f"it is a {type(one).__name__}, no {row.__name__}.", MEND)
            if named(one) in names:
                raise BadSettings(_subject(point), f"{named(one)} is there already.", MEND)
            names.add(named(one))
            rows.append(one)
    return tuple(rows)


def _loaded(point: EntryPoint) -> Any:
    """What an entry point leads to. BadSettings if it leads nowhere, or breaks on the way."""
    try:
        return point.load()
    except Exception as error:
        trouble = f"it cannot be loaded: {type(error).__name__}: {error}."
        raise BadSettings(_subject(point), trouble, MEND) from error


def _subject(point: EntryPoint) -> str:
    package = f" of {point.dist.name} {point.dist.version}" if point.dist else ""
    return f"{point.group}: {point.name}{package}"


def model(name: str, settings: Settings) -> Any:
    """The model that an installed package brings under a name, built by its own factory from the settings."""
    found = {point.name: point for point in entry_points(group="newsworld.models")}
    if name not in found:
        known = ", ".join(sorted(found)) or "none"
        raise BadSettings(name, "no installed package brings this model.", f"There are: {known}.")
    factory = _loaded(found[name])
    try:
        return factory(settings)
    except NewsworldError:
        raise
    except Exception as error:
        trouble = f"it does not start: {type(error).__name__}: {error}."
        raise BadSettings(_subject(found[name]), trouble, MEND) from error


def store(settings: Settings) -> Store:
    """The store that the settings name. StoreTrouble if it does not open."""
    return store_at(settings.store)


def store_at(address: str) -> Shelves:
    """The store at an address: a PostgreSQL database by its URL, else the path of an SQLite file."""
    equip()
    if not address.startswith(POSTGRES):
        return SqliteStore(address)
    try:
        from newsworld.store.postgres import PostgresStore  # noqa: PLC0415 - an extra
    except ImportError as error:
        install = 'Install the extra: pip install "newsworld[postgres]".'
        raise StoreTrouble("postgresql://…", f"{error}.", install) from error
    return PostgresStore(address)


def move(origin: str, target: str, told: Callable[[str, int, int], None], *, replace: bool = False) -> int:
    """Copy a whole store into another, every byte compared; how many rows. A damaged store is not copied."""
    if not origin.startswith(POSTGRES):
        if not Path(origin).is_file():
            raise StoreTrouble(origin, "there is no store here.", "Name a store or a backup that is there.")
        if Path(origin).resolve() == Path(target).resolve():
            raise StoreTrouble(origin, "is the same store.", "Name another to copy it into.")
    with closing(store_at(origin)) as source, closing(store_at(target)) as into:
        if troubles := source.check():
            raise StoreTrouble(source.name, f"is damaged: {troubles[0]}", "Take an older backup.")
        return moving.move(source.database, into.database, told, replace=replace)


def pipeline(kept: Store, settings: Settings | None = None) -> Pipeline:
    """The steps over a store that nobody else works on, with all that they remember."""
    return Pipeline(kept, filled(kept), furniture(kept), writer(settings) if settings else None)


def worker(
    kept: Store, settings: Settings, clock: Callable[[], Moment], owner: str | None = None, tally: Tally | None = None
) -> Worker:
    """One of several over a store; what it remembers comes when it is needed."""
    ours = Several(kept, owner or name_of_this_process(), clock, settings.lease_seconds)
    made = Pipeline(kept, Desk(), furniture(kept), writer(settings), ours, tally)
    return Worker(made, ours, lambda beat: filled(kept, beat))


def hands(kept: Store, owner: str, clock: Callable[[], Moment], seconds: float) -> Several:
    """Hands of one among several, whose claims last for so many seconds."""
    return Several(kept, owner, clock, seconds)


def furniture(kept: Store) -> FurnitureMemory:
    """What repeats on each outlet's pages, as it was learnt before."""
    memory = FurnitureMemory()
    for row in kept.sources.furniture().values():
        memory.from_row(row)
    return memory


def listening(kept: Store, settings: Settings) -> Listening:
    """Sources, and what takes in their pages; the work on them is another's, so no desk is filled."""
    options = gathering(settings)
    taking = Pipeline(kept, Desk(), FurnitureMemory())
    return Listening(taking, options, gather.Manners(options), hubs(kept, settings))


def hubs(kept: Store, settings: Settings) -> Hubs | None:
    """The sources that tell of their news themselves; None where no hub can reach us."""
    if not settings.hub_url or not settings.hub_key:
        return None
    return Hubs(kept, settings.hub_url, settings.hub_key.encode())


def gathering(settings: Settings) -> gather.Options:
    """How the house listens, by its settings."""
    return gather.Options(
        contact=settings.contact,
        allow=settings.allow_networks,
        pace_seconds=settings.pace_seconds,
        at_once=settings.fetches_at_once,
        poll_minutes_least=settings.poll_minutes,
    )


def writer(settings: Settings) -> Writer | None:
    """The writer that the settings name, if they name one; it goes out through the one client."""
    if settings.writer is not None:
        brought = model(settings.writer, settings)
        if not isinstance(brought, Writer):
            raise BadSettings(settings.writer, "it is no writer: it lacks a name or `rewrite`.", MEND)
        return brought
    if settings.writer_url is None:
        return None

    async def posted(address: str, headers: Mapping[str, str], body: bytes) -> bytes:
        async with gather.Client(gathering(settings)) as client:
            request = gather.Request(address, kind="hub", body=body, headers=headers, limit_bytes=MAX_ANSWER_BYTES)
            response = await client.fetch(request)
        if response.status != 200:
            raise FetchFailed(address, f"the writer answered {response.status}.", "Its lines stay as composed.")
        return response.body

    def post(address: str, headers: Mapping[str, str], body: bytes) -> bytes:
        """In a thread of its own, since the steps may already run inside a loop."""
        with ThreadPoolExecutor(max_workers=1) as aside:
            return aside.submit(asyncio.run, posted(address, headers, body)).result()

    return ChatWriter(post, settings.writer_url, settings.writer_model, settings.writer_key)


def deliveries(kept: Store, settings: Settings) -> Deliveries:
    """What tells everybody outside the page, each by the carriers that their delivery names."""

    def told() -> dict[str, Delivery]:
        """By name: what each account settled; the first account's stands in the settings where it settled nothing."""
        accounts = {one.name: one.delivery for one in kept.people.all() if one.delivery is not None}
        return {settings.reader: delivery_told(settings)} | accounts

    return Deliveries(kept, told, lambda name, delivery: alerts(kept, settings, name, delivery))


def delivery_told(settings: Settings) -> Delivery:
    """How the first account is told, by the settings."""
    return Delivery(
        mail=settings.mail_to,
        ntfy_url=settings.ntfy_url or "",
        ntfy_token=settings.ntfy_token or "",
        hook_url=settings.hook_url or "",
        hook_secret=settings.hook_secret or "",
        zone=settings.time_zone,
        quiet=settings.quiet_hours,
        digest_at=settings.digest_at,
        language=settings.digest_language,
        per_hour=settings.alerts_per_hour,
    )


def alerts(kept: Store, settings: Settings, name: str, delivery: Delivery) -> Alerts:
    """What tells one account outside the page."""
    channel = Channel("Newsworld", settings.home, settings.home)
    begin, _, end = delivery.quiet.partition("-")
    options = AlertOptions(
        zone=delivery.zone,
        quiet=(time.fromisoformat(begin), time.fromisoformat(end)) if delivery.quiet else None,
        per_hour=delivery.per_hour,
        digest_at=time.fromisoformat(delivery.digest_at) if delivery.digest_at else None,
    )

    def page(story: str) -> str:
        return (Site(settings.home).page("story", story) if story else None) or settings.home

    def digest(edition: Edition, now: Moment, day: str) -> Notice:
        told = letters.letter(edition, channel, delivery.language)
        stories = tuple(brief.story for brief in edition.briefs[: letters.MAX_STORIES])
        return Notice(f"digest:{day}", "digest", told.subject, told.text, settings.home, now, stories, told.html)

    is_first = name == settings.reader
    found = carriers_of(delivery, settings, _networks(kept, settings, name))
    return Alerts(kept, name, options, found, page, digest, "" if is_first else f"{name}/")


def _networks(kept: Store, settings: Settings, name: str) -> tuple[str, ...]:
    """The private networks that an account's addresses may lead to: for who may change sources, those of alerts.

    Anybody else could reach by them what answers on this machine alone.
    """
    account = kept.people.get(name)
    return settings.alert_networks if name == settings.reader or (account and account.is_editor) else ()


def carriers_of(delivery: Delivery, settings: Settings, networks: tuple[str, ...]) -> tuple[Carrier, ...]:
    """Mail, ntfy, web hook: those that a delivery names. The mail server is the house's."""
    options = dataclasses.replace(gathering(settings), allow=networks, pace_seconds=0.0)
    found: list[Carrier] = []
    if settings.mail_host and delivery.mail:
        server = MailServer(
            settings.mail_host, settings.mail_port, settings.mail_security, settings.mail_user, settings.mail_password,
            settings.alert_networks,
        )  # fmt: skip
        found.append(carriers.Mail(server, settings.mail_from, delivery.mail))
    if delivery.ntfy_url:
        found.append(carriers.Ntfy(options, delivery.ntfy_url, delivery.ntfy_token or None))
    if delivery.hook_url:
        found.append(carriers.Hook(options, delivery.hook_url, delivery.hook_secret or None))
    return tuple(found)


def empty_desk() -> Desk:
    """A desk that has seen nothing: for a stream."""
    equip()
    return Desk()
