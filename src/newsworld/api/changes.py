"""What changed since: as a list that goes on from a cursor, and as server-sent events while it happens."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import msgspec
from starlette.concurrency import run_in_threadpool

from newsworld.api.nouns import Change, Changes
from newsworld.api.rows import Param, Route, Streamed, opened, sealed
from newsworld.news.errors import StoreTrouble, UnknownId

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from newsworld.api.room import Room
    from newsworld.api.rows import Ask

AT_ONCE = 200
LOOKS_SECONDS = 1.0  # between two looks for changes while somebody listens
HEARTBEAT_SECONDS = 15.0  # a comment, so that proxies keep the line and a dead one is noticed
MAX_STREAMS = 64
EVENTS = "text/event-stream"


def changes(ask: Ask) -> Changes | Streamed:
    """What changed since a cursor; as events where the asker accepts those."""
    since = ask.told["since"]
    if EVENTS in ask.headers.get("accept", ""):
        last = ask.headers.get("last-event-id")
        return Streamed(events(ask.room, number_of(opened(last) if last else since)), EVENTS)
    return since_number(ask.room, number_of(since), ask.told["limit"])


def number_of(place: tuple[object, ...] | None) -> int | None:
    """The number in a cursor; None without one."""
    if place is None:
        return None
    if len(place) != 1 or not isinstance(place[0], int) or not 0 <= place[0] < 2**62:
        raise UnknownId("cursor", "there is no change at this cursor.", "Begin without one.")
    return place[0]


def since_number(room: Room, since: int | None, limit: int) -> Changes:
    """What changed after a number; without one nothing but the cursor of now. A story is told once, as it is now."""
    if since is None:
        return Changes((), sealed(room.store.stories.last_change()), more=False)
    found = room.store.stories.changes(since, limit)
    newest = {change.story: change for change in found}
    first = {change.story: change.version for change in reversed(found)}
    told = tuple(
        Change(
            sealed(change.number),
            "merged" if change.into else "new" if first[change.story] == 1 else "updated",
            change.story,
            change.version,
            change.into,
            first[change.story],
        )
        for change in found
        if newest[change.story] is change
    )
    return Changes(told, sealed(found[-1].number if found else since), more=len(found) == limit)


async def events(room: Room, since: int | None) -> AsyncIterator[bytes]:
    """Every change as an event, from a number on or from now on, as long as somebody listens."""
    if room.streams >= MAX_STREAMS:
        yield b"event: full\ndata: {}\nretry: 60000\n\n"
        return
    room.streams += 1
    try:
        quiet, at = 0.0, since if since is not None else await run_in_threadpool(room.store.stories.last_change)
        yield b": listening\n\n"
        while True:
            found = await run_in_threadpool(_found, room, at)
            for change in found.items:
                yield _event(change)
            (at,) = opened(found.cursor)
            quiet = 0.0 if found.items else quiet + LOOKS_SECONDS
            if quiet >= HEARTBEAT_SECONDS:
                quiet = 0.0
                yield b": still here\n\n"
            if not found.more:
                await asyncio.sleep(LOOKS_SECONDS)
    finally:
        room.streams -= 1


def _found(room: Room, at: int) -> Changes:
    try:
        return since_number(room, at, AT_ONCE)
    except StoreTrouble:  # the store is busy or closing: what changed is told at the next look
        return Changes((), sealed(at), more=False)


def _event(change: Change) -> bytes:
    return b"id: %s\nevent: %s\ndata: %s\n\n" % (
        change.cursor.encode(), change.kind.encode(), msgspec.json.encode(change)
    )  # fmt: skip


ROUTES = (
    Route(
        name="changes", path="/changes", act=changes, answer=Changes, media=("application/json", EVENTS),
        does="What changed since a cursor, oldest first; without one, the cursor of now. As server-sent events, too.",
        params=(
            Param(name="since", does="A `cursor` of an earlier answer, or an event's id.", kind="cursor"),
            Param(name="limit", does="How many at most.", kind="count", default=AT_ONCE, least=1, most=1000),
        ),
        can_be_missing=True, group="Changes",
    ),
)  # fmt: skip
