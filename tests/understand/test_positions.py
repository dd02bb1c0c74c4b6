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
        ("India threatened to raise tariffs on cars.", "country:IN", "threatens", "tariffs on cars"),
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
