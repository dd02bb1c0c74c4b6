"""What do independent origins tell differently, what is denied, and what do all of them share?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from newsworld.brief import figures
from newsworld.brief.check import plain
from newsworld.brief.choosing import overlap, terms_of
from newsworld.brief.composing import Bearing, Slot, composed
from newsworld.brief.encounters import has_a_name
from newsworld.brief.material import when
from newsworld.brief.speech import quoted, shown_speaker
from newsworld.news.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence, Sized
    from collections.abc import Set as AbstractSet

    from newsworld.brief.encounters import Telling
    from newsworld.brief.figures import Count
    from newsworld.brief.material import Material, Origin
    from newsworld.news.briefs import Line
    from newsworld.news.facts import Statement

_AT_ONCE = timedelta(hours=3)  # what is told further apart is a development, not a dispute
_TELLINGS = 6
_LEAD_SENTENCES = 4
_ALIKE_WITHIN = 4  # figures further apart than this count different things
_ROUNDED = 1.03  # figures nearer than this are one figure, counted or rounded twice
_SHARED_TERMS = 3  # of a claim and its denial, at least
_MOST = 0.75  # share of a denial's matter that a claim has which does not name who denies
_SHARED_MATTER = 2  # of those that are no names
_SAME_NUMBER = 0.15  # a number in both speaks for one matter
_ON_THE_SAME = 0.5  # share of the terms of a denial that the claim has too
_SHARED_KINDS = (*figures.TOLLS, "money")  # of figures; that all tell "three ways" is no news
_CLAIMS = ("accuse", "assert")


def lines(
    material: Material, counts: Sequence[Sequence[Count]], meetings: Sequence[Sequence[Telling]]
) -> Iterator[Line]:
    """The disputes of a story."""
    for group in counts:
        yield from _figures_apart(material, group)
    for tellings in meetings:
        yield from _days_apart(material, tellings)
    yield from _denials(material)


def agreed(
    material: Material, counts: Sequence[Sequence[Count]], meetings: Sequence[Sequence[Telling]]
) -> Iterator[Line]:
    """What all independent origins share, where there are several."""
    if len(material.origins) < 2 or len(material.read) < len(material.origins):
        return
    for group in counts:
        yield from _figure_shared(material, group)
    for tellings in meetings:
        yield from _day_shared(material, tellings)


def _latest(group: Sequence[Count]) -> list[Count]:
    """The last figure of each origin."""
    return list({count.origin.article.id: count for count in group}.values())


def _figures_apart(material: Material, group: Sequence[Count]) -> Iterator[Line]:
    last = [count for count in _latest(group) if _in_the_lead(count)]
    if group[0].figure.kind not in figures.TOLLS or not last:
        return
    newest = when(last[-1].origin.article, material.story.last_seen)
    rivals = [c for c in last if newest - when(c.origin.article, material.story.last_seen) <= _AT_ONCE]
    differing = _each_once(rivals)
    if len(differing) < 2 or all(one.agrees(other) for one in differing for other in differing):
        return
    sizes = [_size(count) for count in differing]
    if max(sizes) > _ALIKE_WITHIN * min(sizes) or max(sizes) < _ROUNDED * min(sizes):
        return
    tellings = [(count.origin, figures.words_of_count(count), count.figure.evidence) for count in differing]
    kind = group[0].figure.kind
    yield from _told_apart(material, "disputed_figure", Slot(material.label("figures", kind)), tellings, "figure")


def _in_the_lead(count: Count) -> bool:
    """Whether a figure stands where a report tells its own event's, not one by the way."""
    sentences = count.origin.reading.sentences[:_LEAD_SENTENCES]
    return bool(sentences) and count.figure.evidence[0].start < sentences[-1].end


def _size(count: Count) -> float:
    told = [bound for bound in (count.figure.low, count.figure.high) if bound is not None]
    return max(1.0, *told) if told else 1.0


def _each_once(rivals: Sequence[Count]) -> list[Count]:
    taken: list[Count] = []
    for count in rivals:
        if not any(count.same(other) for other in taken):
            taken.append(count)
    return taken[:_TELLINGS]


