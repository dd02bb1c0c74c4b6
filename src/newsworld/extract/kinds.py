"""Is there an article on the page at all, and of what kind? article, live, opinion, video, listing, not-an-article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import numpy as np

from newsworld.extract import jsonld, walls
from newsworld.extract.forests import gate
from newsworld.extract.marks import BIT

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from newsworld.extract.body import Reading
    from newsworld.extract.dates import Dates
    from newsworld.extract.pages import Page

ARTICLE_FROM = 0.6  # likelihood; chosen by cross-validation on pages of all kinds
ANNOUNCED_FROM = 0.05  # where a source announced the page as news: old table layouts come out at 0.1 to 0.2
LETTERS_A_DENSE_SIGN = 2.5  # Japanese tells a report in about two fifths of the characters
MIN_BODY = 140  # characters; below there is no report to read
_LIVE = re.compile(r"/(?:live|newsticker|ticker)(?:/|-|$)|[-/](?:live-updates|liveticker|live-?blog)(?:[-/.]|$)")
_OPINION = re.compile(r"/(?:opinions?|commentisfree|op-ed|kommentare?|meinung|tribune|columnists?|editorial)(?:/|$)")
_VIDEO = re.compile(r"/(?:videos?|watch|mediathek)(?:/|$)")
# Parts of addresses by which shops, forums, manuals and lists are told from reports all over the web.
_PATHS = (
    re.compile(r"/(?:products?|shop|store|item|dp|buy|p|pd|collections?)(?:/|$|\.)"),
    re.compile(
        r"/(?:forums?|threads?|topics?|t|discussion|questions?|viewtopic|showthread|community|comments|r)(?:/|$|\.|\?)"
    ),
    re.compile(
        r"/(?:docs?|documentation|reference|manual|api|guide|guides|wiki|help|support|learn|tutorials?|en-us)(?:/|$|\.)"
    ),
    re.compile(r"/(?:category|categories|tags?|search|list|lists|archive|browse|directory|listing|jobs)(?:/|$|\.|\?)"),
    re.compile(
        r"/(?:services?|solutions?|about|about-us|contact|pricing|industries|practice-areas|company|features)(?:/|$|\.)"
    ),
    re.compile(r"/(?:news|article|articles|story|stories|blog|posts?|press|insights|20[0-2]\d)(?:/|$|-)"),
)
_COUNTED = (
    "article",
    "form",
    "input",
    "pre",
    "img",
    "h2",
    "h3",
    "table",
    "time",
    "button",
    "p",
    "li",
    "a",
    "section",
    "option",
)
_SCHEMAS = (
    ("Product", "Offer", "AggregateOffer", "ProductGroup"), ("DiscussionForumPosting", "QAPage", "Question",
    "ProfilePage"),
    ("ItemList", "CollectionPage", "SearchResultsPage", "OfferCatalog"), ("FAQPage", "Service", "LocalBusiness",
    "Organization"),
    ("TechArticle", "APIReference", "HowTo", "SoftwareApplication"), ("BlogPosting", "NewsArticle",
    "ReportageNewsArticle", "Article"),
    ("WebSite",), ("Recipe", "Review", "Course", "Event", "Book"),
)  # fmt: skip


def signs(page: Page, reading: Reading, when: Dates, names: tuple[str, ...]) -> NDArray[np.float32]:
    """What of a page's build tells reports from shops, forums, manuals and lists; one row, no words of the page."""
    blocks = reading.blocks
    scale = _letters_a_sign(reading.paragraphs)
    sizes = np.array([len(block.text) for block in blocks] or [0], dtype=np.float64) * scale
    links = np.array([block.link_chars for block in blocks] or [0], dtype=np.float64) * scale
    taken = np.array(reading.taken if blocks else [False], dtype=bool)
    own, rest = sizes[taken], max(sizes.sum(), 1.0)
    types = {one for node in page.ld for one in jsonld.types(node)}
    path = _path(page.url)
    slug = path.rstrip("/").rsplit("/", 1)[-1]
    return np.array([[
        own.sum(), own.sum() / rest, len(own), float(own.mean()) if len(own) else 0.0, float((own > 80).sum()),
        float((own > 250).sum()), links[taken].sum() / max(own.sum(), 1.0), links.sum() / rest, len(blocks),
        reading.expected,
        *(reading.tags.get(tag, 0) for tag in _COUNTED), page.meta("og:type") == "article",
        page.meta("og:type") == "website",
        bool(page.meta("og:type")),
        "product" in page.meta("og:type"), when.published is not None, len(when.published or ""),
        when.updated is not None,
        len(names), bool(page.meta("article:published_time", "article:modified_time")),
        bool(page.meta("article:section")),
        bool(page.meta("twitter:label1")), *(bool(types & set(group)) for group in _SCHEMAS), bool(page.article),
        *(bool(pattern.search(path)) for pattern in _PATHS), path.count("/"), slug.count("-"), len(slug),
        path in ("", "/"),
        any(letter.isdigit() for letter in slug), len(page.h1s), _marked(reading, "comment"), _marked(reading,
        "related"),
        _tag_share(reading, "li"), _tag_share(reading, "h2", "h3", "h4"), _tag_share(reading, "pre", "td", "tr", "dd"),
    ]], dtype=np.float32)  # fmt: skip


