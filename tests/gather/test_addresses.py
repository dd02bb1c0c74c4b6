from __future__ import annotations

import contextlib
import ipaddress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsworld.gather.addresses import http_address, is_off_limits, networks, refuse_literal
from newsworld.news.errors import AddressRefused

PRIVATE = [
    "127.0.0.1",
    "127.1",
    "127.0.1",
    "0x7f.1",
    "0x7f000001",
    "2130706433",
    "017700000001",
    "0177.0.0.1",
    "0177.1",
    "127.000.000.001",
    "0",
    "0.0.0.0",
    "10.0.0.1",
    "10.1",
    "0xa.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.0.1",
    "192.168.1",
    "0xc0a80001",
    "3232235521",
    "169.254.169.254",
    "0xa9fea9fe",
    "2852039166",
    "0251.0376.0251.0376",
    "100.64.0.1",
    "198.18.0.1",
    "192.0.0.8",
    "192.0.2.1",
    "198.51.100.7",
    "203.0.113.9",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "１２７.0.0.1",
    "127。0。0。1",
    "%31%32%37.0.0.1",
    "①②⑦.0.0.1",
    "[::]",
    "[::1]",
    "[0:0:0:0:0:0:0:1]",
    "[::127.0.0.1]",
    "[::7f00:1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[0:0:0:0:0:ffff:10.0.0.1]",
    "[::ffff:a9fe:a9fe]",
    "[64:ff9b::7f00:1]",
    "[64:ff9b::127.0.0.1]",
    "[64:ff9b:1::a00:1]",
    "[2002:7f00:1::]",
    "[2002:a00:1::1]",
    "[2002:c0a8:1::]",
    "[2001:0:4136:e378:8000:63bf:80ff:fffe]",
    "[fe80::1]",
    "[fec0::1]",
    "[fc00::1]",
    "[fd12:3456:789a::1]",
    "[ff02::1]",
    "[2001:db8::1]",
    "[2001:10::1]",
    "[100::1]",
    "[2001:4860:0:0:0:5efe:7f00:1]",
    "[3fff::1]",
    "[5f00::1]",
    "[2620:4f:8000::1]",
    "[4000::1]",
]
PUBLIC = [
    "8.8.8.8",
    "1.1.1.1",
    "93.184.216.34",
    "[2606:4700::1111]",
    "[2001:4860:4860::8888]",
    "[64:ff9b::808:808]",
    "[::ffff:8.8.8.8]",
]


def reached(host: str) -> None:
    refuse_literal(http_address(f"http://{host}/feed"))


def test_there_are_sixty_spellings() -> None:
    assert len(set(PRIVATE)) >= 60


@pytest.mark.parametrize("host", PRIVATE)
def test_a_private_address_is_known_in_every_spelling(host: str) -> None:
    with pytest.raises(AddressRefused):
        reached(host)


@pytest.mark.parametrize("host", PUBLIC)
def test_a_public_address_is_not(host: str) -> None:
    reached(host)


@pytest.mark.parametrize(
    "told",
    ["", "ftp://a.example/", "file:///etc/passwd", "javascript:alert(1)", "http://", "http://user:pw@a.example/",
     "http://a b/", "http://[::1", "http://a.example:99999/", "data:text/html,x", "/feed", "http://" + "a" * 5000],
)  # fmt: skip
def test_what_is_no_address_is_refused(told: str) -> None:
    with pytest.raises(AddressRefused):
        http_address(told)


def test_addresses_are_read_as_browsers_read_them() -> None:
    assert http_address(" HTTPS://Example.ORG:443/a/../b?id=5#top ") == "https://example.org/b?id=5"
    assert http_address("http://good.example\\@evil.example/") == "http://good.example/@evil.example/"
    assert http_address("http://bücher.example/") == "http://xn--bcher-kva.example/"
    assert http_address("../x", seen_from="https://a.example/b/c") == "https://a.example/x"


def test_an_operator_may_allow_a_network() -> None:
    allow = networks(["10.1.0.0/16", "::1"])
    assert not is_off_limits("10.1.2.3", allow)
    assert not is_off_limits("::ffff:10.1.2.3", allow)
    assert not is_off_limits("::1", allow)
    assert is_off_limits("10.2.0.1", allow)
    assert is_off_limits("no address")


@settings(max_examples=80)
@given(st.ip_addresses(v=4))
def test_what_the_standard_calls_private_is_never_let_through(address: ipaddress.IPv4Address) -> None:
    faces = (
        str(address),
        f"::ffff:{address}",
        f"64:ff9b::{address}",
        str(ipaddress.IPv6Address((0x2002 << 112) | (int(address) << 80))),
    )
    if not address.is_global:
        assert all(is_off_limits(face) for face in faces)
    assert len({is_off_limits(face) for face in faces}) == 1


@settings(max_examples=80)
@given(st.text(max_size=80))
def test_any_text_is_an_address_or_refused(told: str) -> None:
    for text in (told, f"http://{told}/", f"http://a.example/{told}"):
        with contextlib.suppress(AddressRefused):
            assert http_address(text).startswith(("http://", "https://"))
