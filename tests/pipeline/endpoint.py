"""A web server on loopback that takes what is POSTed to it, and tells its test."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Taker(BaseHTTPRequestHandler):
    """Base of what answers a POST: silent, and without a body of its own."""

    def read(self):
        """What was sent."""
        return self.rfile.read(int(self.headers["content-length"]))

    def answer(self, status):
        """Answer with a status alone."""
        self.send_response(status)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_args):
        pass


@contextmanager
def served(handler, **told):
    """The server, with its address and what a test tells it beforehand, until the test is over."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    vars(server).update(told, address=f"http://127.0.0.1:{server.server_port}")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
