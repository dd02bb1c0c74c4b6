"""Archives in our own words, made by other people's writers: WARC by warcio, Parquet by pyarrow."""

from __future__ import annotations

import io
import json

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

PAGE = """<!doctype html><html lang="en"><head><title>{headline} | The Coast</title>
<meta property="og:title" content="{headline}"><meta property="og:site_name" content="The Coast">
<meta property="article:published_time" content="2022-01-{day:02d}T18:00:00+00:00"></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav><main><article><h1>{headline}</h1>{body}</article></main>
<footer>About us. Contact. Terms of use.</footer></body></html>"""
SENTENCES = (
    "The ferry {name} ran aground off the harbour of Port Linden with {count} people on board, the coastguard said.",
    "“Everybody is safe and the ship is stable,” the harbour master, Ines Duarte, told reporters on the quay.",
    "Tugs are to pull the ship free at high tide on Sunday evening, the port authority said in a statement.",
    "The {name} sails twice a day between Port Linden and the island of Corva, and was inspected in November.",
)
SHIPS = ("Alba", "Brisa", "Corso", "Dorada", "Estela", "Faro", "Gavia", "Halcyon", "Isla", "Jurel")


def text(number):
    name = SHIPS[number % len(SHIPS)]
    return [sentence.format(name=name, count=100 + number) for sentence in SENTENCES]


def headline(number):
    return f"Ferry {SHIPS[number % len(SHIPS)]} aground with {100 + number} on board"


def page(number):
    body = "".join(f"<p>{paragraph}</p>" for paragraph in text(number))
    return PAGE.format(headline=headline(number), body=body, day=1 + number % 28)


def address(number):
    return f"https://coast.example/2022/01/{number}-ferry-aground-off-port-linden.html"


def warc(path, numbers, *, bad=()):
    """An archive of pages, with the requests and the info record that crawlers write beside them."""
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=path.name.endswith(".gz"))
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "a crawler"}))
        for number in numbers:
            url = address(number)
            asked = StatusAndHeaders("GET / HTTP/1.1", [("Host", "coast.example")], is_http_request=True)
            record = writer.create_warc_record(url, "request", payload=io.BytesIO(), length=0, http_headers=asked)
            writer.write_record(record)
            body = bad[number] if number in bad else page(number).encode()
            told = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
            payload = io.BytesIO(body)
            writer.write_record(
                writer.create_warc_record(url, "response", payload, length=len(body), http_headers=told)
            )
    return path


def lines(path, rows):
    path.write_bytes(b"".join(json.dumps(row).encode() + b"\n" for row in rows))
    return path


def article(number):
    return {
        "id": f"a{number}", "headline": headline(number), "text": "\n\n".join(text(number)), "outlet": "The Coast",
        "published": f"2022-01-{1 + number % 28:02d}T18:00:00+00:00",
    }  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "tables"