def _letters_a_sign(paragraphs: tuple[str, ...]) -> float:
    """How many letters of an alphabet a character of this text is worth: more in Chinese, Japanese, Korean."""
    head = "".join(paragraphs)[:2_000]
    if head.isascii():
        return 1.0
    dense = sum("\u2e80" <= letter <= "\ud7ff" for letter in head)
    return LETTERS_A_DENSE_SIGN if dense > len(head) * 0.3 else 1.0


def _path(url: str) -> str:
    try:
        return urlsplit(url.lower()).path
    except ValueError:
        return ""


def _marked(reading: Reading, mark: str) -> float:
    """Share of the page's characters under elements of this mark."""
    bit, part, every = BIT[mark], 0, 1
    for block in reading.blocks:
        size = len(block.text)
        every += size
        if block.element.inherited & bit:
            part += size
    return part / every


def _tag_share(reading: Reading, *tags: str) -> float:
    taken = [block for block, is_taken in zip(reading.blocks, reading.taken, strict=True) if is_taken]
    return sum(block.element.tag in tags for block in taken) / (len(taken) or 1)


def _other(page: Page, reading: Reading, when: Dates, names: tuple[str, ...], *, announced: bool) -> str | None:
    """What the page is if it is no article; None where it is one."""
    if walls.is_wall(page, reading.paragraphs):
        return "not-an-article"
    row = signs(page, reading, when, names)
    is_off_the_web = page.url.startswith("http")  # a file that somebody hands over is taken at their word
    if is_off_the_web and gate().likelihood(row)[0] < (ANNOUNCED_FROM if announced else ARTICLE_FROM):
        return "listing" if row[0, 7] > 0.5 else "not-an-article"
    return None


def kind_of(page: Page, reading: Reading, when: Dates, names: tuple[str, ...], *, announced: bool) -> str:
    """One of ARTICLE_KINDS; `announced`: somebody has already said that it is an article."""
    size = sum(map(len, reading.paragraphs)) * _letters_a_sign(reading.paragraphs)
    types = set(jsonld.types(page.article))
    if "LiveBlogPosting" in types:
        return "live"
    if size < MIN_BODY:
        return "video" if _VIDEO.search(page.url) and page.meta("og:video", "og:video:url") else "not-an-article"
    if other := _other(page, reading, when, names, announced=announced):
        return other
    if _LIVE.search(page.url):
        return "live"
    if "OpinionNewsArticle" in types or _OPINION.search(page.url):
        return "opinion"
    return "video" if _VIDEO.search(page.url) and size < 1_000 else "article"
