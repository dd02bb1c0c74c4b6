"""Positions by party and issue, with what each depends on and since when; what several tell alike stands once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsworld.brief.choosing import overlap, terms_of
from newsworld.brief.composing import Bearing, Slot, composed, kept
from newsworld.brief.encounters import party_slot
from newsworld.brief.plainness import cautions_at, line_of, told_of_all
from newsworld.brief.speech import quoted
from newsworld.brief.spellings import native_names, native_spellings, states_of_people
from newsworld.news.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from newsworld.brief.material import Material, Origin
    from newsworld.news.briefs import Line
    from newsworld.news.facts import Position

_FAR = 300  # characters between two pieces of evidence beyond which only the first is quoted


def lines(material: Material) -> Iterator[Line]:
    """A line each for what a party offers, demands, rejects ..., party by party in the order of first telling."""
    names = native_names(material)
    states = states_of_people(material, native_spellings(material), in_office=True)
    by_party: dict[str, list[tuple[Origin, Position]]] = {}
    for origin, position in told_once(material):
        party = origin.name_of(position.party)
        party = names.get(party, party)
        by_party.setdefault(states.get(party, party), []).append((origin, position))
    for party, group in by_party.items():
        for origin, position in sorted(group, key=lambda pair: pair[1].issue):
            yield _line(material, origin, position, party)


def told_once(material: Material) -> Iterator[tuple[Origin, Position]]:
    """Positions without those that an earlier origin told of the same party, stance and issue."""
    seen: dict[tuple[str, str, str], list[AbstractSet[str]]] = {}
    for origin in material.read:
        for position in origin.reading.positions:
            key = (origin.name_of(position.party), position.stance, origin.name_of(position.toward))
            issue = terms_of(position.issue, material.language)
            if not any(overlap(issue, other) > 0.6 for other in seen.get(key, ())):
                seen.setdefault(key, []).append(issue)
                yield origin, position


def hull(position: Position) -> Span:
    """The position's words in one piece, as far as its pieces stand near one another."""
    pieces = sorted(position.evidence)
    last = max((p for p in pieces if p.end - pieces[0].start <= _FAR), key=lambda p: p.end, default=pieces[0])
    return Span(pieces[0].start, max(last.end, pieces[0].end))


def _line(material: Material, origin: Origin, position: Position, party: str) -> Line:
    span = hull(position)
    text = origin.article.text
    told = _slots(material, origin, position) | {"party": party} | told_of_all(origin, material)
    entity = origin.entity(position.party)
    naming = [min(entity.mentions, key=lambda m: abs(m.start - span.start))] if entity else []
    condition = position.condition
    citations = origin.cite_around([span, *naming, *([condition] if condition else [])])
    bearing = Bearing.of(citations, material.articles)
    cautions = tuple(dict.fromkeys(cautions_at(material, origin, origin.around(span))))
    slots = {
        "party": shown._replace(text=party) if (shown := party_slot(origin, position.party, bearing)) else None,
        "stance": Slot(material.label("stances", position.stance)),
        "issue": Slot.words(told["about"]) if "about" in told else None,
        "words": Slot(quoted(material, [span.of(text)])),
        "condition": Slot(quoted(material, [condition.of(text)])) if condition and not span.holds(condition) else None,
        "reciprocal": Slot(material.label("labels", "reciprocal")) if position.reciprocal else None,
        "day": Slot(material.day(told.get("when"))),
    }
    line = composed(material.template("position"), slots, bearing, told, cautions)
    return line or line_of(material, origin, origin.around(span), told, cautions)


def issue_of(material: Material, position: Position) -> str:
    """The issue without the small words at its ends: "ignorance of the" is "ignorance"; empty if nothing is left."""
    idle = material.among("stopwords")
    told = position.issue.split()
    while told and told[-1].lower() in idle:
        told.pop()
    while told and told[0].lower() in idle:
        told.pop(0)
    return " ".join(told)


def _about(material: Material, origin: Origin, position: Position, issue: str) -> str:
    """The issue as a reader is told it: "to sign", "that the port close"; empty where the words alone tell it."""
    text = hull(position).of(origin.article.text)
    at = text.lower().find(issue.lower()) if issue else -1
    if at < 0 and issue.count(" ") > 1:  # made of pieces: "allow … slam the door"
        return ""
    before = text[: max(0, at)].split()[-2:]
    if len(before) == 2 and before[1].lower() not in material.among("articles") | material.among("pronouns"):
        before = before[1:]
    first = before[0].lower() if before else ""
    if first in material.among("nots"):  # "will not allow": it would say the contrary
        return ""
    if first not in material.among("leads_in"):
        return issue
    is_clause = first in material.among("that")
    if is_clause and not position.issue.lower().endswith(issue.lower()):  # cut before its verb: "that the port is"
        return ""
    told = is_clause or position.stance != "denies"  # nobody "denies to attack"
    return " ".join((*before, issue)) if told else ""


def _slots(material: Material, origin: Origin, position: Position) -> dict[str, str]:
    said = origin.reading.statements
    statement = said[position.statement] if position.statement is not None and position.statement < len(said) else None
    condition, issue = position.condition, issue_of(material, position)
    return kept(
        {
            "party": origin.name_of(position.party),
            "issue": issue,
            "about": _about(material, origin, position, issue),
            "stance": position.stance,
            "condition": condition.of(origin.article.text) if condition else None,
            "reciprocal": "yes" if position.reciprocal else None,
            "toward": origin.name_of(position.toward),
            "when": (statement.said_on if statement else None) or (origin.article.published or "")[:10],
        }
    )
