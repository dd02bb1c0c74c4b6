from __future__ import annotations

import contextlib
import gzip
import json
import time
import tracemalloc
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsworld.gather import archives, files, sitemaps, sites
from newsworld.gather.kinds import KINDS, kind_named, kind_of
from newsworld.gather.naming import outlet_id, source_id
from newsworld.news.errors import BadCapture, BadFeed, BadSettings

if TYPE_CHECKING:
    from pathlib import Path

NOW = "2025-01-06T12:00:00+00:00"


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("https://a.example/rss", "feed"),
        ("https://feeds.a.example/news", "feed"),
        ("https://a.example/index.xml", "feed"),
        ("https://a.example/news-sitemap.xml", "sitemap"),
        ("https://a.example/sitemap_index.xml.gz", "sitemap"),
        ("https://a.example/", "site"),
        ("https://a.example", "site"),
        ("https://a.example/2025/ferry-returns", "page"),
        ("/data/CC-NEWS-20250106.warc.gz", "warc"),
        ("/data/pages", "folder"),
    ],
)
def test_the_kind_of_an_address_is_guessed(address: str, kind: str) -> None:
    assert kind_of(address).name == kind
    assert kind_named(kind).is_polled is (kind not in ("warc", "folder"))


def test_every_kind_reads_one_way_or_the_other() -> None:
    assert all((kind.parse is None) is not (kind.captures is None) for kind in KINDS)
    with pytest.raises(BadSettings, match="no such kind"):
        kind_named("mailbox")


def test_ids_of_sources_and_outlets_tell_their_site() -> None:
    assert source_id("feed", "https://feeds.bbc.co.uk/x").startswith("bbc.co.uk-")
    assert outlet_id("https://www.harbour.example/", "Harbour", "https://feedburner.com/h") == "harbour.example"
    assert outlet_id(None, "Harbour Times", "https://feedburner.com/h") == "harbour-times"


