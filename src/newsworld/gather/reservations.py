"""Does an outlet reserve its text against mining? The TDM Reservation Protocol: header, page, or a file of the site.

W3C Community Group Final Report, 10 May 2024. Read, kept with the capture, shown; what follows from it is for the
operator to say.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

WELL_KNOWN = "/.well-known/tdmrep.json"
WELL_KNOWN_BYTES = 256 * 1024
_HEAD_BYTES = 64 * 1024  # <meta> stands in the head
_RULES_AT_MOST = 500
_META = re.compile(rb"<meta\s[^<>]{0,600}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"""([a-z-]{1,20})\s{0,5}=\s{0,5}(?:"([^"]{0,500})"|'([^']{0,500})'|([^\s"'>]{1,500}))""", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Reservation:
    """Whether rights are reserved, and where the policy stands."""

    reserved: bool
    policy: str | None = None

    def headers(self) -> dict[str, str]:
        """As the protocol's own headers, the form in which a capture keeps it."""
        told = {"tdm-reservation": "1" if self.reserved else "0"}
        return {**told, "tdm-policy": self.policy} if self.policy else told


@dataclass(frozen=True, slots=True)
class SiteRule:
    """A row of a site's tdmrep.json."""

    location: str
    reservation: Reservation


def reservation_of(
    address: str, headers: Mapping[str, str], body: bytes = b"", rules: tuple[SiteRule, ...] = ()
) -> Reservation | None:
    """What holds for a page: its own <meta> first, then the answer's header, then the site's file."""
    return _told(_metas(body)) or _told(headers) or _by_rule(address, rules)


def _told(pairs: Mapping[str, str]) -> Reservation | None:
    flag = pairs.get("tdm-reservation", "").strip()
    if flag not in ("0", "1"):
        return None
    return Reservation(flag == "1", _web(pairs.get("tdm-policy")))


def _web(policy: Any) -> str | None:
    return policy[:2000] if isinstance(policy, str) and policy.startswith(("https://", "http://")) else None


def _metas(body: bytes) -> dict[str, str]:
    head = body[:_HEAD_BYTES]
    if b"tdm-reservation" not in head.lower():
        return {}
    found: dict[str, str] = {}
    for meta in _META.findall(head):
        pairs = {name.lower(): a or b or c for name, a, b, c in _ATTRIBUTE.findall(meta.decode("utf-8", "replace"))}
        found.setdefault(pairs.get("name", "").lower(), pairs.get("content", ""))
    return found


def rules_of(body: bytes) -> tuple[SiteRule, ...]:
    """The rows of a tdmrep.json; none where it cannot be read."""
    try:
        rows = json.loads(body[:WELL_KNOWN_BYTES])
    except (ValueError, RecursionError):
        return ()
    rows = rows if isinstance(rows, list) else []
    return tuple(rule for row in rows[:_RULES_AT_MOST] if isinstance(row, dict) and (rule := _rule_of(row)))


def _rule_of(row: dict[str, Any]) -> SiteRule | None:
    location, flag = row.get("location"), row.get("tdm-reservation")
    if not isinstance(location, str) or flag not in (0, 1):
        return None
    return SiteRule(location[:500], Reservation(flag == 1, _web(row.get("tdm-policy"))))


def _by_rule(address: str, rules: tuple[SiteRule, ...]) -> Reservation | None:
    """The first row whose location matches the path, as the report settles it."""
    if not rules:
        return None
    parts = urlsplit(address)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    return next((rule.reservation for rule in rules if _matches(rule.location, path)), None)


def _matches(location: str, path: str) -> bool:
    """A robots.txt-like pattern: a prefix, with * for anything and $ for the end. Linear, no regex."""
    pattern, ends = (location[:-1], True) if location.endswith("$") else (location, False)
    first, *rest = pattern.split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    for piece in rest:
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return not ends or at == len(path) or (bool(rest) and path.endswith(rest[-1]))
