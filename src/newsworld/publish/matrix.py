"""Positions as a matrix: parties down, issues across; and one issue's positions through time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsworld.publish.pictures import stands

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsworld.publish.cited import LineView
    from newsworld.publish.pictures import Picture

MAX_ISSUES = 5  # columns that a page of 66 characters still holds; further issues go into a matrix of their own


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

    @property
    def is_square(self) -> bool:
        """Whether there is anything to compare: two parties, or two issues."""
        return len(self.rows) > 1 or len(self.issues) > 1


@dataclass(frozen=True, slots=True)
class Issue:
    """All positions on an issue, oldest first."""

    name: str
    lines: tuple[LineView, ...]
    parties: tuple[str, ...]


def matrices(lines: Iterable[LineView]) -> tuple[Matrix, ...]:
    """The positions as one matrix, or several where there are many issues."""
    lines = tuple(lines)
    names = [issue.name for issue in issues(lines)]
    return tuple(_matrix(names[at : at + MAX_ISSUES], lines) for at in range(0, len(names), MAX_ISSUES))


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
    matrices: tuple[Matrix, ...]
    through_time: tuple[InTime, ...]


def by_story(lines: Iterable[LineView]) -> tuple[StoryStands, ...]:
    """Every story's positions under its headline."""
    stories: dict[str, list[LineView]] = {}
    for line in lines:
        stories.setdefault(line.story, []).append(line)
    return tuple(
        StoryStands(name, of_story[0].headline, of_story[0].language, matrices(of_story), _in_time(of_story))
        for name, of_story in stories.items()
    )


def _in_time(lines: Iterable[LineView]) -> tuple[InTime, ...]:
    drawn = ((issue.name, stands(issue.lines)) for issue in issues(lines))
    return tuple(InTime(name, picture) for name, picture in drawn if picture is not None)