PLAIN = b"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>https://a.example/old</loc><lastmod>2024-12-01</lastmod></url>
<url><loc>https://a.example/new</loc><lastmod>2025-01-06T09:00:00Z</lastmod><image:image><image:loc>https://a.example/n.jpg</image:loc><image:title>Not a headline</image:title></image:image></url>
<url><loc>javascript:alert(1)</loc></url></urlset>"""


def test_a_plain_sitemap_is_read_newest_first() -> None:
    items = sitemaps.parse(PLAIN, "s", "https://a.example/map.xml", NOW).items
    assert [(item.link, item.headline, item.published, item.image) for item in items] == [
        ("https://a.example/new", "", "2025-01-06T09:00:00+00:00", "https://a.example/n.jpg"),
        ("https://a.example/old", "", "2024-12-01", None),
    ]
    assert sitemaps.parse(gzip.compress(PLAIN), "s", "https://a.example/map.xml.gz", NOW).items == items


@pytest.mark.parametrize("body", [b"", b"<rss/>", b"<html>", gzip.compress(bytes(70_000_000)), b"\x1f\x8bjunk"])
def test_what_is_no_sitemap_is_refused(body: bytes) -> None:
    with pytest.raises(BadFeed):
        sitemaps.parse(body, "s", "https://a.example/map.xml", NOW)


def test_a_home_page_without_feeds_gives_its_reports() -> None:
    page = b"""<html lang="de"><title>Hafenblatt</title><nav><a href="/politik">Politik und Gesellschaft heute</a></nav>
    <a href="/2025/01/06/faehre">F\xc3\xa4hre f\xc3\xa4hrt wieder nach langer Pause</a><a href="/2025/01/06/faehre#top">F\xc3\xa4hre f\xc3\xa4hrt wieder nach langer Pause</a>
    <a href="https://other.example/2025/01/06/ad">Something bought from somewhere else</a></html>"""
    told = sites.parse(page, "s", "https://www.hafen.example/", NOW)
    assert [(item.link, item.headline) for item in told.items] == [
        ("https://www.hafen.example/2025/01/06/faehre", "Fähre fährt wieder nach langer Pause")
    ]
    assert (told.title, told.language) == ("Hafenblatt", "de")


def test_a_single_page_is_the_item_it_announces() -> None:
    told = sites.page(
        b"<title>x</title><meta property='og:title' content='Tide &amp; time'>", "s", "https://a.example/p", NOW
    )
    assert (told.items[0].link, told.items[0].headline) == ("https://a.example/p", "Tide & time")


@given(st.binary(max_size=300))
def test_any_bytes_are_a_page_a_sitemap_or_refused(body: bytes) -> None:
    for whole in (
        body,
        b"<html><head><link rel=alternate type=application/rss+xml href=" + body,
        b"<a href=/2025/01/06/x>" + body,
    ):
        sites.parse(whole, "s", "https://a.example/", NOW)
        sites.page(whole, "s", "https://a.example/", NOW)
    for whole in (body, b"<urlset><url><loc>" + body):
        with contextlib.suppress(BadFeed):
            sitemaps.parse(whole, "s", "https://a.example/", NOW)


def record(kind: str, url: str, block: bytes) -> bytes:
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2025-01-06T10:00:00Z\r\n"
    mime = "application/http; msgtype=response" if kind == "response" else "application/warc-fields"
    return f"{head}Content-Type: {mime}\r\nContent-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n"


def warc(path: Path, count: int, *, packed: bool = True, padding: int = 0) -> None:
    """An archive in the CC-NEWS layout: for each page one answer that is read, and two that are not."""
    seal = gzip.compress if packed else bytes
    with path.open("wb") as stream:
        stream.write(seal(record("warcinfo", "", b"software: test\r\n")))
        for n in range(count):
            for status, mime in (
                ("200 OK", "text/html; charset=utf-8"),
                ("404 No", "text/html"),
                ("200 OK", "image/png"),
            ):
                body = b"<html><p>Report %d</p>%s</html>" % (n, b"x" * padding)
                http = f"HTTP/1.1 {status}\r\nContent-Type: {mime}\r\nX-Kind: a\r\n\r\n".encode() + body
                stream.write(seal(record("response", f"https://a.example/{n}/{status[:3]}{mime[:1]}", http)))


@pytest.mark.parametrize("packed", [True, False])
def test_an_archive_is_gone_on_from_any_offset(tmp_path: Path, packed: bool) -> None:
    path = tmp_path / "a.warc"
    warc(path, 20, packed=packed)
    whole = list(archives.captures(path))
    assert len(whole) == 20
    first = whole[0].capture
    assert (first.url, first.fetched, first.body) == (
        "https://a.example/0/200t",
        "2025-01-06T10:00:00+00:00",
        b"<html><p>Report 0</p></html>",
    )
    assert first.headers["x-kind"] == "a"
    for stop in range(20):
        rest = list(archives.captures(path, whole[stop].next_offset))
        assert [filed.capture.id for filed in rest] == [filed.capture.id for filed in whole[stop + 1 :]]


def test_a_broken_archive_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    with pytest.raises(BadFeed):
        list(archives.captures(path))
    warc(path, 5)
    whole = path.read_bytes()
    path.write_bytes(whole[:1500] + bytes(40) + whole[1540:])
    with pytest.raises(BadFeed, match="cannot be read"):
        list(archives.captures(path))


@pytest.mark.slow
def test_an_archive_streams_in_constant_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    warc(path, 3000, padding=20_000)
    tracemalloc.start()
    count = sum(1 for _ in archives.captures(path))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 3000
    assert peak < 5_000_000


def folder(tmp_path: Path) -> Path:
    (tmp_path / "b.html").write_bytes(b"<p>Page</p>")
    (tmp_path / "c.txt").write_text("Plain text.")
    (tmp_path / "d.jsonl").write_text(
        "\n".join(
            json.dumps(row)
            for row in (
                {"id": "1", "text": "One"},
                {"id": "2", "html_path": "b.html"},
                {"id": "3", "html_path": "../../etc/passwd"},
                {"id": "4"},
            )
        )
        + "\nnot json\n"
        + json.dumps({"id": "5", "html": "<p>Five</p>", "url": "https://a.example/5"})
        + "\n"
    )
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "picture.png").write_bytes(b"x")
    (tmp_path / "sub").mkdir()
    warc(tmp_path / "sub" / "z.warc.gz", 3)
    return tmp_path


def test_a_folder_is_read_in_the_order_of_names_and_gone_on_from_any_offset(tmp_path: Path) -> None:
    refused: list[str] = []
    whole = list(files.captures(folder(tmp_path), 0, lambda error: refused.append(error.subject)))
    assert [filed.capture.id for filed in whole[:5]] == ["b.html", "c.txt", "1", "2", "5"]
    assert len(whole) == 8
    assert refused == ["3", "4", "?", "empty.txt"]
    for stop in range(len(whole)):
        rest = list(files.captures(tmp_path, whole[stop].next_offset))
        assert [filed.capture.id for filed in rest] == [filed.capture.id for filed in whole[stop + 1 :]]


def test_links_out_of_a_folder_are_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("secret")
    inside = tmp_path / "in"
    inside.mkdir()
    (inside / "link.txt").symlink_to(outside)
    assert list(files.captures(inside)) == []
    with pytest.raises(BadCapture, match="no such file"):
        list(files.captures(tmp_path / "none"))


def test_sitemaps_are_read_in_time() -> None:
    body = (
        b"<urlset>" + b"<url><loc>https://a.example/x</loc><lastmod>2025-01-06</lastmod></url>" * 20_000 + b"</urlset>"
    )
    began = time.perf_counter()
    assert len(sitemaps.parse(body, "s", "https://a.example/", NOW).items) == 5000
    assert time.perf_counter() - began < 4
