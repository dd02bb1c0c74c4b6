"""Tables go into a store, and their articles into stories in the order of time; again changes nothing."""

from __future__ import annotations

import random

import pytest
from tests.batch.conftest import article, lines, warc

from newsworld import batch
from newsworld.batch import parts
from newsworld.news.errors import BadInput
from newsworld.pipeline import assembly
from newsworld.store.sqlite import SqliteStore


@pytest.fixture
def store():
    opened = SqliteStore(":memory:")
    yield opened
    opened.close()


def loaded(folder, store):
    return sum(batch.load(folder, assembly.pipeline(store)))


def test_articles_are_grouped_in_the_order_of_time_whatever_the_order_of_files(tmp_path, folder, store):
    numbers = list(range(20))
    random.Random(3).shuffle(numbers)
    files = [lines(tmp_path / f"{at}.jsonl", [article(n) for n in numbers[at : at + 5]]) for at in range(0, 20, 5)]
    list(batch.run(batch.planned(files, folder)))
    assert loaded(folder, store) == 20
    assert store.work.waiting("group", 100) == tuple(f"a{n}" for n in range(20))
    assembly.pipeline(store).work()
    assert [one.id for one in store.stories.placements()] == [f"a{n}" for n in range(20)]
    assert store.work.backlog() == {}
    for placement in store.stories.placements():
        brief = store.stories.brief(placement.story)
        for line in brief.lines():
            for citation in line.citations:
                assert citation.span.of(store.articles.get(citation.article).text) == citation.quote


def test_loading_again_or_after_an_interruption_doubles_nothing(tmp_path, folder, store):
    files = [warc(tmp_path / f"{n}.warc.gz", range(n * 2, n * 2 + 2)) for n in range(3)]
    list(batch.run(batch.planned(files, folder)))
    broken_off = batch.load(folder, assembly.pipeline(store))
    next(broken_off)
    broken_off.close()
    assert store.articles.count() == 2
    assert store.work.backlog() == {}
    assert loaded(folder, store) == 6
    assembly.pipeline(store).work()
    stories = store.stories.count()
    assert loaded(folder, store) == 0
    assembly.pipeline(store).work()
    assert (store.articles.count(), store.stories.count(), len(store.stories.placements())) == (6, stories, 6)
    assert {store.articles.get(placement.id).version for placement in store.stories.placements()} == {1}


def test_a_folder_without_parts_and_a_damaged_part_are_refused_with_the_next_step(tmp_path, folder, store):
    with pytest.raises(BadInput, match="newsworld archive"):
        loaded(folder, store)
    list(batch.run(batch.planned([lines(tmp_path / "a.jsonl", [article(0)])], folder)))
    (part,) = parts.names(folder)
    (folder / "parts" / part / "articles.parquet").write_bytes(b"PAR1 no more")
    with pytest.raises(BadInput, match="make it again"):
        loaded(folder, store)
