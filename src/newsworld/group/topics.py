"""Topics: the standing subjects of an article and of a story: Media Topics, issues, parties, persons, places."""

from __future__ import annotations

import functools
import tomllib
from collections import Counter, defaultdict
from dataclasses import dataclass
from importlib import resources
from itertools import chain
from typing import TYPE_CHECKING

from newsworld.group.profiles import profile
from newsworld.group.rarity import Rarity
from newsworld.group.vocabulary import stem_of
from newsworld.languages import words
from newsworld.news.stories import Topic

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newsworld.group.profiles import Profile
    from newsworld.news.articles import Article
    from newsworld.news.readings import Reading

SUBJECTS = 2  # Media Topics told of an article
ENTITIES = 5
TOLD_BY = 3  # points that tell a topic: a word in the body one, in headline or lead two
WORDS_AT_LEAST = 2  # different words, so that one metaphor is no subject
PROMINENT = 3  # mentions that make an entity a topic though the first paragraphs do not name it
LEAD_CHARS = 400
ENTITY_KINDS = ("country", "person", "organisation", "place")


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    names: dict[str, str]
    parents: dict[str, str]
    issues: dict[str, str]


def topics(article: Article, reading: Reading | None = None) -> tuple[Topic, ...]:
    """The subjects of one article: Media Topics with their parents, issues, then whom and what it is about."""
    return topics_of(profile(article, None, Rarity()), reading)


def topics_of(told: Profile, reading: Reading | None) -> tuple[Topic, ...]:
    """The same, of an article whose profile is at hand."""
    return (*_subjects(told), *_issues(told), *_entities(reading))


def standing(of_members: Iterable[tuple[Topic, ...]], most: int = 10) -> tuple[Topic, ...]:
    """What a story is about: the topics that at least a third of its independent articles have, commonest first.

    Each under the name that most of them give it: articles in several languages tell of "Russia" and of "Russland".
    """
    members = list(of_members)
    counted: Counter[str] = Counter()
    named: defaultdict[str, Counter[Topic]] = defaultdict(Counter)
    for topic in chain.from_iterable(members):
        counted[topic.id] += 1
        named[topic.id][topic] += 1
    enough = [name for name, count in counted.most_common() if count * 3 >= len(members)]
    return tuple(named[name].most_common(1)[0][0] for name in enough[:most])


def _subjects(told: Profile) -> Iterator[Topic]:
    vocabulary = _vocabulary()
    chosen: dict[str, None] = {}
    for name in _told_by_words(told, "topics")[:SUBJECTS]:
        chosen.update(dict.fromkeys(_line(name, vocabulary.parents)))
    for name in chosen:
        yield _topic(f"medtop:{name}", vocabulary.names[name], "subject")


def _line(name: str, parents: dict[str, str]) -> Iterator[str]:
    """A topic, its parent, and so on to the top."""
    while name:
        yield name
        name = parents.get(name, "")


def _issues(told: Profile) -> Iterator[Topic]:
    names = _vocabulary().issues
    for name in _told_by_words(told, "issues"):
        yield _topic(f"issue:{name}", names[name], "issue")


def _told_by_words(told: Profile, table: str) -> list[str]:
    """The table's topics that the article's words tell, plainest first."""
    points: Counter[str] = Counter()
    different: Counter[str] = Counter()
    known = _words(told.language, table)
    for stem in told.terms.keys() & known.keys():
        for name in known[stem]:
            points[name] += 2 if stem in told.lead else 1
            different[name] += 1
    enough = [name for name in points if points[name] >= TOLD_BY and different[name] >= WORDS_AT_LEAST]
    return sorted(enough, key=lambda name: (-points[name], -different[name], name))


def _entities(reading: Reading | None) -> Iterator[Topic]:
    if reading is None:
        return
    known = [entity for entity in reading.entities if entity.kind in ENTITY_KINDS]
    weighed = [(len(entity.mentions), entity.mentions[0].start < LEAD_CHARS, entity) for entity in known]
    chosen = [row for row in weighed if row[1] or row[0] >= PROMINENT]
    for _, _, entity in sorted(chosen, key=lambda row: (-row[0], row[2].id))[:ENTITIES]:
        yield _topic(entity.id, entity.name, entity.kind)


@functools.lru_cache(20_000)
def _topic(name: str, told: str, kind: str) -> Topic:
    """One object a topic, however many articles have it."""
    return Topic(name, told, kind)


@functools.cache
def _words(language: str, table: str) -> dict[str, tuple[str, ...]]:
    """Which topics each stem speaks for."""
    vocabulary = _vocabulary()
    known = vocabulary.names if table == "topics" else vocabulary.issues
    speaks: dict[str, tuple[str, ...]] = {}
    for name, told in words(language, "topics").get(table, {}).items():
        if name in known:
            for stem in {stem_of(word) for word in told.split()}:
                speaks[stem] = (*speaks.get(stem, ()), name)
    return speaks


@functools.cache
def _vocabulary() -> _Vocabulary:
    text = resources.files("newsworld.group").joinpath("data", "mediatopics.toml").read_text(encoding="utf-8")
    told = tomllib.loads(text)
    return _Vocabulary(
        {name: row["name"] for name, row in told["topics"].items()},
        {name: row["parent"] for name, row in told["topics"].items() if "parent" in row},
        told["issues"],
    )
