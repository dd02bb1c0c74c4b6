"""What do independent origins tell differently, what is denied, and what do all of them share?"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from newsworld.brief import figures
from newsworld.brief.choosing import overlap, terms_of
from newsworld.brief.composing import Bearing, Slot, composed
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
_SHARED_TERMS = 3  # of a claim and its denial, at least, counting the speakers' own sentences
_SAME_NUMBER = 0.15  # a number in both speaks for one matter
_ON_THE_SAME = 0.5  # share of the terms of a denial that the claim has too
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
    if max(sizes) > _ALIKE_WITHIN * min(sizes):
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


def _denials(material: Material) -> Iterator[Line]:
    """A claim and its denial by another."""
    said = [(o, s) for o in material.native for s in o.reading.statements if s.speaker.name and not s.negated]
    claims = [(o, s, _terms(material, o, s)) for o, s in said if s.act in _CLAIMS]
    used: set[int] = set()
    for origin, denial in said:
        if denial.act != "deny":
            continue
        terms = _terms(material, origin, denial)
        others = [
            (at, t)
            for at, (where, s, t) in enumerate(claims)
            if len(t & terms) >= _SHARED_TERMS and _others(s, denial) and not _in_one_sentence(where, s, origin, denial)
        ]
        rivals = [(overlap(t, terms) + _SAME_NUMBER * _share_a_number(t, terms), at) for at, t in others]
        share, at = max(rivals, default=(0.0, -1))
        if share >= _ON_THE_SAME and at not in used:
            used.add(at)
            yield from _denied(material, (claims[at][0], claims[at][1]), (origin, denial))


def _terms(material: Material, origin: Origin, statement: Statement) -> AbstractSet[str]:
    return terms_of(" ".join(span.of(origin.article.text) for span in statement.content), material.language)


def _share_a_number(one: AbstractSet[str], other: AbstractSet[str]) -> bool:
    return any(term.isdigit() for term in one & other)


def _in_one_sentence(one: Origin, claim: Statement, other: Origin, denial: Statement) -> bool:
    """Whether the denial's own sentence tells the claim."""
    return one is other and one.around(claim.content[0]).meets(other.around(denial.content[0]))


def _others(one: Statement, other: Statement) -> bool:
    same_name = one.speaker.name == other.speaker.name
    return not same_name and (one.speaker.entity is None or one.speaker.entity != other.speaker.entity)


def _denied(material: Material, claim: tuple[Origin, Statement], denial: tuple[Origin, Statement]) -> Iterator[Line]:
    spans = []
    slots: dict[str, Slot | None] = {}
    for (origin, statement), words, who in ((claim, "claim", "claimant"), (denial, "denial", "denier")):
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
    last = [count for count in _latest(group) if _in_the_lead(count)]
    if len(last) < len(material.origins) or not all(count.same(last[0]) for count in last):
        return
    citations = tuple(c for count in last for c in count.origin.cite_around(count.figure.evidence[:1]))
    kind = material.label("figures", group[0].figure.kind)
    slots = {"kind": Slot(kind), "words": Slot.words(figures.words_of_count(last[0])), "origins": Slot(_all_of(material, last))}
    told = {"kind": "figure", "origins": str(len(last))}
    line = composed(material.template("agreed_figure"), slots, Bearing.of(citations, material.articles), told)
    yield from filter(None, [line])


def _all_of(material: Material, tellings: Sized) -> str:
    """ "both origins", "all 3 origins"."""
    return material.label("labels", "both" if len(tellings) == 2 else "all").format(count=len(tellings))


def _day_shared(material: Material, tellings: Sequence[Telling]) -> Iterator[Line]:
    last = {telling.origin.article.id: telling for telling in tellings if telling.start}
    if len(last) < len(material.origins) or len({telling.start for telling in last.values()}) != 1:
        return
    citations = tuple(c for t in last.values() for c in t.origin.cite_around(t.meeting.evidence[:1]))
    newest = list(last.values())[-1]
    slots = {
        "name": Slot.words(newest.meeting.name),
        "day": Slot(material.day(newest.start)),
        "origins": Slot(_all_of(material, last)),
    }
    told = {"kind": "date", "origins": str(len(last))}
    line = composed(material.template("agreed_meeting"), slots, Bearing.of(citations, material.articles), told)
    yield from filter(None, [line])
