"""Serve the sample world on this machine, or run a command with it.

    python samples/serve.py --port 8010                    until Ctrl-C
    python samples/serve.py --port 8010 -- COMMAND ...     while COMMAND runs; its exit status is ours

COMMAND finds the address in NEWSWORLD_SAMPLES_URL; all feeds stand in <address>/outlets.opml.
In tests: `with serving() as url: ...`.
"""

from __future__ import annotations

import argparse
import errno
import os
import signal
import subprocess
import sys
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

if not __package__:  # run as a script: let the absolute imports find the repository
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from samples.routes import Answer, SampleSite, is_unchanged
from samples.world import World, load_world

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import FrameType

LOOPBACK = "127.0.0.1"
ADDRESS_VARIABLE = "NEWSWORLD_SAMPLES_URL"
EXIT_USAGE = 2  # as argparse does
SIGNAL_STATUS = 128  # a shell reports a command ended by signal N as 128 + N


class PortTaken(Exception):
    """Somebody already listens on the wished port."""

    def __init__(self, port: int) -> None:
        super().__init__(
            f"Port {port} is taken. Stop what listens there, or choose another: --port 0 picks a free one."
        )


@contextmanager
def serving(port: int = 0, world: World | None = None) -> Iterator[str]:
    """Serve the world from a thread while the block runs; gives the address, without a slash."""
    server = _bound(port)
    base = f"http://{LOOPBACK}:{server.server_address[1]}"
    server.site = SampleSite(world or load_world(), base)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield base
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    site: SampleSite


class _Handler(BaseHTTPRequestHandler):
    """Speaks HTTP for the site: GET, HEAD, validators and 304."""

    server: _Server
    server_version = "NewsworldSamples/1"

    def do_GET(self) -> None:
        self._reply(self.server.site.answer(self.path), with_body=True)

    def do_HEAD(self) -> None:
        self._reply(self.server.site.answer(self.path, counts=False), with_body=False)

    def _reply(self, answer: Answer, *, with_body: bool) -> None:
        unchanged = answer.status == 200 and is_unchanged(answer, self.headers)
        self.send_response(304 if unchanged else answer.status)
        for name, value in answer.headers(with_content=not unchanged):
            self.send_header(name, value)
        self.end_headers()
        if with_body and not unchanged:
            self.wfile.write(answer.body)

    def log_message(self, *_: object) -> None:
        """Say nothing: the output belongs to the command that runs."""


def _bound(port: int) -> _Server:
    try:
        return _Server((LOOPBACK, port), _Handler)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise PortTaken(port) from error
        raise


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until told to stop, or for as long as a command runs."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    own, command = _parted(words)
    options = _parser().parse_args(own)
    try:
        with serving(options.port) as url:
            print(f"Sample world at {url}/ (feeds: {url}/outlets.opml)", file=sys.stderr)
            return _run(command, url) if command else _wait()
    except PortTaken as error:
        print(error, file=sys.stderr)
        return EXIT_USAGE


def _parted(words: list[str]) -> tuple[list[str], list[str]]:
    """Our own words, and the command after `--`."""
    if "--" not in words:
        return words, []
    at = words.index("--")
    return words[:at], words[at + 1 :]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="samples/serve.py",
        description="Serve the sample world on this machine; after -- comes a command to run with it.",
    )
    parser.add_argument("--port", type=int, default=8010, help="where to listen; 0 picks a free port (8010)")
    return parser


def _wait() -> int:
    """Until Ctrl-C or a polite request to end."""
    ended = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ended.set())
    ended.wait()
    return 0


def _run(command: list[str], url: str) -> int:
    """Run the command with the address in its environment, passing signals on to it."""
    environment = {**os.environ, ADDRESS_VARIABLE: url}
    try:  # its own group, so that Ctrl-C reaches it once, through us
        child = subprocess.Popen(command, env=environment, process_group=0)
    except OSError as error:
        print(f"Cannot run {command[0]}: {error.strerror}", file=sys.stderr)
        return 127

    def pass_on(number: int, _: FrameType | None) -> None:
        child.send_signal(number)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, pass_on)
    status = child.wait()
    return status if status >= 0 else SIGNAL_STATUS - status


if __name__ == "__main__":
    raise SystemExit(main())
