"""Persons across languages: one key for every spelling, and none where too little is told."""

from __future__ import annotations

import pytest

from newsworld.group import Desk
from newsworld.group.sounds import person_key
from newsworld.news.articles import Article
from newsworld.news.readings import Entity, Reading
from newsworld.news.spans import Span


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("person:kasym-brolayev", "person:kassym-brolajew"),
        ("person:sergei-lubrov", "person:sergej-lubrow"),
        ("person:volodar-selensky", "person:wolodar-zelenskiy"),
    ],
)
def test_spellings_of_one_name_sound_alike(one: str, other: str) -> None:
    assert person_key(one) == person_key(other)


@pytest.mark.parametrize("entity", ["person:brolayev", "person:ann-lee", "country:KZ", "organisation:kasym-brolayev"])
def test_what_tells_too_little_stays_itself(entity: str) -> None:
    assert person_key(entity) == entity


def test_namesakes_with_another_given_name_stay_apart() -> None:
    assert person_key("person:david-brolayev") != person_key("person:edgar-brolayev")


def test_why_names_who_is_shared_as_it_is_written() -> None:
    entity = Entity("person:kasym-brolayev", "Kasym Brolayev", "person", mentions=(Span(0, 4),))
    same = Entity("person:kassym-brolajew", "Kassym Brolajew", "person", mentions=(Span(0, 4),))
    town = Entity("place:lindenau-xx", "Lindenau", "place", country="XX", mentions=(Span(5, 9),))
    told = "said today what had been known before in all of the harbour bars"
    desk = Desk()
    first = Article("a", told, language="en", published="2031-03-02T10:00:00+00:00")
    second = Article("b", "sagte heute, was man schon wusste", language="de", published="2031-03-02T12:00:00+00:00")
    desk.place(first, Reading("a", entities=(entity, town)))
    (placed,) = desk.place(second, Reading("b", entities=(same, town)))
    assert placed.joined
    assert "Kassym Brolajew" in placed.why[0]
