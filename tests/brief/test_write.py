"""A page of talks: what stands on it, in which words, and what it cites."""

from dataclasses import replace

import pytest
from tests.brief.river_talks import ARTICLES, LATER, MORNING, OUTLETS, READINGS, STORY

from newsworld.brief import Options, faults, write
from newsworld.news.articles import Revision
from newsworld.news.briefs import SECTIONS
from newsworld.news.spans import Span
from newsworld.news.stories import Member


@pytest.fixture(scope="module")
def page():
    return write(STORY, ARTICLES, READINGS, OUTLETS)


def texts(page, section):
    return [line.text for line in page.section(section)]


def test_every_line_is_borne_out_to_the_letter(page):
    assert [faults(line, ARTICLES) for line in page.lines()] == [()] * len(page.lines())
    for line in page.lines():
        for citation in line.citations:
            assert citation.span.of(ARTICLES[citation.article].text) == citation.quote


def test_a_page_of_talks_begins_with_meetings_and_positions(page):
    names = [section.name for section in page.sections]
    assert page.kind == "talks"
    assert names[:3] == ["meetings", "positions", "who said what"]
    assert set(names) <= set(SECTIONS)
    assert all(section.lines for section in page.sections)


def test_the_headline_is_one_of_the_sources(page):
    assert page.headline in {MORNING.headline, LATER.headline}


def test_basics_are_three_to_five_and_give_both_sides_a_line(page):
    assert 3 <= len(page.basics) <= 5
    told = " ".join(line.text for line in page.basics)
    assert "Norland accuses Estmark" in told
    assert "Estmark demands" in told


def test_days_are_made_plain_in_brackets_and_the_line_is_then_composed(page):
    assert page.standfirst.text == (
        "The main meeting of Norland and Estmark in Lisbon has been moved to Tuesday [11 March], "
        "both delegations said on Sunday [9 March]."
    )
    assert page.standfirst.kind == "composed"


def test_a_quotation_names_its_unnamed_speaker_with_the_day(page):
    assert texts(page, "who said what")[0] == (
        "“There are a few points on which we can move” – a senior Norland official, unnamed, 8 March"
    )
    assert page.section("who said what")[0].slots["anonymous"] == "yes"


def test_a_pronoun_that_speaks_is_named_in_brackets(page):
    named = (
        "He [a senior Norland official] warned that false reports about concessions could appear in Estmark’s press."
    )
    assert named in texts(page, "who said what")


def test_a_claim_heard_through_another_says_so(page):
    line = next(line for line in page.section("who said what") if "told_by" in line.slots)
    assert (
        line.text == "Estmark: it feels cheated by the canals upstream – as told by a senior Norland official, unnamed"
    )
    assert line.cautions == ("anonymous source",)


def test_a_meeting_that_moved_shows_both_days_and_who_takes_part(page):
    assert texts(page, "meetings") == [
        "9 March, evening: first conversation, Lisbon – Norland, Estmark",
        "11 March: main meeting, Lisbon – Norland, Estmark; with Ida Holm (Deputy Foreign Minister), moved from 10 March",
    ]
    assert page.section("meetings")[1].slots["moved_from"] == "2031-03-10"


def test_a_position_carries_its_condition_and_its_day(page):
    line = page.section("positions")[0]
    assert line.text == (
        "Norland offers (gates at Brenn): “would open the gates at Brenn”, "
        "on a condition: “if Estmark lets inspectors in”, both sides (8 March)"
    )
    assert line.slots["toward"] == "Estmark"


def test_a_toll_overtaken_by_a_later_report_is_kept_and_marked(page):
    assert texts(page, "figures") == [
        "Dead: At least 12 villagers – Harbour Courier, 8 March, 09:40, since superseded",
        "Dead: At least 19 villagers – Northern Wire, 9 March, 07:05",
    ]


def test_a_claim_stands_beside_its_denial(page):
    (line,) = texts(page, "disputed")
    claim, denial = line.split("; ")
    assert claim == "“Norland accuses Estmark of holding back water in three dams along the Vire”"
    assert denial == "denied by Pavel Orlo: “We have not held back a single drop of water in our dams”"


def test_copies_are_folded_under_their_origin_and_an_agency_is_called_one(page):
    assert texts(page, "where it comes from") == [
        "Harbour Courier, 8 March, 09:40",
        "Northern Wire (news agency), 9 March, 07:05 → copies: Evening Gazette",
    ]


