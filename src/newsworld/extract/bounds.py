"""What would a page cost its parser? Nesting and attributes are counted before anything is parsed.

The parser goes over all open elements for a new one, and compares each attribute with all before it in its tag: both
cost the square of their number. A page is looked over once in one match that usual pages pass; only those that do not
are counted tag by tag, quoted values, comments and scripts apart, since a tag written there opens and closes nothing.
"""

from __future__ import annotations

import re

MAX_NESTING = (
    4_000  # real pages stay under 1,500 by this count; the parser takes a second at 20,000, a minute at 100,000
)
MAX_TAGS = 20_000  # with fewer no nesting can cost more than a second, however it is hidden
MAX_COMPARISONS = 25_000_000  # of attributes within their tags: as for one tag of 5,000, a third of a second
CHUNK = 16_384  # characters
_USUAL_PARTS = 900  # of one tag: names, blanks and values of 300 attributes
_PART = r"""(?:[^\s>=/]++|[\s/]++|=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?+)"""
_TAIL = rf"{_PART}{{0,{_USUAL_PARTS}}}+"
_RAW = ("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes")  # text up to their own end
_RAW_PART = "|".join(rf"{name}\b{_TAIL}>[^<]*+(?:<(?!/{name}\b)[^<]*+)*+" for name in _RAW)
_USUAL = re.compile(  # without a group that is remembered: in a possessive one Python 3.11 loses its place
    rf"(?:[^<]++|<!--(?:[^-]++|-(?!->))*+|<(?:{_RAW_PART})|<(?![a-zA-Z])|<[a-zA-Z]{_TAIL}(?=>))*+", re.IGNORECASE
)
_TOKEN = re.compile(
    r"""<!--(?:[^-]++|-(?!->))*+|<(/?)([a-zA-Z][^\s/>]*+)"""
    r"""((?:[^>=]++|=\s*+(?:"[^"]*+"?|'[^']*+'?|[^\s>"'][^\s>]*+)?)*+)"""
)
_ATTRIBUTE = re.compile(r"""=?[^\s/>=]++(?:\s*+=\s*+(?:"[^"]*+"?|'[^']*+'?|[^\s>"'][^\s>]*+)?)?""")
_ENDS = {name: re.compile(rf"</{name}\b", re.IGNORECASE) for name in _RAW}
# Elements that hold nothing, or that the next of their kind closes: they never nest by number alone.
_FLAT = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
    "path", "circle", "rect", "use", "p", "li", "dt", "dd", "td", "th", "tr", "tbody", "thead", "option", "html",
    "body", "head",
))  # fmt: skip


def trouble(markup: str) -> str | None:
    """What of the page would cost its parser too much, in plain words; None for a page that a browser can show."""
    may_nest = markup.count("<") > MAX_TAGS or _may_nest(markup)
    usual = _USUAL.match(markup)
    if not may_nest and usual is not None and usual.end() == len(markup):
        return None
    return _counted(markup)


def _may_nest(markup: str) -> bool:
    """Whether at any point, counted by chunks, more tags have opened than closed than may nest."""
    pending = 0
    for start in range(0, len(markup), CHUNK):
        closers = markup.count("</", start, start + CHUNK)
        pending += markup.count("<", start, start + CHUNK) - 2 * closers
        if pending + closers >= MAX_NESTING:
            return True
    return False


def _counted(markup: str) -> str | None:
    depth = comparisons = place = 0
    while (token := _TOKEN.search(markup, place)) is not None:
        place = max(token.end(), place + 1)
        slash, name, inside = token.groups()
        if name is None:
            continue
        name = name.lower()
        if name not in _FLAT:
            depth = max(0, depth - 1) if slash else depth + 1
        if len(inside) > _USUAL_PARTS:
            comparisons += len(_ATTRIBUTE.findall(inside)) ** 2
        if depth > MAX_NESTING:
            return f"it nests deeper than {MAX_NESTING} levels."
        if comparisons > MAX_COMPARISONS:
            return "a tag of it has thousands of attributes."
        if not slash and name in _ENDS:
            end = _ENDS[name].search(markup, place)
            place = end.start() if end else len(markup)
    return None
