"""Where does a site announce its news? On its home page: the feeds it names, else links that look like reports."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from newsworld.gather.addresses import http_address
from newsworld.gather.cleaning import text_of
from newsworld.gather.links import link_key
from newsworld.gather.naming import site_of
from newsworld.gather.parsed import Parsed
from newsworld.news.errors import AddressRefused, BadFeed
from newsworld.news.sourcing import Item
from newsworld.text import bounds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsworld.news.moments import Moment

PAGE_BYTES = 4 * 1024 * 1024
FEEDS_AT_MOST = 10
LINKS_AT_MOST = 300
ANCHORS_AT_MOST = 5000
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
_SIDE_FEED = re.compile(r"comment|podcast|/author/|/tag/", re.IGNORECASE)
_FEWEST_TITLE_LETTERS = 25  # navigation is shorter
# An address of one report: a day or a long number in its path, or a slug of four words and more.
_REPORT = re.compile(r"/20\d\d[/-]?[01]\d|\d{5,}|/[^/]+(?:[-_][^/_-]+){3,}/?$")


def parse(body: bytes, source: str, url: str, now: Moment) -> Parsed:  # noqa: ARG001 - every kind reads with the same four
    """The feeds of a home page, the site's own first; where it names none, its links as items."""
    trouble = bounds.trouble(body[:PAGE_BYTES].decode("latin-1"))  # tags are ASCII in whatever the rest is
    if trouble:
        raise BadFeed(url, trouble, "Follow a feed of the outlet by its address.")
    tree = LexborHTMLParser(body[:PAGE_BYTES])
    feeds = tuple(dict.fromkeys(_feeds(tree, url)))[:FEEDS_AT_MOST]
    items = () if feeds else tuple(_links(tree, source, url))
    return Parsed(items, title=_title(tree), home=url, language=_language(tree), leads_to=feeds)


def page(body: bytes, source: str, url: str, now: Moment) -> Parsed:  # noqa: ARG001 - every kind reads with the same four
    """A single page as the one item it announces."""
    trouble = bounds.trouble(body[:PAGE_BYTES].decode("latin-1"))  # tags are ASCII in whatever the rest is
    if trouble:
        raise BadFeed(url, trouble, "Follow a feed of the outlet by its address.")
    tree = LexborHTMLParser(body[:PAGE_BYTES])
    title = _title(tree)
    about = _meta(tree, 'meta[property="og:description"]') or _meta(tree, 'meta[name="description"]')
    item = Item(id="", source=source, link=url, headline=title, summary=text_of(about, 4000))
    return Parsed((item,), title=title, home=url, language=_language(tree))


def _feeds(tree: LexborHTMLParser, url: str) -> Iterator[str]:
    """Feeds that the head names: main ones first, those of comments, podcasts and authors last."""
    named = [
        (bool(_SIDE_FEED.search(f"{node.attributes.get('title')} {node.attributes.get('href')}")), address)
        for node in tree.css("link[rel~=alternate][href]")
        if (node.attributes.get("type") or "").split(";")[0].strip().lower() in _FEED_TYPES
        and (address := _address(node.attributes.get("href"), url))
    ]
    yield from (address for is_side, address in sorted(named, key=lambda row: row[0]))


def _links(tree: LexborHTMLParser, source: str, url: str) -> Iterator[Item]:
    """Links within the site whose words are a headline and whose address is a report's."""
    seen: set[str] = set()
    for node in tree.css("a[href]")[:ANCHORS_AT_MOST]:
        headline = text_of(node.text(separator=" ", strip=True))
        address = _address(node.attributes.get("href"), url)
        if not address or len(headline) < _FEWEST_TITLE_LETTERS or site_of(address) != site_of(url):
            continue
        key = link_key(address)
        if key in seen or not _REPORT.search(urlsplit(address).path):
            continue
        seen.add(key)
        yield Item(id="", source=source, link=address, headline=headline)
        if len(seen) >= LINKS_AT_MOST:
            return


def _address(told: str | None, url: str) -> str | None:
    try:
        return http_address(told, seen_from=url) if told else None
    except AddressRefused:
        return None


def _title(tree: LexborHTMLParser) -> str:
    node = tree.css_first("title")
    return text_of(_meta(tree, 'meta[property="og:title"]') or (node.text() if node else ""))


def _meta(tree: LexborHTMLParser, selector: str) -> str:
    node = tree.css_first(selector)
    return (node.attributes.get("content") or "") if node else ""


def _language(tree: LexborHTMLParser) -> str | None:
    node = tree.css_first("html")
    code = (node.attributes.get("lang") or "") if node else ""
    return code if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,3}", code) else None
