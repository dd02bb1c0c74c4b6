"""The chat writer against a local server that answers well, badly, slowly and with nothing."""

import json
import threading
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from newsworld.models.openai_compatible import ChatWriter
from newsworld.news.errors import FetchFailed


def chat(content):
    return json.dumps(
        {"id": "x", "choices": [{"index": 0, "message": {"role": "assistant", "content": content}}]}
    ).encode()


@contextmanager
def served(body, status=200, wait=0.0):
    seen = []

    class Door(BaseHTTPRequestHandler):
        def do_POST(self):
            asked = self.rfile.read(int(self.headers["content-length"]))
            seen.append((self.path, self.headers["authorization"], json.loads(asked)))
            time.sleep(wait)
            self.send_response(status)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Door)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1", seen
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def post(address, headers, body):
    request = urllib.request.Request(address, data=body, headers=dict(headers), method="POST")
    try:
        with urllib.request.urlopen(request, timeout=0.3) as answer:
            return answer.read()
    except (OSError, urllib.error.HTTPError) as error:
        raise FetchFailed(address, str(error)) from error


def test_the_line_and_its_sources_go_out_as_data_and_the_answer_comes_back():
    with served(chat(" The gates open on Monday. ")) as (address, seen):
        writer = ChatWriter(post, address + "/", "tiny", key="secret")
        assert writer.rewrite("On Monday the gates open.", ["A source."], "en") == "The gates open on Monday."
    path, authorization, asked = seen[0]
    assert path == "/v1/chat/completions"
    assert authorization == "Bearer secret"
    assert (asked["model"], asked["temperature"]) == ("tiny", 0)
    assert asked["messages"][1]["content"] == "<line>On Monday the gates open.</line>\n<source>A source.</source>"


@pytest.mark.parametrize(
    ("body", "status", "wait"),
    [
        (chat("Too late."), 200, 0.6),
        (chat("An error page."), 500, 0),
        (b"", 200, 0),
        (b"<html>busy</html>", 200, 0),
        (b'{"choices": []}', 200, 0),
        (b'{"choices": [{"message": {"content": null}}]}', 200, 0),
        (chat("Two\nlines."), 200, 0),
        (chat("x" * 70_000), 200, 0),
        (b"\xff\xfe\x00", 200, 0),
    ],
    ids=["slow", "error", "nothing", "no json", "no choice", "no content", "two lines", "huge", "no text"],
)
def test_whatever_else_comes_is_no_line(body, status, wait):
    with served(body, status, wait) as (address, _):
        assert ChatWriter(post, address, "tiny").rewrite("A line.", [], "en") is None
