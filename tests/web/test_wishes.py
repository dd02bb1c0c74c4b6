"""What a reader wishes: rules tried and kept, what is told, marks above and below, catching up, putting stories right."""

from __future__ import annotations

import dataclasses
from urllib.parse import quote, urlencode

import pytest
from selectolax.lexbor import LexborHTMLParser
from tests.publish import press
from tests.web.serving import Reader, serving

from newsworld.news.stories import Interest, Rule
from newsworld.pipeline import assembly, wishes


@pytest.fixture
def fresh():
    with serving(edition_days=14, hook_url="https://hook.example/in") as reader:
        yield reader


@pytest.fixture
def reader(fresh):
    return Reader(fresh.address)


def stories(reader, path="/"):
    page = LexborHTMLParser(reader.ask(path).body)
    return [one.attributes["data-story"] for one in page.css("[data-story]")]


def main_of(reader, path):
    return " ".join(LexborHTMLParser(reader.ask(path).body).css_first("main").text(separator=" ").split())


# Rules


@pytest.mark.parametrize(
    ("rule", "fitting"),
    [
        (Rule("block", "word", "herring"), {"fish"}),
        (Rule("block", "word", "herr"), set()),
        (Rule("block", "word", "herr*"), {"fish"}),
        (Rule("block", "word", "鉄道"), {"rail"}),
        (Rule("block", "topic", "medtop:15000000"), {"cup"}),
        (Rule("block", "topic", "SPORT"), {"cup"}),
        (Rule("block", "section", "sport"), {"cup"}),
        (Rule("block", "party", "norland"), {"talks"}),
        (Rule("block", "word", "("), set()),
        (Rule("block", "word", "*"), set()),
    ],
)
def test_a_rule_fits_what_it_says(rule, fitting):
    edition = press.printed().edition()
    found = {b.story for b, s in zip(edition.briefs, edition.stories, strict=True) if wishes.fits(rule, b, s)}
    assert found == fitting


def test_an_outlet_is_blocked_only_where_a_story_rests_on_it_alone():
    edition = press.printed().edition("talks", "quake")
    kept = wishes.sorted_out(edition, [Rule("block", "outlet", "North Wire")]).edition
    assert "talks" in {brief.story for brief in kept.briefs}
    only = wishes.sorted_out(edition, [Rule("keep", "outlet", "north wire")]).edition
    assert {brief.story for brief in only.briefs} == {"talks", "quake"}


def test_keeping_leaves_nothing_else_and_blocking_goes_before_it():
    edition = press.printed().edition()
    rules = [Rule("keep", "topic", "sport"), Rule("keep", "word", "herring"), Rule("block", "word", "herring")]
    found = wishes.sorted_out(edition, rules)
    assert [brief.story for brief in found.edition.briefs] == ["cup"]
    assert found.counts == {"keep:topic:sport": 1, "keep:word:herring": 1, "block:word:herring": 1}


@pytest.mark.parametrize("key", ["block:word:", "block:colour:red", "drop:word:x", "medtop:1", "party:Norland", ""])
def test_what_is_no_rule_is_none(key):
    assert wishes.rule_of(key) is None


def test_a_rule_is_tried_before_it_is_kept(fresh, reader):
    before = stories(reader)
    asked = "/filters?" + urlencode({"effect": "block", "field": "word", "value": "herring"})
    page = main_of(reader, asked)
    assert "It fits 1 story now. 1 more would go, 10 would stay." in page
    assert "Fisheries council" in page
    assert stories(reader) == before  # trying keeps nothing
    assert fresh.store.marks.interests("local") == {}
    rule = {"topic": "block:word:herring", "name": "herring", "back": "/filters"}
    assert reader.send("/wish", act="add", **rule).headers["location"] == "/filters?done=add"
    assert set(before) - set(stories(reader)) == {"fish"}
    assert "1 left out, as you wished:" in main_of(reader, "/")
    assert "fits 1 story now" in main_of(reader, "/filters")
    assert "This rule holds already." in main_of(reader, asked)
    reader.send("/mark", act="undo", back="/filters")
    assert stories(reader) == before
    reader.send("/wish", act="add", **rule)
    reader.send("/wish", act="remove", **rule)
    assert stories(reader) == before


def test_rules_hold_for_the_readers_own_feed_alone(reader):
    reader.send("/wish", act="add", topic="block:word:herring", name="herring", back="/")
    assert b"Fisheries council" not in reader.ask("/feeds/wanted.atom").body
    assert b"Fisheries council" in reader.ask("/feeds/front.atom").body


def test_rules_are_no_topics_and_topics_no_rules(fresh, reader):
    reader.send("/wish", act="follow", topic="block:word:herring", name="x", back="/")
    reader.send("/wish", act="add", topic="medtop:15000000", name="x", back="/")
    assert fresh.store.marks.interests("local") == {}
    reader.send("/wish", act="add", topic="block:word:herring", name="herring", back="/")
    assert "herring" not in main_of(reader, "/followed")


