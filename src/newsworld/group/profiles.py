"""Profile: what grouping looks at in an article: weighted terms, names, numbers, entities, day, fingerprints."""

from __future__ import annotations

import functools
import math
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from operator import itemgetter
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

MAX_HEADLINE = 1_000
BODY_CHARS = 3_000  # that are looked at for the event: news tells it first
LEAD_WORDS = 60
RARE_POWER = 4  # tells look-alikes apart best of 1 to 8: their common words are their template
LEAD_CHARS = 500
STEM = 7  # letters of a word that count: makes one of strike, strikes, striking in any alphabet
TERMS = 100  # weightiest terms kept
SLEEPING_TERMS = 24
_REMEMBERED_WORDS = 200_000
_SECONDS_A_DAY = 86_400
_THURSDAY = 3  # what 1970-01-01 was, counted from Monday
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NONE = np.zeros(0, dtype=np.uint32)


# Plain dictionaries of text and numbers, arrays and tuples: the garbage collector passes over what an article leaves
# behind without looking inside. With objects of our own it took a third of the time once 5,000 articles were in.
Weights = dict[str, float]


@dataclass(slots=True)
class Profile:
    """An article as grouping sees it. `terms` and `lead` have length 1; the other weights are plain nats."""

    id: str
    language: str
    day: float | None  # days since 1970, with their fraction
    terms: Weights
    lead: Weights
    title: Weights
    names: Weights
    head: Weights  # names in headline and lead
    numbers: Weights
    entities: Weights
    rare: Weights = field(default_factory=dict)  # lead, weighted so that its two or three rarest words decide; sum 1
    rare_title: Weights = field(default_factory=dict)  # the same of the headline
    figures: Weights = field(default_factory=dict)  # numbers in headline and lead
    read: bool = False  # its entities are known
    days: tuple[int, ...] = ()  # that headline and lead speak of, since 1970
    spelling: dict[str, str] = field(default_factory=dict)  # names as written
    shingles: NDArray[np.uint32] = field(default_factory=lambda: _NONE)
    sketch: NDArray[np.uint32] = field(default_factory=lambda: _NONE)
    outlet: str | None = None
    credit: str | None = None
    asleep: bool = False


def profile(article: Article, reading: Reading | None, rarity: Rarity) -> Profile:
    """What grouping looks at in an article; the rarity of its terms is learned on the way."""
    words_of = _language(base_code(article.language))
    written = words_in(article.text[:BODY_CHARS])
    lower = _plain(written)
    lead = lower[:LEAD_WORDS]
    headline = _plain(words_in((article.headline or "")[:MAX_HEADLINE]))
    all_shingles = shingles(article.text)
    names = words_of.names(written)
    title, lead_stems = words_of.stems(headline), words_of.stems(lead)
    counted = Counter(words_of.stems(lower))
    counted.update(lead_stems)
    counted.update(title * 2)
    times = Counter(lower)
    entities = [entity.id for entity in reading.entities] if reading else []
    rarity.learn([*counted, *("^" + name for name in names), *entities])
    weight = rarity.weights(counted)
    name_weight = dict(zip(names, rarity.weights(["^" + name for name in names]).values(), strict=True))
    lead_weights = _unit({term: weight[term] for term in lead_stems + title})
    title_weights = {term: weight[term] for term in title}
    rare = _rare(lead_weights)
    head = {*lead, *headline}
    numbers = rarity.weights(_numbers(lower, headline))
    day = _day(article.published)
    return Profile(
        id=article.id,
        language=words_of.code,
        day=day,
        terms=_unit({term: (1 + math.log(count)) * weight[term] for term, count in counted.items()}),
        lead=lead_weights,
        title=title_weights,
        names={name: (1 + math.log(times[name])) * value for name, value in name_weight.items()},
        head={name: value for name, value in name_weight.items() if name in head},
        numbers=numbers,
        rare=rare,
        rare_title=_rare(title_weights) if title else rare,
        figures={number: weight for number, weight in numbers.items() if number in head},
        read=bool(entities),
        days=days_told(reading) if reading else words_of.days(headline + lead, day),
        entities=rarity.weights(entities),
        spelling=names,
        shingles=all_shingles,
        sketch=sketch(all_shingles),
        outlet=article.outlet,
        credit=article.credit,
    )


def asleep(whole: Profile) -> Profile:
    """The little that is kept of an article in an idle story, enough to find it and to wake the story."""
    return replace(
        whole,
        terms=_top(whole.terms),
        lead=_top(whole.lead),
        rare=_top(whole.rare),
        names=_top(whole.names),
        numbers=_top(whole.numbers),
        entities=_top(whole.entities),
        spelling={},
        shingles=_NONE,
        sketch=_NONE,
        asleep=True,
    )


