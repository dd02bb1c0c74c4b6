"""Likeness: what tells one event from its look-alikes."""

from __future__ import annotations

import pytest

from newsworld.group import same_event
from newsworld.group.profiles import profile
from newsworld.group.rarity import Rarity
from newsworld.news.articles import Article
from newsworld.news.readings import Reading, Timex
from newsworld.news.spans import Span


def report(name: str, headline: str, text: str, published: str = "2031-03-02", language: str = "en") -> Article:
    return Article(id=name, text=text, headline=headline, published=published, language=language)


def test_two_reports_of_one_quake_are_likelier_one_event_than_two_quakes() -> None:
    here = report(
        "a", "Quake shakes Marvento", "A quake struck Marvento in Caldoria. 14 people died, Mayor Fontebo said."
    )
    also = report("b", "Marvento quake kills 14", "Mayor Fontebo said 14 people died when a quake struck Marvento.")
    there = report(
        "c", "Quake shakes Sundal", "A quake struck Sundal in Vasteria. 3 people died, Governor Anders said."
    )
    assert same_event(here, also) > 0.5 > same_event(here, there)


def test_order_makes_no_difference() -> None:
    one = report("a", "Shares close higher", "Shares closed 1.2 percent higher in Portanova on Thursday.", "2031-03-06")
    two = report("b", "Shares close lower", "Shares closed 0.8 percent lower in Portanova on Friday.", "2031-03-07")
    assert same_event(one, two) == pytest.approx(same_event(two, one), abs=0.05)


@pytest.mark.parametrize("text", ["1.234,5 Kronen", "1,234.5 crowns", "1234.5 crowns"])
def test_a_number_is_the_same_in_any_language(text: str) -> None:
    assert "1234.5" in profile(Article(id="n", text=text), None, Rarity()).numbers


def test_years_and_lone_digits_tell_nothing() -> None:
    assert not profile(Article(id="n", text="In 2030 there were 3 of them."), None, Rarity()).numbers


def test_a_weekday_is_the_last_one_before_publication() -> None:
    told = profile(report("a", "", "It rained on Sunday.", "2031-03-05"), None, Rarity())  # a Wednesday
    same = profile(report("b", "", "Es regnete am Sonntag.", "2031-03-03", "de"), None, Rarity())
    assert told.days == same.days
    assert len(told.days) == 1


def test_days_that_a_reading_resolved_are_taken_from_it() -> None:
    reading = Reading(id="a", times=(Timex(Span(0, 5), "DATE", "2031-03-02"), Timex(Span(6, 9), "DATE", "2031-W09")))
    told = profile(report("a", "", "On the day it rained.", "2031-03-05"), reading, Rarity())
    written = profile(report("b", "", "It rained on Sunday.", "2031-03-05"), None, Rarity())
    assert told.days == written.days


def test_an_odd_date_is_no_date() -> None:
    assert profile(report("a", "", "Rain.", "soon"), None, Rarity()).day is None
