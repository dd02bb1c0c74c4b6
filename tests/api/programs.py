"""Both doors over the small press, on a free port of loopback; and a program that speaks JSON to them."""

from __future__ import annotations

import dataclasses
import json
from contextlib import contextmanager
from typing import Any

from tests.publish import press
from tests.web.serving import Clock, Reader, served

from newsworld.doors import application
from newsworld.newsroom import Newsroom
from newsworld.pipeline import steps
from newsworld.settings import Settings

TOKEN = "a-token-of-the-tests"


def serving(printed=None, room=None, clock=None, **settings):
    """Serve a press (or a newsroom) until the block ends."""
    settings = {"api_token": TOKEN, **settings}
    room = room or Newsroom(Settings(**settings), press.stored(printed or press.printed()))
    return served(application, room, clock or Clock())


@contextmanager
def serving_read():
    """Serve a press whose every article was understood."""
    with serving() as doors:
        for article in doors.store.articles.between("2000-01-01", "2100-01-01"):
            doors.store.articles.put_reading(steps.understand(article))
        yield doors


@dataclasses.dataclass
class Told:
    status: int
    headers: dict
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclasses.dataclass
class Program:
    """A client of the JSON API."""

    address: str
    token: str | None = TOKEN
    prefix: str = "/api/v1"

    def ask(self, path, method="GET", body=None, **headers) -> Told:
        told = {k.replace("_", "-"): v for k, v in headers.items()}
        if self.token:
            told.setdefault("authorization", f"Bearer {self.token}")
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body).encode()
            told.setdefault("content-type", "application/json")
        address = path if path.startswith(self.prefix) else self.prefix + path
        answer = Reader(self.address).ask(address, method, body, **told)
        return Told(answer.status, answer.headers, answer.body)

    def get(self, path, **headers) -> Any:
        told = self.ask(path, **headers)
        assert told.status == 200, (path, told.status, told.body[:300])
        return told.json

    def all(self, path) -> list:
        """Every item of a list, through all its pages."""
        items, here = [], path
        while here:
            page = self.get(here)
            items += page["items"]
            here = page["next"]
        return items
