"""Profile: what grouping looks at in an article: weighted terms, names, numbers, entities, day, fingerprints."""

from __future__ import annotations

import marshal
import math
import re
from collections import Counter
from dataclasses import dataclass, field, fields, replace
from operator import itemgetter
from typing import TYPE_CHECKING

import numpy as np

from newsworld.group.sounds import person_key
from newsworld.group.vocabulary import vocabulary_of
from newsworld.languages import base_code
from newsworld.news.moments import instant_of
from newsworld.text.fingerprints import shingles, sketch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from newsworld.group.rarity import Rarity
    from newsworld.group.vocabulary import Word
    from newsworld.news.articles import Article
    from newsworld.news.readings import Entity, Reading

MAX_HEADLINE = 1_000
BODY_CHARS = 1_500  # that are looked at for the event: news tells it first (F1 is the same at 3,000)
LEAD_WORDS = 60
RARE_POWER = 4  # tells look-alikes apart best of 1 to 8: their common words are their template
LEAD_CHARS = 500
PLACE_CHARS = 700  # in which the place of an event is named, where it is
PLACES = 3
TERMS = 100  # weightiest terms kept
SLEEPING_TERMS = 24
_SECONDS_A_DAY = 86_400
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NONE = np.zeros(0, dtype=np.uint32)
_SAID_OFTEN = [1 + math.log(max(1, count)) for count in range(2 * BODY_CHARS)]


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
    sums: tuple[float, ...] = ()  # of title, names, head, numbers, figures, entities
    read: bool = False  # its entities are known
    days: tuple[int, ...] = ()  # that headline and lead speak of, since 1970, in order
    places: tuple[str, ...] = ()  # towns that headline and lead name, in order: entities
    kinds: frozenset[str] = frozenset()  # of recurring occasion that it may be about: match, talks, market
    spelling: dict[str, str] = field(default_factory=dict)  # names and entities as written
    shingles: NDArray[np.uint32] = field(default_factory=lambda: _NONE)
    sketch: NDArray[np.uint32] = field(default_factory=lambda: _NONE)
    outlet: str | None = None
    credit: str | None = None
    asleep: bool = False


_PACKED = tuple(part.name for part in fields(Profile) if part.name not in ("shingles", "sketch"))


def profile(article: Article, reading: Reading | None, rarity: Rarity) -> Profile:
    """What grouping looks at in an article; the rarity of its terms is learned on the way."""
    vocabulary = vocabulary_of(base_code(article.language))
    written = vocabulary.read(article.text[:BODY_CHARS])
    above, lead = vocabulary.read((article.headline or "")[:MAX_HEADLINE]), written[:LEAD_WORDS]
    stems, names, spelling = _counted(Counter(written))
    for word in lead + above + above:  # news tells its event first
        if word.stem:
            stems[word.stem] = stems.get(word.stem, 0) + 1
    entities = {person_key(entity.id): entity.name for entity in reading.entities} if reading else {}
    rarity.count()
    weight = rarity.learned(stems)
    named = rarity.learned(["^" + name for name in names])
    known = rarity.learned(entities)
    title, first = [word.stem for word in above if word.stem], [word.stem for word in lead if word.stem]
    numbers = {stem: weight[stem] for stem in stems if stem < ":" and not _YEAR.fullmatch(stem)}
    in_order = [word.low for word in above + lead]
    head, day = set(in_order), _day(article.published)
    made = Profile(
        id=article.id,
        language=vocabulary.code,
        day=day,
        terms=_unit({term: _SAID_OFTEN[count] * weight[term] for term, count in stems.items()}),
        lead=_unit({term: weight[term] for term in first + title}),
        title={term: weight[term] for term in title},
        names={name: _SAID_OFTEN[count] * named["^" + name] for name, count in names.items()},
        head={},
        numbers=numbers,
        figures={number: value for number, value in numbers.items() if number in head},
        read=bool(entities),
        kinds=vocabulary.kinds({*title, *first}),
        entities=known,
        spelling=spelling | entities,
        outlet=article.outlet,
        credit=article.credit,
    )
    made.head = {name: value for name, value in made.names.items() if name in head}
    made.days = days_told(reading) if reading and reading.times else vocabulary.days(in_order, day)
    made.places = _places(article, reading.entities) if reading else ()
    return _finished(made, article.text)


def _counted(words: Counter[Word]) -> tuple[dict[str, int], dict[str, int], dict[str, str]]:
    """How often each stem, and each name (a word that never stands without its capital), and how names are written."""
    stems, names, spelling, plain = dict[str, int](), dict[str, int](), dict[str, str](), set[str]()
    for word, count in words.items():
        if word.stem:
            stems[word.stem] = stems.get(word.stem, 0) + count
        if word.name:
            names[word.low] = names.get(word.low, 0) + count
            spelling[word.low] = word.name
        else:
            plain.add(word.low)
    for low in names.keys() & plain:
        del names[low], spelling[low]
    return stems, names, spelling


def _finished(made: Profile, text: str) -> Profile:
    """With what follows from the weights, and the fingerprints."""
    made.rare = _rare(made.lead)
    made.rare_title = _rare(made.title) if made.title else made.rare
    made.sums = _sums(made)
    made.shingles = shingles(text)
    made.sketch = sketch(made.shingles)
    return made


def _sums(told: Profile) -> tuple[float, ...]:
    weights = (told.title, told.names, told.head, told.numbers, told.figures, told.entities)
    return tuple([sum(part.values()) for part in weights])


def _places(article: Article, entities: Sequence[Entity]) -> tuple[str, ...]:
    """Towns, those in the headline first, then as the lead names them."""
    headline = article.headline or ""
    towns = [
        (entity.name not in headline, entity.mentions[0].start, entity.id)
        for entity in entities
        if entity.kind == "place" and entity.country and entity.mentions[0].start < PLACE_CHARS
    ]
    return tuple(name for _, _, name in sorted(towns)[:PLACES])


def asleep(whole: Profile) -> Profile:
    """The little that is kept of an article in an idle story, enough to find it and to wake the story."""
    small = replace(
        whole,
        terms=weightiest(whole.terms),
        lead=weightiest(whole.lead),
        rare=weightiest(whole.rare),
        names=weightiest(whole.names),
        numbers=weightiest(whole.numbers),
        entities=weightiest(whole.entities),
        spelling={},
        shingles=_NONE,
        sketch=_NONE,
        asleep=True,
    )
    small.sums = _sums(small)
    return small


def packed(small: Profile) -> bytes:
    """A sleeping profile in a seventh of the room, and nothing in it for the garbage collector to look at."""
    return marshal.dumps([getattr(small, part) for part in _PACKED])


def unpacked(told: bytes) -> Profile:
    """The sleeping profile again, to the last bit."""
    return Profile(**dict(zip(_PACKED, marshal.loads(told), strict=True)))  # noqa: S302  # packed here, in this process


def days_told(reading: Reading) -> tuple[int, ...]:
    """The days that the first sentences speak of, as the reading resolved them, in order."""
    days: dict[int, None] = {}
    for timex in reading.times:
        if timex.span.start > LEAD_CHARS:
            break
        if _DATE.match(timex.value):
            days[int(_day(timex.value[:10]) or 0)] = None
    return tuple(days)


def _day(moment: str | None) -> float | None:
    if not moment:
        return None
    try:
        return instant_of(moment).timestamp() / _SECONDS_A_DAY
    except (ValueError, OverflowError):
        return None


def weightiest(weights: Weights) -> Weights:
    """What is kept of them in sleep, heaviest first where some must go."""
    if len(weights) <= SLEEPING_TERMS:
        return weights
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
