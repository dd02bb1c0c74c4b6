from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.timing import quickest_seconds

from newsworld.news.articles import Article
from newsworld.understand.draft import Draft
from newsworld.understand.timegrammar import grammar
from newsworld.understand.times import find


def found(text, published="2022-01-08", language="en"):
    article = Article(id="a", text=text, language=language, published=published)
    return list(find(article, Draft.of(article)))


def times(text, published="2022-01-08", language="en"):
    return [(told.span.of(text), told.value) for told in found(text, published, language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They will meet on Monday.", [("Monday", "2022-01-10")]),
        ("She said on Monday that talks failed.", [("Monday", "2022-01-03")]),
        ("Delegations meet on Sunday and Monday.", [("Sunday", "2022-01-09"), ("Monday", "2022-01-10")]),
        ("The call will be held Sunday evening.", [("Sunday evening", "2022-01-09TEV")]),
        ("It may start as early as Thursday.", [("Thursday", "2022-01-13")]),
        ("A truce was signed on March 3, 2019.", [("March 3, 2019", "2019-03-03")]),
        ("Prices fell in the third quarter of 2021.", [("the third quarter of 2021", "2021-Q3")]),
        ("The pact lasts two years.", [("two years", "P2Y")]),
        ("He was born two years ago.", [("two years ago", "2020")]),
        ("It took two and a half hours.", [("two and a half hours", "PT2H30M")]),
        ("A 34-year-old man was hurt yesterday.", [("yesterday", "2022-01-07")]),
        ("The council meets every Friday.", [("every Friday", "XXXX-WXX-5")]),
        ("It was built in the 1960s.", [("the 1960s", "196")]),
        ("About 2000 soldiers came.", []),
        ("The index closed at 1987.4 points.", []),
        ("Talks begin on July 9-11.", [("July 9", "2022-07-09"), ("11", "2022-07-11")]),
    ],
)
def test_times_are_reckoned_from_publication(text, expected):
    assert times(text) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "Sie treffen sich am Montag.", [("Montag", "2022-01-10")]),
        ("de", "Gestern Abend sagte er ab.", [("Gestern Abend", "2022-01-07TEV")]),
        ("de", "Vom 5. bis zum 9. Juni tagt der Rat.", [("5", "2022-06-05"), ("9. Juni", "2022-06-09")]),
        ("fr", "Il rencontrera le roi lundi.", [("lundi", "2022-01-10")]),
        ("fr", "Le travail reprend lundi.", [("lundi", "2022-01-10")]),
        ("es", "La huelga termina el lunes.", [("lunes", "2022-01-10")]),
        ("it", "Il vertice inizia lunedì.", [("lunedì", "2022-01-10")]),
        ("pt", "A greve termina na segunda-feira.", [("segunda-feira", "2022-01-10")]),
        ("es", "Lo dijo el lunes.", [("lunes", "2022-01-03")]),
        ("it", "Verrà lunedì prossimo.", [("lunedì prossimo", "2022-01-10")]),
        ("pt", "Disse na sexta-feira que sim.", [("sexta-feira", "2022-01-07")]),
        ("nl", "Zij spreken elkaar vanavond.", [("vanavond", "2022-01-08TEV")]),
        ("xx", "Monday", []),
    ],
)
def test_other_languages(language, text, expected):
    assert times(text, language=language) == expected


def test_the_outlets_own_zone_decides_the_day():
    assert times("It opens today.", "2022-01-08T23:30:00-08:00") == [("today", "2022-01-08")]
    assert times("It opens today.", "2022-01-09T07:30:00+00:00") == [("today", "2022-01-09")]


def test_without_a_day_of_publication_only_what_the_text_tells_is_told():
    assert times("On Monday he said it began in May 2020.", None) == [("May 2020", "2020-05")]


def test_a_longer_story_keeps_to_the_year_it_speaks_of():
    assert times("The club was founded in 1998. Two years later it closed.")[1] == ("Two years later", "2000")


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_spans_lie_inside_any_text(text):
    told = found(text)
    assert told == found(text)
    assert all(0 <= one.span.start < one.span.end <= len(text) and one.value for one in told)


@pytest.mark.parametrize("language", ["de", "en", "es", "fr", "it", "nl", "pt"])
def test_no_jumble_of_time_words_upsets_the_rules(language):
    chance = random.Random(language)
    rules = grammar(language)
    vocabulary = [word for worth in rules.classes.values() for word in worth]
    vocabulary += [*".,-:/'%$()", "31", "0", "00", "9999", "1900", "Q3", "²", "٣", "\n\n", "1,000"]
    for _ in range(120):
        text = " ".join(chance.choice(vocabulary) for _ in range(40))
        published = chance.choice(["2024-02-29", "0001-01-01", "9999-12-31", None])
        told = found(text, published, language)
        assert [one.span for one in told] == sorted({one.span for one in told})
        assert all(one.type in {"DATE", "TIME", "DURATION", "SET"} for one in told)


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit", ["May ", "the last of ", "twenty-", "9", "1 ", "A.", "\n", "On Monday, 9 January 2022, "]
)
def test_a_megabyte_is_read_in_two_seconds(unit):
    text = (unit * (1_000_000 // len(unit) + 1))[:1_000_000]
    assert quickest_seconds(found, text, 2) < 2


def test_a_weekday_of_next_week_is_of_next_week():
    text = "The envoys meet on Thursday next week."
    article = Article(id="a", text=text, language="en", published="2024-05-14")
    assert [time.value for time in find(article, Draft.of(article))] == ["2024-05-23"]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("He was found on Thanksgiving Day.", "en", [("Thanksgiving Day", "2021-11-25")]),
        ("They will meet on Easter Monday.", "en", [("Easter Monday", "2022-04-18")]),
        ("Am Karfreitag ruht der Verkehr.", "de", [("Karfreitag", "2022-04-15")]),
        ("Переговоры пройдут в понедельник в Женеве.", "ru", [("понедельник", "2022-01-10")]),
    ],
)
def test_feasts_that_move_and_russian_days(text, language, expected):
    assert times(text, language=language) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A session of the council follows in Vienna on Wednesday.", [("Wednesday", "2022-01-12")]),
        ("He said no commitments were to be expected on Monday.", [("Monday", "2022-01-10")]),
        ("The mirror was to be folded out on Friday.", [("Friday", "2022-01-14")]),
        ("The inquiry follows a fire on Wednesday.", [("Wednesday", "2022-01-05")]),
        ("The talks begin at 10am on 13 January.", [("10am on 13 January", "2022-01-13T10:00")]),
    ],
)
def test_what_is_still_to_come_is_told_ahead(text, expected):
    assert times(text) == expected
