"""What does the house know by name? Countries in every language, towns, organisations, first names.

Data beside this file: countries.tsv.gz (Unicode CLDR), places.tsv.gz (GeoNames, CC BY 4.0), both written by
scripts/build_gazetteer.py; organisations.toml, regions.toml and firstnames.txt are the house's own.
"""

from __future__ import annotations

import functools
import gzip
import tomllib
from importlib import resources
from typing import Any, NamedTuple

_FOLDER = resources.files(__name__)


class Place(NamedTuple):
    """A town; people in thousands."""

    name: str
    slug: str  # the name in lower case ASCII
    country: str  # ISO 3166 alpha-2
    latitude: float
    longitude: float
    people: int
    capital: bool


@functools.cache
def country_names(language: str) -> dict[str, str]:
    """ISO 3166 alpha-2 code to the name in a language; empty where the language is not known."""
    return dict(pair.split("=", 1) for pair in _country_names().get(language, "").split(";") if pair)


@functools.cache
def _country_names() -> dict[str, str]:
    return dict(line.split("\t", 1) for line in _packed("countries.tsv.gz"))


@functools.cache
def towns() -> tuple[tuple[Place, tuple[str, ...]], ...]:
    """Towns, the largest first, each with its names in other languages."""
    return tuple(_town(line.split("\t")) for line in _packed("places.tsv.gz"))


def _town(cells: list[str]) -> tuple[Place, tuple[str, ...]]:
    name, slug, country, latitude, longitude, people, capital, exonyms = cells
    place = Place(name, slug, country, float(latitude), float(longitude), int(people), capital == "1")
    return place, tuple(exonyms.split("|")) if exonyms else ()


@functools.cache
def table(name: str) -> dict[str, Any]:
    """One of the house's own tables: organisations, regions."""
    return tomllib.loads(_FOLDER.joinpath(f"{name}.toml").read_text(encoding="utf-8"))


@functools.cache
def first_names() -> frozenset[str]:
    """Given names that are common somewhere and are hardly ever a plain word."""
    text = _FOLDER.joinpath("firstnames.txt").read_text(encoding="utf-8")
    return frozenset(name for line in text.splitlines() if not line.startswith("#") for name in line.split())


def _packed(name: str) -> list[str]:
    return gzip.decompress(_FOLDER.joinpath(name).read_bytes()).decode().splitlines()
