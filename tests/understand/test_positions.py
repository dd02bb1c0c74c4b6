import pytest

from newsworld.news.articles import Article
from newsworld.understand import read
from newsworld.understand.issues import normal_issue


def held(text: str, language: str = "en"):
    article = Article(id="a", text=text, language=language, published="2023-05-11")
    return read(article).positions


@pytest.mark.parametrize(
    ("text", "party", "stance", "issue"),
    [
        ("Hungary opposes a fund for Kyiv.", "country:HU", "opposes", "fund for Kyiv"),
        ("Berlin rejects a complete closure of the border.", "country:DE", "rejects", "closure of the border"),
        ("Lithuania is concerned about drones.", "country:LT", "concerned", "drones"),
        ("China offered to buy more soybeans.", "country:CN", "offers", "buy more soybeans"),
        ("Poland requested €1.5 billion in aid.", "country:PL", "requests", "aid"),
        ("India threatened to raise tariffs on cars.", "country:IN", "threatens", "raise tariffs on cars"),
        ("Kenya demands the release of two sailors.", "country:KE", "demands", "release of two sailors"),
        ("Germany will support new sanctions.", "country:DE", "supports", "sanctions"),
        ("Israel agreed to a truce.", "country:IL", "accepts", "truce"),
    ],
)
def test_stances(text, party, stance, issue):
    assert [(p.party, p.stance, p.issue) for p in held(text)] == [(party, stance, issue)]


def test_condition_other_side_and_reciprocity():
    text = "Japan is prepared to reopen its waters if South Korea makes a comparable concession."
    (found,) = held(text)
    assert found.condition is not None
    assert found.condition.of(text) == "if South Korea makes a comparable concession"
    assert found.toward == "country:KR"
    assert found.reciprocal


def test_both_accusers_and_what_the_denial_points_back_to():
    found = held("France and Spain accuse Russia of jamming ships. Russia denied the allegation.")
    assert [(p.party, p.stance, p.issue, p.toward) for p in found] == [
        ("country:FR", "accuses", "jamming ships", "country:RU"),
        ("country:ES", "accuses", "jamming ships", "country:RU"),
        ("country:RU", "denies", "jamming ships", None),
    ]


def test_negated_and_doubtful():
    assert [p.stance for p in held("Russia is not willing to sign a treaty.")] == ["rejects"]
    assert not held("It is unclear whether Russia is ready to sign a treaty.")


def test_what_hangs_on_an_issue_is_cut():
    phrase = "the possibility of reciprocal restrictions on the size and scope of military exercises conducted by NATO"
    assert normal_issue(phrase) == "military exercises"
    assert normal_issue("possible offensive missile systems in Ukraine") == "missile systems"


def test_in_german():
    text = "Indien bietet an, die Zölle auf Stahl zu senken, wenn Japan mehr Visa ausstellt."
    (found,) = held(text, "de")
    assert (found.party, found.stance, found.issue) == ("country:IN", "offers", "Zölle auf Stahl")
    assert found.condition is not None


@pytest.mark.parametrize(
    "text",
    [
        "Norway has been accused of spying for years, and nothing came of it.",
        "Will Poland accept the offer of a seat at the table?",
        "Poland's opponents urged France to close the border.",
        "Polish farmers demanded higher prices for milk.",
        "Poland offered no evidence for its claim.",
        "France criticised the move. It was a bad day.",
        "The plan, which Poland called for during the campaign, is dead.",
    ],
)
def test_what_is_no_position_is_passed_over(text):
    assert not held(text)


def test_who_is_to_do_it_is_not_the_issue():
    (found,) = held("Poland called for lawmakers to close the border.")
    assert (found.stance, found.issue) == ("demands", "close the border")


def test_inside_a_quotation_a_pronoun_is_whom_the_quotation_names():
    text = "“Poland has said it feels threatened by new missiles in Belarus,” the official told reporters."
    (found,) = held(text)
    assert (found.party, found.stance, found.issue) == ("country:PL", "concerned", "missiles in Belarus")
    assert not held("France and Poland met. “They refuse to sign the treaty,” said President Emmanuel Macron.")


def test_a_minister_is_of_the_state_just_told_of():
    text = "Germany will support new sanctions, Foreign Minister Johanna Kessler said. She called on Minsk to free writers."
    assert [position.party for position in held(text)] == ["country:DE", "country:DE"]
    assert len(held(text.replace("writers", "them"))) == 1


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Poland, which holds the OSCE chairmanship this year, called for a dialogue on missiles.", "country:PL"),
        ("Russia seized a village from Ukraine in May and backed separatists in the east.", "country:RU"),
        ("Turkey, which borders Syria, demanded a buffer zone.", "country:TR"),
    ],
)
def test_the_subject_is_whose_verb_it_is(text, party):
    assert [position.party for position in held(text)] == [party]


