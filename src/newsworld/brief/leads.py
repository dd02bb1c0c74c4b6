"""Headline, standfirst and the basics in brief: what independent origins share, fair to outlets and sides."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from newsworld.brief.choosing import QUOTES, chosen, terms_of
from newsworld.brief.material import once
from newsworld.brief.plainness import is_state_media, line_of, tells_who

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from newsworld.brief.choosing import Sentence
    from newsworld.brief.material import Material, Origin
    from newsworld.news.briefs import Line
    from newsworld.news.facts import Statement
    from newsworld.news.spans import Span

_LOUD = re.compile(r"[!?]|^\W|\b[A-ZÀ-Þ]{5,}\b|\||: ")
_HEADLINE_CHARS = (25, 110)
_SIDES = 2
_FEWEST = 3  # sentences that stand by themselves, below which those that lean are taken too
_FIRST_FEW = 3  # where an article begins with a quotation or a fragment, its news stands within the next sentences
_LATE = 0.5  # what the latest opening gains over the first: a page leads with how things stand
_PARTISAN = 0.6  # what a state's own medium has to be better by, to give the headline or the standfirst
_STANDFIRST_CHARS = 200  # longer ones are costly


def headline(material: Material) -> str:
    """The plainest of the members' headlines that says what most of them say; the story's own where none is told."""
    origins = [origin for origin in material.native if origin.article.headline] or [
        origin for origin in material.read if origin.article.headline
    ]
    if not origins:
        return material.story.headline or _opening(material)
    told = [(origin.article.headline or "", origin.article.kind) for origin in origins]
    terms = [terms_of(text, material.language) for text, _ in told]
    shared = Counter(term for each in terms for term in each)
    rank = _ranks(material)
    worth = [
        _plainness(text, kind)
        + _shared(each, shared, len(told))
        + _LATE * rank[origin.article.id]
        - _PARTISAN * is_state_media(material, origin.article)
        for origin, (text, kind), each in zip(origins, told, terms, strict=True)
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


def _opening(material: Material) -> str:
    """The head of the first report's first sentence, where no report has a headline."""
    for origin in material.origins:
        text = " ".join(origin.reading.sentences[0].of(origin.article.text).split())
        cut = (
            text
            if len(text) <= _HEADLINE_CHARS[1]
            else text[: text.rfind(" ", 0, _HEADLINE_CHARS[1])].rstrip(",;:–- ") + " …"
        )
        return cut.removesuffix(".")
    return ""


def leads(material: Material, candidates: Sequence[Sentence], old: Mapping[str, Sequence[Span]]) -> list[Sentence]:
    """The sentences of standfirst and basics, the standfirst first. `old`: where is told what has since changed."""
    news = [s for s in candidates if not _is_old(s, old)] or list(candidates)
    first = _standfirst(material, news, candidates)
    if first is None:
        return []
    rest = [sentence for sentence in news if sentence is not first]
    basics = chosen(_upright(material, rest), material.options.basics, allowed=_fairly(material), beside=[first])
    basics = _with_both_sides(material, [first, *basics], rest)[1:]
    return [first, *sorted(basics, key=_in_order(material))]


def _upright(material: Material, sentences: Sequence[Sentence]) -> Sequence[Sentence]:
    """Without those that lean on a sentence of their own report, where lines of several reports stand together."""
    if len(material.native) < 2:
        return sentences
    upright = [s for s in sentences if not s.leaning or tells_who(material, s.origin, s.span)]
    return upright if len(upright) >= _FEWEST else sentences


def _is_old(sentence: Sentence, old: Mapping[str, Sequence[Span]]) -> bool:
    """Whether a sentence tells what has since changed: a toll overtaken, a meeting ahead that is over."""
    spans = old.get(sentence.origin.article.id)
    return spans is not None and any(map(sentence.span.meets, spans))


def _standfirst(material: Material, news: Sequence[Sentence], all_news: Sequence[Sentence]) -> Sentence | None:
    """The best sentence that stands by itself: an opening if there is one, rather a late one, not too long.

    Where a later report in another language has overtaken the toll of every opening, the latest opening still leads.
    """
    upright = [s for s in news if not s.leaning] or list(news)
    rank = _ranks(material)
    openings = [s for s in upright if s.place == 0] or _latest([s for s in all_news if s.place == 0], rank)
    if all(s.text[0] in QUOTES for s in openings):
        openings = [s for s in upright if s.place <= _FIRST_FEW and s.text[0] not in QUOTES] or openings or upright[:1]
    return max(
        openings,
        key=lambda s: (
            s.score
            + _LATE * rank[s.origin.article.id]
            - _length_cost(s.text)
            - _PARTISAN * is_state_media(material, s.origin.article)
        ),
        default=None,
    )


def _latest(sentences: Sequence[Sentence], rank: Mapping[str, float]) -> list[Sentence]:
    """Those of the last report that has any."""
    last = max((rank[s.origin.article.id] for s in sentences), default=0.0)
    return [s for s in sentences if rank[s.origin.article.id] == last]


def _ranks(material: Material) -> dict[str, float]:
    """How late each origin is, from 0 to nearly 1."""
    return {origin.article.id: at / len(material.origins) for at, origin in enumerate(material.origins)}


def _length_cost(text: str) -> float:
    return max(0, len(text) - _STANDFIRST_CHARS) / 400


def _fairly(material: Material) -> Callable[[Sentence, Sequence[Sentence]], bool]:
    """No more than two lines from one outlet, unless there is only one."""
    outlets = {origin.article.outlet for origin in material.native}
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
    for origin in material.native:
        heard.update(position.party for position in origin.reading.positions)
        heard.update(filter(None, map(_spoken_for, origin.reading.statements)))
    return [party for party, _ in heard.most_common(_SIDES)]


def _speaks(sentence: Sentence, party: str) -> bool:
    """Whether a sentence tells a party's position, or what was said for it."""
    return any(map(sentence.span.meets, _by_party(sentence.origin).get(party, ())))


@once
def _by_party(origin: Origin) -> dict[str, list[Span]]:
    """Where a text tells a party's positions, and what was said for it."""
    found: dict[str, list[Span]] = {}
    for position in origin.reading.positions:
        found.setdefault(position.party, []).extend(position.evidence)
    for statement in origin.reading.statements:
        party = _spoken_for(statement)
        if party is not None:
            found.setdefault(party, []).extend(statement.content)
    return found


def _spoken_for(statement: Statement) -> str | None:
    """The country that a speaker speaks for, as a party's id."""
    return f"country:{statement.speaker.country}" if statement.speaker.country else None


def lines(material: Material, sentences: Sequence[Sentence], old: Mapping[str, Sequence[Span]]) -> list[Line]:
    """The chosen sentences as lines."""
    return [line_of(material, s.origin, s.span, None, ("superseded",) if _is_old(s, old) else ()) for s in sentences]
