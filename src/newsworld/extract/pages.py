"""What does a page say of itself? One bounded parse, and the parts of it that speak of the article."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from newsworld.extract import bounds, jsonld
from newsworld.news.errors import BadCapture
from newsworld.text.decode import decoded

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from newsworld.news.sourcing import Capture

MAX_PAGE_BYTES = 10 * 1024 * 1024
MAX_META = 4_000  # characters
MAX_TITLE = 1_000
_ODD = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\ufffd]")
_BINARY = (
    (b"\x89PNG", "an image"), (b"\xff\xd8\xff", "an image"), (b"GIF8", "an image"), (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a zip archive"), (b"\x1f\x8b", "a compressed file"), (b"RIFF", "a media file"),
    (b"ID3", "a sound file"), (b"OggS", "a media file"), (b"\x00\x00\x01\x00", "an icon"),
    (b"BZh", "a compressed file"),
    (b"7z\xbc\xaf", "an archive"), (b"\xfd7zXZ", "a compressed file"), (b"\x28\xb5\x2f\xfd", "a compressed file"),
    (b"SQLite format", "a database"), (b"\x7fELF", "a program"), (b"MZ\x90", "a program"),
)  # fmt: skip


@dataclass(frozen=True)
class Page:
    """A parsed page and what it tells of itself."""

    tree: LexborHTMLParser
    url: str
    metas: dict[str, str]  # first value by name or property, in lower case
    titles: tuple[str, ...]  # <title>
    h1s: tuple[str, ...]
    ld: tuple[jsonld.Node, ...]
    language: str | None = None
    canonical: str | None = None
    authors: tuple[str, ...] = field(default=())  # several <meta name=author>

    def meta(self, *names: str) -> str:
        """The first of these metas that says anything."""
        return next((value for name in names if (value := self.metas.get(name, ""))), "")

    def absolute(self, address: str) -> str | None:
        """A web address, made whole by the page's own; None for anything else."""
        try:
            whole = urljoin(self.url, address.strip())
        except ValueError:
            return None
        return whole if address and whole.startswith(("http://", "https://")) else None

    @property
    def host(self) -> str:
        """The page's host without "www."; empty where the address is not known."""
        try:
            return (urlsplit(self.url).hostname or "").removeprefix("www.")
        except ValueError:
            return ""

    def own_names(self, outlet: str | None = None) -> frozenset[str]:
        """What the outlet may call itself on the page, squeezed."""
        publisher = jsonld.text_of(self.article.get("publisher"))
        labels = [label for label in self.host.split(".")[:-1] if len(label) > 2]
        told = (self.meta("og:site_name", "application-name"), self.host, publisher, outlet or "", *labels)
        return frozenset(name for one in told if (name := squeezed(one)))

    @functools.cached_property
    def article(self) -> jsonld.Node:
        """The JSON-LD node that tells most of the page's article; empty where there is none."""
        articles = [node for node in self.ld if jsonld.is_article(node)]
        told = [node for node in articles if node.get("headline")] or articles
        here = [node for node in told if self._is_here(node)]
        return max(here or told, key=_weight, default={})

    def _is_here(self, node: jsonld.Node) -> bool:
        addresses = {jsonld.url_of(node.get(key)) for key in ("url", "mainEntityOfPage", "@id")} - {""}
        own = {self.url, self.canonical or ""} - {""}
        return any(_bare(one) == _bare(mine) for one in addresses for mine in own)


def squeezed(text: str) -> str:
    """Letters and digits alone, folded: "The Harbour Post." and "theharbourpost" are the same."""
    return re.sub(r"\W", "", text.casefold())


def _weight(node: jsonld.Node) -> tuple[int, int]:
    told = sum(bool(node.get(key)) for key in ("headline", "datePublished", "author"))
    return told, "NewsArticle" in jsonld.types(node)


def _bare(url: str) -> str:
    return re.split(r"[#?]", url, maxsplit=1)[0].rstrip("/").removeprefix("https://").removeprefix("http://")


def page_text(capture: Capture) -> str:
    """The page's markup as text. BadCapture for what is empty, binary or too large."""
    name = capture.url or capture.id
    body = capture.body
    if len(body) > MAX_PAGE_BYTES:
        raise BadCapture(name, f"the page is larger than {MAX_PAGE_BYTES >> 20} MiB.", "Give the article's own page.")
    if not body.strip():
        raise BadCapture(name, "the page is empty.", "Fetch it again, or open it in a browser to see what it holds.")
    for mark, what in _BINARY:
        if body.startswith(mark):
            raise BadCapture(name, f"this is {what}, not a page.", "Give an HTML or plain-text page.")
    text = decoded(body, capture.headers.get("content-type"))
    if _is_noise(text):
        raise BadCapture(name, "this is binary data, not a page.", "Give an HTML or plain-text page.")
    return text


def _is_noise(text: str) -> bool:
    head = text[:4096]
    odd = len(_ODD.findall(head))
    return odd > len(head) * 0.2


def parsed(capture: Capture) -> Page:
    """The page, its markup bounded in size and nesting before it is parsed."""
    markup = page_text(capture)
    trouble = bounds.trouble(markup)
    if trouble:
        raise BadCapture(capture.url or capture.id, trouble, "Give a page that a browser can show.")
    return page_of(LexborHTMLParser(markup), capture.url)


def page_of(tree: LexborHTMLParser, url: str) -> Page:
    """The parts of a parsed page that speak of its article."""
    metas: dict[str, str] = {}
    authors: list[str] = []
    for node in tree.css("meta"):
        told = node.attributes
        name = (told.get("property") or told.get("name") or told.get("itemprop") or "").strip().lower()
        content = " ".join((told.get("content") or "")[:MAX_META].split())
        if not name or not content:
            continue
        metas.setdefault(name, content)
        if name in ("author", "article:author") and content not in authors:
            authors.append(content)
    return Page(
        tree=tree,
        url=url,
        metas=metas,
        titles=tuple(_words(node) for node in tree.css("head title")[:1]),
        h1s=tuple(words for node in tree.css("h1")[:12] if (words := _words(node))),
        ld=tuple(jsonld.nodes(node.text() for node in tree.css('script[type*="ld+json" i]')[:40])),
        language=_language(tree, metas),
        canonical=_canonical(tree, url, metas),
        authors=tuple(authors),
    )


def _words(node: LexborNode) -> str:
    return " ".join(node.text(separator=" ")[:MAX_TITLE].split())


def _language(tree: LexborHTMLParser, metas: dict[str, str]) -> str | None:
    root = tree.css_first("html")
    told = (root.attributes.get("lang") or root.attributes.get("xml:lang")) if root is not None else None
    return told or metas.get("og:locale") or metas.get("content-language") or metas.get("language")


def _canonical(tree: LexborHTMLParser, url: str, metas: dict[str, str]) -> str | None:
    link = tree.css_first('link[rel="canonical" i]')
    told = (link.attributes.get("href") if link is not None else None) or metas.get("og:url") or ""
    try:
        address = urljoin(url, told.strip())
    except ValueError:
        return None
    return address if told and address.startswith(("http://", "https://")) else None