def _days_apart(material: Material, tellings: Sequence[Telling]) -> Iterator[Line]:
    """A meeting of which reports of the same hours tell different days."""
    last = list({telling.origin.article.id: telling for telling in tellings if telling.start}.values())
    if not last:
        return
    newest = when(last[-1].origin.article, material.story.last_seen)
    rivals = {t.start: t for t in last if newest - when(t.origin.article, material.story.last_seen) <= _AT_ONCE}
    if len(rivals) < 2:
        return
    told = [(t.origin, material.day(t.start), t.meeting.evidence) for t in rivals.values()]
    name = Slot.words(last[-1].meeting.name)
    yield from _told_apart(material, "disputed_day", name, told, "date", by_words=False)


def _told_apart(
    material: Material,
    template: str,
    name: Slot,
    tellings: Sequence[tuple[Origin, str, tuple[Span, ...]]],
    kind: str,
    *,
    by_words: bool = True,
) -> Iterator[Line]:
    citations = tuple(c for origin, _, evidence in tellings for c in origin.cite_around(evidence[:1]))
    bearing = Bearing.of(citations, material.articles)
    shown = []
    for origin, words, _ in tellings:
        slots = {
            "words": Slot.words(words) if by_words else Slot(words),
            "outlet": Slot.words(origin.article.outlet or origin.article.id),
            "when": Slot(material.time(origin.article.published)),
        }
        part = composed(material.template("telling"), slots, bearing, {})
        shown.append(part.text if part else "")
    if all(shown):
        told = {"kind": kind, "origins": str(len(tellings))}
        slots = {"kind": name, "name": name, "tellings": Slot(" – ".join(shown))}
        line = composed(material.template(template), slots, bearing, told, ("disputed",))
        yield from filter(None, [line])


@dataclass(frozen=True, slots=True)
class _Said:
    """A statement with the terms of its words."""

    origin: Origin
    statement: Statement
    terms: AbstractSet[str]
    language: str

    def speaker(self) -> AbstractSet[str]:
        """The terms of the speaker's name and role."""
        who = self.statement.speaker
        return terms_of(f"{shown_speaker(self.origin, self.statement)} {who.name} {who.role or ''}", self.language)


def _denials(material: Material) -> Iterator[Line]:
    """A claim and its denial by another; what is denied again stands once."""
    denials = _said(material, ("deny",))
    if not denials:
        return
    names = _names(material)
    claims = _said(material, _CLAIMS)
    told: list[AbstractSet[str]] = []
    for denial in denials:
        rivals = [(_nearness(claim, denial, names), -at) for at, claim in enumerate(claims)]
        rivals = [(near, at) for near, at in rivals if near >= _ON_THE_SAME and not _says_no(material, claims[-at])]
        share, at = max(rivals, default=(0.0, 0))
        matter = denial.terms - names
        if share >= _ON_THE_SAME and not any(overlap(matter, other) >= _ON_THE_SAME for other in told):
            told.append(matter)
            yield from _denied(material, claims[-at], denial)


def _said(material: Material, acts: tuple[str, ...]) -> list[_Said]:
    """The statements by which named speakers did one of these."""
    return [
        _Said(o, s, _terms(material, o, s), material.language)
        for o in material.native
        for s in o.reading.statements
        if s.act in acts and s.speaker.name and not s.negated
    ]


def _nearness(claim: _Said, denial: _Said, names: AbstractSet[str]) -> float:
    """How much of a denial's matter a claim has; nothing where it is no claim against the one who denies.

    Names alone are no matter. A claim names who denies it, or has a number or most of the matter in common.
    """
    shared = claim.terms & denial.terms
    matter = shared - names
    if len(shared) < _SHARED_TERMS or len(matter) < _SHARED_MATTER:
        return 0.0
    if not _others(claim.statement, denial.statement) or _in_one_sentence(claim, denial):
        return 0.0
    by_number = any(term.isdigit() for term in shared)
    is_most = len(matter) >= max(_SHARED_TERMS, _MOST * len(denial.terms - names))
    if not (by_number or is_most or denial.speaker() & (claim.terms | claim.speaker())):
        return 0.0
    return overlap(claim.terms, denial.terms) + _SAME_NUMBER * by_number


def _names(material: Material) -> AbstractSet[str]:
    """The terms of all names in the story."""
    named = {entity.name for origin in material.native for entity in origin.reading.entities}
    return terms_of(" ".join(named), material.language)


