"""A reader's word on groupings over the API: the gatherer's desk carries it out, and it holds after a restart and a rebuild."""

from __future__ import annotations

from contextlib import closing

import pytest
from tests.api.programs import Program, serving
from tests.pipeline.conftest import BUDGET, FERRY, capture, captures  # noqa: F401 - a fixture

from newsworld.group import Desk
from newsworld.newsroom import Newsroom
from newsworld.settings import Settings


@pytest.fixture
def settings(tmp_path):
    return Settings(
        store=str(tmp_path / "news.db"), as_of="2022-01-09T09:00:00+00:00", api_token="a-token-of-the-tests"
    )


@pytest.fixture
def doors(settings, captures):  # noqa: F811
    with closing(Newsroom.opened(settings)) as gatherer:
        gatherer.listening.pipeline.take(captures)
        gatherer.work()
        with serving(room=Newsroom.opened(settings)) as served:
            yield served, gatherer


def story_of(program, article):
    return next(one["story"] for one in program.all("/articles") if one["id"] == article)


def test_an_article_taken_out_stays_out_after_a_restart_and_a_rebuild(doors, settings):
    served, gatherer = doors
    program = Program(served.address)
    story = story_of(program, "herald")
    assert story == story_of(program, "coast")
    told = program.ask("/corrections", "POST", {"kind": "not this story", "story": story, "articles": ["herald"]})
    assert (told.status, told.json["state"]) == (202, "waiting")
    assert [one["state"] for one in program.all("/corrections")] == ["waiting"]
    gatherer.work()
    assert [one["state"] for one in program.all("/corrections")] == ["held"]
    assert story_of(program, "herald") != story_of(program, "coast")
    quotes = [c["article"] for line in program.all(f"/statements?story={story}") for c in line["citations"]]
    assert "herald" not in quotes
    with closing(Newsroom.opened(settings)) as restarted:
        restarted.listening.pipeline.take(
            [capture("late", "Quay Times", "Ferry Alba aground with 212 on board", FERRY)]
        )
        restarted.work()
        assert restarted.store.stories.placement("late").story == restarted.store.stories.placement("coast").story
        rebuilt = Desk(corrections=restarted.corrections())
        for article in restarted.store.articles.between("2022-01-01", "2022-02-01"):
            rebuilt.place(article, restarted.store.articles.reading(article.id))
        assert rebuilt.story_of("herald") != rebuilt.story_of("coast")


def test_merged_stories_are_one_and_the_old_id_leads_there_with_the_readers_stars(doors):
    served, gatherer = doors
    program = Program(served.address)
    one, other = story_of(program, "council"), story_of(program, "coast")
    program.ask(f"/marks/{one}", "PATCH", {"starred": True})
    since = program.get("/changes")["cursor"]
    assert program.ask("/corrections", "POST", {"kind": "merge", "story": one, "into": other}).status == 202
    gatherer.work()
    assert story_of(program, "council") == story_of(program, "coast") == other
    assert program.ask(f"/stories/{one}").headers["location"].endswith(other)
    assert next(row for row in program.all("/stories") if row["id"] == other)["starred"]
    changes = program.get(f"/changes?since={since}")["items"]
    assert [(change["kind"], change["story"], change["into"]) for change in changes] == [
        ("merged", one, other), ("updated", other, None),
    ]  # fmt: skip


def test_a_client_that_syncs_by_changes_ends_with_what_the_server_has(doors):
    served, gatherer = doors
    program = Program(served.address)
    known = {row["id"]: row["version"] for row in program.all("/stories")}
    cursor, told = program.get("/changes")["cursor"], []

    def synced():
        nonlocal cursor
        while True:
            page = program.get(f"/changes?since={cursor}&limit=2")
            for change in page["items"]:
                told.append((change["story"], change["version"]))
                if change["kind"] == "merged":
                    known.pop(change["story"], None)
                else:
                    known[change["story"]] = change["version"]
            cursor = page["cursor"]
            if not page["more"]:
                return

    read = story_of(program, "coast")
    program.ask(f"/marks/{read}", "PATCH", {"seen_version": 1})
    gatherer.listening.pipeline.take([capture("late", "Quay Times", "Ferry Alba aground with 212 on board", FERRY)])
    gatherer.work()
    synced()
    program.ask("/corrections", "POST", {"kind": "merge", "story": story_of(program, "council"), "into": read})
    gatherer.work()
    program.ask("/corrections", "POST", {"kind": "split", "story": read, "articles": ["council"]})
    gatherer.work()
    synced()
    assert known == {row["id"]: row["version"] for row in program.all("/stories")}
    assert len(told) == len(set(told))
    assert next(mark for mark in program.all("/marks") if mark["story"] == read)["seen_version"] == 1


def test_split_stories_are_two(doors):
    served, gatherer = doors
    program = Program(served.address)
    story = story_of(program, "coast")
    program.ask("/corrections", "POST", {"kind": "split", "story": story, "articles": ["coast", "copy"]})
    gatherer.work()
    assert story_of(program, "coast") == story_of(program, "copy") != story_of(program, "herald")


def test_a_word_that_came_too_late_is_refused_and_stops_nothing(doors):
    served, gatherer = doors
    program = Program(served.address)
    story = story_of(program, "herald")
    for articles in (["herald"], ["herald", "copy"]):
        asked = {"kind": "not this story", "story": story, "articles": articles}
        assert program.ask("/corrections", "POST", asked).status == 202
    gatherer.listening.pipeline.take([capture("other", "Quay Times", "Budget vote in Greyford", BUDGET)])
    gatherer.work()
    states = {one["state"]: one for one in program.all("/corrections")}
    assert set(states) == {"held", "refused"}
    assert "herald" in states["refused"]["trouble"]
    assert gatherer.store.stories.placement("other") is not None


def test_what_is_not_in_the_story_cannot_be_taken_out_of_it(doors):
    program = Program(doors[0].address)
    told = program.ask(
        "/corrections", "POST", {"kind": "split", "story": story_of(program, "coast"), "articles": ["council"]}
    )
    assert told.status == 404
