"""Headline, standfirst and the basics in brief: what independent origins share, fair to outlets and sides."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from newsworld.brief.choosing import chosen, terms_of
from newsworld.brief.plainness import line_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from collections.abc import Set as AbstractSet

    from newsworld.brief.choosing import Sentence
    from newsworld.brief.material import Material
    from newsworld.news.briefs import Line
    from newsworld.news.facts import Statement

_LOUD = re.compile(r"[!?]|^\W|\b[A-ZÀ-Þ]{5,}\b|\||: ")
_HEADLINE_CHARS = (25, 110)
_SIDES = 2


def headline(material: Material) -> str:
    """The plainest of the members' headlines that says what most of them say; the story's own where none is told."""
    origins = [origin for origin in material.native() if origin.article.headline] or [
        origin for origin in material.read if origin.article.headline
    ]
    if not origins:
        return material.story.headline
    told = [(origin.article.headline or "", origin.article.kind) for origin in origins]
    terms = [terms_of(text, material.language) for text, _ in told]
    shared = Counter(term for each in terms for term in each)
    worth = [
        _plainness(text, kind) + _shared(each, shared, len(told))
        for (text, kind), each in zip(told, terms, strict=True)
    ]
    best = max(range(len(told)), key=lambda at: (worth[at], -at))
    return " ".join(told[best][0].split())


def _shared(terms: AbstractSet[str], shared: Counter[str], count: int) -> float:
    """How much of a headline the other headlines say too, from 0 to 1."""
    others = max(1, count - 1)
    return sum(min(shared[term] - 1, others) for term in terms) / (others * max(4, len(terms)))


def _plainness(text: str, kind: str) -> float:
    low, high = _HEADLINE_CHARS
    return -0.3 * bool(_LOUD.search(text)) - 0.2 * (not low <= len(text) <= high) - 0.5 * (kind != "article")


def leads(material: Material, candidates: Sequence[Sentence]) -> list[Sentence]:
    """The sentences of standfirst and basics: the first is the standfirst."""
    news = [sentence for sentence in candidates if sentence.origin.article.kind != "opinion"] or list(candidates)
    first = _standfirst(news)
    if first is None:
        return []
    rest = [sentence for sentence in news if sentence is not first]
    basics = chosen(rest, material.options.basics, [first.terms], _fairly(material))
    basics = _with_both_sides(material, [first, *basics], rest)[1:]
    return [first, *sorted(basics, key=_in_order(material))]


def _standfirst(news: Sequence[Sentence]) -> Sentence | None:
    """The best sentence that stands by itself, out of the openings if there is one."""
    openings = [s for s in news if s.place == 0 and not s.leaning]
    upright = [s for s in news if not s.leaning]
    return next(iter(openings or upright or news), None)


def _fairly(material: Material) -> Callable[[Sentence, Sequence[Sentence]], bool]:
    """No more than two lines from one outlet, unless there is only one."""
    outlets = {origin.article.outlet for origin in material.native()}
    most = material.options.basics_per_outlet

    def allowed(sentence: Sentence, taken: Sequence[Sentence]) -> bool:
        outlet = sentence.origin.article.outlet
        return len(outlets) < 2 or sum(other.origin.article.outlet == outlet for other in taken) < most

    return allowed


def _in_order(material: Material) -> Callable[[Sentence], tuple[int, int]]:
    """As an article would tell it: by place first, then the earlier origin."""
    rank = {origin.article.id: at for at, origin in enumerate(material.origins)}
    return lambda sentence: (sentence.place, rank[sentence.origin.article.id])


def _with_both_sides(material: Material, taken: list[Sentence], rest: Sequence[Sentence]) -> list[Sentence]:
    """Where two parties take positions and the choice has room for one only, the other's best line goes in."""
    sides = _sides(material)
    if len(sides) < _SIDES or len(taken) < 3:
        return taken
    unheard = [side for side in sides if not any(_speaks(s, side) for s in taken)]
    if len(unheard) != 1:
        return taken
    allowed = _fairly(material)
    for sentence in rest:
        if sentence not in taken and _speaks(sentence, unheard[0]) and allowed(sentence, taken[:-1]):
            return [*taken[:-1], sentence]
    return taken


def _sides(material: Material) -> list[str]:
    """The two parties with the most positions and statements."""
    heard: Counter[str] = Counter()
    for origin in material.native():
        heard.update(position.party for position in origin.reading.positions)
        heard.update(filter(None, map(_spoken_for, origin.reading.statements)))
    return [party for party, _ in heard.most_common(_SIDES)]


def _speaks(sentence: Sentence, party: str) -> bool:
    """Whether a sentence tells a party's position, or what was said for it."""
    reading, span = sentence.origin.reading, sentence.span
    held = (p.evidence for p in reading.positions if p.party == party)
    said = (s.content for s in reading.statements if _spoken_for(s) == party)
    return any(span.meets(words) for spans in (*held, *said) for words in spans)


def _spoken_for(statement: Statement) -> str | None:
    """The country that a speaker speaks for, as a party's id."""
    return f"country:{statement.speaker.country}" if statement.speaker.country else None


def lines(material: Material, sentences: Sequence[Sentence]) -> list[Line]:
    """The chosen sentences as lines."""
    return [line_of(material, sentence.origin, sentence.span) for sentence in sentences]
