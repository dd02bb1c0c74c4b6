from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newsworld.text.places import Places
from newsworld.text.tokens import Stream
from newsworld.text.wordclasses import words_in
from newsworld.text.wording import wording
from newsworld.understand.timegrammar import grammar

TOLD = st.text(alphabet="aB9é.,'’-– \n\t", max_size=60)
LANGUAGES = st.sampled_from(["en", "de", "fr"])


@given(TOLD, LANGUAGES)
def test_every_word_stands_where_it_says_and_white_space_alone_is_left_out(text, language):
    words = words_in(text, language)
    spans = [text[start : start + len(word)] for word, start in zip(words.texts, words.starts, strict=True)]
    assert spans == words.texts
    assert "".join("".join(words.texts).split()) == "".join(text.split())
    stream = Stream(text)
    assert [text[b:e] for b, e in zip(stream.begins, stream.ends, strict=True)] == stream.words
    assert "".join(stream.words) == "".join(text.split())


def test_names_hold_together_where_their_marks_join_them():
    told = "Jean-Luc O’Brien’s U.S. trip,  in 1990s \n\n  J. Doe"
    assert words_in(told, "en").texts == [
        "Jean-Luc", "O’Brien", "’", "s", "U.S.", "trip", ",", "in", "1990", "s", " \n\n  ", "J", ".", "Doe",
    ]  # fmt: skip
    assert words_in("l'Ukraine qu’il", "fr").texts == ["l'", "Ukraine", "qu’", "il"]


def test_times_fall_into_their_parts():
    rules = grammar("en"), grammar("de")
    assert rules[0].token.split("mid-May Q1 at 10 A.M. 1,200")[2::3] == [
        "mid", "-", "May", "Q1", "at", "10", "A.M.", "1,200",
    ]  # fmt: skip
    assert rules[1].token.split("am Montagabend, MONTAG")[2::3] == ["am", "Montag", "abend", ",", "MONTAG"]


def test_words_are_found_where_they_stand_in_order_of_the_text():
    places = Places.of(["to", "be", "or", "not", "to", "be"])
    assert places.found({"be", "to", "question"}) == [0, 1, 4, 5]
    assert "question" not in places
    assert wording("To be, or not to be").found(frozenset({"be"})) == [1, 5]


def test_a_shortened_not_is_a_word_of_its_own():
    stream = Stream("They didn't; she won’t, n't, ain't'n't")
    assert stream.words == ["They", "did", "n't", ";", "she", "wo", "n’t", ",", "n't", ",", "ain't'", "n't"]
    assert [stream.text[b:e] for b, e in zip(stream.begins, stream.ends, strict=True)] == stream.words
