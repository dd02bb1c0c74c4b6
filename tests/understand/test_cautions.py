import pytest

from newsworld.news.articles import Article
from newsworld.understand import cautions
from newsworld.understand.draft import Draft


def kinds(text: str, language: str = "en") -> list[str]:
    article = Article(id="a", text=text, language=language)
    return [caution.kind for caution in cautions.find(article, Draft.of(article))]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The aide, who asked not to be named, agreed.", "anonymous source"),
        ("Two people familiar with the matter confirmed it.", "anonymous source"),
        ("Sources close to the talks said a deal was near.", "anonymous source"),
        ("Iran denied any role in the attack.", "denied"),
        ("The ministry dismissed the report as false.", "denied"),
        ("There were conflicting accounts of the clash.", "disputed"),
        ("Reuters could not independently verify the figures.", "unconfirmed"),
        ("No breakthrough is expected at the talks.", "no commitment expected"),
        ("She warned of fake videos about the vote.", "warned of false reports"),
        ("Correction: an earlier version of this article misspelled a name.", "correction"),
    ],
)
def test_each_kind(text, kind):
    assert kinds(text) == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "She was denied entry to the country.",
        "A court denied bail.",
        "Analysts warned of a market correction.",
        "The disputed islands lie to the north.",
        "Wells are their only sources of water.",
        "A spokesman said the plan was sound.",
        "He lowered expectations before the debate.",
    ],
)
def test_what_is_no_caution(text):
    assert kinds(text) == []


def test_a_source_told_of_again_is_no_new_caution():
    assert kinds("A source said it was over. The source added that nobody knew.") == ["anonymous source"]


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("de", "Ein Beamter, der nicht genannt werden wollte, bestätigte das.", "anonymous source"),
        ("de", "Die Angaben ließen sich nicht unabhängig überprüfen.", "unconfirmed"),
        ("fr", "Il a parlé sous couvert d’anonymat.", "anonymous source"),
        ("es", "El gobierno negó las acusaciones.", "denied"),
        ("ru", "Компания опровергла сообщения.", "denied"),
    ],
)
def test_other_languages(language, text, kind):
    assert kinds(text, language) == [kind]
