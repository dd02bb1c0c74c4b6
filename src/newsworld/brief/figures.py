"""Figures with their bounds, who gives them and when; a toll that later reports have overtaken is kept and marked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsworld.brief.choosing import overlap, terms_of
from newsworld.brief.composing import Bearing, Slot, composed, kept
from newsworld.brief.material import when
from newsworld.brief.plainness import cautions_at, line_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from newsworld.brief.material import Material, Origin
    from newsworld.news.briefs import Line
    from newsworld.news.facts import Figure

TOLLS = ("dead", "injured", "displaced")
_PER_ORIGIN = 12


@dataclass(frozen=True, slots=True)
class Count:
    """What one origin tells of one thing that is counted."""

    origin: Origin
    figure: Figure

    def bounds(self) -> tuple[float, float]:
        """From and to; what is open has no end."""
        low = self.figure.low if self.figure.low is not None else float("-inf")
        high = self.figure.high if self.figure.high is not None else float("inf")
        return low, high

    def agrees(self, other: Count) -> bool:
        """Whether both can be true."""
        (low, high), (other_low, other_high) = self.bounds(), other.bounds()
        return low <= other_high and other_low <= high

    def same(self, other: Count) -> bool:
        """Whether both tell the same bounds."""
        return self.bounds() == other.bounds()


def counts(material: Material) -> list[list[Count]]:
    """Figures gathered by what they count, each group in time order; tolls first, then what most origins give."""
    groups: list[tuple[str, str | None, AbstractSet[str], list[Count]]] = []
    for origin in material.read:
        for figure in origin.reading.figures[:_PER_ORIGIN]:
            _place(groups, Count(origin, figure), terms_of(figure.of or "", material.language))
    made = [group for _, _, _, group in groups]
    return sorted(made, key=lambda group: (_rank(group[0]), -len({count.origin.article.id for count in group})))


def _place(
    groups: list[tuple[str, str | None, AbstractSet[str], list[Count]]], count: Count, terms: AbstractSet[str]
) -> None:
    figure = count.figure
    for kind, unit, known, group in groups:
        if (kind, unit) == (figure.kind, figure.unit) and _counts_alike(figure.kind, terms, known):
            group.append(count)
            return
    groups.append((figure.kind, figure.unit, terms, [count]))


def _counts_alike(kind: str, terms: AbstractSet[str], known: AbstractSet[str]) -> bool:
    """A story's dead are the same dead; a sum or a share is only the same where the same is named."""
    return kind in TOLLS or (bool(terms and known) and overlap(terms, known) >= 0.99)


def _rank(count: Count) -> int:
    return TOLLS.index(count.figure.kind) if count.figure.kind in TOLLS else len(TOLLS)


def lines(material: Material) -> Iterator[Line]:
    """A line for each figure that differs from those told before it; of tolls the latest counts."""
    for group in counts(material):
        for at, count in enumerate(group):
            if not any(count.same(other) for other in group[:at]):
                yield _line(material, count, overtaken=_overtaken(count, group[at + 1 :], material))


def _overtaken(count: Count, later: Sequence[Count], material: Material) -> bool:
    """Only tolls rise; another sum may be another sum."""
    if count.figure.kind not in TOLLS:
        return False
    written = when(count.origin.article, material.story.first_seen)
    return any(
        other.origin is not count.origin
        and not other.same(count)
        and when(other.origin.article, material.story.first_seen) > written
        for other in later
    )


def words_of_count(count: Count) -> str:
    """The figure in the source's own words."""
    return count.figure.evidence[0].of(count.origin.article.text)


def _line(material: Material, count: Count, *, overtaken: bool) -> Line:
    origin, figure = count.origin, count.figure
    told = _slots(count, overtaken=overtaken)
    around = origin.around(figure.evidence[0])
    cautions = tuple(dict.fromkeys(cautions_at(material, origin, around)))
    bearing = Bearing.of(origin.cite_around(figure.evidence), material.articles)
    slots = {
        "kind": Slot(material.label("figures", figure.kind)),
        "words": Slot.words(words_of_count(count)),
        "outlet": Slot.words(origin.article.outlet) if origin.article.outlet else None,
        "when": Slot(material.time(origin.article.published)),
        "superseded": Slot(material.label("labels", "superseded")) if overtaken else None,
    }
    line = composed(material.template("figure"), slots, bearing, told, cautions)
    return line or line_of(material, origin, around, told, cautions)


def _slots(count: Count, *, overtaken: bool) -> dict[str, str]:
    figure = count.figure
    return kept(
        {
            "kind": figure.kind,
            "low": plain_number(figure.low),
            "high": plain_number(figure.high),
            "unit": figure.unit,
            "of": figure.of,
            "when": count.origin.article.published,
            "outlet": count.origin.article.outlet,
            "superseded": "yes" if overtaken else None,
        }
    )


def plain_number(value: float | None) -> str | None:
    """A number without an empty fraction."""
    return None if value is None else f"{value:.10g}"
