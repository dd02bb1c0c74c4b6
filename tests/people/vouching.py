"""A small provider of OpenID Connect that can be told to lie, and a newsroom that lets it vouch for people."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
import threading
from contextlib import contextmanager
from html import unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey
from tests.phone.phones import PASSWORDS
from tests.ports import free_port
from tests.publish import press
from tests.web.serving import Clock, Reader, served

from newsworld.doors import application
from newsworld.news.moments import instant_of
from newsworld.newsroom import Newsroom
from newsworld.people import Accounts
from newsworld.settings import Settings

LOOPBACK = ("127.0.0.0/8",)
SECRET = "a secret: of the tests/2"
PATH = "/login/oidc"
DISCOVERY = "/.well-known/openid-configuration"


@contextmanager
def house(issuer, clock=None, **settings):
    """A press served to local and anna, who have passwords, and to whom the provider vouches for."""
    port, clock = free_port(), clock or Clock()
    told = {"home": f"http://127.0.0.1:{port}/", "oidc_issuer": issuer, "oidc_client": "newsworld", "oidc_secret": SECRET,
            "oidc_networks": LOOPBACK, "password": PASSWORDS["local"], **settings}  # fmt: skip
    room = Newsroom(Settings(**told), press.stored(press.printed()))
    with served(application, room, clock, port) as doors:
        doors.accounts = Accounts(room.store, room.settings)
        doors.accounts.add("anna", PASSWORDS["anna"], clock())
        yield doors


class Answers(BaseHTTPRequestHandler):
    def do_GET(self):
        body = self.server.says(self.path, None)
        self._answer(404 if body is None else 200, body or b"")

    def do_POST(self):
        form = dict(parse_qsl(self.rfile.read(int(self.headers["content-length"])).decode()))
        self.server.asked.append((form, {name.lower(): value for name, value in self.headers.items()}))
        self._answer(self.server.status, self.server.says(self.path, form) or b"")

    def _answer(self, status, body):
        self.send_response(status)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args):
        pass


class Liar(ThreadingHTTPServer):
    """Signs whatever `claims` and `header` say, over what is right; `documents` stand in for what it says of itself."""

    daemon_threads = True

    def __init__(self, now=press.NOW):
        super().__init__(("127.0.0.1", 0), Answers)
        self.issuer = f"http://127.0.0.1:{self.server_port}"
        self.key = ECKey.generate_key("P-256", parameters={"kid": "one", "use": "sig"})
        self.now, self.nonce, self.status = int(instant_of(now).timestamp()), "", 200
        self.claims, self.header, self.signs_with, self.documents = {}, {}, self.key, {}
        self.asked, self.seen, self.release = [], [], threading.Event()

    def says(self, path, form):
        self.seen.append(path)
        if path in self.documents:
            told = self.documents[path]
            return told() if callable(told) else told
        if path == DISCOVERY:
            return json.dumps(self.configuration()).encode()
        if path == "/keys":
            return json.dumps({"keys": [{"kty": "new"}, self.key.as_dict(private=False)]}).encode()
        if path == "/token" and form is not None:
            return json.dumps({"id_token": self.token(), "token_type": "Bearer", "access_token": "x"}).encode()
        return None

    def configuration(self, **more):
        ends = {"authorization_endpoint": "/auth?realm=1", "token_endpoint": "/token", "jwks_uri": "/keys"}
        return {"issuer": self.issuer} | {name: self.issuer + path for name, path in ends.items()} | more

    def token(self):
        claims = {"iss": self.issuer, "aud": "newsworld", "sub": "4711", "exp": self.now + 300, "iat": self.now,
                  "nonce": self.nonce, "preferred_username": "boris", "email": "anna@paper.example"}  # fmt: skip
        claims = {name: value for name, value in {**claims, **self.claims}.items() if value is not None}
        header = {"alg": "ES256", "kid": "one", **self.header}
        if header["alg"] == "ES256":
            return jwt.encode(header, claims, self.signs_with)
        text = f"{_base64(json.dumps(header).encode())}.{_base64(json.dumps(claims).encode())}"
        signed = b"" if header["alg"] == "none" else hmac.digest(self.signs_with, text.encode(), hashlib.sha256)
        return f"{text}.{_base64(signed)}"


def _base64(told):
    return base64.urlsafe_b64encode(told).rstrip(b"=").decode()


@contextmanager
def liar():
    server = Liar()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.release.set()
        server.shutdown()
        server.server_close()


def sent(reader, page="/login", path=PATH):
    """Press the button: where the browser is led, as a query; the answer itself where it is led nowhere."""
    answer = reader.send(path, token=reader.token(page))
    if answer.status != 200:
        return answer
    address = unescape(re.search(r'<a href="([^"]*state=[^"]*)"', answer.text).group(1))
    assert answer.headers["refresh"] == f"0; url={address}"
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def back(reader, **query):
    """Come back from the provider."""
    return reader.ask(f"{PATH}/back?{urlencode(query)}")


def trouble(answer):
    """What a page says went wrong."""
    return unescape(re.search(r'role="alert">([^<]*)<', answer.text).group(1))


def logged_in(served, name):
    """A browser with a session by a password."""
    reader = Reader(served.address)
    reader.send("/login", token=reader.token("/login"), name=name, password=PASSWORDS[name])
    return reader


def who(reader):
    """Whose account the browser has open; None for nobody's."""
    found = re.search(r"You read here as ([\w.@-]+)\.", reader.ask("/account").text)
    return found and found[1]
