"""Placing, correcting, remembering: what the desk promises."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from newsworld.group.desk import Desk
from newsworld.group.options import Options
from newsworld.news.articles import Article
from newsworld.news.codec import article_of
from newsworld.news.errors import UnknownId
from newsworld.news.stories import Correction

CASES = Path(__file__).parents[2] / "evals" / "cases" / "groups"


def stream() -> list[Article]:
    lines = (CASES / "lookalikes.jsonl").read_text(encoding="utf-8").splitlines()
    return [article_of(json.loads(line)) for line in lines]


def placed(articles: list[Article], desk: Desk | None = None) -> dict[str, str]:
    desk = desk or Desk()
    return {told.id: told.story for article in articles for told in desk.place(article)}


def stories(where: dict[str, str]) -> set[frozenset[str]]:
    return {frozenset(name for name in where if where[name] == story) for story in where.values()}


def test_the_same_stream_gives_the_same_ids_twice() -> None:
    assert placed(stream()) == placed(stream())


def test_reports_of_one_event_share_a_story() -> None:
    where = placed(stream())
    assert where["talks-1"] == where["talks-2"] == where["talks-3"]
    assert where["quake-a1"] == where["quake-a2"] == where["quake-a3"]


def test_an_id_tells_the_founding_article_and_nothing_of_the_run() -> None:
    alone = Desk().place(stream()[5])[0]
    assert not alone.joined
    assert placed(stream())[stream()[0].id] == Desk().place(stream()[0])[0].story
    assert alone.story == Desk().place(stream()[5])[0].story


def test_an_article_placed_again_stays_put() -> None:
    desk = Desk()
    first = desk.place(stream()[0])
    assert desk.place(stream()[0])[0].story == first[0].story
    assert len(desk.stories()[0].members) == 1


def test_why_is_told_in_words() -> None:
    desk = Desk()
    told = {p.id: p for article in stream() for p in desk.place(article)}
    assert told["talks-3"].why[0].startswith("shares ")
    assert "Wanda" in told["talks-3"].why[0]
    assert told["talks-3"].why[0].endswith(" days apart")


def test_an_article_without_a_date_stands_where_it_arrives() -> None:
    desk = Desk()
    placed(stream(), desk)
    desk.place(Article(id="undated", text="A text of its own, about nothing that was told here before."))
    assert desk.story(desk.place(Article(id="undated", text=""))[0].story).first_seen == "2032-01-19T10:00:00+00:00"


def test_nothing_at_all_still_gets_a_story() -> None:
    assert Desk().place(Article(id="empty", text=""))[0].story


def test_a_merge_sticks_when_all_is_grouped_anew() -> None:
    desk = Desk()
    where = placed(stream(), desk)
    moved = desk.correct(Correction("merge", where["match-a1"], into=where["match-b1"]))
    assert {told.id for told in moved} in ({"match-a1", "match-a2"}, {"match-b1", "match-b2"})
    assert desk.resolve(where["match-a1"]) == desk.resolve(where["match-b1"])
    again = Desk(corrections=desk.corrections)
    where = placed(stream(), again)
    assert again.resolve(where["match-a1"]) == again.resolve(where["match-b2"])


def test_a_split_sticks_when_all_is_grouped_anew() -> None:
    desk = Desk()
    where = placed(stream(), desk)
    told = desk.correct(Correction("split", where["talks-1"], articles=("talks-3",)))
    assert told[0].story != where["talks-1"]
    again = placed(stream(), Desk(corrections=desk.corrections))
    assert again["talks-3"] not in (again["talks-1"], again["talks-2"])


def test_not_this_story_finds_another_place() -> None:
    desk = Desk()
    where = placed(stream(), desk)
    told = desk.correct(Correction("not this story", where["quake-a2"], articles=("quake-a2",)))
    assert told[0].id == "quake-a2"
    assert told[0].story != where["quake-a1"]
    again = placed(stream(), Desk(corrections=desk.corrections))
    assert again["quake-a2"] != again["quake-a1"]


def test_correcting_what_is_not_there_is_refused() -> None:
    with pytest.raises(UnknownId, match="no such story"):
        Desk().correct(Correction("merge", "s0", into="s1"))
    desk = Desk()
    story = desk.place(stream()[0])[0].story
    with pytest.raises(UnknownId, match="not in this story"):
        desk.correct(Correction("split", story, articles=("stranger",)))


def test_a_merged_id_answers_with_the_story_it_went_into_and_is_not_used_again() -> None:
    desk = Desk()
    where = placed(stream(), desk)
    desk.correct(Correction("merge", where["match-a1"], into=where["match-b1"]))
    gone = next(iter(desk.redirects))
    assert desk.story(gone).id == desk.resolve(gone) != gone
    desk.correct(Correction("split", desk.resolve(gone), articles=("match-a1", "match-a2")))
    assert desk.story(desk.place(next(a for a in stream() if a.id == "match-a1"))[0].story).id != gone


def test_a_desk_rebuilt_from_placements_goes_on_alike() -> None:
    articles = stream()
    whole = Desk()
    rows = [told for article in articles[:12] for told in whole.place(article)]
    rebuilt = Desk(redirects=whole.redirects, corrections=whole.corrections)
    last = {told.id: told for told in rows}
    for article in articles[:12]:
        rebuilt.remember(article, None, last[article.id])
    assert [whole.place(article) for article in articles[12:]] == [rebuilt.place(article) for article in articles[12:]]
    assert whole.stories() == rebuilt.stories()


def test_shuffled_within_the_hour_the_stories_are_the_same() -> None:
    articles = stream()
    for at in range(0, len(articles) - 1, 2):
        hours = [articles[at].published or "", articles[at + 1].published or ""]
        if hours[0][:13] == hours[1][:13]:
            articles[at], articles[at + 1] = articles[at + 1], articles[at]
    assert stories(placed(articles)) == stories(placed(stream()))


def test_idle_articles_fall_asleep_and_wake() -> None:
    desk = Desk(Options(wake=4))
    where = placed(stream(), desk)
    assert where["talks-1"] == where["talks-3"]
    known = [desk._index.profiles.get(one.id) for one in stream()]
    assert [one.asleep for one in known if one].count(False) <= 4
