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
