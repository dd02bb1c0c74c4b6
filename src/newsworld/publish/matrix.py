"""Positions: a matrix of parties by the issues that they share, the rest party by party; an issue through time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsworld.publish.cited import parted
from newsworld.publish.pictures import stands

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsworld.publish.cited import LineView
    from newsworld.publish.pictures import Picture

MAX_ISSUES = 3  # columns that a page of 66 characters still holds; further issues go into a matrix of their own


@dataclass(frozen=True, slots=True)
class Row:
    """A party's positions, a cell for each issue of the matrix; a cell may be empty."""

    party: str
    cells: tuple[tuple[LineView, ...], ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Some issues, and every party that has a position on one of them."""

    issues: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Stands:
    """All positions of a story: `shared` where two parties or more have a word, `alone` the rest, party by party."""

    shared: tuple[Matrix, ...]
    alone: tuple[tuple[str, tuple[LineView, ...]], ...]


@dataclass(frozen=True, slots=True)
class Issue:
    """All positions on an issue, oldest first."""

    name: str
    lines: tuple[LineView, ...]
    parties: tuple[str, ...]


def stands_of(lines: Iterable[LineView]) -> Stands | None:
    """The positions as a page shows them: a matrix where there is something to compare, else a list."""
    lines = tuple(lines)
    names = [issue.name for issue in issues(lines) if len(issue.parties) > 1]
    alone: dict[str, list[LineView]] = {}
    for line in lines:
        if line.slots.get("issue", "") not in names:
            alone.setdefault(line.slots.get("party", ""), []).append(line)
    shared = (_matrix(names[at : at + MAX_ISSUES], lines) for at in range(0, len(names), MAX_ISSUES))
    told = Stands(tuple(shared), tuple((party, tuple(of_party)) for party, of_party in alone.items()))
    return told if lines else None


def _matrix(names: list[str], lines: tuple[LineView, ...]) -> Matrix:
    parties: dict[str, dict[str, list[LineView]]] = {}
    for line in lines:
        issue = line.slots.get("issue", "")
        if issue in names:
            parties.setdefault(line.slots.get("party", ""), {}).setdefault(issue, []).append(line)
    rows = (Row(party, tuple(tuple(cells.get(name, ())) for name in names)) for party, cells in parties.items())
    return Matrix(tuple(names), tuple(rows))


def issues(lines: Iterable[LineView]) -> tuple[Issue, ...]:
    """Issues, those on which most parties have a word first."""
    found: dict[str, list[LineView]] = {}
    for line in lines:
        found.setdefault(line.slots.get("issue", ""), []).append(line)
    told = [_issue(name, of_issue) for name, of_issue in found.items()]
    return tuple(sorted(told, key=lambda issue: (-len(issue.parties), -len(issue.lines))))


def _issue(name: str, lines: list[LineView]) -> Issue:
    parties = dict.fromkeys(line.slots.get("party", "") for line in lines)
    return Issue(name, tuple(sorted(lines, key=lambda line: line.slots.get("when", ""))), tuple(parties))


@dataclass(frozen=True, slots=True)
class InTime:
    """An issue on which positions of several days are known."""

    name: str
    picture: Picture


@dataclass(frozen=True, slots=True)
class StoryStands:
    """One story's matrices, and its issues through time."""

    id: str
    headline: str
    language: str
    positions: Stands | None
    through_time: tuple[InTime, ...]
    foreign: tuple[LineView, ...] = ()


def by_story(lines: Iterable[LineView]) -> tuple[StoryStands, ...]:
    """Every story's positions under its headline."""
    stories: dict[str, list[LineView]] = {}
    for line in lines:
        stories.setdefault(line.story, []).append(line)
    return tuple(_of_story(name, of_story) for name, of_story in stories.items())


def _of_story(name: str, lines: list[LineView]) -> StoryStands:
    native, foreign = parted(lines)
    first = native[0]
    return StoryStands(name, first.headline, first.language, stands_of(native), _in_time(native), foreign)


def _in_time(lines: Iterable[LineView]) -> tuple[InTime, ...]:
    drawn = ((issue.name, stands(issue.lines)) for issue in issues(lines))
    return tuple(InTime(name, picture) for name, picture in drawn if picture is not None)
