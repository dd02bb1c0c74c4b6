"""The verb of the brief: a story's page out of its articles and readings. Pure; the same on every run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsworld.brief import cares, disputes, encounters, figures, kinds, leads, passages, provenance, speech, stands
from newsworld.brief.check import faults
from newsworld.brief.choosing import scored
from newsworld.brief.material import gather
from newsworld.brief.options import Options
from newsworld.news.briefs import Brief, Section

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from newsworld.brief.choosing import Sentence
    from newsworld.news.articles import Article, Revision
    from newsworld.news.briefs import Line
    from newsworld.news.readings import Reading
    from newsworld.news.sourcing import Outlet
    from newsworld.news.spans import Span
    from newsworld.news.stories import Story

    Lines = Callable[[], Iterable[Line]]

_CEILINGS = {"where it comes from": None}  # the others: Options.lines_per_section
_PROSE = ("what is new", "who said what")  # sections that the background does not repeat
_DEFAULT = Options()


def write(  # noqa: PLR0913 - the material of a page, each by its name
    story: Story,
    articles: Mapping[str, Article],
    readings: Mapping[str, Reading],
    outlets: Mapping[str, Outlet],
    *,
    related: Sequence[tuple[Story, Article]] = (),
    revisions: Sequence[Revision] = (),
    previous: Brief | None = None,
    options: Options = _DEFAULT,
) -> Brief:
    """A story's page.

    Args:
        story: whose page it is; members without an article are left out.
        articles: the members' articles by id, in their latest version.
        readings: the readings of those articles by id; an article without one is cut into sentences and no more.
        outlets: outlets by the name that articles give; tells which are agencies and state media.
        related: other stories, each with an article whose headline is shown and cited.
        revisions: what outlets changed in these articles.
        previous: the page's last version, for what is new and for what was cited and has since been changed.
        options: the page's ceilings.
    """
    material = gather(story, articles, readings, outlets, options)
    candidates = scored(material, material.native)
    counts, meetings = figures.counts(material), encounters.meetings(material)
    old = _both(figures.overtaken(material, counts), encounters.past(material, meetings))
    taken = leads.leads(material, candidates, old)
    kind = kinds.kind_of(material)
    makers: dict[str, Lines] = {
        "what is new": lambda: passages.new(material, candidates, previous, taken),
        "who said what": lambda: speech.lines(material),
        "meetings": lambda: encounters.lines(material, meetings),
        "positions": lambda: stands.lines(material),
        "figures": lambda: figures.lines(material, counts),
        "disputed": lambda: disputes.lines(material, counts, meetings),
        "agreed": lambda: disputes.agreed(material, counts, meetings),
        "take care": lambda: cares.lines(material, revisions, previous),
        "timeline": lambda: passages.timeline(material, candidates),
        "where it comes from": lambda: provenance.lines(material),
        "more on this topic": lambda: provenance.more_on_this_topic(related),
    }
    known = {**articles, **{article.id: article for _, article in related}}
    marked = cares.marks(revisions)
    lead = list(_borne(leads.lines(material, taken, old), known, marked).values())
    borne = {name: _borne(make(), known, marked) for name, make in makers.items()}
    said = (*lead, *(line for name in _PROSE for line in borne[name].values()))
    unsaid = _unsaid(candidates, said)
    borne["background"] = _borne(passages.background(material, unsaid, taken), known, marked)
    return Brief(
        story=story.id,
        headline=leads.headline(material),
        standfirst=lead[0] if lead else None,
        basics=tuple(lead[1:]),
        sections=tuple(_sections(kinds.sections_of(kind), borne, lead, options)),
        language=material.language,
        updated=story.last_seen,
        version=previous.version + 1 if previous else 1,
        kind=kind,
    )


def _both(one: Mapping[str, list[Span]], other: Mapping[str, list[Span]]) -> dict[str, list[Span]]:
    """By article, the spans of both."""
    return {name: [*one.get(name, ()), *other.get(name, ())] for name in {**one, **other}}


def _unsaid(candidates: Sequence[Sentence], said: Iterable[Line]) -> list[Sentence]:
    """The sentences that no line cites yet."""
    quotes = {citation.quote for line in said for citation in line.citations}
    return [sentence for sentence in candidates if sentence.text not in quotes]


def _borne(lines: Iterable[Line], articles: Mapping[str, Article], marked: Callable[[Line], Line]) -> dict[str, Line]:
    """The lines without a fault by their text, marked where edited: one that is made twice stands once."""
    found: dict[str, Line] = {}
    for line in lines:
        if not faults(line, articles):
            found.setdefault(line.text, marked(line))
    return found


def _sections(
    names: Sequence[str], borne: Mapping[str, Mapping[str, Line]], lead: Sequence[Line], options: Options
) -> Iterable[Section]:
    """The sections that have lines, in order."""
    first = {line.text for line in lead}
    for name in names:
        lines = list(borne[name].values())
        if name == "who said what":
            lines = _not_again(lines, first)
        elif name == "what is new":
            lines = [line for line in lines if line.text not in first]
        if lines:
            yield Section(name, tuple(lines[: _CEILINGS.get(name, options.lines_per_section)]))


def _not_again(lines: Sequence[Line], said: AbstractSet[str]) -> list[Line]:
    """Without what the lead says already; but the first line of each speaker is their best, and stays."""
    first = {line.slots.get("speaker"): line for line in reversed(lines)}
    return [line for line in lines if line.text not in said or line is first[line.slots.get("speaker")]]
