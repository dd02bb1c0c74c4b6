"""A phone reader that speaks plain HTTP, and a newsroom with two people for it."""

from __future__ import annotations

import http.client
import json
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from tests.api.programs import serving

from newsworld.people import Accounts

PASSWORDS = {"local": "correct horse", "anna": "battery staple"}


@contextmanager
def house(**settings):
    """A press served to two people, each with a password."""
    with serving(password=PASSWORDS["local"], **settings) as served:
        accounts = Accounts(served.store, served.room.settings)
        accounts.add("anna", PASSWORDS["anna"], served.clock())
        served.accounts = accounts
        yield served


@dataclass
class Answer:
    status: int
    headers: dict
    body: bytes

    @property
    def text(self):
        return self.body.decode()

    @property
    def json(self):
        return json.loads(self.body)


@dataclass
class Phone:
    address: str
    headers: dict = field(default_factory=dict)
    base: str = ""

    def ask(self, path, method="GET", form=None, body=None, **headers):
        connection = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=30)
        told = {**self.headers, **headers}
        if form is not None:
            body = urlencode(form)
            told["content-type"] = "application/x-www-form-urlencoded"
        if body is not None and not isinstance(body, str | bytes):
            body = json.dumps(body)
            told["content-type"] = "application/json"
        try:
            connection.request(method, self.base + path, body, told)
            answer = connection.getresponse()
            return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def reader(self, path, form=None, **query):
        """A call of the Google Reader API."""
        query = f"?{urlencode(query)}" if query else ""
        return self.ask(f"/reader/api/0/{path}{query}", "GET" if form is None else "POST", form)

    def ids(self, **query):
        """Every id of a stream, page by page, as numbers."""
        found, more = [], {}
        while True:
            told = self.reader(
                "stream/items/ids", **{"s": "user/-/state/com.google/reading-list", **query, **more}
            ).json
            found += [int(one["id"]) for one in told["itemRefs"]]
            if "continuation" not in told:
                return found
            assert isinstance(told["continuation"], str)
            more = {"c": told["continuation"]}


def logged_in(served, name="local", base=""):
    """A phone that told the password of an account."""
    phone = Phone(served.address, base=base)
    told = phone.ask("/accounts/ClientLogin", "POST", {"Email": name, "Passwd": PASSWORDS[name]})
    assert told.status == 200
    auth = dict(line.split("=", 1) for line in told.text.split())["Auth"]
    phone.headers = {"authorization": f"GoogleLogin auth={auth}"}
    return phone


def every(served):
    """How many entries there are: one a report, one a story."""
    return served.store.articles.count() + served.store.stories.count()
