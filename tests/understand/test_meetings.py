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
        "Holm told the BBC's “Meet the Press” on Sunday that Norway would wait for Sweden.",
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


def told(found) -> tuple:
    """What a reader is shown of a meeting: who, where, when, how it stands."""
    who = {party.rpartition(":")[2] for party in found.parties}
    return who, {person.name for person in found.participants}, found.place, found.start, found.status


WEDNESDAY = "2024-03-13"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (  # who is only named in passing does not meet
            "Hours after Norway and Denmark put off a drill, Chad agreed on Tuesday to hold talks with Niger on Friday.",
            ({"TD", "NE"}, set(), None, "2024-03-15", "planned"),
        ),
        (
            "In Lusaka on Tuesday ahead of the fisheries summit in Accra on Friday, a minister blamed Norway.",
            (set(), set(), "Accra", "2024-03-15", "planned"),
        ),
        (  # the relative of a politician is not the politician
            "Chad's envoy met the brother of Peru's leader, and President Lund's lawyer met Niger's envoy in Oslo on Tuesday.",
            ({"NE"}, set(), "Oslo", "2024-03-12", "held"),
        ),
        (
            "President Maria Silva of Brazil and President Juan Ortega of Peru held talks in Lima on Tuesday.",
            ({"BR", "PE"}, {"Maria Silva", "Juan Ortega"}, "Lima", "2024-03-12", "held"),
        ),
        (  # the new day is the day
            "The talks between Chad and Niger were moved from Thursday to Saturday.",
            ({"TD", "NE"}, set(), None, "2024-03-16", "postponed"),
        ),
        (  # past tense: a weekday behind
            "The Senate's budget vote on Tuesday was the opening of a long quarrel.",
            ({"senate"}, set(), None, "2024-03-12", "held"),
        ),
        (  # present tense: a weekday ahead
            "Turkey's foreign minister flies to Cairo on Sunday for talks with his Egyptian counterpart.",
            ({"TR", "EG"}, set(), "Cairo", "2024-03-17", "planned"),
        ),
        (
            "At a hearing on Wednesday, the bank's chief told the Treasury Committee that nothing was amiss.",
            (set(), set(), None, "2024-03-13", "held"),
        ),
        (
            "The Federal Reserve, which meets on Thursday, is likely to wait.",
            ({"federal-reserve"}, set(), None, "2024-03-14", "planned"),
        ),
    ],
)
def test_only_its_own_clause_tells_of_a_meeting(text, expected):
    assert expected in [told(found) for found in met(text, WEDNESDAY)]


@pytest.mark.parametrize(
    "text",
    [
        "Norway asked its committee chair on Tuesday to hold hearings on Sweden's offer.",
        "Norway and Sweden could meet in Oslo on Friday.",
        "If Norway and Sweden meet in Oslo on Friday, prices will fall.",
        "Large agencies say they cannot meet the deadline of March 20 that Norway and Sweden set.",
        "Hundreds of people gathered in Oslo on Tuesday to mourn.",
        "She appeared before supporters in Oslo on Tuesday.",
        "The president of Norway dismissed reports of a secret conversation with Sweden on Tuesday.",
        "The Norwegian Association of Anglers met its target on Tuesday, its chairman said.",
        "READ MORE: Norway and Sweden hold talks in Oslo on Friday",
        "Norway has met Sweden's envoys a few times.",
    ],
)
def test_what_is_thought_of_wished_or_met_in_another_sense_is_no_meeting(text):
    assert not met(text, WEDNESDAY)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The Swedish channel first reported the meeting of Norway and Denmark on Tuesday.", None),
        ("Lund announced on Tuesday that Norway will hold a summit with Denmark in Oslo in May.", None),
        ("Norway's premier will meet survivors of Sunday's flood with envoys of Denmark in Oslo.", None),
        ("On Tuesday Norway cancelled its talks with Denmark.", None),
        ("Norway's vote on the pact with Denmark must come by April 2.", None),
    ],
)
def test_a_day_of_something_else_is_not_its_day(text, day):
    assert {found.start for found in met(text, WEDNESDAY)} <= {day}


def test_only_what_is_itself_called_off_is_cancelled():
    text = (
        "Norway will hold a vote on Friday on a bill with a two-year delay, and the party abandoned Sweden's candidate."
    )
    assert [found.status for found in met(text, WEDNESDAY)] == ["planned"]
    assert met("Norway wants to delay the talks with Sweden.", WEDNESDAY) == ()


def test_the_same_people_in_two_meetings_are_two_meetings():
    text = (
        "Norway's premier, Kari Lund, met Finland's president, Aino Salo, in Oslo on Tuesday.\n\n"
        "Ms Lund met Iceland's president, Jon Hall, in Bergen on Tuesday."
    )
    first, second = met(text, WEDNESDAY)
    assert (first.place, second.place) == ("Oslo", "Bergen")
    assert "country:IS" not in first.parties
    assert "country:FI" not in second.parties


def test_the_members_of_a_row_of_places_are_no_place():
    (found,) = met("Voters in Chad, Niger and Mali go to the polls on Sunday.", WEDNESDAY)
    assert (found.place, found.start) == (None, "2024-03-17")
