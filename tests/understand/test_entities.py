from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsworld.news.articles import Article
from newsworld.understand.draft import Draft
from newsworld.understand.entities import find, party_of


def entities(text, language="en"):
    article = Article(id="a", text=text, language=language, published="2024-05-14")
    return list(find(article, Draft.of(article)))


def named(text, language="en"):
    return {entity.id: [mention.of(text) for mention in entity.mentions] for entity in entities(text, language)}


def one(text, entity_id, language="en"):
    return next(entity for entity in entities(text, language) if entity.id == entity_id)


def test_a_person_is_named_in_full_and_again_by_the_surname():
    text = "Norwegian Foreign Minister Espen Barth Eide arrived on Monday. Eide said the plan's fate was open."
    found = one(text, "person:espen-barth-eide")
    assert found.name == "Espen Barth Eide"
    assert found.role == "Norwegian Foreign Minister"
    assert found.country == "NO"
    assert [mention.of(text) for mention in found.mentions] == ["Espen Barth Eide", "Eide"]
    assert party_of(found) == "country:NO"


@pytest.mark.parametrize(
    ("text", "metonym"),
    [
        ("Moscow denied the claim on Friday.", True),
        ("The ministers accused Moscow of stalling.", True),
        ("Talks between Washington and Moscow resume.", True),
        ("The Kremlin will answer within days.", True),
        ("At the request of Moscow the clause was cut.", True),
        ("Crowds gathered in Moscow on Sunday.", False),
        ("He flew from Berlin to Moscow overnight.", False),
        ("MOSCOW, May 14 - Snow fell early.", False),
    ],
)
def test_moscow_is_russia_where_it_acts(text, metonym):
    metonyms = [m.of(text) for e in entities(text) if e.id == "country:RU" for m in e.metonyms]
    assert bool(metonyms) is metonym


def test_a_place_has_coordinates_and_a_country():
    geneva = one("Delegates met in Geneva.", "place:geneva-ch")
    assert (geneva.country, round(geneva.latitude)) == ("CH", 46)


@pytest.mark.parametrize(
    ("language", "text", "work"),
    [
        ("en", "Her film “The Long Road” won. Critics of the film “The Long Road” were few.", "work:the-long-road"),
        ("de", "Der Roman „Zwei Brücken“ erschien gestern.", "work:zwei-brucken"),
        ("fr", "Le livre « Nuit blanche » sort mardi.", "work:nuit-blanche"),
    ],
)
def test_a_work_stands_in_quotation_marks_behind_what_it_is(language, text, work):
    assert work in named(text, language)


def test_the_party_of_an_official_is_the_state_and_of_a_politician_the_politician():
    minister = one("Greek Finance Minister Eleni Pappas resigned.", "person:eleni-pappas")
    senator = one("US Senator John Whitaker resigned.", "person:john-whitaker")
    assert (party_of(minister), party_of(senator)) == ("country:GR", "person:john-whitaker")
    assert party_of(one("The State Department agreed.", "organisation:us-state-department")) == "country:US"
    assert party_of(one("NATO agreed.", "organisation:nato")) == "organisation:nato"
    assert party_of(None) is None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("The mayor of Moscow resigned.", True),
        ("Lawyers in Geneva and Moscow were paid.", True),
        ("A Moscow lawyer was arrested.", True),
        ("Ties with Moscow have cooled.", False),
        ("Moscow's answer came late.", False),
        ("Moscow's metro was closed.", True),
    ],
)
def test_a_capital_is_a_place_where_nothing_tells_that_it_acts(text, place):
    assert ("place:moscow-ru" in named(text)) is place


def test_of_two_with_one_surname_the_one_named_in_full_more_often_is_meant():
    text = "Anna Berg met Paul Berg. Anna Berg spoke first. Then Berg left."
    assert named(text)["person:anna-berg"] == ["Anna Berg", "Anna Berg", "Berg"]


def test_ids_are_the_same_in_every_language():
    assert "country:RU" in named("Russland weist das zurück.", "de")
    assert "organisation:nato" in named("L'OTAN se réunit à Genève.", "fr")
    assert "place:geneva-ch" in named("L'OTAN se réunit à Genève.", "fr")


def test_a_possessive_is_no_part_of_a_mention():
    assert named("Ukraine’s army and Canada's navy trained.") == {"country:UA": ["Ukraine"], "country:CA": ["Canada"]}


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_spans_lie_inside_any_text(text):
    assert entities(text) == entities(text)
    for entity in entities(text):
        assert all(0 <= mention.start < mention.end <= len(text) for mention in entity.mentions)


def test_russian_names_stand_for_countries_and_have_the_keys_of_latin_ones():
    text = (
        "Москва обвинила Киев в срыве переговоров. Вчера вечером в город прибыл министр иностранных дел России "
        "Сергей Рябков, сообщил Кремль. Рябков заявил, что встреча с делегацией Ирана состоится в пятницу."
    )
    article = Article(id="a", text=text, language="ru", published="2022-01-08")
    found = {entity.id: [span.of(text) for span in entity.mentions] for entity in find(article, Draft.of(article))}
    assert found["country:RU"] == ["Москва", "России", "Кремль"]
    assert found["country:IR"] == ["Ирана"]
    assert found["person:sergei-ryabkov"] == ["Сергей Рябков", "Рябков"]


def test_who_acts_for_a_country_names_it_and_organisations_are_known_by_what_they_are():
    text = (
        "Iranian negotiators met the drivers' union TRANSA on Monday. The brewer Valborg said it would pay. "
        "Novarex, a drug maker, refused. TRANSA wants more. Indian tea was served."
    )
    article = Article(id="a", text=text, language="en", published="2022-01-08")
    ids = {entity.id for entity in find(article, Draft.of(article))}
    assert {"country:IR", "organisation:transa", "organisation:valborg", "organisation:novarex"} <= ids
    assert "country:IN" not in ids
