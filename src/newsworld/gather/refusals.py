"""Why is this no feed? What comes instead of one, told in plain words before a parser sees it."""

from __future__ import annotations

import re

from newsworld.gather.addresses import host_of
from newsworld.news.errors import BadFeed

_HEAD = 4096
# Marks that the makers of such pages leave in them, whatever language they speak.
_CHALLENGES = (b"cf-chl", b"cf_chl", b"challenge-platform", b"captcha", b"ddos-guard", b"incapsula",
               b"perimeterx", b"datadome")  # fmt: skip
_PORTALS = (b"captive", b"hotspot", b"networkauthentication", b"wispaccessgatewayparam")
_LOGINS = (b'type="password"', b"type='password'")
_ROOT = re.compile(rb"<(?!\?|!)(?:[\w.-]{1,40}:)?([\w.-]{1,60})")
_OTHERS = {
    b"opml": ("this is an OPML list, not a feed.", "Import it with `newsworld sources add`."),
    b"urlset": ("this is a sitemap, not a feed.", "Give the source the kind sitemap."),
    b"sitemapindex": ("this is a sitemap index, not a feed.", "Give the source the kind sitemap."),
    b"svg": ("this is a picture, not a feed.", "Check the address."),
}


def refuse_what_is_no_feed(body: bytes, url: str) -> None:
    """BadFeed, in plain words, for an empty answer, a web page, a challenge, a portal, another XML."""
    host = host_of(url) or url
    head = body[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not body.strip():
        raise BadFeed(host, "the answer is empty.", "It will be tried again later.")
    if not head.startswith((b"<", b"{")) and b"<" not in head and b"\x00" not in head:
        raise BadFeed(host, "the answer is plain text, not a feed.", "Check the address.")
    root = _root_of(head)
    if root in _OTHERS:
        raise BadFeed(host, *_OTHERS[root])
    if root in (b"html", b"head", b"body", b"div", b"script", b"meta") or head[:14].lower() == b"<!doctype html":
        raise BadFeed(host, *_page_words(body[: 16 * _HEAD].lower()))


def _root_of(head: bytes) -> bytes:
    """The name of the first element, in lower case, comments passed over."""
    while (start := head.find(b"<!--")) >= 0 and not _ROOT.search(head, 0, start):
        end = head.find(b"-->", start)
        if end < 0:
            return b""
        head = head[end + 3 :]
    found = _ROOT.search(head)
    return found.group(1).lower() if found else b""


def _page_words(page: bytes) -> tuple[str, str]:
    if any(sign in page for sign in _CHALLENGES):
        return "a check against robots came instead of the feed.", "Ask the outlet to let the feed be read."
    if any(sign in page for sign in _PORTALS):
        return "the page of a local network came instead of the feed.", "Log in to the network; it will be tried again."
    if any(sign in page for sign in _LOGINS):
        return "a login page came instead of the feed.", "Look for a public feed of this outlet."
    return "a web page came instead of the feed.", "Give the source the kind site, or find its feed."
