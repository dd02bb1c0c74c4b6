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
