"""What are a source and its outlet called? Ids that come out the same whenever the same address is added."""

from __future__ import annotations

import functools
import hashlib
from urllib.parse import urlsplit

from publicsuffixlist import PublicSuffixList

from newsworld.gather.links import link_key

# Hosts that carry the feeds of many outlets: the outlet is then known by its home page or its name.
_CARRIERS = frozenset({"feedburner.com", "google.com", "youtube.com", "feedblitz.com", "substack.com", "medium.com"})


def source_id(kind: str, address: str) -> str:
    """As "bbc.co.uk-1f0c93a2": the site, and a digest of kind and address."""
    digest = hashlib.sha256(f"{kind} {address}".encode()).hexdigest()[:8]
    return f"{site_of(address) or kind}-{digest}"


def outlet_id(home: str | None, name: str, address: str) -> str:
    """The site of the home page, else the feed's own site, else (or where a bare host serves many) the name."""
    site = site_of(home or "") or site_of(address)
    if site and (home or site not in _CARRIERS) and not (name and _is_bare(site)):
        return site
    plain = "".join(letter if letter.isalnum() else "-" for letter in name.lower()).strip("-")
    return plain or site or "unnamed"


def capture_id(address: str) -> str:
    """The id of a page that no item announced: the same whenever it is read again, so that edits become versions."""
    return hashlib.sha256(f"page {link_key(address)}".encode("utf-8", "replace")).hexdigest()[:16]


def site_of(address: str) -> str:
    """The registrable name of an address: "bbc.co.uk" for https://feeds.bbc.co.uk/x; the host where there is none."""
    try:
        host = (urlsplit(address).hostname or "").strip(".")
    except ValueError:
        return ""
    return (_suffixes().privatesuffix(host) if "." in host else None) or host


def _is_bare(site: str) -> bool:
    """Whether this is a machine, not a registered name: an IP address or a name without a dot."""
    return "." not in site or site.replace(".", "").isdigit() or ":" in site


@functools.cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()
