"""Likeness: how probably two articles tell of one event, by a small logistic model over what their profiles share."""

from __future__ import annotations

import functools
import math
import tomllib
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING

from newsworld.group.occasions import apart
from newsworld.group.profiles import profile
from newsworld.group.rarity import Rarity
from newsworld.text.fingerprints import containment

if TYPE_CHECKING:
    from newsworld.group.profiles import Profile, Weights
    from newsworld.news.articles import Article

FEATURES = (
    "words",  # cosine of the weighted terms
    "lead",  # cosine of headline and lead
    "title",  # shared weight of the headlines' words over all their weight
    "rare words",  # weight of the lead's rarest words that the other article has, both ways
    "rare title",  # the same of the headline's
    "template",  # shared weight of the headlines where their rarest words are not shared
    "names",  # shared weight of names over all their weight
    "names held",  # shared weight of names over the lesser article's
    "head names",  # the same of the names in headline and lead
    "strangers",  # weight of the lead's names that the other article never names, on the side where it is less
    "numbers",  # shared weight of numbers over the lesser article's
    "figures",  # the same of the numbers in headline and lead
    "figures apart",  # 1: both leads give figures, and none in common
    "days",  # days between, five at most; 0 where a date is unknown
    "days apart",  # log of 1 + the days beyond five
    "dated",  # 1: both dates are known
    "event day",  # 1: the leads speak of one day
    "other day",  # 1: both leads speak of days, and of none in common
    "copied",  # root of the share of the shorter text that stands in the other
    "entities",  # shared weight of entities over all their weight
    "entities held",  # the same over the lesser article's
    "read",  # 1: the entities of both are known
    "same place",  # 1: both name one town first
    "other place",  # 1: neither's first town is among the towns that the other's lead names
    "another day",  # 1: both tell of a match, a close, a launch, and of different days
    "another place",  # 1: both tell of talks or a quake, and first of different towns
)
LANGUAGE_FREE = (
    "head names", "numbers", "figures", "figures apart", "days", "days apart", "dated", "event day", "other day",
    "entities", "entities held", "read", "same place", "other place", "another day", "another place",
)  # fmt: skip
LEAST_WORDS = 0.1  # below this cosine one pair in 300 was of one event, and the whole model accepted one in 1,500
UNLIKE = -4.5  # what the whole model says of such pairs on average
_FAR_DAYS = 5.0
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
    """The fitted model "within" a language, "across" languages, or of a "pair" that stands alone."""
    text = resources.files("newsworld.group").joinpath("data", "likeness.toml").read_text(encoding="utf-8")
    told = tomllib.loads(text)[name]
    return Model(tuple(float(told.get(feature, 0.0)) for feature in FEATURES), float(told["constant"]))


def likeness(new: Profile, old: Profile) -> float:
    """Log-odds that two articles tell of one event."""
    words = _dot(new.terms, old.terms)
    if new.language != old.language:
        return model("across").log_odds(features(new, old, words))
    return UNLIKE if words < LEAST_WORDS else model("within").log_odds(features(new, old, words))


def same_event(one: Article, other: Article, rarity: Rarity | None = None) -> float:
    """Probability that two articles tell of one event, on their own evidence and what is known of words' rarity."""
    known = rarity or Rarity()
    pair = profile(one, None, known), profile(other, None, known)
    new, old = sorted(pair, key=lambda side: -(side.day or 0.0))
    return 1 / (1 + math.exp(-model("pair").log_odds(features(new, old))))


def features(new: Profile, old: Profile, words: float | None = None) -> tuple[float, ...]:
    """What two profiles share, in the order of FEATURES; `words` is the first of them where it is known already."""
    (title_new, names_new, head_new, numbers_new, figures_new, entities_new) = new.sums
    (title_old, names_old, head_old, numbers_old, figures_old, entities_old) = old.sums
    title, _ = _shared(new.title, old.title, title_new, title_old)
    rare_title = _rare_title(new, old)
    names, names_held = _shared(new.names, old.names, names_new, names_old)
    numbers = _shared(new.numbers, old.numbers, numbers_new, numbers_old)[1]
    figures = _shared(new.figures, old.figures, figures_new, figures_old)[1]
    days, far, dated = _time(new.day, old.day)
    event, other = _days(new.days, old.days)
    return (
        _dot(new.terms, old.terms) if words is None else words,
        _dot(new.lead, old.lead),
        title,
        _rare(new, old),
        rare_title,
        title * (2 - rare_title),
        names,
        names_held,
        _shared(new.head, old.head, head_new, head_old)[1],
        min(_missing(new.head, old.names, head_new), _missing(old.head, new.names, head_old)),
        numbers,
        figures,
        float(bool(new.figures) and bool(old.figures) and not figures),
        days,
        far,
        dated,
        event,
        other,
        copied(new, old),
        *_shared(new.entities, old.entities, entities_new, entities_old),
        float(new.read and old.read),
        *_places(new.places, old.places),
        *apart(new, old),
    )


def held(new: Profile, old: Profile) -> tuple[float, float]:
    """How much of the text and of the entities two profiles share, each 0 to 1."""
    return _dot(new.terms, old.terms), _shared(new.entities, old.entities, new.sums[-1], old.sums[-1])[0]


def copied(new: Profile, old: Profile) -> float:
    """Root of the share of the lesser sketch that stands in the other."""
    less, more = sorted((new.sketch, old.sketch), key=len)
    return math.sqrt(containment(less, more))


def _dot(one: Weights, other: Weights) -> float:
    return sum([one[term] * other[term] for term in one.keys() & other.keys()])


def _shared(one: Weights, other: Weights, first: float, second: float) -> tuple[float, float]:
    """The weight both hold, as a share of all their weight (its sums are `first` and `second`) and of the lesser's."""
    both = one.keys() & other.keys()
    if not both:
        return 0.0, 0.0
    shared = sum([min(one[term], other[term]) for term in both])
    return shared / (first + second - shared), shared / min(first, second)


def _time(new: float | None, old: float | None) -> tuple[float, float, float]:
    if new is None or old is None:
        return 0.0, 0.0, 0.0
    between = abs(new - old)
    return min(between, _FAR_DAYS), math.log1p(max(0.0, between - _FAR_DAYS)), 1.0


def _missing(head: Weights, held: Weights, total: float) -> float:
    """Share of the weight of one lead's names that the other article does not have."""
    return 1 - sum([head[name] for name in head.keys() & held.keys()]) / total if head else 0.0


def _rare(one: Profile, other: Profile) -> float:
    """Of the rarest words of either lead, the shares that the other article has."""
    there, back = one.rare.keys() & other.terms.keys(), other.rare.keys() & one.terms.keys()
    return sum([one.rare[term] for term in there]) + sum([other.rare[term] for term in back])


def _rare_title(one: Profile, other: Profile) -> float:
    there, back = one.rare_title.keys() & other.terms.keys(), other.rare_title.keys() & one.terms.keys()
    return sum([one.rare_title[term] for term in there]) + sum([other.rare_title[term] for term in back])


def _days(new: tuple[int, ...], old: tuple[int, ...]) -> tuple[float, float]:
    if not new or not old:
        return 0.0, 0.0
    shared = any(day in old for day in new)
    return float(shared), float(not shared)


def _places(new: tuple[str, ...], old: tuple[str, ...]) -> tuple[float, float]:
    if not new or not old:
        return 0.0, 0.0
    return float(new[0] == old[0]), float(new[0] not in old and old[0] not in new)
