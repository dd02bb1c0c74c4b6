"""The same news again: in another order, after a restart, after a reader's word; and evidence that comes late."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from newsworld.group import desk as desks
from newsworld.group.desk import Desk
from newsworld.news.articles import Article
from newsworld.news.codec import article_of, json_of, row_of
from newsworld.news.stories import Correction
from newsworld.pipeline import assembly, steps
from newsworld.pipeline.desks import filled
from newsworld.store.sqlite import SqliteStore

if TYPE_CHECKING:
    from newsworld.group.profiles import Profile
    from newsworld.store import Store

CASES = Path(__file__).parents[2] / "evals" / "cases" / "groups"
TALE = (
    "harbour wardens of Lindenau counted lanterns ropes barrels along the quay before the summer regatta while "
    "fishermen repaired nets masts rudders beneath grey clouds that drifted over chimneys gardens orchards"
)


def reports() -> list[Article]:
    lines = (CASES / "lookalikes.jsonl").read_text(encoding="utf-8").splitlines()
    return [article_of(json.loads(line)) for line in lines]


def mixed(name: str, published: str = "2031-03-02") -> Article:
    """The same words in an order of its own: one subject, and no copy."""
    told, step = TALE.split(), 2 + "abcde".index(name)
    words = [word for start in range(step) for word in told[start::step]]
    return Article(name, " ".join(words), headline=f"Lanterns {name * 5}", published=published)


def worked(store: Store, articles: list[Article]) -> None:
    """Articles in the store, grouped by a pipeline of its own, as after a restart."""
    with store.writing():
        for article in articles:
            store.articles.put(article, article.published or "", None)
            store.articles.put_reading(steps.understand(article))
        store.work.queue("group", [article.id for article in articles])
    assembly.pipeline(store).work()


def where(store: Store) -> dict[str, str]:
    return {told.id: store.stories.resolve(told.story) for told in store.stories.placements()}


def test_a_readers_word_survives_a_restart_and_holds_for_what_comes() -> None:
    store, articles = SqliteStore(":memory:"), reports()
    worked(store, [one for one in articles if one.id != "talks-3"])
    said = Correction("split", where(store)["talks-2"], articles=("talks-2",))
    with store.writing():
        store.work.queue(steps.CORRECT, [json_of(row_of(said)).decode()])
    assembly.pipeline(store).work()
    assert where(store)["talks-1"] != where(store)["talks-2"]
    worked(store, [one for one in articles if one.id == "talks-3"])
    assert where(store)["talks-1"] != where(store)["talks-2"]
    kept = filled(store)
    assert {told.id: kept.story_of(told.id) for told in store.stories.placements()} == where(store)
    store.close()


def test_two_restarts_give_the_same_ids() -> None:
    told = []
    for cut in (5, 11):
        store, articles = SqliteStore(":memory:"), reports()
        worked(store, articles[:cut])
        worked(store, articles[cut:])
        told.append(where(store))
        store.close()
    assert told[0] == told[1]


def test_late_evidence_moves_one_article_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    odds = {("b", "a"): 0.5, ("c", "a"): -4.0, ("c", "b"): 0.0, ("d", "c"): 6.0, ("d", "b"): 5.0, ("e", "a"): 8.0}

    def alike(new: Profile, old: Profile) -> float:
        return odds.get((new.id, old.id), odds.get((old.id, new.id), -4.0))

    monkeypatch.setattr(desks, "likeness", alike)
    desk = Desk()
    for name in "aebc":
        desk.place(mixed(name))
    assert desk.story_of("a") == desk.story_of("b") != desk.story_of("c")
    left = desk.story_of("b")
    placements = desk.place(mixed("d", "2031-03-03"))
    assert [told.id for told in placements] == ["d", "b"]
    assert desk.story_of("b") == desk.story_of("c") == desk.story_of("d") != left
    assert desk.story(desk.story_of("b")).members[-1].why[-1].startswith(f"moved from {left}: d ties it here")


@pytest.mark.parametrize("order", ["abc", "acb", "bac", "bca", "cab", "cba"])
def test_a_report_that_came_too_early_for_its_story_is_judged_again(
    order: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    odds = {frozenset("ac"): 5.0, frozenset("bc"): 1.2, frozenset("ab"): -1.0}
    monkeypatch.setattr(desks, "likeness", lambda new, old: odds[frozenset((new.id, old.id))])
    desk = Desk()
    for name in order:
        desk.place(mixed(name))
    assert [sorted(member.id for member in story.members) for story in desk.stories()] == [["a", "b", "c"]]
