"""What a desk lets go of, and how it comes back."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from newsworld.group.desk import Desk
from newsworld.group.options import Options
from newsworld.group.retired import Recalled
from newsworld.news.articles import Article
from newsworld.news.errors import UnknownId
from newsworld.news.stories import Correction
from newsworld.pipeline import assembly, desks, steps
from newsworld.store.sqlite import SqliteStore

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsworld.news.stories import Placement

FEW = Options(wake=10, remembered=40, speakers=6)
SYLLABLES = [first + second + third for first in "bdgklm" for second in "aeiou" for third in "rnl"]
FLOOD = "The river Orsa burst its banks at Velm and drowned the lower mill, so that ferrymen carried families to Dorn."


def words_of(number: int, count: int) -> list[str]:
    chance = random.Random(number)
    return ["".join(chance.choices(SYLLABLES, k=3)) for _ in range(count)]


def report(number: int) -> Article:
    """About something of its own."""
    words = words_of(number, 30)
    return Article(f"r{number}", " ".join(words), headline=" ".join(words[:6]), published="2031-05-04")


def flood(number: int) -> Article:
    """About one event, each in an order of its own."""
    words = FLOOD.split()
    random.Random(number).shuffle(words)
    return Article(f"f{number}", " ".join([*words, *words_of(-number, 9)]), headline=FLOOD[:46])


class Everything:
    """An archive in memory."""

    def __init__(self) -> None:
        self.placed: dict[str, Recalled] = {}

    def keep(self, article: Article, placements: tuple[Placement, ...]) -> None:
        self.placed[article.id] = Recalled(article, None, placements[0])

    def articles(self, story: str) -> Iterator[Recalled]:
        return iter([told for told in self.placed.values() if told.placement.story == story])

    def story_of(self, article: str) -> str | None:
        return self.placed[article].placement.story if article in self.placed else None

    def knows(self, story: str) -> bool:
        return any(self.articles(story))


def held(desk: Desk) -> tuple[int, ...]:
    index, cabinet = desk._index, desk._cabinet
    return (len(index), len(index._under), len(cabinet.articles), len(cabinet.stories), len(cabinet._idle))


def test_what_is_held_stays_flat_past_the_bound() -> None:
    desk, seen = Desk(FEW), []
    for number in range(400):
        desk.place(report(number))
        if number >= 200:
            seen.append(held(desk))
    articles, terms, filed, stories, idle = (max(counts) for counts in zip(*seen, strict=True))
    assert articles <= FEW.remembered + 1
    assert stories == idle <= filed <= FEW.remembered + 1
    assert terms <= 24 * articles
    assert len(desk._copies._texts) <= FEW.wake


def test_the_story_that_goes_on_stays_and_the_idle_one_retires() -> None:
    desk = Desk(FEW)
    goes_on, idle = desk.place(flood(0))[0].story, desk.place(report(1000))[0].story
    for number in range(60):
        desk.place(report(number))
        if number % 20 == 0:
            assert desk.place(flood(number + 1))[0].story == goes_on
    assert desk.story(goes_on).members[0].id == "f0"
    with pytest.raises(UnknownId):
        desk.story(idle)


def test_the_latest_speak_for_a_story_that_goes_on() -> None:
    desk = Desk(FEW)
    for number in range(30):
        desk.place(flood(number))
    assert len(desk.stories()[0].members) == 30
    assert len(desk._index) == FEW.speakers


def crowded_out() -> tuple[Desk, str]:
    """A desk with an archive, and a story that retired."""
    archive = Everything()
    desk = Desk(FEW, archive=archive)
    for article in (flood(0), flood(1), *[report(number) for number in range(60)]):
        archive.keep(article, desk.place(article))
    return desk, archive.placed["f0"].placement.story


def test_a_retired_story_comes_back_at_a_readers_word_and_is_joined() -> None:
    desk, retired = crowded_out()
    assert desk.place(flood(2))[0].story != retired
    desk.correct(Correction("merge", desk.story_of("f2"), into=retired))
    assert {member.id for member in desk.story(retired).members} == {"f0", "f1", "f2"}
    assert desk.place(flood(3))[0].story == desk.resolve(retired)


def test_an_id_is_not_used_again_though_its_story_retired() -> None:
    desk, retired = crowded_out()
    told = desk.correct(Correction("split", retired, articles=("f0",)))
    assert told[0].story != retired


def test_what_a_reader_tied_to_a_retired_story_finds_it() -> None:
    archive = Everything()
    tie = Correction("merge", "s1", into="s2", others=("f0", "late"))
    desk = Desk(FEW, archive=archive, corrections=[tie])
    for article in (flood(0), *[report(number) for number in range(60)]):
        archive.keep(article, desk.place(article))
    late = Article("late", "Nothing that was ever told here, of a comet over the southern hills.")
    assert desk.place(late)[0].story == archive.placed["f0"].placement.story


def test_a_restart_does_not_cut_a_story_to_its_newest_articles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desks, "REMEMBERED_PLACEMENTS", 2)
    store = SqliteStore(":memory:")
    for number in range(6):
        with store.writing():
            store.articles.put(flood(number), "2031-05-04", None)
            store.articles.put_reading(steps.understand(flood(number)))
        store.work.queue("group", [f"f{number}"])
        assembly.pipeline(store).work()
    told = store.stories.get(store.stories.placements()[0].story)
    assert told is not None
    assert [member.id for member in told.members] == [f"f{number}" for number in range(6)]
    store.close()
