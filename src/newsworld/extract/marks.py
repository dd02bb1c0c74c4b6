"""What do class and id names of markup say of the words inside? A set of marks, as bits of a number."""

from __future__ import annotations

import functools
import re

# The names that themes and publishing systems use all over the web, by what they hold.
_NAMES = {
    "body": (
        "article-?_?(?:body|content|text|main)", "story-?_?(?:body|content|text)",
        "(?:post|entry|page|main|body|news|detail)-?_?(?:content|body|text)", "bodytext", "body-?copy", "rich-?text",
        "wysiwyg", "paragraph", r"\bprose\b", "text-?block", "content-?body",
    ),
    "article": (
        "article", "story", r"\bpost\b", "entry", "single", "artikel", r"\bnews", "content", "beitrag", "nota",
        "noticia",
    ),
    "comment": (
        "comment", "disqus", "discuss", "replies", r"\breply", "kommentar", "respond", "feedback", r"\bforum",
    ),
    "related": (
        "relat", "recomm", "also", "read-?(?:more|next|on)", "more-?(?:from|on|stories|news)", "trending", "popular",
        "most-?(?:read|viewed)", "latest", "next-?(?:article|story|post)", "prev", "teaser", "similar", "suggest",
        r"\bfeed\b", "card", "carousel", "slider", "swiper", r"\blist-?item",
    ),
    "side": (
        "sidebar", r"\baside", r"rail\b", "right-?col", "widget", "secondary", "complementary", "col-?right",
        r"\bside\b",
    ),
    "nav": (
        r"\bnav", "menu", "breadcrumb", "footer", "masthead", "topbar", "toolbar", "navigation", "sitemap",
        "pagination", "pager", r"\bskip", "site-?header", r"\bheader\b",
    ),
    "share": (
        "share", "sharing", "social", "follow", r"\bsns\b", "facebook", "twitter", "whatsapp", "bookmark", "addthis",
    ),
    "ad": (
        r"\bads?\b", r"\bad[-_]", r"[-_]ads?\b", "advert", "sponsor", "promo", "banner", "dfp", "taboola", "outbrain",
        "commercial", "werbung", "anzeige", "affiliate", "shopping", r"\bdeal",
    ),
    "plea": (
        "newsletter", "subscri", "signup", "sign-?up", "paywall", "login", "log-?in", "register", "cookie", "consent",
        "gdpr", "modal", "popup", "overlay", "donat", "premium", "piano", "regwall", r"\bcta\b", "abo-", r"\bapp-",
    ),
    "caption": (
        "caption", "credit", "figure", "image", "photo", "picture", "gallery", "media", "video", "audio", "player",
        "legend", "bild", "foto", "copyright", "embed",
    ),
    "byline": (
        "author", "byline", r"\bmeta", "date", "time", "publish", "writer", "autor", "posted", "updated",
        "contributor", "timestamp", r"\bbio\b", "profile", "about",
    ),
    "tags": (
        r"\btags?\b", r"\btag[-_]", r"[-_]tags?\b", "topic", "keyword", "categor", "label", "kicker", "overline",
        "eyebrow", "rubric", "section-?name", "badge",
    ),
    "lead": (
        r"\blead", "intro", "summary", "standfirst", "abstract", r"\bdeck\b", r"\bdek\b", "sub-?(?:title|head|line)",
        "description", "chapo", "vorspann", "excerpt", "ingress", "perex", r"\bsapo\b", "entradilla", "bajada",
        "subtitulo", "sommaire", "strap", "preamble", "topline", "lede",
    ),
    "box": (
        "box", "info", "fact", "highlight", "key-?point", "callout", "explainer", "panel", "note", "disclaimer",
        "correction", "tooltip", "accordion", r"toc\b", "table-?of",
    ),
    "quote": (
        "quote", "zitat", "pullquote", "blockquote", "tweet", "instagram", "citation",
    ),
    "title": (
        "title", "headline", "heading", "titre", "titel", "titulo", r"\bhed\b",
    ),
    "hidden": (
        "hidden", "visually", "sr-?only", "screen-?reader", "a11y", "assistive", r"\bhide\b", "print-?only",
        "noprint", "no-?print", "offscreen",
    ),
    "live": (
        "live", "ticker", "timeline", "update-?",
    ),
}  # fmt: skip
MARK_NAMES = tuple(_NAMES)
BIT = {name: 1 << place for place, name in enumerate(MARK_NAMES)}
HIDDEN = BIT["hidden"]
_PATTERNS = tuple((BIT[name], re.compile("|".join(parts))) for name, parts in _NAMES.items())
_HEAD = re.compile(
    r"(?:\\b|\[-_\])?(?:\(\?:([^)]+)\)|([^\W_]+?)(?![^\W_](?!\?)))"
)  # of a name: letters that it must have
HEAD = 3  # letters


def _heads() -> dict[str, int]:
    """The first letters of every name above, at most HEAD, and the bits of the marks that so begin."""
    heads: dict[str, int] = {}
    for mark, parts in _NAMES.items():
        for part in parts:
            match = _HEAD.match(part)
            assert match is not None
            many, alone = match.groups()
            for told in many.split("|") if many else (alone,):
                heads[told[:HEAD]] = heads.get(told[:HEAD], 0) | BIT[mark]
    return heads


_HEADS = _heads()
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
MAX_NAME = 300  # characters of a class attribute; utility classes run long and say little
MAX_WORD = 60


@functools.lru_cache(maxsize=20_000)
def marks_of(classes: str | None, identity: str | None, role: str | None) -> int:
    """The marks that these attributes bear, as bits."""
    found = 0
    for told in (classes, identity, role):
        if told:
            for name in told[:MAX_NAME].split():
                found |= _marks_of_name(name)
    return found


@functools.lru_cache(maxsize=50_000)
def _marks_of_name(name: str) -> int:
    low = _CAMEL.sub("-", name[:MAX_WORD]).lower().replace("_", "-")
    maybe = found = 0
    for word in low.split("-"):
        maybe |= _begun_in(word)
    if not maybe:
        return 0
    for bit, pattern in _PATTERNS:
        if maybe & bit and pattern.search(low):
            found |= bit
    return found


@functools.lru_cache(maxsize=20_000)
def _begun_in(word: str) -> int:
    """The marks that a name with this word may bear, as bits: those of which a name begins somewhere in it."""
    bits = 0
    for at in range(len(word) - 1):
        bits |= _HEADS.get(word[at : at + 2], 0) | _HEADS.get(word[at : at + HEAD], 0)
    return bits
