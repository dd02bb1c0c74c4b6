"""Strangers' bytes, broken in every way: no crash, no hang; and what once broke stays mended."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fuzzing import REGRESSIONS, WAYS, seeds

BOUND_SECONDS = 10  # CPU; the slowest sound page takes a fiftieth of a second
PIECES = (
    b"<", b">", b"</", b"/>", b'"', b"'", b"=", b"&", b"&#", b"&#x0;", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<?xml ",
    b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"<script>", b"<div>" * 50, b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\x1b$B",
    b"{", b"[", b"]", b":", b"\\u0000", b"\\ud800", b"9" * 400, b"-1", b"1e999", b"null", b"\r\n", b"\r\n\r\n", b"WARC/1.0",
    b"Content-Length: 99999999999", b"charset=utf-7", b"charset=x", b"2025-99-99T99:99:99+99:99", b"0000-00-00", b"javascript:",
    b"http://[", b"http://\xc3\xa9:99999/", b"%00", "\u202e\u0301\U0001f600".encode(), "\u2028".encode(),
)  # fmt: skip
EDITS = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 60), st.one_of(st.sampled_from(PIECES), st.binary(max_size=20))),
    min_size=1, max_size=8,
)  # fmt: skip


def broken(body: bytes, edits: list[tuple[float, int, bytes]]) -> bytes:
    """The bytes with pieces put over others."""
    for at, taken, piece in edits:
        place = int(at * len(body))
        body = body[:place] + piece + body[place + taken :]
    return body


def seconds(way: str, body: bytes) -> float:
    begun = time.process_time()
    WAYS[way](body)
    return time.process_time() - begun


@pytest.mark.parametrize("way", WAYS)
@given(data=st.data())
def test_bytes_broken_anywhere_are_read_or_refused(way: str, data: st.DataObject) -> None:
    body = broken(data.draw(st.sampled_from(seeds(way))), data.draw(EDITS))
    assert seconds(way, body) < BOUND_SECONDS


@pytest.mark.parametrize("way", WAYS)
@given(body=st.lists(st.sampled_from(PIECES), max_size=40).map(b"".join))
def test_nothing_but_pieces_is_read_or_refused(way: str, body: bytes) -> None:
    assert seconds(way, body) < BOUND_SECONDS


KEPT = sorted(path for path in REGRESSIONS.rglob("*") if path.is_file() and path.suffix != ".md")


@pytest.mark.parametrize("path", KEPT, ids=[str(path.relative_to(REGRESSIONS)) for path in KEPT])
def test_what_once_broke_is_mended(path) -> None:
    assert seconds(path.parent.name, path.read_bytes()) < BOUND_SECONDS
