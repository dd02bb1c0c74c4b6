"""Figures with their bounds, who gives them and when; a toll that later reports have overtaken is kept and marked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsworld.brief.choosing import overlap, terms_of
from newsworld.brief.composing import Bearing, Slot, composed, kept
from newsworld.brief.material import among, day_told, earlier_years, when
from newsworld.brief.plainness import cautions_at, line_of, told_of_all
from newsworld.languages import base_code

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from newsworld.brief.material import Material, Origin
    from newsworld.news.briefs import Line
    from newsworld.news.facts import Figure
    from newsworld.news.spans import Span

TOLLS = ("dead", "injured", "displaced")
_PER_ORIGIN = 16
_OTHERS = 6  # sums, shares and counts on a page, beside the tolls
_VALUES = 3  # of one sum, share or count
_EARLY = 12  # sentences in which a report tells what matters to it
_SMALL = 10
_OWN_NEWS = 3  # sentences in which a report tells its own event's toll, whatever years they name
_BETWEEN = 24  # characters between a number and what it counts: "12 of the 30 passengers"


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
        for figure in _told(material, origin):
            _place(groups, Count(origin, figure), terms_of(figure.of or "", material.language))
    made = [group for _, _, _, group in groups]
    return sorted(made, key=lambda group: (_rank(group[0]), -len({count.origin.article.id for count in group})))


def _told(material: Material, origin: Origin) -> Iterator[Figure]:
    """An origin's figures in the text's order. Of a toll the first: later ones are parts, or of other days."""
    seen: set[str] = set()
    earlier = tuple(f" {word}" for word in material.words.get("earlier_value", ()))
    for figure in sorted(origin.reading.figures, key=lambda figure: figure.evidence[0])[:_PER_ORIGIN]:
        start = figure.evidence[0].start
        before = origin.article.text[max(0, start - 12) : start].lower().rstrip()
        if figure.kind in seen:
            continue
        if figure.kind in TOLLS:
            if _of_earlier_years(material, origin, figure):
                continue
            seen.add(figure.kind)
        if not (earlier and before.endswith(earlier)):
            yield figure


def _of_earlier_years(material: Material, origin: Origin, figure: Figure) -> bool:
    """Whether a toll is another event's: told further down, in a sentence of an earlier year, not "since" it."""
    around, sentences = origin.around(figure.evidence[0]), origin.reading.sentences
    if len(sentences) <= _OWN_NEWS or around.start < sentences[_OWN_NEWS].start:
        return False
    since = tuple(material.words.get("since", ()))
    return any(
        not (
            since
            and origin.article.text[max(0, time.span.start - 12) : time.span.start].lower().rstrip().endswith(since)
        )
        for time in earlier_years(origin, around, day_told(material.story.first_seen))
    )


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


def lines(material: Material, groups: Sequence[Sequence[Count]]) -> Iterator[Line]:
    """A line for each figure that differs from those told before it; of tolls the latest counts."""
    others, shown = 0, list[Count]()
    for group in groups:
        is_toll = group[0].figure.kind in TOLLS
        told = group if is_toll else _in_own_language(material, group)
        if not is_toll and (others >= _OTHERS or not _matters(material, group) or _is_told(told[0], shown)):
            continue
        shown += told
        others += not is_toll
        for at, count in enumerate(told):
            if not any(count.same(other) for other in told[:at]) and (is_toll or at < _VALUES):
                yield _line(material, count, overtaken=_overtaken(count, told[at + 1 :], material))


def _in_own_language(material: Material, group: Sequence[Count]) -> Sequence[Count]:
    """What origins in the brief's language tell, or all where none of them tells it."""
    native = {origin.article.id for origin in material.native}
    return [count for count in group if count.origin.article.id in native] or group


def _is_told(count: Count, shown: Sequence[Count]) -> bool:
    """Whether a figure stands there already: in another language, or without what it is of."""
    figure, language = count.figure, base_code(count.origin.article.language)
    return any(
        count.same(other)
        and (other.figure.kind, other.figure.unit) == (figure.kind, figure.unit)
        and (not figure.of or not other.figure.of or base_code(other.origin.article.language) != language)
        for other in shown
    )


def _is_known(count: Count) -> bool:
    """Whether a number is told as known, not as news: "the 57 states", "its 30 members"; sums and tolls never are."""
    article, figure = count.origin.article, count.figure
    start = figure.evidence[0].start
    before = article.text[max(0, start - 16) : start].lower().split()
    return figure.kind == "count" and bool(before) and before[-1] in among(base_code(article.language), "known_before")


def _matters(material: Material, group: Sequence[Count]) -> bool:
    """Not what one of several origins mentions further down, nor a small count by the way: "two of the five piers"."""
    figure = group[0].figure
    if all(map(_is_known, group)):
        return False
    if len({count.origin.article.id for count in group}) > 1:
        return True
    if len(material.native) > 1 and not any(map(_is_early, group)):
        return False
    value = max(abs(bound) for bound in (figure.low, figure.high, 0.0) if bound is not None)
    return figure.kind != "count" or value >= _SMALL


def _is_early(count: Count) -> bool:
    sentences = count.origin.reading.sentences
    return len(sentences) <= _EARLY or count.figure.evidence[0].start < sentences[_EARLY].start


def _overtaken(count: Count, later: Sequence[Count], material: Material) -> bool:
    """Only of tolls: another sum may be another sum."""
    if count.figure.kind not in TOLLS:
        return False
    written = when(count.origin.article, material.story.first_seen)
    return any(
        not other.same(count) and when(other.origin.article, material.story.first_seen) > written for other in later
    )


def overtaken(material: Material, groups: Sequence[Sequence[Count]]) -> dict[str, list[Span]]:
    """By article, where a toll stands that a later report has overtaken: such a sentence leads no page."""
    found: dict[str, list[Span]] = {}
    for group in groups:
        for at, count in enumerate(group):
            if _overtaken(count, group[at + 1 :], material):
                found.setdefault(count.origin.article.id, []).extend(count.figure.evidence)
    return found


def words_of_count(count: Count) -> str:
    """The figure in the source's own words, with what it counts where that follows."""
    text, span = count.origin.article.text, count.figure.evidence[0]
    of = count.figure.of
    at = text.find(of, span.end, span.end + len(of) + _BETWEEN) if of else -1
    phrase = text[span.start : at + len(of)] if of and at >= 0 else span.of(text)
    return phrase if "\n" not in phrase else span.of(text)


def _line(material: Material, count: Count, *, overtaken: bool) -> Line:
    origin, figure = count.origin, count.figure
    text = origin.article.text
    told = _slots(count, overtaken=overtaken)
    if figure.kind not in TOLLS:  # what is counted is told in the source's language
        told |= told_of_all(origin, material)
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
    bare = not any(letter.isalpha() for letter in words_of_count(count).removeprefix(figure.evidence[0].of(text)))
    template = "toll" if figure.kind in TOLLS else "" if bare else "figure"
    line = composed(material.template(template), slots, bearing, told, cautions)
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
