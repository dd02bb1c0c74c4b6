"""Likeness: how probably two articles tell of one event, by a small logistic model over what their profiles share."""

from __future__ import annotations

import functools
import math
import tomllib
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING

from newsworld.group.profiles import profile
from newsworld.group.rarity import Rarity

if TYPE_CHECKING:
    from newsworld.group.profiles import Profile, Weights
    from newsworld.news.articles import Article

FEATURES = (
    "words",  # cosine of the weighted terms
    "lead",  # cosine of headline and lead
    "title",  # shared weight of the headlines' words over all their weight
    "names",  # shared weight of names over all their weight
    "names held",  # shared weight of names over the lesser article's
    "head names",  # the same of the names in headline and lead
    "strangers",  # 1: both leads name somebody, and nobody in common
    "numbers",  # shared weight of numbers over the lesser article's
    "days",  # log of 1 + days between; 0 where a date is unknown
    "days apart",  # 1: more than five days between
    "dated",  # 1: both dates are known
    "copied",  # root of the share of the shorter text that stands in the other
    "entities",  # shared weight of entities over the lesser article's
)
LANGUAGE_FREE = ("names", "names held", "head names", "strangers", "numbers", "days", "days apart", "dated", "entities")
_FAR_DAYS = 5
_LEAST, _MOST = -8.0, 8.0


@dataclass(frozen=True, slots=True)
class Model:
    """Coefficients in the order of FEATURES, and the constant."""

    coefficients: tuple[float, ...]
    constant: float

    def log_odds(self, features: tuple[float, ...]) -> float:
        """Of "the same event", kept within what the gold could teach."""
        total = self.constant + sum(map(float.__mul__, self.coefficients, features))
        return min(_MOST, max(_LEAST, total))


@functools.cache
def model(name: str) -> Model:
    """The fitted model "within" a language or "across" languages."""
    text = resources.files("newsworld.group").joinpath("data", "likeness.toml").read_text(encoding="utf-8")
    told = tomllib.loads(text)[name]
    return Model(tuple(float(told.get(feature, 0.0)) for feature in FEATURES), float(told["constant"]))


def likeness(new: Profile, old: Profile) -> float:
    """Log-odds that two articles tell of one event."""
    return model("within" if new.language == old.language else "across").log_odds(features(new, old))


def same_event(one: Article, other: Article) -> float:
    """Probability that two articles tell of one event, knowing no other article."""
    rarity = Rarity()
    return 1 / (1 + math.exp(-likeness(profile(one, None, rarity), profile(other, None, rarity))))


def features(new: Profile, old: Profile) -> tuple[float, ...]:
    """What two profiles share, in the order of FEATURES."""
    title, _ = _shared(new.title, old.title)
    names, names_held = _shared(new.names, old.names)
    _, head = _shared(new.head, old.head)
    _, numbers = _shared(new.numbers, old.numbers)
    _, entities = _shared(new.entities, old.entities)
    days, apart, dated = _time(new.day, old.day)
    strangers = float(bool(new.head) and bool(old.head) and head == 0)
    return (
        _dot(new.terms, old.terms),
        _dot(new.lead, old.lead),
        title,
        names,
        names_held,
        head,
        strangers,
        numbers,
        days,
        apart,
        dated,
        copied(new, old),
        entities,
    )


def copied(new: Profile, old: Profile) -> float:
    """Root of the share of the lesser sketch that stands in the other."""
    less = min(len(new.sketch), len(old.sketch))
    return math.sqrt(len(new.sketch & old.sketch) / less) if less else 0.0


def _dot(one: Weights, other: Weights) -> float:
    return sum([one[term] * other[term] for term in one.keys() & other.keys()])


def _shared(one: Weights, other: Weights) -> tuple[float, float]:
    """The weight both hold, as a share of all their weight and of the lesser's."""
    both = one.keys() & other.keys()
    if not both:
        return 0.0, 0.0
    shared = sum([min(one[term], other[term]) for term in both])
    return shared / (one.total + other.total - shared), shared / min(one.total, other.total)


def _time(new: float | None, old: float | None) -> tuple[float, float, float]:
    if new is None or old is None:
        return 0.0, 0.0, 0.0
    between = abs(new - old)
    return math.log1p(between), float(between > _FAR_DAYS), 1.0
