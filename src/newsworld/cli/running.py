"""The long-running commands: gather and serve; and reading one page."""

from __future__ import annotations

import asyncio
import errno
import signal
import socket
import sys
import threading
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import uvicorn

from newsworld import api, newsroom
from newsworld.cli import logs
from newsworld.cli.clock import clock
from newsworld.cli.staff import Staff
from newsworld.doors import application
from newsworld.news.errors import BadInput, BadSettings
from newsworld.newsroom import Newsroom

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsworld.news.moments import Moment
    from newsworld.news.sourcing import Source
    from newsworld.newsroom import Read
    from newsworld.settings import Settings

SAMPLES_AS_OF = "2022-01-16T20:00:00+00:00"  # the evening after the sample fortnight
FILES = (".opml", ".warc", ".warc.gz", ".jsonl")  # what no address without a scheme ends in
LOOPBACK_NETWORK = "127.0.0.0/8"


def settings_for_samples(store: str | None, as_of: str | None) -> dict[str, Any]:
    """What the sample world needs: a store and a time of its own, and leave to fetch from loopback."""
    return {
        "store": store or "var/samples.db",
        "as_of": as_of or SAMPLES_AS_OF,
        "allow_networks": (LOOPBACK_NETWORK,),
        "pace_seconds": 0.0,
        "edition_days": 14,
    }


def run(settings: Settings, *, samples: bool) -> None:
    """Gather in one process, work in others, serve in this one, until Ctrl-C or SIGTERM."""
    logs.told_to_stderr(as_json=settings.log_json)
    with closing(_listening(settings)) as door, closing(Newsroom.opened(settings)) as room:
        if samples:
            _follow_samples(room)
        staff = Staff(room, settings.workers, gathers=True)
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # the server tells it on when it has shut down
        staff.start()
        click.echo(f"Newsworld is at http://{settings.host}:{door.getsockname()[1]}/ (Ctrl-C ends it)")
        try:
            config = uvicorn.Config(application(room, clock), log_config=None, log_level="warning", lifespan="off")
            uvicorn.Server(config).run(sockets=[door])
        except KeyboardInterrupt:
            click.echo("Newsworld ends; what was stored is safe.")
        finally:
            staff.stop()


def work(settings: Settings) -> None:
    """Work beside others on one store, until Ctrl-C or SIGTERM."""
    logs.told_to_stderr(as_json=settings.log_json)
    ends = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ends.set())
    with closing(Newsroom.opened(settings)) as room:
        staff = Staff(room, settings.workers, gathers=False)
        staff.start()
        click.echo(f"{settings.workers} at work on {room.store.name} (Ctrl-C ends it)")
        ends.wait()
        staff.stop()


def _listening(settings: Settings) -> socket.socket:
    """The socket that the reader answers on. BadSettings if it is taken."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    door = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # named: asyncio then sends at once
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((settings.host, settings.port))
    except OSError as error:
        door.close()
        trouble = "is taken" if error.errno == errno.EADDRINUSE else f"cannot be had: {error.strerror}"
        raise BadSettings(f"port {settings.port}", f"{trouble}.", "Name another: --port 8080.") from error
    return door


def serve_agents(room: Newsroom) -> None:
    """Answer one agent on standard input and output until it goes. BadSettings without the extra `agents`."""
    asyncio.run(api.stdio(room, clock))


def _follow_samples(room: Newsroom) -> None:
    if room.settings.samples_url is None:
        raise BadSettings("samples", "nobody serves the sample world.", "Start it by `make run`.")
    follow(room, f"{room.settings.samples_url.rstrip('/')}/outlets.opml")


def follow(room: Newsroom, address: str) -> Iterable[Source]:
    """Follow what an address, a file or a folder leads to. BadInput for the name of a file that is not there."""
    is_path = "." not in address.partition("/")[0].strip(".") or address.lower().endswith(FILES)
    if "://" not in address and is_path and not Path(address).exists():
        raise BadInput(
            address, "there is no such file or folder.", "Name one that is there, or an address: https://..."
        )
    return asyncio.run(room.follow(address))


def gather(room: Newsroom) -> int:
    """One round over the sources that are due; how many pages came."""
    with closing(room.worker(clock)) as worker:
        return asyncio.run(room.listen(clock(), worker.work))


def read(settings: Settings, file_or_url: str, published: str | None, now: Moment) -> Read:
    """Read one page from standard input, a file or a URL."""
    if file_or_url.startswith(("http://", "https://")):
        return newsroom.read(asyncio.run(newsroom.fetched(settings, file_or_url, now)), published)
    return newsroom.read(newsroom.capture_of_file(_bytes(file_or_url), file_or_url), published)


def _bytes(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise BadInput(name, f"cannot be read: {error.strerror}.", "Name a file that is there, or a URL.") from error
