"""What of a feed's text may come in? Titles are text; content is HTML of a short list of harmless elements."""

from __future__ import annotations

import functools
import html
import re

import nh3

from newsworld.text import bounds

LONGEST_TITLE = 1000  # characters
LONGEST_SUMMARY = 4000
LONGEST_CONTENT = 400_000
# nh3 takes 18 s for 100,000 nested <div> and 0.5 ms for 500; so markup that could nest deeper than that is counted.
_TAGS_UNCOUNTED = 500
_DEEPEST = 200
_REMEMBERED = 16_000  # characters
_LAYOUT_ATTRIBUTES = {"a": {"href", "title"}, "img": {"src", "alt", "title"}, "blockquote": {"cite"}, "td": {"colspan"}}
_ELEMENTS = {
    "a", "abbr", "b", "blockquote", "br", "cite", "code", "dd", "del", "dl", "dt", "em", "figcaption", "figure", "h1",
    "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "li", "ol", "p", "pre", "q", "s", "small", "span", "strong",
    "sub", "sup", "table", "tbody", "td", "th", "thead", "time", "tr", "u", "ul",
}  # fmt: skip
_SILENT = {"script", "style", "iframe", "object", "svg", "math", "template", "noscript", "form", "title"}
_WEB = {"http", "https", "mailto"}
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})[^<>]*>")
_INLINE = re.compile(
    r"</?(?:a|abbr|b|cite|code|em|font|i|mark|q|s|small|span|strong|sub|sup|u)\b[^<>]*>", re.IGNORECASE
)
_UNSPOKEN = re.compile(r"<!--|<(?:script|style)\b", re.IGNORECASE)
_UNSPOKEN_ENDS = {
    "<!--": re.compile("-->"),
    "<sc": re.compile("</script[^<>]*>", re.IGNORECASE),
    "<st": re.compile("</style[^<>]*>", re.IGNORECASE),
}
# Characters that turn the reading order or draw nothing: they have no business in a headline.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\u200b\ufeff\ud800-\udfff]")


def text_of(markup: str, longest: int = LONGEST_TITLE) -> str:
    """The words of a title, a name or a summary that may be written as HTML: one line of plain text."""
    if markup.isprintable() and "<" not in markup and "&" not in markup and "  " not in markup:
        return markup[:longest].strip()  # as most are; printable text holds no control or hidden characters
    markup = markup[: longest * 8]
    if "<" in markup:
        markup = _TAG.sub(" ", _INLINE.sub("", _spoken(markup)))
    if "&" in markup:
        markup = html.unescape(markup)
    return " ".join(_UNSEEN.sub("", markup).split())[:longest]


def _spoken(markup: str) -> str:
    """The markup without comments, scripts and styles; in one pass, however many of them stand open."""
    parts: list[str] = []
    at = 0
    while found := _UNSPOKEN.search(markup, at):
        parts.append(markup[at : found.start()])
        opening = found.group().lower()
        end = _UNSPOKEN_ENDS[opening if opening == "<!--" else opening[:3]].search(markup, found.end())
        if end is None:
            return " ".join(parts)
        at = end.end()
    return " ".join((*parts, markup[at:]))


def harmless(markup: str) -> str | None:
    """The HTML with everything that could act taken out; None where it is too long or too deep to be an article."""
    return _cleaned_before(markup) if len(markup) <= _REMEMBERED else _cleaned(markup)


def _cleaned(markup: str) -> str | None:
    if len(markup) > LONGEST_CONTENT or (markup.count("<") > _TAGS_UNCOUNTED and bounds.counted(markup, _DEEPEST)):
        return None
    return nh3.clean(
        _UNSEEN.sub("", markup),
        tags=_ELEMENTS, clean_content_tags=_SILENT, attributes=_LAYOUT_ATTRIBUTES, url_schemes=_WEB,
        link_rel="noopener noreferrer nofollow",
    )  # fmt: skip


# A poll brings mostly what the last one brought; 1,024 texts of 16,000 characters hold 33 MB at the very most.
_cleaned_before = functools.lru_cache(maxsize=1024)(_cleaned)
