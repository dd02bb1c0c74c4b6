from __future__ import annotations

import contextlib
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsworld.gather.naming import source_id
from newsworld.gather.opml import read_opml, write_opml
from newsworld.news.errors import BadFeed
from newsworld.news.sourcing import Outlet, Source

BY_HAND = (Path(__file__).parent / "golden_opml.opml").read_bytes()


def test_a_list_made_by_hand_comes_in() -> None:
    pairs = read_opml(BY_HAND)
    assert [(source.kind, source.folder, source.title, source.address) for _, source in pairs] == [
        ("feed", "Europe/Germany", "Hafenblatt", "https://hafen.example/rss"),
        ("feed", "Europe/Germany", "No type", "https://notype.example/feed?a=1&b=2"),
        ("feed", "Europe", "Shouting", "http://shout.example/rss"),
        ("feed", "World/Asia", "Tagged", "https://tagged.example/rss"),
        ("sitemap", "", "Map", "https://map.example/news.xml"),
    ]
    assert pairs[0][0] == Outlet(
        "hafen.example", "Hafenblatt", "https://www.hafen.example/", "DE", "de", "daily", "Europe/Berlin"
    )
    assert [source.paused for _, source in pairs] == [False, False, False, False, True]


def test_a_list_survives_the_round_trip() -> None:
    pairs = read_opml(BY_HAND)
    assert sorted(read_opml(write_opml(pairs)), key=str) == sorted(pairs, key=str)
    assert write_opml(read_opml(write_opml(pairs))) == write_opml(pairs)


@pytest.mark.slow
def test_ten_thousand_outlines_are_read_and_written_quickly() -> None:
    pairs = [
        (
            Outlet(f"o{n}.example", f"O {n}", f"https://o{n}.example/"),
            _source(f"https://o{n}.example/rss", f"F{n % 90}/G{n % 9}"),
        )
        for n in range(10_000)
    ]
    began = time.perf_counter()
    assert len(read_opml(write_opml(pairs))) == 10_000
    assert time.perf_counter() - began < 20


def _source(address: str, folder: str = "", title: str = "") -> Source:
    return Source(source_id("feed", address), "feed", address, "o.example", title=title, folder=folder)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "not well formed"),
        (b"hello", "not well formed"),
        (b"<rss/>", "no OPML"),
        (b"<opml><body><outline text='x'", "not well formed"),
        (
            b"<!DOCTYPE o [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><opml><outline text='&x;'/></opml>",
            "declares entities",
        ),
        (b"<opml>" + b"<outline text='x'>" * 5000, "deeper"),
    ],
)
def test_what_is_no_list_is_told_in_plain_words(body: bytes, words: str) -> None:
    with pytest.raises(BadFeed, match=words):
        read_opml(body)


@settings(max_examples=40)
@given(st.lists(st.tuples(st.text(max_size=30), st.text(max_size=20), st.booleans()), max_size=5))
def test_any_names_go_out_and_come_back_as_a_list(rows: list[tuple[str, str, bool]]) -> None:
    pairs = [
        (Outlet("o.example", name or "x", "https://o.example/"), _source(f"https://o.example/{n}", folder, name))
        for n, (name, folder, _) in enumerate(rows)
    ]
    once = read_opml(write_opml(pairs))
    assert len(once) == len(pairs)
    assert sorted(read_opml(write_opml(once)), key=str) == sorted(once, key=str)


@settings(max_examples=60)
@given(st.binary(max_size=300), st.integers(0, len(BY_HAND)))
def test_any_bytes_are_a_list_or_refused(junk: bytes, at: int) -> None:
    for body in (junk, BY_HAND[:at] + junk + BY_HAND[at:]):
        with contextlib.suppress(BadFeed):
            read_opml(body)
