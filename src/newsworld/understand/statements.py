"""Statements: who said what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsworld.news.facts import Speaker, Statement
from newsworld.text.quotes import quotations
from newsworld.understand.cues import lexicon
from newsworld.understand.reported import Reader
from newsworld.understand.units import units

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsworld.news.articles import Article
    from newsworld.understand.draft import Draft


def find(article: Article, so_far: Draft) -> Iterator[Statement]:
    """Every statement of the article, by where its content begins."""
    text = article.text
    lex = lexicon(so_far.language)
    quotes = quotations(text)
    if lex is None:
        return
    for number, unit in enumerate(units(text, so_far.sentences, quotes)):
        for found in Reader(lex, unit, number).read():
            yield Statement(
                tuple(found.pieces),
                "indirect",
                found.cue,
                Speaker(found.speaker),
                found.act,
                rule=found.rule,
                negated=found.negated,
            )
