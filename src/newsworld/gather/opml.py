"""How do lists of sources come in and go out? OPML 2.0 with nested folders, and our own attributes under a namespace.

What the format has no word for stands under `xmlns:nw`: nw:country, nw:kind and nw:timezone of the outlet, nw:outlet
its id, nw:name where it differs from what the outline says, nw:paused. Other readers pass over them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat
from xml.sax.saxutils import escape

from newsworld.gather.addresses import http_address
from newsworld.gather.cleaning import text_of
from newsworld.gather.naming import outlet_id, source_id
from newsworld.news.errors import AddressRefused, BadFeed
from newsworld.news.sourcing import Outlet, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

NAMESPACE = "https://newsworld.example/ns/opml"
OPML_BYTES = 32 * 1024 * 1024
OUTLINES_AT_MOST = 100_000
DEEPEST_FOLDER = 50
_TYPES = {"rss": "feed", "atom": "feed", "rdf": "feed", "json": "feed", "jsonfeed": "feed", "feed": "feed",
          "sitemap": "sitemap", "site": "site", "page": "page"}  # fmt: skip
_BARE_AMPERSAND = re.compile(rb"&(?!#?[A-Za-z0-9]{1,10};)")
_COUNTRY = re.compile("[A-Z]{2}")
_LANGUAGE = re.compile("[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,3}")
_TIMEZONE = re.compile("[A-Za-z0-9_+-]{1,30}(?:/[A-Za-z0-9_+-]{1,30}){0,2}")
_FEED_SCHEME = re.compile("^feed:(?://)?(?=https?:)|^feed(?=://)", re.IGNORECASE)
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

Pair = tuple[Outlet, Source]


def read_opml(body: bytes) -> tuple[Pair, ...]:
    """The sources of a list in its order, each address once. BadFeed if it is no OPML.

    Only sources on the web: a list of strangers must not make the house read its own disk.
    """
    if len(body) > OPML_BYTES:
        raise BadFeed("OPML", f"the list is longer than {OPML_BYTES} bytes.", "Split it.")
    try:
        outlines = _outlines(body)
    except (expat.ExpatError, LookupError, ValueError):
        outlines = _repaired_outlines(body)
    pairs: dict[str, Pair] = {}
    for outline in outlines:
        if pair := _pair(outline):
            pairs.setdefault(pair[1].id, pair)
    return tuple(pairs.values())


@dataclass(frozen=True, slots=True)
class _Outline:
    folder: tuple[str, ...]
    told: dict[str, str]  # attributes, names in lower case
    own: dict[str, str]  # those under our namespace, without prefix


@dataclass(slots=True)
class _Reader:
    """Collects outlines while expat walks the list."""

    outlines: list[_Outline] = field(default_factory=list)
    folders: list[str | None] = field(default_factory=list)  # a name for each open outline that is a folder
    prefixes: set[str] = field(default_factory=set)
    is_opml: bool = False
    elements: int = 0

    def opens(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        plain = name.lower().rpartition(":")[2]
        self.is_opml = self.is_opml or plain == "opml"
        self.elements += 1
        if self.elements > 100 and not self.is_opml:
            raise BadFeed("OPML", "this is XML, but no OPML.", "Export the list from your reader as OPML.")
        self.prefixes.update(a[6:] for a, value in attributes.items() if a.startswith("xmlns:") and value == NAMESPACE)
        if self.elements > 3 * OUTLINES_AT_MOST or len(self.folders) > DEEPEST_FOLDER:
            raise BadFeed("OPML", "the list is longer or deeper than any honest one.", "Split it.")
        if plain != "outline":
            return
        told = {a.lower(): " ".join(value.split())[:4096] for a, value in attributes.items() if ":" not in a}
        own = {a.rpartition(":")[2]: v for a, v in attributes.items() if a.partition(":")[0] in self.prefixes}
        is_source = bool(told.get("xmlurl"))
        if is_source:
            folder = tuple(name for name in self.folders if name)
            self.outlines.append(_Outline(folder, told, own))
        self.folders.append(None if is_source else _folder_name(told.get("text") or told.get("title") or ""))

    def closes(self, name: str) -> None:
        """An element ends."""
        if name.lower().rpartition(":")[2] == "outline":
            self.folders.pop()


def _folder_name(told: str) -> str | None:
    return text_of(told, 100).replace("/", "∕") or None


def _outlines(body: bytes) -> list[_Outline]:
    reader = _Reader()
    parser = expat.ParserCreate()
    parser.StartElementHandler = reader.opens
    parser.EndElementHandler = reader.closes
    parser.EntityDeclHandler = _refuse_entities
    parser.Parse(body, True)
    if not reader.is_opml:
        raise BadFeed("OPML", "this is XML, but no OPML.", "Export the list from your reader as OPML.")
    return reader.outlines


def _refuse_entities(*_: object) -> None:
    raise BadFeed("OPML", "the list declares entities.", "Remove its DOCTYPE.")


def _repaired_outlines(body: bytes) -> list[_Outline]:
    """The same with bare ampersands escaped: the fault that addresses in hand-made lists have."""
    try:
        return _outlines(_BARE_AMPERSAND.sub(b"&amp;", body.lstrip()))
    except (expat.ExpatError, LookupError, ValueError) as error:
        place = f" (line {error.lineno})" if isinstance(error, expat.ExpatError) else ""
        raise BadFeed("OPML", f"the list is not well formed{place}.", "Export it again from your reader.") from error


def _pair(outline: _Outline) -> Pair | None:
    """An outline as outlet and source; None where it tells no address that we read."""
    told, own = outline.told, outline.own
    kind = _TYPES.get(told.get("type", "").lower(), "feed")
    try:
        address = http_address(_FEED_SCHEME.sub(_scheme, told["xmlurl"]))
    except AddressRefused:
        return None
    title = text_of(told.get("title") or told.get("text") or "", 300) or address
    home = _home(told.get("htmlurl"))
    name = text_of(own.get("name", ""), 300) or title
    outlet = Outlet(
        id=own.get("outlet", "")[:200] or outlet_id(home, name, address),
        name=name,
        home=home,
        country=_code(own.get("country", "").upper(), _COUNTRY),
        language=_code(told.get("language"), _LANGUAGE),
        kind=text_of(own.get("kind", ""), 60) or None,
        timezone=_code(own.get("timezone"), _TIMEZONE),
    )
    folder = "/".join(outline.folder) or _first_category(told.get("category", ""))
    return outlet, Source(
        id=source_id(kind, address), kind=kind, address=address, outlet=outlet.id, title=title, folder=folder,
        paused=own.get("paused") == "true",
    )  # fmt: skip


def _scheme(found: re.Match[str]) -> str:
    """feed:https://x is https://x; feed://x is http://x."""
    return "http" if found.group().lower() == "feed" else ""


