"""Profile: what grouping looks at in an article: weighted terms, names, numbers, entities, day, fingerprints."""

from __future__ import annotations

import functools
import math
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from newsworld.languages import base_code, words
from newsworld.news.moments import instant_of
from newsworld.text.fingerprints import shingles, sketch, words_in

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from newsworld.group.rarity import Rarity
    from newsworld.news.articles import Article
    from newsworld.news.readings import Reading

MAX_CHARS = 200_000  # of a text that are looked at for copies
BODY_WORDS = 600  # that are looked at for the event: news tells it first
LEAD_WORDS = 60
STEM = 7  # letters of a word that count: makes one of strike, strikes, striking in any alphabet
TERMS = 100  # weightiest terms kept
SLEEPING_TERMS = 24
_SECONDS_A_DAY = 86_400
_YEAR = re.compile(r"(?:19|20)\d\d")
_NONE = np.zeros(0, dtype=np.uint64)


@dataclass(slots=True)
class Profile:
    """An article as grouping sees it. The weights of `terms` and `lead` have length 1; the others are plain nats."""

    id: str
    language: str
    day: float | None  # days since 1970, with their fraction
    timed: bool  # the hour is known too
    terms: dict[str, float]
    lead: dict[str, float]
    title: dict[str, float]
    names: dict[str, float]
    head: dict[str, float]  # names in headline and lead
    numbers: dict[str, float]
    entities: dict[str, float]
    spelling: dict[str, str] = field(default_factory=dict)  # names as written
    shingles: NDArray[np.uint64] = field(default_factory=lambda: _NONE)
    sketch: list[int] = field(default_factory=list)
    outlet: str | None = None
    credit: str | None = None
    asleep: bool = False

    def keys(self) -> list[str]:
        """The terms that an index finds it by, weightiest first."""
        return list(self.terms)


def profile(article: Article, reading: Reading | None, rarity: Rarity) -> Profile:
    """What grouping looks at in an article; the rarity of its terms is learned on the way."""
    code = base_code(article.language)
    frequent, calendar = _frequent(code), _calendar(code)
    written = words_in(article.text[:MAX_CHARS])
    lower = [word.lower() for word in written]
    headline = [word.lower() for word in words_in(f"{article.headline or ''}")]
    all_shingles = shingles(lower)
    written, lower = written[:BODY_WORDS], lower[:BODY_WORDS]
    names, spelling = _names(written, frequent | calendar)
    lead = lower[:LEAD_WORDS]
    counted = Counter(_stems(lower, frequent))
    counted.update(_stems(lead, frequent))
    title = _stems(headline, frequent)
    counted.update(title * 2)
    numbers = [word for word in {*lower, *headline} if _is_number(word)]
    entities = _entities(reading)
    rarity.learn([*counted, *("^" + name for name in names), *entities])
    weight = rarity.weights({*counted, *numbers})
    name_weight = rarity.weights("^" + name for name in names)
    head = {*lead, *headline}
    day, timed = _day(article.published)
    return Profile(
        id=article.id,
        language=code,
        day=day,
        timed=timed,
        terms=_unit({term: (1 + math.log(count)) * weight[term] for term, count in counted.items()}, TERMS),
        lead=_unit({term: weight[term] for term in _stems(lead, frequent) + title}, TERMS),
        title={term: weight[term] for term in title},
        names={name: (1 + math.log(count)) * name_weight["^" + name] for name, count in names.items()},
        head={name: name_weight["^" + name] for name in names if name in head},
        numbers={number: weight[number] for number in numbers},
        entities=rarity.weights(entities),
        spelling=spelling,
        shingles=all_shingles,
        sketch=sketch(all_shingles),
        outlet=article.outlet,
        credit=article.credit,
    )


def asleep(whole: Profile) -> Profile:
    """The little that is kept of an article in an idle story, enough to find it and to wake the story."""
    return Profile(
        id=whole.id,
        language=whole.language,
        day=whole.day,
        timed=whole.timed,
        terms=_top(whole.terms, SLEEPING_TERMS),
        lead=_top(whole.lead, SLEEPING_TERMS),
        title=whole.title,
        names=_top(whole.names, SLEEPING_TERMS),
        head=whole.head,
        numbers=_top(whole.numbers, SLEEPING_TERMS),
        entities=_top(whole.entities, SLEEPING_TERMS),
        outlet=whole.outlet,
        credit=whole.credit,
        asleep=True,
    )


def _names(written: list[str], common: frozenset[str]) -> tuple[Counter[str], dict[str, str]]:
    """Words that the text writes with a capital and never without, and how it writes them."""
    low = {word for word in written if word[0].islower()}
    capital = [word for word in written if len(word) > 1 and word[0].isupper()]
    counted = Counter(word.lower() for word in capital)
    spelling = {word.lower(): word for word in capital}
    names = Counter({name: count for name, count in counted.items() if name not in low and name not in common})
    return names, {name: spelling[name] for name in names}


def _stems(lower: list[str], frequent: frozenset[str]) -> list[str]:
    return [_stem(word) for word in lower if len(word) > 1 and word not in frequent]


def _stem(word: str) -> str:
    if len(word) > 3 and word[-1] == "s" and word[-2] != "s":
        word = word[:-1]
    return word[:STEM]


def _is_number(word: str) -> bool:
    """Whether a word is a number that may tell events apart: not a lone digit, nor a year."""
    return word[0].isdigit() and len(word) > 1 and not _YEAR.fullmatch(word)


def _entities(reading: Reading | None) -> list[str]:
    return [entity.id for entity in reading.entities] if reading else []


def _day(moment: str | None) -> tuple[float | None, bool]:
    if not moment:
        return None, False
    try:
        return instant_of(moment).timestamp() / _SECONDS_A_DAY, len(moment) > 10
    except (ValueError, OverflowError):
        return None, False


def _top(weights: dict[str, float], most: int) -> dict[str, float]:
    if len(weights) <= most:
        return weights
    return dict(sorted(weights.items(), key=lambda pair: (-pair[1], pair[0]))[:most])


def _unit(weights: dict[str, float], most: int) -> dict[str, float]:
    """The weightiest, heaviest first, scaled to length 1."""
    kept = sorted(weights.items(), key=lambda pair: (-pair[1], pair[0]))[:most]
    length = math.sqrt(sum(weight * weight for _, weight in kept)) or 1.0
    return {term: weight / length for term, weight in kept}


@functools.cache
def _frequent(code: str) -> frozenset[str]:
    return frozenset(words(code, "grouping").get("frequent", "").split())


@functools.cache
def _calendar(code: str) -> frozenset[str]:
    return frozenset(words(code, "grouping").get("calendar", "").split())
