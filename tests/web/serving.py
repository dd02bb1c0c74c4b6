"""The reader over the small press, on a free port of loopback; and a plain client that keeps cookies and follows nothing."""

from __future__ import annotations

import http.client
import re
import socket
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

import uvicorn
from tests.publish import press

from newsworld.newsroom import Newsroom
from newsworld.settings import Settings
from newsworld.web import application


class Clock:
    """A clock that is set by hand."""

    def __init__(self, now: str = press.NOW) -> None:
        self.now = now

    def __call__(self) -> str:
        return self.now


@dataclass
class Served:
    """A running reader."""

    address: str
    room: Newsroom
    clock: Clock

    @property
    def store(self):
        return self.room.store


@contextmanager
def served(application, room, clock, port=0):
    """Serve an application over a newsroom until the block ends; the newsroom is closed then."""
    door = socket.socket(proto=socket.IPPROTO_TCP)
    door.bind(("127.0.0.1", port))
    server = uvicorn.Server(uvicorn.Config(application(room, clock), log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.01)
    try:
        yield Served(f"http://127.0.0.1:{door.getsockname()[1]}", room, clock)
    finally:
        server.should_exit = True
        server.force_exit = True  # a stream of events would go on for ever
        thread.join(10)
        door.close()
        room.close()


def serving(printed=None, **settings):
    """Serve a press until the block ends."""
    room = Newsroom(Settings(**settings), press.stored(printed or press.printed()))
    return served(application, room, Clock())


@dataclass
class Answer:
    status: int
    headers: dict
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass
class Reader:
    """A browser without scripts."""

    address: str
    cookies: dict = field(default_factory=dict)

    def ask(self, path, method="GET", body=None, **headers) -> Answer:
        connection = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=20)
        try:
            told = {"cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()), **headers}
            connection.request(method, path, body, {k.replace("_", "-"): v for k, v in told.items() if v})
            answer = connection.getresponse()
            for name, value in answer.getheaders():
                if name == "set-cookie":
                    key, _, rest = value.partition("=")
                    self.cookies[key] = rest.partition(";")[0].strip('"')
            return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def token(self, path="/settings") -> str:
        return re.search(r'name="token" value="(\w+)"', self.ask(path).text).group(1)

    def send(self, path, *, token=None, **fields) -> Answer:
        """A form as a page of ours would send it."""
        fields["token"] = self.token() if token is None else token
        return self.ask(path, "POST", urlencode(fields), content_type="application/x-www-form-urlencoded")
