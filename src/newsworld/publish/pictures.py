"""Pictures drawn on the server: plain SVG, each with a text alternative and a table of the same numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from html import escape
from typing import TYPE_CHECKING

from newsworld.news.moments import day_of, is_moment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from newsworld.news.stories import Story
    from newsworld.publish.cited import Library, LineView

WIDTH = 460  # px: as wide as it is shown, so that its letters stay letters on a telephone
NARROW = 360  # beside a text
MAX_DAYS = 60  # bars that still can be told apart
MAX_NAMES = 14  # names round a table that still can be read
MAP_WIDTH = 720  # as wide as a column of text with its margin
MAP_SOUTH = 60  # degrees: as far as scripts/build_land.py draws land
MAX_STANCES = 2  # words over one mark; the table has them all
_TEXT = 13  # px: the height of a label
_LETTER = 7.0  # px: how wide one of its letters is at the most


@dataclass(frozen=True, slots=True)
class Picture:
    """What was drawn, and the same in a table; `kind` names the words that the page tells it in."""

    kind: str
    svg: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def coverage(story: Story, articles: Library) -> Picture | None:
    """A story's reports by day: bars of origins, copies on top. None where all is of one day or undated."""
    counts: dict[str, list[int]] = {}
    for member in story.members:
        article = articles.get(member.id)
        if article is not None and article.published:
            counts.setdefault(article.published[:10], [0, 0])[1 if member.copy_of else 0] += 1
    days = _days_between(counts)
    if len(days) < 2:
        return None
    rows = [(day, *counts.get(day, (0, 0))) for day in days]
    return Picture(
        "coverage",
        _bars([(day, (origins, copies)) for day, origins, copies in rows], ("origin", "copy")),
        ("Day", "Origins", "Copies"),
        tuple((day, str(origins), str(copies)) for day, origins, copies in rows if origins + copies),
    )


def meets(pairs: Sequence[tuple[str, str, int]]) -> Picture | None:
    """Who meets whom: parties in a row, an arc for each pair, thicker the more they meet."""
    names: list[str] = []
    for one, other, _ in pairs:
        names += [name for name in (one, other) if name not in names and len(names) < MAX_NAMES]
    shown = [pair for pair in pairs if pair[0] in names and pair[1] in names]
    if not shown:
        return None
    rows = tuple((one, other, str(count)) for one, other, count in shown)
    return Picture("meets", _arcs(names, shown), ("Party", "Meets", "Meetings"), rows)


def stands(lines: Iterable[LineView]) -> Picture | None:
    """Positions through time on one issue: a row for each party, a mark with its stance on the day it was told."""
    told = [line for line in lines if is_moment(line.slots.get("when", "")) and line.slots.get("party")]
    days = _days_between({line.slots["when"][:10]: [1] for line in told})
    parties = list(dict.fromkeys(line.slots["party"] for line in told))[:MAX_NAMES]
    if len(days) < 2:
        return None
    marks: dict[tuple[str, str], list[str]] = {}
    for line in told:
        marks.setdefault((line.slots["party"], line.slots["when"][:10]), []).append(line.slots.get("stance", ""))
    rows = tuple((party, day, ", ".join(found)) for (party, day), found in marks.items())
    return Picture("stands", _lanes(parties, days, marks), ("Party", "Day", "Stance"), rows)


def world(points: Sequence[tuple[str, tuple[float, float], int]], land: str) -> str:
    """A dot for each place (name, latitude and longitude, reports) on the land's outline; names where there is room."""
    width, scale = MAP_WIDTH, MAP_WIDTH / 360
    parts = [f'<path class="land" d="{land}" transform="scale({scale / 2:.4f})" fill-rule="evenodd"/>']
    most = max(count for _, _, count in points)
    dots = [((longitude + 180) * scale, (90 - latitude) * scale) for _, (latitude, longitude), _ in points]
    taken = [(x - 8, x + 8, y) for x, y in dots]  # left, right and height of what stands there already
    for (name, _, count), (x, y) in zip(points, dots, strict=True):
        parts.append(f'<circle class="origin" cx="{x:.1f}" cy="{y:.1f}" r="{3 + 5 * (count / most) ** 0.5:.1f}"/>')
        wide = 8.0 * len(_short(name, 18))
        for left, at, anchor in ((x + 10, x + 10, "start"), (x - 10 - wide, x - 10, "end")):
            has_room = 0 <= left <= width - wide
            if has_room and all(left + wide < a or left > b or abs(y - c) > _TEXT + 2 for a, b, c in taken):
                taken.append((left, left + wide, y))
                parts.append(_label(at, y + 4, _short(name, 18), anchor))
                break
    return _svg((90 + MAP_SOUTH) * scale, parts, width)


