"""KINDS: the kinds of source, and how each is read. A new one is a module with `parse` or `captures`, and a row."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from newsworld.gather import archives, feeds, files, sitemaps, sites
from newsworld.news.errors import BadSettings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from newsworld.gather.filed import Filed
    from newsworld.gather.parsed import Parsed
    from newsworld.news.moments import Moment

    Parse = Callable[[bytes, str, str, Moment], Parsed]
    Captures = Callable[[Path, int], Iterator[Filed]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A row of KINDS: on the web `parse` reads an answer, on disk `captures` streams what a path holds."""

    name: str
    recognises: Callable[[str], bool]  # whether an address most likely is of this kind
    parse: Parse | None = None
    captures: Captures | None = None
    request: str = "feed"  # what the client takes it for: only pages ask robots.txt

    @property
    def is_polled(self) -> bool:
        """Whether it is listened to on the web."""
        return self.parse is not None


_FEED = re.compile(r"(?:rss|atom|feed|\.rdf|\.xml$|\.json$|index\.xml)", re.IGNORECASE)
_SITEMAP = re.compile(r"sitemap[^/]*(?:\.xml|\.txt)?(?:\.gz)?$|news-?sitemap", re.IGNORECASE)
_WARC = re.compile(r"\.warc(?:\.gz|\.zst)?$", re.IGNORECASE)


def _is_web(address: str) -> bool:
    return address.startswith(("http://", "https://"))


def _path(address: str) -> str:
    parts = urlsplit(address)
    return parts.path + (f"?{parts.query}" if parts.query else "")


KINDS: tuple[Kind, ...] = (
    Kind("warc", lambda address: not _is_web(address) and bool(_WARC.search(address)), captures=archives.captures),
    Kind("folder", lambda address: not _is_web(address), captures=files.captures),
    Kind("sitemap", lambda address: bool(_SITEMAP.search(_path(address))), parse=sitemaps.parse),
    Kind(
        "feed",
        lambda address: bool(_FEED.search(_path(address)) or _FEED.match(urlsplit(address).netloc)),
        parse=feeds.parse,
    ),
    Kind("site", lambda address: _path(address) in ("", "/"), parse=sites.parse, request="page"),
    Kind("page", _is_web, parse=sites.page, request="page"),
)


_brought: list[Kind] = []  # by packages that others made


def bring(kinds: Iterable[Kind]) -> None:
    """Let kinds of others serve beside the house's, for the whole process; pipeline.assembly alone does so."""
    _brought[:] = kinds


def all_kinds() -> tuple[Kind, ...]:
    """Every kind; those of others first, since the house's last takes whatever is on the web."""
    return (*_brought, *KINDS)


def kind_named(name: str) -> Kind:
    """The row of that name. BadSettings if there is none."""
    for kind in all_kinds():
        if kind.name == name:
            return kind
    known = ", ".join(kind.name for kind in all_kinds())
    raise BadSettings(name, "there is no such kind of source.", f"Use one of {known}.")


def kind_of(address: str) -> Kind:
    """The most likely kind of an address that somebody adds."""
    return next((kind for kind in all_kinds() if kind.recognises(address)), KINDS[-1])
