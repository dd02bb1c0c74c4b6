import pytest

from newsworld.news.articles import Article
from newsworld.understand import read


def met(text: str, published: str = "2023-05-11", language: str = "en", **more):
    return read(Article(id="a", text=text, language=language, published=published, **more)).meetings


def test_talks_with_parties_place_and_day():
    (found,) = met("Iran and the United States will hold indirect talks in Muscat on Sunday.")
    assert (found.parties, found.place, found.start) == (("country:IR", "country:US"), "Muscat", "2023-05-14")
    assert (found.status, found.format, found.name) == ("planned", "bilateral", "indirect talks")


def test_two_encounters_in_one_sentence_are_told_apart():
    text = (
        "The foreign ministers of Japan and South Korea will hold a short exchange on Monday morning before the "
        "formal negotiations on fishing rights begin on Tuesday in Busan."
    )
    first, second = met(text, "2022-01-22")
    assert (first.start, first.part_of_day, second.start, second.place) == (
        "2022-01-24",
        "morning",
        "2022-01-25",
        "Busan",
    )
    assert first.parties == second.parties == ("country:JP", "country:KR")
    assert second.agenda == ("fishing rights",)


def test_mentions_of_the_same_meeting_are_gathered():
    text = (
        "Armenia and Azerbaijan will meet in Tbilisi on Friday.\n\n"
        "The meeting will be chaired by Georgia. It is the first meeting since March."
    )
    found = met(text)
    assert found[0].start == "2023-05-12"
    assert len([one for one in found if one.start]) == 1


def test_postponed_and_cancelled():
    (postponed,) = met("The summit between Armenia and Azerbaijan planned for Friday has been postponed.")
    (cancelled,) = met("Canada cancelled talks with India set for Tuesday.")
    assert (postponed.status, cancelled.status) == ("postponed", "cancelled")


def test_the_place_comes_from_the_standfirst_where_the_body_lacks_it():
    (found,) = met(
        "Serbia and Kosovo will meet on Monday.", standfirst="At talks in Brussels, car plates are on the table."
    )
    assert found.place == "Brussels"


def test_the_day_of_the_report_is_not_the_day_of_the_talks():
    (found,) = met("China and Japan will hold talks in Busan on Friday, the ministry said on Thursday.")
    assert found.start == "2023-05-12"


def test_what_is_no_meeting():
    assert not met("The minister told a press conference on Monday that the plan met with criticism from Germany.")
    assert not met("Norway meet Denmark on Saturday; the coach and the striker praised the team before the match.")
    assert not met("The official told reporters on a conference call with Russia's press on Monday.")


def test_in_german():
    (found,) = met("Vertreter Serbiens und des Kosovo treffen sich am Montag in Genf.", language="de")
    assert (found.start, found.place, found.status) == ("2023-05-15", "Genf", "planned")


def test_a_meeting_that_was_called_off_has_no_day_of_its_calling_off():
    text = "An American delegation had called off its own visit to Denmark on Monday."
    article = Article(id="a", text=text, language="en", published="2025-03-11")
    meetings = read(article).meetings
    assert [(one.start, one.status) for one in meetings] == [(None, "cancelled")]


def test_votes_and_hearings_need_their_day_beside_them():
    assert not met("The senator said on Tuesday that Russia had meddled in the election to help Iran.")
    assert not met("We hope everyone will make sure they vote on Tuesday, the candidate said in Ohio.")
    (found,) = met("On Tuesday, the Senate will hold a vote on the bill.")
    assert (found.format, found.start, found.status) == ("vote", "2023-05-16", "planned")


def test_what_was_met_with_laughter_was_no_meeting():
    assert not met("Questions about Iran and Oman were met with laughter in Muscat on Sunday.")


def test_a_meeting_whose_month_alone_is_told_stands_without_a_day():
    (found,) = met("France and Italy will meet again in Rome in October.")
    assert (found.parties, found.place, found.start, found.status) == (
        ("country:FR", "country:IT"),
        "Rome",
        None,
        "planned",
    )


@pytest.mark.parametrize(
    "text",
    [
        "Norway's minister talks to reporters in Oslo on Tuesday.",
        "Norway hopes to keep the peace through negotiations and patience with Sweden.",
        "The exchange of threats between Norway and Sweden went on.",
        "Norway's premier sat down for an interview with a Swedish channel on Tuesday.",
    ],
)
def test_what_is_no_meeting_of_two_sides(text):
    assert not met(text)


def test_a_day_is_no_agenda():
    (found,) = met("The council is to hold a public meeting on Jan. 25.")
    assert found.agenda == ()


def test_the_day_of_saying_is_no_day_of_an_election():
    assert not met("On February 13, Lund told the senate that Russia would meddle in Norwegian elections.")


def test_a_meeting_and_another_body_s_session_in_one_sentence():
    text = "A meeting of NATO follows in Brussels on Wednesday and a session of the OSCE in Vienna on Thursday."
    first, second = met(text, "2022-01-09")
    assert (first.parties, first.place, first.start) == (("organisation:nato",), "Brussels", "2022-01-12")
    assert (second.parties, second.place, second.start) == (("organisation:osce",), "Vienna", "2022-01-13")
