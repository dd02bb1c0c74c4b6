"""Take care: why this page deserves it, in the sources' own sentences; one origin only; what outlets have changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from newsworld.brief.check import plain
from newsworld.brief.composing import Bearing, Slot, composed, kept
from newsworld.brief.plainness import line_of
from newsworld.news.spans import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from newsworld.brief.material import Material, Origin
    from newsworld.news.articles import Revision
    from newsworld.news.briefs import Brief, Line


EDITED = "edited"
_PER_KIND = 3


def lines(material: Material, revisions: Sequence[Revision], previous: Brief | None) -> Iterator[Line]:
    """The cautions, kind by kind, then the story's own: one origin, edits after publication."""
    yield from _told(material)
    if len(material.origins) == 1:
        yield from filter(None, [_one_origin(material)])
    yield from _edits(material, revisions, previous)


def _told(material: Material) -> Iterator[Line]:
    by_kind: dict[str, dict[str, tuple[Origin, Span]]] = {}
    for origin in material.read:
        for caution in origin.reading.cautions:
            span = origin.around(caution.evidence[0])
            words = plain(span.of(origin.article.text))
            by_kind.setdefault(caution.kind, {}).setdefault(words, (origin, span))
    for kind, found in by_kind.items():
        for origin, span in list(found.values())[:_PER_KIND]:
            yield line_of(material, origin, span, {"kind": kind, "count": str(len(found))}, (kind,))


def first_sentence(origin: Origin) -> Span:
    """Where a text begins: the sentence cited for the article as a whole."""
    return origin.reading.sentences[0]


def _one_origin(material: Material) -> Line | None:
    origin = material.origins[0]
    outlet = origin.article.outlet
    bearing = Bearing.of((origin.cite(first_sentence(origin)),), material.articles)
    told = kept({"kind": "one origin", "outlet": outlet})
    slots = {"outlet": Slot.words(outlet) if outlet else None}
    return composed(material.template("one_origin"), slots, bearing, told, ("one origin",))


def _edits(material: Material, revisions: Sequence[Revision], previous: Brief | None) -> Iterator[Line]:
    """What outlets have since changed, removed or corrected of what this page said before."""
    cited = _cited(previous)
    origins = {origin.article.id: origin for origin in material.origins}
    for revision in revisions:
        origin = origins.get(revision.article)
        if origin is None:
            continue
        for removed in revision.removed:
            if any(_same_words(removed, quote) for quote in cited.get(revision.article, ())):
                yield from _changed(material, origin, revision, "edited", removed)
        if revision.headline_before:
            yield from _changed(material, origin, revision, "headline_edited", revision.headline_before)
        if revision.correction:
            yield from _correction(material, origin, revision.correction)


def marks(revisions: Sequence[Revision]) -> Callable[[Line], Line]:
    """What gives a line the caution "edited" where a sentence that it cites came with a later version of the text."""
    added: dict[str, set[str]] = {}
    for revision in revisions:
        added.setdefault(revision.article, set()).update(plain(sentence).strip() for sentence in revision.added)

    def marked(line: Line) -> Line:
        if EDITED in line.cautions or not any(
            plain(c.quote).strip() in added.get(c.article, ()) for c in line.citations
        ):
            return line
        return replace(line, cautions=(*line.cautions, EDITED))

    return marked if added else lambda line: line


def _cited(previous: Brief | None) -> dict[str, list[str]]:
    cited: dict[str, list[str]] = {}
    for line in previous.lines() if previous else ():
        for citation in line.citations:
            cited.setdefault(citation.article, []).append(plain(citation.quote))
    return cited


def _same_words(sentence: str, quote: str) -> bool:
    wanted = plain(sentence).strip()
    return bool(wanted) and (wanted in quote or quote in wanted)


def _changed(material: Material, origin: Origin, revision: Revision, template: str, before: str) -> Iterator[Line]:
    bearing = Bearing.of((origin.cite(first_sentence(origin)),), material.articles)
    outlet = origin.article.outlet
    told = kept({"kind": EDITED, "outlet": outlet, "seen": revision.seen, "before": before})
    slots = {
        "outlet": Slot.words(outlet) if outlet else None,
        "day": Slot(material.day(revision.seen)),
    }
    yield from filter(None, [composed(material.template(template), slots, bearing, told, (EDITED,))])


def _correction(material: Material, origin: Origin, note: str) -> Iterator[Line]:
    """The outlet's own note, where its text has it to the letter."""
    at = origin.article.text.find(note)
    if at >= 0 and note.strip():
        span = Span(at, at + len(note))
        yield line_of(material, origin, span, {"kind": "correction"}, ("correction",))