def _days_between(found: Mapping[str, object]) -> list[str]:
    """Every day from the first to the last, the newest MAX_DAYS of them."""
    if not found:
        return []
    first, last = day_of(min(found)), day_of(max(found))
    span = min((last - first).days, MAX_DAYS - 1)
    return [(last - timedelta(days=back)).isoformat() for back in range(span, -1, -1)]


def _bars(columns: Sequence[tuple[str, tuple[int, ...]]], classes: tuple[str, ...]) -> str:
    height, floor = 120, 96
    most = max(sum(values) for _, values in columns) or 1
    step = WIDTH / len(columns)
    wide = min(step * 0.7, 48)
    parts = []
    for at, (_, values) in enumerate(columns):
        x, y = at * step + (step - wide) / 2, float(floor)
        for name, value in zip(classes, values, strict=True):
            tall = value / most * (floor - 18)
            y -= tall
            if value:
                parts.append(f'<rect class="{name}" x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{tall:.1f}"/>')
        if sum(values):
            parts.append(_label(x + wide / 2, y - 4, str(sum(values)), "middle"))
    parts.append(f'<line x1="0" y1="{floor}" x2="{WIDTH}" y2="{floor}"/>')
    parts += _axis([day for day, _ in columns], step, floor + 18)
    return _svg(height, parts)


def _axis(days: Sequence[str], step: float, y: float, left: float = 0.0) -> list[str]:
    """The first day and every so many after it; the page tells them in its own language."""
    every = max(1, round(64 / step))
    return [
        _label(left + at * step + step / 2, y, f"{{day:{days[at]}}}", "middle") for at in range(0, len(days), every)
    ]


def _arcs(names: Sequence[str], pairs: Sequence[tuple[str, str, int]]) -> str:
    """A column of names with arcs to its side, narrow enough to stand beside a text."""
    row, width = 30, NARROW
    left = min(28.0 + 8.5 * max(len(_short(name, 24)) for name in names), width * 0.62)
    most = max(count for _, _, count in pairs)
    middle = {name: row * at + row / 2 + 4 for at, name in enumerate(names)}
    parts = []
    for one, other, count in pairs:
        top, bottom = sorted((middle[one], middle[other]))
        bend = left + 10 + min((bottom - top) * 1.1, (width - left - 16) * 4 / 3)
        parts.append(
            f'<path class="arc" d="M{left + 8:.0f} {top:.0f} C{bend:.0f} {top:.0f} {bend:.0f} {bottom:.0f} '
            f'{left + 8:.0f} {bottom:.0f}" stroke-width="{1.5 + 4.5 * count / most:.1f}"/>'
        )
    for name, y in middle.items():
        parts.append(f'<circle class="origin" cx="{left:.0f}" cy="{y:.0f}" r="4"/>')
        parts.append(_label(left - 12, y + 5, _short(name, 24), "end", 15))
    return _svg(row * len(names) + 8, parts, width)


def _lanes(parties: Sequence[str], days: Sequence[str], marks: Mapping[tuple[str, str], Sequence[str]]) -> str:
    row, left = 44, 28.0 + 8.5 * max(len(_short(party, 18)) for party in parties)
    step = (WIDTH - left) / len(days)
    parts = []
    for at, party in enumerate(parties):
        y = row * at + row / 2
        parts.append(f'<line x1="{left:.0f}" y1="{y:.0f}" x2="{WIDTH}" y2="{y:.0f}"/>')
        parts.append(_label(left - 12, y + 5, _short(party, 18), "end", 15))
        places = ((left + here * step + step / 2, marks.get((party, day))) for here, day in enumerate(days))
        parts += _marks([(x, list(dict.fromkeys(found))[:MAX_STANCES]) for x, found in places if found], y)
    axis = _axis(days, step, row * len(parties) + 14, left)
    return _svg(row * len(parties) + 22, parts + axis)


def _marks(told: Sequence[tuple[float, Sequence[str]]], y: float) -> Iterator[str]:
    """A dot for each day with its stances above it, below where the one before leaves no room; none out of sight."""
    taken = 0.0
    for x, stances in told:
        half = _LETTER * len(", ".join(stances)) / 2
        at = min(x, WIDTH - half)
        is_free = at - half >= taken
        taken = at + half + _LETTER if is_free else taken
        yield f'<circle class="origin" cx="{x:.1f}" cy="{y:.0f}" r="6"/>'
        yield _label(at, y - 10 if is_free else y + 20, ", ".join(f"{{word:{stance}}}" for stance in stances), "middle")


def _label(x: float, y: float, text: str, anchor: str, size: int = _TEXT) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}">{escape(text)}</text>'


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _svg(height: float, parts: Iterable[str], width: int = WIDTH) -> str:
    """The drawing; its words for screen readers stand beside it, so it is hidden from them itself."""
    return (
        f'<svg viewBox="0 0 {width} {height:.0f}" xmlns="http://www.w3.org/2000/svg" aria-hidden="true" '
        f'focusable="false">{"".join(parts)}</svg>'
    )