def test_a_story_with_one_origin_says_so():
    story = replace(STORY, members=(Member("courier-1"),), origins=1)
    page = write(story, ARTICLES, READINGS, OUTLETS)
    assert "All on this page comes from one origin: Harbour Courier" in texts(page, "take care")
    assert not page.section("agreed")


def test_what_is_new_comes_from_articles_after_the_last_version():
    early = replace(STORY, members=(Member("courier-1"),), last_seen=MORNING.published)
    before = write(early, ARTICLES, READINGS, OUTLETS)
    assert not before.section("what is new")
    page = write(STORY, ARTICLES, READINGS, OUTLETS, previous=before)
    assert page.version == 2
    assert {line.citations[0].article for line in page.section("what is new")} == {"wire-7"}
    again = write(STORY, ARTICLES, READINGS, OUTLETS, previous=page)
    assert again.lines() == page.lines()


def test_a_cited_sentence_that_its_outlet_removed_is_flagged():
    before = write(STORY, ARTICLES, READINGS, OUTLETS)
    cited = before.standfirst.citations[0].quote
    gone = replace(LATER, text=LATER.text.replace(cited + "\n\n", ""))
    revision = Revision("wire-7", 2, "2031-03-09T10:00:00+00:00", removed=(cited,))
    articles = {**ARTICLES, "wire-7": gone}
    page = write(STORY, articles, {"courier-1": READINGS["courier-1"]}, OUTLETS, revisions=[revision], previous=before)
    line = next(line for line in page.section("take care") if "edited" in line.cautions)
    assert line.text == ("Northern Wire has since changed or taken out a sentence that this page cited, seen 9 March")
    assert line.slots["before"] == cited


def test_a_line_out_of_a_sentence_that_came_with_an_edit_is_marked():
    added = "Estmark demands a share of forty percent of the water of the Vire."
    page = write(STORY, ARTICLES, READINGS, OUTLETS, revisions=[Revision("wire-7", 2, STORY.last_seen, added=(added,))])
    marked = {line.citations[0].quote for line in page.basics if "edited" in line.cautions}
    assert marked <= {added}
    assert "edited" in page.section("positions")[-1].cautions


def test_related_stories_are_cited_by_their_headline():
    other = replace(STORY, id="s2")
    page = write(STORY, ARTICLES, READINGS, OUTLETS, related=[(other, MORNING)])
    (line,) = page.section("more on this topic")
    assert (line.text, line.slots["story"]) == (MORNING.headline, "s2")


def test_it_is_the_same_on_every_run(page):
    assert write(STORY, ARTICLES, READINGS, OUTLETS) == page


def test_a_reading_of_another_version_of_the_text_cannot_spoil_a_line():
    """Spans that point past or beside the text give lines that the check drops, never a page with a wrong quote."""
    shifted = {
        "wire-7": replace(LATER, text="Oh. " + LATER.text),
        "courier-1": replace(MORNING, text=MORNING.text[:300]),
    }
    page = write(STORY, shifted, READINGS, OUTLETS)
    assert all(not faults(line, shifted) for line in page.lines())


def test_a_language_without_templates_speaks_verbatim_only():
    text = "Președintele a sosit la Lisabona pentru discuții cu delegația. Discuțiile încep duminică seara la Lisabona."
    article = replace(MORNING, id="ro-1", text=text, language="ro", headline="Discuții la Lisabona")
    page = write(replace(STORY, members=(Member("ro-1"),)), {"ro-1": article}, {}, {})
    assert page.language == "ro"
    assert {line.kind for line in page.lines()} == {"verbatim"}


def test_a_story_without_articles_is_an_empty_page():
    page = write(STORY, {}, {}, {})
    assert (page.headline, page.lines()) == (STORY.headline, ())


def test_no_more_than_two_basics_from_one_outlet():
    page = write(STORY, ARTICLES, READINGS, OUTLETS, options=Options(basics=5))
    outlets = [line.slots["outlet"] for line in page.basics]
    assert max(map(outlets.count, outlets)) <= 2


def test_spans_are_whole_sentences(page):
    line = page.section("positions")[0]
    assert isinstance(line.citations[0].span, Span)
    assert line.citations[0].quote.startswith("The official said Norland would open")