@pytest.mark.parametrize(
    "text",
    [
        "Norway paid for towns that have promised to close their ports.",
        "Norway gave money to a group opposed to the pipeline.",
        "Norway does not appear to have agreed to a ban on trawling.",
        "Norway's ministry confirmed it. A blogger (via Norway's press) has offered a plan for the ports.",
        "North Korea is ready to teach the United States a lesson.",
        "Norway supports @harbourmaster and the pier.",
    ],
)
def test_what_is_another_s_or_nobody_s(text):
    assert not held(text)


def test_a_fear_told_by_adjective_needs_its_verb():
    assert [p.stance for p in held("Norway is deeply concerned about drones.")] == ["concerned"]


@pytest.mark.parametrize(
    "text",
    [
        "Norway had its rating cut, and investors are demanding higher interest rates.",
        "However able China is, China's efforts rejected a deal.",
        "Norway spoke out against calls for a ban on trawling.",
        "Norway's premier, when asked to explain the ban, left.",
    ],
)
def test_another_subject_in_between_is_no_party(text):
    assert not held(text)


@pytest.mark.parametrize(
    ("text", "stance", "issue"),
    [
        ("Norway denied any links to armed groups.", "denies", "links to armed groups"),
        ("Norway called for a commission to look into the crash.", "demands", "commission to look into the crash"),
        ("Norway condemned a “cruel, cowardly and pointless” raid.", "opposes", None),
        ("Norway rejected claims that its ships had crossed the line.", "denies", "its ships had crossed the line"),
        ("Norway urged Sweden not to sign the treaty.", "demands", "not sign the treaty"),
        (
            "Norway demanded that Sweden turn over the wreck to a museum.",
            "demands",
            "Sweden turn over the wreck to a museum",
        ),
        ("Norway fears that the dam will burst.", "concerned", "dam will burst"),
        ("Norway accused Sweden, its neighbour and partner of many years, of poaching.", "accuses", "poaching"),
        ("Norway wants to reduce taxes on fish.", "demands", "reduce taxes on fish"),
        ("Norway said it would resume exports next month.", "offers", "resume exports"),
    ],
)
def test_an_issue_is_whole_and_no_longer(text, stance, issue):
    found = [(p.stance, p.issue) for p in held(text)]
    assert found == ([(stance, issue)] if issue is not None else []) or (issue is None and found[0][0] == stance)


def test_a_thin_issue_takes_what_an_earlier_mention_adds():
    (found,) = held("Parliament in Norway is to vote on a bill to close the mines. Sweden opposes the bill.")
    assert (found.party, found.issue) == ("country:SE", "bill to close the mines")


@pytest.mark.parametrize(
    "text",
    [
        "The Oslo Herald accused Norway of neglect.",
        "Norway's plan, which some Swedes reject, is dead.",
        "No Democrats backed the plan for Norway.",
        "Critics fear Norway will back a ban on trawling.",
        "Sweden said Norway had rejected a ban on trawling.",
        "Some 70 percent of Norwegians polled said Norway supported a ban on trawling.",
        "Norway and Sweden's feud threatened to derail a summit in Denmark.",
        "Norway should talk to Sweden and oppose a ban on trawling.",
        "Norway offered a bold vision of the sea.",
        "It was an account that Norway denied.",
        "Norway welcomed home two sailors.",
        "Norway backed off late on Friday.",
        "Norwegian exiles threatened to block a road.",
        "Norway is ready to present a united front.",
        "The Norway company denied working for Sweden.",
    ],
)
def test_what_a_careful_reader_would_not_call_a_stand(text):
    assert not held(text)


def test_a_minister_among_his_own_people_speaks_for_himself():
    text = "Norwegian Prime Minister Anna Lund accused Peter Berg of lying. Lund accused Sweden of poaching."
    assert [p.party for p in held(text + " Norway is calm.")] == ["person:anna-lund", "country:NO"]


def test_a_pronoun_in_a_later_sentence_is_who_that_sentence_began_with():
    assert [p.party for p in held("Anna Lund, a baker, spoke. She rejected a ban.")] == ["person:anna-lund"]
    assert not held("Voters in Norway met Anna Lund. By the end of a long and windy evening she rejected a ban.")


def test_heads_of_states_are_of_their_own_state():
    text = "President Barack Obama called for talks with Cuba. Cuba is poor. Cuba is old. The U.S. is near."
    assert [p.party for p in held(text)] == ["country:US"]


def test_a_security_council_may_be_a_state_s_own():
    (found,) = held("South Korea's National Security Council condemned the launch of a rocket.")
    assert found.party == "organisation:national-security-council"
