import pytest

from newsworld.news.articles import Article
from newsworld.understand import figures
from newsworld.understand.draft import Draft


def told(text: str, language: str = "en") -> list[tuple]:
    article = Article(id="a", text=text, language=language)
    return [(f.kind, f.low, f.high, f.unit) for f in figures.find(article, Draft.of(article))]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("At least 12 people were killed.", ("dead", 12, None, None)),
        ("More than 40 countries signed.", ("count", 40, None, None)),
        ("Up to 9,000 homes lost power.", ("count", None, 9000, None)),
        ("As many as 2,500 have been killed.", ("dead", None, 2500, None)),
        ("Nearly 30,000 people fled.", ("displaced", 30000, 30000, None)),
        ("Dozens of families gathered.", ("count", 24, None, None)),
        ("The death toll rose to 153.", ("dead", 153, 153, None)),
        ("A bomb wounded forty others.", ("injured", 40, 40, None)),
        ("It costs £600m.", ("money", 600e6, 600e6, "GBP")),
        ("A profit of $1.13bn was reported.", ("money", 1.13e9, 1.13e9, "USD")),
        ("Between 2 and 3 billion euros are missing.", ("money", 2e9, 3e9, "EUR")),
        ("Oil slipped below $74 a barrel.", ("money", None, 74, "USD")),
        ("Turnout was 76%.", ("share", 76, 76, "%")),
        ("Prices rose by 0.2 per cent.", ("share", 0.2, 0.2, "%")),
        ("About a third of voters are undecided.", ("share", 33.3, 33.3, "%")),
        ("More than half of the seats are taken.", ("share", 50, None, "%")),
        ("A cut of a quarter of a percentage point is due.", ("share", 0.25, 0.25, "%")),
        ("Hundreds of thousands of people marched.", ("count", 200000, None, None)),
    ],
)
def test_bounds_kinds_and_units(text, wanted):
    assert told(text) == [wanted]


@pytest.mark.parametrize(
    "text",
    [
        "He waited 12 years.",
        "The 24-year-old won.",
        "It lies 500 km west of Kathmandu.",
        "The magnitude 5.6 quake struck at 1.30 pm.",
        "The index gained 45 points.",
        "They won 3-1 in 2023.",
        "Article 5 and the F-16 were discussed by the G7 on September 11.",
        "The two countries agreed.",
        "It is three times as large.",
        "The first half was dull.",
        "She weighs 60 pounds.",
    ],
)
def test_what_is_no_figure(text):
    assert told(text) == []


def test_tolls_share_a_sentence():
    text = "Floods have killed 21 people, including four firefighters, and forced almost 30,000 from their homes."
    assert [(kind, low) for kind, low, _, _ in told(text)] == [("dead", 21), ("dead", 4), ("displaced", 30000)]


def test_a_toll_told_twice_is_one_figure():
    article = Article(id="a", text="Nine people died. The nine people who died were miners.", language="en")
    (figure,) = figures.find(article, Draft.of(article))
    assert len(figure.evidence) == 2


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("de", "Mindestens 14 Menschen sind ums Leben gekommen.", ("dead", 14, None, None)),
        ("de", "2.000 Bewohner mussten ihre Häuser verlassen.", ("displaced", 2000, 2000, None)),
        ("de", "Der Schaden beträgt bis zu 2,5 Milliarden Euro.", ("money", None, 2.5e9, "EUR")),
        ("fr", "Au moins 42 personnes ont été tuées.", ("dead", 42, None, None)),
        ("fr", "Il coûte 3,5 millions d'euros.", ("money", 3.5e6, 3.5e6, "EUR")),
        ("es", "El 8 por ciento votó.", ("share", 8, 8, "%")),
        ("it", "Circa 200 abitanti sono stati evacuati.", ("displaced", 200, 200, None)),
        ("pt", "O governo deu 500 milhões de euros.", ("money", 5e8, 5e8, "EUR")),
        ("ru", "Не менее 16 человек погибли.", ("dead", 16, None, None)),
    ],
)
def test_other_languages(language, text, wanted):
    assert told(text, language) == [wanted]


def test_hospitals_are_not_hurt():
    text = "More than 30 people were taken to five hospitals with life-threatening injuries."
    assert not any(row[:2] == ("injured", 5) for row in told(text))