# Being told


def test_a_reader_is_told_of_what_they_ask_for(fresh, reader):
    page = reader.ask("/search?q=herring").text
    assert "tell me of new stories" in page
    reader.send("/wish", act="tell", topic="search:herring", name="herring", back="/search?q=herring")
    assert fresh.store.marks.interests("local")["search:herring"].told_from == press.NOW
    assert "told of new stories" in reader.ask("/search?q=herring").text
    assert "herring" in main_of(reader, "/followed")
    reader.send("/wish", act="tell", topic="story:fish", name="Fish", back="/story/fish")
    assert "told of changes" in reader.ask("/story/fish").text
    reader.send("/wish", act="untell", topic="story:fish", name="Fish", back="/story/fish")
    assert "tell me of changes" in reader.ask("/story/fish").text


def test_where_nothing_can_be_sent_nothing_is_offered():
    with serving() as served:
        assert "tell me of" not in Reader(served.address).ask("/story/fish").text


# Marks above and below, catching up


def shown(reader, path="/"):
    return LexborHTMLParser(reader.ask(path).body).css_first("#marks input[name=shown]").attributes["value"]


def read_ones(fresh):
    return {name for name, mark in fresh.store.marks.all("local").items() if mark.seen_version}


def test_marks_reach_as_far_as_the_page_showed(fresh, reader):
    order = stories(reader)
    answer = reader.send("/mark", act=f"above:{order[2]}", shown=shown(reader), back="/")
    assert answer.headers["location"] == f"/?done=above#c-{order[2]}"
    assert read_ones(fresh) == set(order[:3])
    reader.send("/mark", act="undo", back="/")
    assert read_ones(fresh) == set()
    reader.send("/mark", act=f"below:{order[9]}", shown=shown(reader), back="/")
    assert read_ones(fresh) == set(order[9:])
    reader.send("/mark", act=f"star:{order[0]}", shown=shown(reader), back="/")
    assert fresh.store.marks.all("local")[order[0]].starred
    reader.send("/mark", act=f"seen:{order[0]}", shown=shown(reader), back="/")
    assert order[0] in read_ones(fresh)


def test_what_the_page_did_not_show_stays_unread(fresh, reader):
    told = shown(reader)
    brief = fresh.store.stories.brief("fish")
    fresh.store.stories.put_brief(dataclasses.replace(brief, version=brief.version + 1))
    fresh.clock.now = "2031-03-09T14:31:00+00:00"
    reader.send("/mark", act=f"above:{stories(reader)[-1]}", shown=told, back="/")
    assert "changed since you read" in reader.ask("/").text


@pytest.mark.parametrize("told", ["", "fish", "fish:x", ":::", ",,,", "none:1", "fish:99999999999999999999"])
def test_lists_that_no_page_of_ours_wrote_do_no_harm(fresh, reader, told):
    assert reader.send("/mark", act="above:fish", shown=told, back="/").status == 303
    assert read_ones(fresh) <= {"none"}


def test_catching_up_shows_new_lines_alone_and_ends(fresh, reader):
    reader.send("/mark", act="all", back="/")
    assert "Nothing is new." in main_of(reader, "/catchup")
    reader.send("/mark", act="unread", story="fish", back="/")
    talks = fresh.store.marks.all("local")["talks"]
    fresh.store.marks.put("local", dataclasses.replace(talks, seen_version=1))
    page = LexborHTMLParser(reader.ask("/catchup").body)
    assert [one.attributes["data-story"] for one in page.css("[data-story]")] == ["talks", "fish"]
    talks_told, fish_told = (one.text() for one in page.css("[data-story]"))
    assert "changed since you read" in talks_told
    assert "No firm commitments" not in talks_told  # it stood there before
    assert "changed since you read" not in fish_told
    form = page.css_first("form.centred")
    told = {
        one.attributes["name"]: one.attributes["value"]
        for one in form.css("input")
        if one.attributes["name"] != "token"
    }
    reader.send("/mark", act="shown", **told)
    assert "Nothing is new." in main_of(reader, "/catchup")


# Putting stories right


def carried_out(fresh):
    """What the gatherer does with what waits."""
    return assembly.pipeline(fresh.store).work()


def members(fresh, name):
    return {member.id for member in fresh.store.stories.get(name).members}


