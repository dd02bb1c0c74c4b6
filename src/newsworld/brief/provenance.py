"""Where it comes from: origins before outlets, copies folded under them; and more on this topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsworld.brief.cares import first_sentence
from newsworld.brief.composing import Bearing, Slot, composed, kept
from newsworld.brief.material import OPINION, cut
from newsworld.brief.plainness import line_of
from newsworld.news.briefs import Citation, Line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsworld.brief.material import Material, Origin
    from newsworld.news.articles import Article
    from newsworld.news.stories import Story

_COPIES_NAMED = 8


def lines(material: Material) -> Iterator[Line]:
    """A line an origin, in time order."""
    for origin in material.origins:
        yield _line(material, origin)


def _line(material: Material, origin: Origin) -> Line:
    article = origin.article
    copies = _outlets(origin.copies)
    named = origin.copies[:_COPIES_NAMED]
    citations = (origin.cite(first_sentence(origin)), *_firsts(named))
    kind = OPINION if article.kind == OPINION else material.outlet_kind(article)
    told = kept(
        {
            "outlet": article.outlet,
            "origin": article.credit or article.outlet,
            "kind": kind,
            "url": article.canonical_url or article.url,
            "published": article.published,
            "copies": "; ".join(copies),
            "language": article.language if origin not in material.native else None,
        }
    )
    slots = {
        "outlet": Slot.words(article.outlet) if article.outlet else None,
        "kind": Slot(material.label("outlet_kinds", kind)) if kind else None,
        "when": Slot(material.time(article.published)),
        "copies": Slot(_copies(material, copies)) if copies else None,
    }
    line = composed(material.template("origin"), slots, Bearing.of(citations, material.articles), told)
    return line or line_of(material, origin, first_sentence(origin), told)


def _outlets(copies: Sequence[Article]) -> list[str]:
    return list(dict.fromkeys(article.outlet or article.id for article in copies))


def _copies(material: Material, outlets: Sequence[str]) -> str:
    """The outlets that copied; beyond a few, how many more."""
    shown = ", ".join(outlets[:_COPIES_NAMED])
    more = len(outlets) - _COPIES_NAMED
    if more > 0:
        shown += " " + material.label("labels", "more").format(count=more)
    return material.template("copies").format(outlets=shown)


def _firsts(articles: Sequence[Article]) -> Iterator[Citation]:
    for article in articles:
        spans = cut(article.text, article.language)
        if spans:
            yield Citation(article.id, spans[0], spans[0].of(article.text))


def more_on_this_topic(related: Sequence[tuple[Story, Article]]) -> Iterator[Line]:
    """Related stories by the headline of an article of theirs, which is what they cite."""
    for story, article in related:
        citations = tuple(_firsts([article]))
        if article.headline and citations:
            told = kept({"story": story.id, "headline": article.headline, "outlet": article.outlet})
            yield Line(article.headline, "verbatim", citations, (), told)