class _Stems(dict[str, str]):
    """The stem of each word in lower case, "" where it says nothing; remembered."""

    def __init__(self, frequent: frozenset[str]) -> None:
        super().__init__()
        self._frequent = frequent

    def __missing__(self, word: str) -> str:
        if len(self) >= _REMEMBERED_WORDS:
            self.clear()
        stem = "" if len(word) < 2 or word in self._frequent else stem_of(word)
        self[word] = stem
        return stem


class _Language:
    """What of a language is needed here."""

    def __init__(self, code: str) -> None:
        told = words(code, "grouping")
        frequent = frozenset(told.get("frequent", "").split())
        self.code = code
        weekdays = [forms.split() for forms in told.get("weekdays", ())]
        self._weekday = {form: number for number, forms in enumerate(weekdays) for form in forms}
        self._ago = {told[name]: ago for ago, name in enumerate(("today", "yesterday")) if name in told}
        self._common = frequent | self._weekday.keys() | frozenset(told.get("months", "").split())
        self._stems = _Stems(frequent)

    def stems(self, lower: list[str]) -> list[str]:
        """The stems of the words that say something."""
        return [stem for stem in map(self._stems.__getitem__, lower) if stem]

    def names(self, written: list[str]) -> dict[str, str]:
        """Words that the text writes with a capital and never without, by their lower case, in order."""
        once = dict.fromkeys(written)
        capital = [(word.lower(), word) for word in once if word[0].isupper() and len(word) > 1]
        return {low: word for low, word in capital if low not in once and low not in self._common}

    def days(self, lower: list[str], published: float | None) -> tuple[int, ...]:
        """The days that the words speak of: a weekday is the last one up to that of publication."""
        if published is None:
            return ()
        today = int(published)
        week = {(today - (today + _THURSDAY - self._weekday[word]) % 7) for word in lower if word in self._weekday}
        return tuple(week | {today - self._ago[word] for word in lower if word in self._ago})


def days_told(reading: Reading) -> tuple[int, ...]:
    """The days that the first sentences speak of, as the reading resolved them."""
    days = set()
    for timex in reading.times:
        if timex.span.start > LEAD_CHARS:
            break
        if _DATE.match(timex.value):
            days.add(int(_day(timex.value[:10]) or 0))
    return tuple(days)


@functools.cache
def _language(code: str) -> _Language:
    return _Language(code)


def _plain(words_written: list[str]) -> list[str]:
    """In lower case, numbers in one notation; digits sort before ":", letters after."""
    return [word.lower() if word > ":" else _number(word) for word in words_written]


def _number(word: str) -> str:
    """A number as any language writes it: "1.234,5" and "1,234.5" are 1234.5."""
    head, mark, tail = word.rpartition("." if word.rfind(".") > word.rfind(",") else ",")
    head = head.replace(".", "").replace(",", "")
    return head + tail if not mark or len(tail) == 3 else f"{head}.{tail}"


def stem_of(word: str) -> str:
    """What of a word in lower case counts."""
    if len(word) > 3 and word[-1] == "s" and word[-2] != "s":
        word = word[:-1]
    return word[:STEM]


def _numbers(lower: list[str], headline: list[str]) -> list[str]:
    """Numbers that may tell events apart: no lone digits, no years."""
    found = [word for word in dict.fromkeys(lower + headline) if word < ":"]  # digits sort before letters
    return [word for word in found if len(word) > 1 and not _YEAR.fullmatch(word)]


def _day(moment: str | None) -> float | None:
    if not moment:
        return None
    try:
        return instant_of(moment).timestamp() / _SECONDS_A_DAY
    except (ValueError, OverflowError):
        return None


def _top(weights: Weights) -> Weights:
    return dict(sorted(weights.items(), key=itemgetter(1), reverse=True)[:SLEEPING_TERMS])


def _unit(weights: dict[str, float]) -> Weights:
    """The weightiest, heaviest first, scaled to length 1."""
    kept = sorted(weights.items(), key=itemgetter(1), reverse=True)[:TERMS]
    length = math.sqrt(sum([weight * weight for _, weight in kept])) or 1.0
    return {term: weight / length for term, weight in kept}


def _rare(weights: Weights) -> Weights:
    raised = {term: weight**RARE_POWER for term, weight in weights.items()}
    total = sum(raised.values()) or 1.0
    return {term: weight / total for term, weight in raised.items()}
