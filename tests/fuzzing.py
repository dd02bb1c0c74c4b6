"""Every way by which strangers' bytes come in, as one function each: it may refuse them by name, and nothing else.

Used by the property tests, by scripts/fuzz.py, and by the replay of what was found: tests/regressions/<way>/.
"""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from newsworld.extract import clean
from newsworld.gather import archives, feeds, files, opml, sitemaps, sites
from newsworld.news import codec
from newsworld.news.errors import NewsworldError
from newsworld.news.sourcing import Capture

if TYPE_CHECKING:
    from collections.abc import Callable

NOW = "2025-01-06T12:00:00+00:00"
ADDRESS = "https://harbour.example/2025/01/06/a"
TESTS = Path(__file__).parent
REGRESSIONS = TESTS / "regressions"


def page(body: bytes) -> None:
    with contextlib.suppress(NewsworldError):
        codec.json_of(
            codec.row_of(clean(Capture(id="p", url=ADDRESS, body=body, headers={"content-type": "text/html"})))
        )


def text(body: bytes) -> None:
    with contextlib.suppress(NewsworldError):
        codec.json_of(codec.row_of(clean(Capture(id="p", url="", body=body))))


def feed(body: bytes) -> None:
    with contextlib.suppress(NewsworldError):
        for item in feeds.parse(body, "s", ADDRESS, NOW).items:
            codec.json_of(codec.row_of(item))


def sitemap(body: bytes) -> None:
    with contextlib.suppress(NewsworldError):
        sitemaps.parse(body, "s", ADDRESS, NOW)


def site(body: bytes) -> None:
    with contextlib.suppress(NewsworldError):
        sites.parse(body, "s", ADDRESS, NOW)


def outlines(body: bytes) -> None:
    with contextlib.suppress(NewsworldError):
        opml.write_opml(opml.read_opml(body))


def archive(body: bytes) -> None:
    for suffix in (".warc", ".warc.gz"):
        with tempfile.NamedTemporaryFile(suffix=suffix) as kept, contextlib.suppress(NewsworldError):
            kept.write(body)
            kept.flush()
            for filed in archives.captures(Path(kept.name)):
                assert 0 <= filed.next_offset <= len(body)


def folder(body: bytes) -> None:
    with tempfile.TemporaryDirectory() as kept, contextlib.suppress(NewsworldError):
        (Path(kept) / "a.jsonl").write_bytes(body)
        list(files.captures(Path(kept)))


WAYS: dict[str, Callable[[bytes], None]] = {
    "page": page, "text": text, "feed": feed, "sitemap": sitemap, "site": site, "outlines": outlines,
    "archive": archive, "folder": folder,
}  # fmt: skip


def seeds(way: str) -> list[bytes]:
    """Sound inputs of this way, in our own words, to be broken."""
    cases, golden = TESTS.parent / "evals" / "cases" / "articles", TESTS / "gather" / "golden"
    found = {
        "page": [path.read_bytes() for path in sorted(cases.glob("*.html"))],
        "text": [path.read_bytes() for path in sorted(cases.glob("*.txt"))],
        "feed": [path.read_bytes() for path in sorted(golden.iterdir()) if not path.name.endswith("expected.json")],
        "sitemap": [SITEMAP],
        "outlines": [(TESTS / "gather" / "golden_opml.opml").read_bytes()],
        "archive": [WARC, WARC * 3],
        "folder": [LINES],
    }
    return found.get(way) or found["page"]


SITEMAP = (
    b'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    b'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://harbour.example/a</loc><news:news>'
    b"<news:publication_date>2025-01-06</news:publication_date><news:title>Ferry</news:title></news:news></url></urlset>"
)
_HTTP = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><p>The ferry left late on Monday.</p></html>"
WARC = (
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://harbour.example/a\r\nWARC-Date: 2025-01-06T10:00:00Z\r\n"
    b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n" % (len(_HTTP), _HTTP)
)
LINES = b'{"id": "a", "url": "https://harbour.example/a", "html": "<p>The ferry left late.</p>"}\n{"id": "b", "text": "x"}\n'
