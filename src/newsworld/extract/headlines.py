"""What does the outlet call its report? The headline without the outlet's suffix."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsworld.extract import jsonld
from newsworld.extract.pages import squeezed

if TYPE_CHECKING:
    from newsworld.extract.pages import Page

SHORTEST_HEADLINE = 8  # characters; an <h1> of fewer is a section's or the outlet's name
SHORTEST_STEM = 15  # characters that another signal must have to be a title's stem
_JOINT = re.compile(r"\s+[|\-–—•·«»:/*]+\s+|\s*[｜ㅣ|：]\s*")
_SUFFIX = re.compile(r"\s*[|\-–—｜ㅣ:•·*]")
_KICKED = re.compile(r"\s*[:：|/•–—-]\s+")
_KICKERS = (":", "|", "/", "-", "–", "—", "•", "»", "：")
_BLANKS = re.compile(r"\s+")
_WORDS = re.compile(r"\w+")
ALIKE = 0.5  # of the words of the shorter of two titles that are of one thing
_FOLDS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00ad": None, "\u200b": None, "\u2060": None})
_CUT = ("…", "...")
# Metas of publishing systems and their meters that carry the headline as the desk wrote it.
_DESK = ("headline", "mol:headline", "ob_headline", "dc.title", "dcterms.title", "parsely-title", "sailthru.title")


def headline(page: Page, outlet: str | None = None, announced: str | None = None) -> str | None:
    """The headline as JSON-LD and OpenGraph tell it, else <h1>, what meters are told, <title>, the source."""
    names = page.own_names(outlet)
    told = jsonld.text_of(page.article.get("headline"))
    shared, title = page.meta("og:title"), page.titles[0] if page.titles else ""
    sent = page.meta("twitter:title")
    shown = _shown(page, (told, shared, sent, title))
    told, shared, sent = (
        _bare(one, names, tuple(other for other in (told, shared, sent, shown) if other != one))
        for one in (told, shared, sent)
    )
    title = _bare(title, names, (told, shared, sent, shown))
    shared = shared or sent
    if _is_bloggers(page, told, shared, shown, title):
        return shown
    if told and shared and folded(told) != folded(shared):
        return _settled(told, shared, (shown, title, sent))
    desk = _bare(page.meta(*_DESK), names, (shared, shown))
    shared = _without_kicker(shared, shown)
    return next((one for one in (told, _stem(shared, desk), shown, desk, title, announced) if one), None)


def _is_bloggers(page: Page, told: str, shared: str, shown: str, title: str) -> bool:
    """Whether <h1> is the headline of a page that does not call itself news.

    On blogs and guides what is told to machines is often written for search engines, and <h1> by the author. Over 790
    of them <h1> was the headline in 15 of 16 pages that call themselves a blog's and told another title; without data,
    in 30 of 35 whose <title> is not the one to be shared, or that tell when they were published.
    """
    types = set(jsonld.types(page.article))
    is_of_newsroom = page.meta("article:section", "news_keywords") or any("News" in one for one in types)
    if is_of_newsroom or len(shown) < SHORTEST_STEM or squeezed(shown) == squeezed(shared):
        return False
    if not types:
        is_written_twice = folded(title) != folded(shared) or page.meta("article:published_time")
        return bool(is_written_twice) and _are_alike(shown, shared)
    return "BlogPosting" in types and _are_alike(shown, shared or told)


def _are_alike(one: str, other: str) -> bool:
    first, second = set(_WORDS.findall(folded(one))), set(_WORDS.findall(folded(other)))
    return len(first & second) >= ALIKE * max(1, min(len(first), len(second)))


def folded(text: str) -> str:
    """The words without what typography and case change."""
    return _BLANKS.sub(" ", text.translate(_FOLDS)).strip().casefold()


def _settled(told: str, shared: str, others: tuple[str, str, str]) -> str:
    """Which of two different headlines is the desk's: `told` in JSON-LD or `shared` by OpenGraph.

    `others`: <h1>, <title>, twitter:title. Over 190 outlets neither signal is the better one. What decides: a kicker
    or a tail that only one of them has is not the headline; and where all others repeat one of the two, they were
    filled from one field, made for search engines, and the one that stands alone was written by the desk.
    """
    if told.endswith(_CUT) and folded(shared).startswith(folded(told.rstrip(".… "))):
        return shared
    within = _within(told, shared)
    if within:
        return within
    first, second = folded(told), folded(shared)
    shown, title, sent = (folded(one) for one in others)
    if squeezed(told) == squeezed(shared):  # they differ in their punctuation alone
        return shared if shown != first and title.startswith(second) else told
    if shown == first and title.startswith(first) and not sent.startswith(second):
        return shared
    if shown == second and title.startswith(first):
        return shared
    return told


def _within(one: str, other: str) -> str | None:
    """The shorter of the two if the longer is that and a kicker or a tail; a subtitle behind a colon is none."""
    short, long = sorted((one, other), key=len)
    small, large = folded(short), folded(long)
    if len(small) < SHORTEST_STEM or small == large:
        return None
    if large.endswith(small):
        lead = large[: -len(small)].rstrip()
        return short if lead.endswith(_KICKERS) else None
    if not large.startswith(small):
        return None
    tail = large[len(small) :]
    if tail.lstrip().startswith(":") or tail[0].isalpha() or small.count("(") > small.count(")"):
        return None
    return short if len(tail.split()) > 1 or not tail[0].isspace() else None


def _without_kicker(shared: str, shown: str) -> str:
    """What the page tells to be shared, without a kicker where <h1> tells the same behind another one."""
    if squeezed(shown) == squeezed(shared):
        return shared
    for joint in _KICKED.finditer(shared):
        line = shared[joint.end() :]
        lead = folded(shown).removesuffix(folded(line))
        is_kicked = len(lead) < len(folded(shown)) and lead.rstrip().endswith(_KICKERS)
        if len(line) >= SHORTEST_STEM and is_kicked and not _are_alike(lead, shared[: joint.start()]):
            return line
    return shared


def _stem(shared: str, desk: str) -> str:
    """What the page tells to be shared, without a tail that the desk's own line does not have."""
    is_longer = len(desk) >= SHORTEST_STEM and len(shared) > len(desk) and folded(shared).startswith(folded(desk))
    return desk if is_longer and _SUFFIX.match(shared[len(desk) :]) else shared


def _shown(page: Page, others: tuple[str, ...]) -> str:
    """The <h1> that another signal begins with or repeats, else the first."""
    wanted = [folded(one) for one in others if one]
    for shown in page.h1s:
        if len(shown) > SHORTEST_HEADLINE and any(one.startswith(folded(shown)) for one in wanted):
            return shown
    return page.h1s[0] if page.h1s else ""


def _bare(title: str, names: frozenset[str], others: tuple[str, ...]) -> str:
    """The title without a suffix: what another signal ends before, or what names the outlet."""
    for other in others:
        if len(other) > SHORTEST_STEM and len(title) > len(other) and folded(title).startswith(folded(other)):
            rest = title[len(other) :]
            if re.match(r"\s*[|\-–—｜ㅣ•·*]", rest):
                return title[: len(other)].strip()
    for joint in _JOINT.finditer(title):
        tail = squeezed(title[joint.end() :])
        if joint.start() > 0 and len(tail) > 1 and any(_names(name, tail) for name in names):
            return title[: joint.start()].strip()
    return title


def _names(name: str, tail: str) -> bool:
    return tail == name or (len(tail) > 3 and tail in name) or (len(name) > 3 and name in tail)
