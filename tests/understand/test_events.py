import pytest

from newsworld.news.articles import Article
from newsworld.understand import read


def coded(text: str, language: str = "en"):
    article = Article(id="a", text=text, language=language, published="2023-05-11")
    return [(e.type, e.mode, e.actor, e.recipient) for e in read(article).events]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("France accused Russia of jamming ships.", ("ACCUSE", "allege", "country:FR", "country:RU")),
        ("Iran and Oman will hold talks on Sunday.", ("CONSULT", None, "country:IR", "country:OM")),
        ("Norway expelled two diplomats from Russia.", ("SANCTION", None, "country:NO", "country:RU")),
        ("Israel bombed targets in Syria on Monday.", ("ASSAULT", "aerial", "country:IL", "country:SY")),
    ],
)
def test_types_modes_actors(text, event):
    assert coded(text) == [event]


def test_nothing_happens_in_a_language_without_data():
    assert coded("Noe skjedde i Oslo.", "no") == []