def test_a_report_that_does_not_belong_goes_and_stays_away(fresh, reader):
    page = LexborHTMLParser(reader.ask("/story/talks").body)
    boxes = [one.attributes["value"] for one in page.css("details.putting-right input[name=article]")]
    assert set(boxes) == members(fresh, "talks")
    gone = boxes[-1]
    body = urlencode([("token", reader.token()), ("story", "talks"), ("article", gone), ("kind", "not this story")])
    answer = reader.ask(
        "/correct", "POST", body + "&back=/story/talks", content_type="application/x-www-form-urlencoded"
    )
    assert answer.headers["location"] == "/story/talks?done=corrected"
    assert "waits to be carried out" in reader.ask("/story/talks").text
    carried_out(fresh)
    assert members(fresh, "talks") == set(boxes) - {gone}
    assert "waits to be carried out" not in reader.ask("/story/talks").text
    assert fresh.room.corrections()[-1].kind == "not this story"


def test_a_word_is_taken_back_before_and_after_it_was_carried_out(fresh, reader):
    before = members(fresh, "talks")
    reader.send("/correct", story="talks", article=min(before), kind="split", back="/story/talks")
    assert 'value="undo"' in reader.ask("/story/talks?done=corrected").text
    reader.send("/mark", act="undo", back="/")
    assert fresh.room.corrections_waiting() == ()
    carried_out(fresh)
    assert members(fresh, "talks") == before
    reader.send("/correct", story="talks", article=min(before), kind="split", back="/story/talks")
    carried_out(fresh)
    assert members(fresh, "talks") < before
    reader.send("/mark", act="undo", back="/")
    carried_out(fresh)
    assert members(fresh, "talks") == before


def test_a_word_that_cannot_be_taken_back_any_more_says_so(fresh, reader):
    gone = min(members(fresh, "talks"))
    reader.send("/correct", story="talks", article=gone, kind="split", back="/story/talks")
    carried_out(fresh)
    alone = fresh.store.stories.placement(gone).story
    Reader(fresh.address).send("/correct", story=alone, into="fish", kind="merge", back="/")
    carried_out(fresh)
    answer = reader.send("/mark", act="undo", back="/story/talks")
    assert answer.headers["location"] == "/story/talks?done=stays"
    page = reader.ask("/story/talks?done=stays").text
    assert "This could not be taken back" in page
    assert 'value="undo"' not in page
    assert fresh.room.corrections_waiting() == ()


def test_a_report_that_a_phone_reader_starred_is_among_the_starred(fresh, reader):
    assert "No story has a star yet." in main_of(reader, "/starred")
    article = min(members(fresh, "fish"))
    fresh.store.entries.set_states("local", [("article", article)], is_read=None, is_starred=True)
    fresh.store.entries.set_states("else", [("article", min(members(fresh, "quake")))], is_read=None, is_starred=True)
    page = LexborHTMLParser(reader.ask("/starred").body)
    assert [one.text() for one in page.css("main h3 a")] == [fresh.store.articles.get(article).headline]
    reader.send("/mark", act="star", story="talks", back="/")
    page = LexborHTMLParser(reader.ask("/starred").body)
    assert [one.attributes["href"] for one in page.css("main h3 a")] == ["/story/talks", "/story/fish"]


def test_two_stories_become_one_and_two_again(fresh, reader):
    fish, copper = members(fresh, "fish"), members(fresh, "copper")
    reader.send("/correct", story="fish", into="copper", kind="merge", back="/story/fish")
    carried_out(fresh)
    one = fresh.store.stories.resolve("fish")
    assert one == fresh.store.stories.resolve("copper")
    assert members(fresh, one) == fish | copper
    reader.send("/mark", act="undo", back="/")
    carried_out(fresh)
    placed = {fresh.store.stories.placement(name).story for name in fish}
    assert len(placed) == 1
    assert placed.isdisjoint({fresh.store.stories.placement(name).story for name in copper})


@pytest.mark.parametrize(
    "form",
    [
        {"kind": "merge", "story": "fish", "into": "fish"}, {"kind": "merge", "story": "fish", "into": "none"},
        {"kind": "merge", "story": "none", "into": "fish"}, {"kind": "split", "story": "fish"},
        {"kind": "split", "story": "fish", "article": "none"}, {"kind": "burn", "story": "fish"}, {},
    ],
)  # fmt: skip
def test_words_that_ask_for_nothing_are_not_kept(fresh, reader, form):
    assert reader.send("/correct", back="/", **form).status == 303
    assert fresh.room.corrections_waiting() == ()


def test_corrections_need_our_token(fresh, reader):
    assert reader.send("/correct", token="0" * 64, story="fish", into="copper", kind="merge").status == 403


def test_addresses_of_interests_are_there(fresh, reader):
    for topic in ("story:fish", "party:Norland", "search:copper -mine"):
        fresh.store.marks.put_interest("local", Interest(topic, topic, followed=True, told_from=press.NOW))
    links = [one.attributes["href"] for one in LexborHTMLParser(reader.ask("/followed").body).css(".names a")]
    assert {"/story/fish", "/party/Norland", "/search?q=" + quote("copper -mine").replace("%20", "+")} <= set(links)