def _home(told: str | None) -> str | None:
    try:
        return http_address(told) if told else None
    except AddressRefused:
        return None


def _code(told: str | None, shape: re.Pattern[str]) -> str | None:
    """A code of this shape, or nothing."""
    return told if told and shape.fullmatch(told) else None


def _first_category(told: str) -> str:
    """Of several: "/Europe/Germany,/Politics" names the folder "Europe/Germany"."""
    parts = [text_of(part, 100) for part in told.split(",", maxsplit=1)[0].split("/")]
    return "/".join(part for part in parts if part)


@dataclass(slots=True)
class _Folder:
    pairs: list[Pair] = field(default_factory=list)
    folders: dict[str, _Folder] = field(default_factory=dict)


def write_opml(pairs: Iterable[Pair], title: str = "Newsworld") -> bytes:
    """The list as OPML: folders nested as named, sources in the order given; the same bytes for the same list."""
    top = _Folder()
    for pair in pairs:
        _folder(top, pair[1].folder).pairs.append(pair)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<opml version="2.0" xmlns:nw="{NAMESPACE}">',
        f"  <head><title>{_safe(title)}</title></head>",
        "  <body>",
        *_lines(top, "    "),
        "  </body>",
        "</opml>",
        "",
    ]
    return "\n".join(lines).encode()


def _folder(top: _Folder, path: str) -> _Folder:
    here = top
    for name in path.split("/"):
        here = here.folders.setdefault(name, _Folder()) if name else here
    return here


def _lines(here: _Folder, indent: str) -> Iterator[str]:
    yield from (f"{indent}<outline {_attributes(*pair)}/>" for pair in here.pairs)
    for name, inside in here.folders.items():
        yield f'{indent}<outline text="{_safe(name)}">'
        yield from _lines(inside, indent + "  ")
        yield f"{indent}</outline>"


def _attributes(outlet: Outlet, source: Source) -> str:
    title = source.title or outlet.name
    told = {
        "type": "rss" if source.kind == "feed" else source.kind,
        "text": title, "title": title if source.title else None,
        "xmlUrl": source.address, "htmlUrl": outlet.home, "language": outlet.language,
        "nw:country": outlet.country, "nw:kind": outlet.kind, "nw:timezone": outlet.timezone, "nw:outlet": outlet.id,
        "nw:name": outlet.name if outlet.name != title else None, "nw:paused": "true" if source.paused else None,
    }  # fmt: skip
    return " ".join(f'{name}="{_safe(value)}"' for name, value in told.items() if value)


def _safe(text: str) -> str:
    return escape(_NOT_XML.sub("", text), {'"': "&quot;", "\n": " ", "\t": " "})
