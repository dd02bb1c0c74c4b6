"""News that a hub pushes: our own hub, the product in its two processes, all on loopback."""

from __future__ import annotations

import hashlib
import hmac
import os
import subprocess
import sys
import threading
import time
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from tests.ports import free_port
from tests.web.serving import Reader, serving

from newsworld.news.sourcing import SourceHealth, Subscription
from newsworld.settings import Settings

KEY = "a key of thirty-two characters ab"
NOW = "2022-01-10T12:00:00+00:00"
ITEM = "<item><title>{title}</title><link>{base}/page/{name}</link><guid>{name}</guid></item>"
FEED = (
    '<?xml version="1.0"?><rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>The Quay</title>'
    '<atom:link rel="hub" href="{base}/hub"/><atom:link rel="self" href="{base}/feed.xml"/>{items}</channel></rss>'
)
PAGE = (
    "<!doctype html><html><head><title>Ferry</title></head><body><article><h1>Ferry sails again</h1>"
    + "<p>The ferry to Saltby sailed again on Monday, the port said, and four hundred people were on board.</p>" * 3
    + "</article></body></html>"
)


class Hub(ThreadingHTTPServer):
    """An outlet with a feed and pages, and the hub that tells of them; `asked` keeps what came, in order."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Called)
        self.asked: list[str] = []
        self.forms: list[dict[str, str]] = []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def feed(self, *names: str) -> bytes:
        items = "".join(ITEM.format(title=f"Report of {name}", base=self.base, name=name) for name in names)
        return FEED.format(base=self.base, items=items).encode()

    def waits_for(self, path: str, seconds: float = 60) -> bool:
        end = time.monotonic() + seconds
        while path not in self.asked and time.monotonic() < end:
            time.sleep(0.05)
        return path in self.asked


class Called(BaseHTTPRequestHandler):
    server: Hub

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        body = self.server.feed("first") if self.path == "/feed.xml" else PAGE.encode()
        self.send_response(404 if self.path == "/robots.txt" else 200)
        self.send_header("content-type", "application/rss+xml" if self.path == "/feed.xml" else "text/html")
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        self.server.asked.append(self.path)
        told = parse_qs(self.rfile.read(int(self.headers["content-length"])).decode())
        self.server.forms.append({name: values[0] for name, values in told.items()})
        self.send_response(202)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Silence."""


@pytest.fixture
def hub():
    with Hub() as served:
        yield served
        served.shutdown()


def call(address: str, method: str = "GET", body: bytes | None = None, **headers: str) -> tuple[int, bytes]:
    parts = urlsplit(address)
    connection = HTTPConnection(parts.netloc, timeout=30)
    try:
        connection.request(method, f"{parts.path}?{parts.query}", body, headers)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def signed(secret: str, body: bytes) -> str:
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


@pytest.mark.slow
@pytest.mark.timeout(180)
def test_a_push_is_fetched_at_once_and_a_forged_one_never(hub, tmp_path):
    port = free_port()
    environment = {
        **os.environ, "NEWSWORLD_STORE": str(tmp_path / "store.db"), "NEWSWORLD_PORT": str(port),
        "NEWSWORLD_HUB_URL": f"http://127.0.0.1:{port}", "NEWSWORLD_HUB_KEY": KEY,
        "NEWSWORLD_ALLOW_NETWORKS": "127.0.0.0/8", "NEWSWORLD_PACE_SECONDS": "0", "PYTHONPATH": "src",
    }  # fmt: skip
    command = [sys.executable, "-c", "from newsworld.cli import main; main()"]
    subprocess.run([*command, "follow", f"{hub.base}/feed.xml"], env=environment, check=True, capture_output=True)
    product = subprocess.Popen([*command, "run"], env=environment, stdout=subprocess.DEVNULL)
    try:
        assert hub.waits_for("/hub")
        form = hub.forms[0]
        question = {
            "hub.mode": "subscribe",
            "hub.topic": form["hub.topic"],
            "hub.challenge": "c",
            "hub.lease_seconds": "900",
        }
        assert form["hub.topic"] == f"{hub.base}/feed.xml"
        assert call(f"{form['hub.callback']}?{urlencode(question)}") == (200, b"c")
        forged, pushed = hub.feed("forged"), hub.feed("pushed")
        assert call(form["hub.callback"], "POST", forged, **{"x-hub-signature": signed("guess", forged)})[0] == 202
        signature = signed(form["hub.secret"], pushed)
        assert call(form["hub.callback"], "POST", pushed, **{"x-hub-signature": signature})[0] == 202
        assert hub.waits_for("/page/pushed")
        assert "/page/forged" not in hub.asked
        assert hub.asked.count("/feed.xml") == 1
        assert hub.asked.count("/hub") == 1
    finally:
        product.terminate()
        product.wait(20)


@pytest.fixture
def reader():
    """A reader whose first source is subscribed, and that source's callback."""
    with serving(hub_url="https://news.example", hub_key=KEY, password="p" * 12) as served:
        source = served.store.sources.all()[0].id
        with served.store.writing():
            held = Subscription("https://hub.example/", "https://a.example/rss", "asked", asked=NOW)
            served.store.sources.put_health(SourceHealth(source, "well", subscription=held))
        path = urlsplit(served.room.hubs.address(source)).path
        yield Reader(served.address), path, served.store, source


def question(**told: str) -> str:
    fields = {"mode": "subscribe", "topic": "https://a.example/rss", "challenge": "c1", "lease_seconds": "9000", **told}
    return urlencode({f"hub.{name}": value for name, value in fields.items()})


def test_a_hub_needs_no_password_but_the_right_path(reader):
    browser, path, store, source = reader
    answer = browser.ask(f"{path}?{question()}", host="news.example")
    assert (answer.status, answer.body) == (200, b"c1")
    assert store.sources.healths()[source].subscription.state == "verified"
    assert store.sources.healths()[source].subscription.lease_seconds == 9000
    assert browser.ask(f"{path[:-1]}x?{question()}").status == 404
    assert browser.ask(f"{path}?{question(topic='https://b.example/')}").status == 404
    assert browser.ask(f"{path}?{question(mode='unsubscribe')}").status == 404
    assert browser.ask(f"/hub/nobody/{path.rsplit('/', 1)[1]}?{question()}").status == 404


def test_an_answer_tells_nothing_of_a_signature(reader):
    browser, path, *_ = reader
    assert browser.ask(path, "POST", b"<rss/>").status == 202
    assert browser.ask(path, "POST", b"<rss/>", x_hub_signature="sha256=00").status == 202
    assert browser.ask(f"{path}0", "POST", b"<rss/>").status == 404
    assert browser.ask(path, "POST", b"x" * (4 * 1024 * 1024 + 1)).status == 413


def test_a_denial_is_kept(reader):
    browser, path, store, source = reader
    assert browser.ask(f"{path}?{question(mode='denied', challenge='')}").status == 200
    assert store.sources.healths()[source].subscription.state == "denied"


def test_without_a_public_address_nobody_is_there():
    with serving() as served:
        assert Reader(served.address).ask("/hub/a/b").status == 404
        assert Reader(served.address).ask("/hub/a/b", "POST", b"x").status == 404


def test_hubs_need_a_key():
    with pytest.raises(Exception, match="32 characters"):
        Settings(hub_url="https://news.example", hub_key="short")
