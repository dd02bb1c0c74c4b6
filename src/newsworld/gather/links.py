"""Do two links lead to one page? Compared without scheme, "www.", and what only tracks readers."""

from __future__ import annotations

import functools
import re
from urllib.parse import urlsplit

# Parameters that say where a reader came from, never which page: from the lists of ClearURLs, AdGuard and Firefox
# (by way of courlan 1.4.0), with the ones that news feeds add. "id", "p", "section" are never among them.
_TRACKS = re.compile(
    r"(?:dc|fb|gc|g|twc|yc|ysc|ms)lid|fbclid|gclid|msclkid|igshid|wbraid|gbraid|xtor|ref|referrer|referer|rss|cmp|cmpid|smid|"
    r"partner|ito|ncid|ocid|cid|sr_share|taid|feedtype|feedname|ftag|mod|traffic_source|cmpcustom|"
    r"(?:utm|at|mc|mkt|mtm|pk|ga|itm|vero|oly|ns|hsa|stm|dpg)_.{0,40}",
    re.IGNORECASE,
)
_FRONT = re.compile(r"^(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)")
_PORT = re.compile(r":(?:80|443)$")
_INDEX = re.compile(r"/(?:index\.(?:html?|php|aspx?))?$")


@functools.lru_cache(maxsize=65536)
def link_key(link: str) -> str:
    """What two links to one page share; empty for no link."""
    told = link.strip()
    if not told:
        return ""
    try:
        parts = urlsplit(told)
    except ValueError:
        return told
    host = _FRONT.sub("", _PORT.sub("", parts.netloc.lower()))
    query = sorted(p for p in parts.query.split("&") if p and not _TRACKS.fullmatch(p.partition("=")[0]))
    fragment = f"#{parts.fragment}" if parts.fragment.startswith("!") else ""  # "#!" addressed pages once
    return host + _INDEX.sub("", parts.path) + ("?" + "&".join(query) if query else "") + fragment


@functools.lru_cache(maxsize=65536)
def guid_key(guid: str | None) -> str:
    """What a guid is when http became https or a slash went; empty for none."""
    told = (guid or "").strip()
    scheme, mark, rest = told.partition("://")
    if mark and scheme.lower() in ("http", "https"):
        host, slash, path = rest.partition("/")
        return _FRONT.sub("", host.lower()) + (slash + path).rstrip("/")
    return told
