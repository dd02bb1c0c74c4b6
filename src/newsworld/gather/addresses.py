"""Which addresses does the house go to? Read as a browser reads them, compared as bytes, by our own list.

`ipaddress.is_global` is not enough: on Python 3.11 it calls 64:ff9b::7f00:1, 2002:7f00:1::, ::127.0.0.1 and 224.0.0.1
global. So addresses that carry another inside are unwrapped first, then held against the special-purpose registries
of IANA.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import ada_url

from newsworld.news.errors import AddressRefused

if TYPE_CHECKING:
    from collections.abc import Iterable

Network = IPv4Network | IPv6Network

MAX_URL_CHARS = 4096  # twice what browsers and servers agree on

# https://www.iana.org/assignments/iana-ipv4-special-registry, plus multicast and the class E block.
_NEVER_4 = tuple(
    IPv4Network(net)
    for net in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24",
        "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
    )
)  # fmt: skip
# Only 2000::/3 is given out for the world's use; these parts of it are not.
_WORLD_6 = IPv6Network("2000::/3")
_NEVER_6 = tuple(
    IPv6Network(net)
    for net in ("2001::/23", "2001:db8::/32", "2620:4f:8000::/48", "3fff::/20")
)  # fmt: skip
_NAT64 = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))
_COMPATIBLE = IPv6Network("::/96")
_ISATAP = (0x00005EFE, 0x02005EFE)


def networks(told: Iterable[str]) -> tuple[Network, ...]:
    """The networks that an operator allows: "127.0.0.0/8", "10.1.2.3". ValueError if one is none."""
    return tuple(ip_network(net, strict=False) for net in told)


def is_off_limits(told: str, allow: Iterable[Network] = ()) -> bool:
    """Whether the house must not connect to this IP address (also where it is no IP address at all)."""
    try:
        address = ip_address(told.partition("%")[0])
    except ValueError:
        return True
    for inner in _inside(address):
        address = inner
    return _is_private(address) and not any(_lies_in(address, net) for net in allow)


def _lies_in(address: IPv4Address | IPv6Address, net: Network) -> bool:
    return address.version == net.version and address in net


def _inside(address: IPv4Address | IPv6Address) -> tuple[IPv4Address, ...]:
    """The IPv4 address that an IPv6 address carries: mapped, compatible, NAT64, 6to4, Teredo or ISATAP."""
    if isinstance(address, IPv4Address):
        return ()
    value = int(address)
    if address.ipv4_mapped:
        return (address.ipv4_mapped,)
    if address.sixtofour:
        return (address.sixtofour,)
    if address.teredo:
        return (address.teredo[1],)
    carries = any(address in net for net in _NAT64) or (address in _COMPATIBLE and value > 1)
    if carries or (value >> 32) & 0xFFFFFFFF in _ISATAP:
        return (IPv4Address(value & 0xFFFFFFFF),)
    return ()


def _is_private(address: IPv4Address | IPv6Address) -> bool:
    if isinstance(address, IPv4Address):
        return any(address in net for net in _NEVER_4)
    return address not in _WORLD_6 or any(address in net for net in _NEVER_6)


def http_address(told: str, seen_from: str | None = None) -> str:
    """The address as a browser reads it, whole and normal. AddressRefused if it is none that the house goes to."""
    shown = told[:200]
    if len(told) > MAX_URL_CHARS:
        raise AddressRefused(shown, "the address is longer than any honest one.", "Check the source's address.")
    try:
        url = ada_url.URL(told.strip(), base=seen_from) if seen_from else ada_url.URL(told.strip())
    except ValueError as error:
        raise AddressRefused(shown, "this is no web address.", "Write it as https://host/path.") from error
    if url.protocol not in ("http:", "https:"):
        raise AddressRefused(shown, f"the house reads http and https, not {url.protocol[:20]}", "Use a web address.")
    if url.username or url.password:
        raise AddressRefused(url.host, "the address carries a name or password.", "Leave them out of the address.")
    if not url.hostname:
        raise AddressRefused(shown, "the address names no host.", "Write it as https://host/path.")
    url.hash = ""
    return str(url.href)


def host_of(address: str) -> str:
    """Host and port of an address: what is paced, and what robots.txt speaks for; empty where it is none."""
    try:
        return urlsplit(address).netloc
    except ValueError:
        return ""


def origin_of(address: str) -> str:
    """Scheme, host and port: "https://example.org"."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def refuse_literal(address: str, allow: Iterable[Network] = ()) -> None:
    """AddressRefused if the host is itself an IP address that is off limits; names are checked when connecting."""
    host = (urlsplit(address).hostname or "").strip("[]")
    try:
        ip_address(host.partition("%")[0])
    except ValueError:
        return
    if is_off_limits(host, allow):
        raise refusal(host)


def refusal(host: str) -> AddressRefused:
    """The error for an address inside a private network."""
    return AddressRefused(
        host,
        "this address lies in a private or reserved network.",
        "Add its network to `allow_networks` in the settings if you mean it.",
    )
