"""Where reports come from: the datelines of an edition on a map, and in a list.

A place is put on the map where a town of that name is known; of several by one name it is the largest, as in datelines,
where the smaller one is told with its state.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING

from newsworld.languages import gazetteer
from newsworld.publish import pictures

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsworld.news.briefs import Brief, Edition
    from newsworld.publish.cited import Library
    from newsworld.publish.pictures import Picture

MAX_STORIES = 6  # named beside a place


@dataclass(frozen=True, slots=True)
class Dateline:
    """A place that reports were written at, the weightiest story first; its point if it is known."""

    place: str
    reports: int
    stories: tuple[Brief, ...]
    point: tuple[float, float] | None = None  # latitude, longitude


@dataclass(frozen=True, slots=True)
class PlacesPage:
    """Places by their number of reports, and the map of those that are known."""

    places: tuple[Dateline, ...]
    picture: Picture | None


def places(edition: Edition, articles: Library) -> PlacesPage:
    """The datelines of an edition's reports; a copy counts where its origin was written."""
    reports: dict[str, int] = {}
    stories: dict[str, dict[str, Brief]] = {}
    for brief, story in zip(edition.briefs, edition.stories, strict=True):
        for member in story.members:
            article = None if member.copy_of else articles.get(member.id)
            place = article.dateline.place if article and article.dateline else ""
            if place:
                key = place.casefold()
                reports[key] = reports.get(key, 0) + 1
                stories.setdefault(key, {})[story.id] = brief
    told = [_dateline(key, count, tuple(stories[key].values())) for key, count in reports.items()]
    ranked = tuple(sorted(told, key=lambda one: (-one.reports, one.place)))
    return PlacesPage(ranked, _map(ranked))


def _dateline(key: str, count: int, stories: tuple[Brief, ...]) -> Dateline:
    town = towns_by_name().get(key)
    name = town.name if town and town.name.casefold() == key else key.title()
    return Dateline(name, count, stories[:MAX_STORIES], (town.latitude, town.longitude) if town else None)


def _map(told: Iterable[Dateline]) -> Picture | None:
    points = [(one.place, one.point, one.reports) for one in told if one.point]
    if not points:
        return None
    rows = tuple((name, str(count)) for name, _, count in points)
    return pictures.Picture("datelines", pictures.world(points, land()), ("Place", "Reports"), rows)


@functools.cache
def towns_by_name() -> dict[str, gazetteer.Place]:
    """The largest town of each name, in every language that its names are known in."""
    known: dict[str, gazetteer.Place] = {}
    for town, others in gazetteer.towns():
        for name in (town.name, *others):
            known.setdefault(name.casefold(), town)
    return known


@functools.cache
def land() -> str:
    """The outline of the land: see scripts/build_land.py."""
    return resources.files("newsworld.publish").joinpath("static", "land.txt").read_text(encoding="ascii").strip()