def _says_no(material: Material, one: _Said) -> bool:
    """Whether the words deny or negate: what is not claimed cannot be denied."""
    text = " ".join(span.of(one.origin.article.text) for span in one.statement.content).lower()
    return not material.among("negations").isdisjoint(text.replace("’", "'").split())


def _terms(material: Material, origin: Origin, statement: Statement) -> AbstractSet[str]:
    return terms_of(" ".join(span.of(origin.article.text) for span in statement.content), material.language)


def _in_one_sentence(claim: _Said, denial: _Said) -> bool:
    """Whether the denial's own sentence tells the claim."""
    one, other = claim.origin, denial.origin
    return one is other and one.around(claim.statement.content[0]).meets(other.around(denial.statement.content[0]))


def _others(one: Statement, other: Statement) -> bool:
    same_name = plain(one.speaker.name or "") == plain(other.speaker.name or "")
    return not same_name and (one.speaker.entity is None or one.speaker.entity != other.speaker.entity)


def _denied(material: Material, claim: _Said, denial: _Said) -> Iterator[Line]:
    spans = []
    slots: dict[str, Slot | None] = {}
    for one, words, who in ((claim, "claim", "claimant"), (denial, "denial", "denier")):
        origin, statement = one.origin, one.statement
        pieces = _whole(origin, statement)
        spans.append((origin, [*pieces, *([statement.speaker.span] if statement.speaker.span else [])]))
        slots[words] = Slot(quoted(material, [span.of(origin.article.text) for span in pieces]))
        named = who == "denier" or pieces == statement.content
        slots[who] = Slot(statement.speaker.name or "", shown_speaker(origin, statement)) if named else None
    citations = tuple(dict.fromkeys(c for origin, found in spans for c in origin.cite_around(found)))
    told = {"kind": "denial", "origins": str(len({citation.article for citation in citations}))}
    line = composed(material.template("denied"), slots, Bearing.of(citations, material.articles), told, ("denied",))
    yield from filter(None, [line])


def _whole(origin: Origin, statement: Statement) -> tuple[Span, ...]:
    """A statement's words; of an indirect one with its speaker and cue, where they stand before it in its sentence."""
    speaker, first = statement.speaker.span, statement.content[0]
    sentence = origin.around(first)
    if statement.mode == "direct" or speaker is None or not sentence.start <= speaker.start < first.start:
        return statement.content
    return (Span(speaker.start, first.end), *statement.content[1:])


def _figure_shared(material: Material, group: Sequence[Count]) -> Iterator[Line]:
    if group[0].figure.kind not in _SHARED_KINDS:
        return
    last = [count for count in _latest(group) if _in_the_lead(count)]
    if len(last) < len(material.origins) or not all(count.same(last[0]) for count in last):
        return
    citations = tuple(c for count in last for c in count.origin.cite_around(count.figure.evidence[:1]))
    kind = material.label("figures", group[0].figure.kind)
    slots = {
        "kind": Slot(kind),
        "words": Slot.words(figures.words_of_count(last[0])),
        "origins": Slot(_all_of(material, last)),
    }
    told = {"kind": "figure", "origins": str(len(last))}
    line = composed(material.template("agreed_figure"), slots, Bearing.of(citations, material.articles), told)
    yield from filter(None, [line])


def _all_of(material: Material, tellings: Sized) -> str:
    """How all origins are called: "both origins", "all 3 origins"."""
    return material.label("labels", "both" if len(tellings) == 2 else "all").format(count=len(tellings))


def _day_shared(material: Material, tellings: Sequence[Telling]) -> Iterator[Line]:
    last = {telling.origin.article.id: telling for telling in tellings if telling.start}
    if len(last) < len(material.origins) or len({telling.start for telling in last.values()}) != 1:
        return
    citations = tuple(c for t in last.values() for c in t.origin.cite_around(t.meeting.evidence[:1]))
    newest = list(last.values())[-1]
    if not has_a_name(newest):
        return
    slots = {
        "name": Slot.words(newest.meeting.name),
        "day": Slot(material.day(newest.start)),
        "origins": Slot(_all_of(material, last)),
    }
    told = {"kind": "date", "origins": str(len(last))}
    line = composed(material.template("agreed_meeting"), slots, Bearing.of(citations, material.articles), told)
    yield from filter(None, [line])
