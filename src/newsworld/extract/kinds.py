"""Is there an article on the page at all, and of what kind? article, live, opinion, video, listing, not-an-article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsworld.extract import jsonld

if TYPE_CHECKING:
    from newsworld.extract.pages import Page

MIN_BODY = 250  # characters; a shorter page without an article's marks holds no report
_LIVE = re.compile(
    r"/(?:live|live-?blog|newsticker|ticker)(?:/|-|$)|[-/](?:live-updates|liveticker|live-?blog)(?:[-/.]|$)"
)
_OPINION = re.compile(r"/(?:opinions?|commentisfree|op-ed|kommentare?|meinung|tribune|columnists?|editorial)(?:/|$)")
_VIDEO = re.compile(r"/(?:videos?|watch|mediathek)(?:/|$)")


def kind_of(page: Page, body: list[str]) -> str:
    """One of ARTICLE_KINDS."""
    types = set(jsonld.types(page.article_node()))
    size = sum(map(len, body))
    if "LiveBlogPosting" in types or _LIVE.search(page.url):
        return "live"
    if not body or (size < MIN_BODY and not types):
        return "video" if _VIDEO.search(page.url) and page.meta("og:video", "og:video:url") else "not-an-article"
    if "OpinionNewsArticle" in types or _OPINION.search(page.url):
        return "opinion"
    if _VIDEO.search(page.url) and size < 1_000:
        return "video"
    return "article"
