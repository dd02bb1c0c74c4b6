"""Fingerprints: what is left of a text when only its sameness with another matters."""

from __future__ import annotations

import time

from newsworld.text.fingerprints import containment, shingles, sketch

TEXT = (
    "Fishermen on both shores have reported more patrol boats since the winter, and insurers raised their rates twice."
)


def test_case_punctuation_and_white_space_make_no_difference() -> None:
    changed = TEXT.upper().replace(",", "").replace(" ", "\n ")
    assert list(shingles(TEXT)) == list(shingles(changed))


def test_a_part_is_contained_in_its_whole_and_not_the_reverse() -> None:
    part = shingles(" ".join(TEXT.split()[:9]))
    assert containment(part, shingles(TEXT)) == 1.0
    assert containment(shingles(TEXT), part) < 0.5


def test_other_words_share_nothing() -> None:
    assert containment(shingles(TEXT), shingles("Bakers won a prize for a loaf of rye as heavy as a horse.")) == 0.0


def test_a_text_without_spaces_is_taken_by_its_characters() -> None:
    whole = "政府は金曜日に新しい予算案を発表し、野党は直ちに反対を表明した。首相は記者会見で説明を行う予定である。"
    assert containment(shingles(whole[:30]), shingles(whole)) > 0.9


def test_nothing_and_one_word_are_texts_too() -> None:
    assert len(shingles("")) == 0
    assert len(shingles("rain")) == 1
    assert len(sketch(shingles(""))) == 0
    assert containment(shingles(""), shingles(TEXT)) == 0.0


def test_the_same_in_every_process() -> None:
    assert (
        sketch(shingles("rain fell on the old harbour")).tolist() == shingles("rain fell on the old harbour").tolist()
    )
    assert int(shingles("rain")[0]) == int(shingles("Rain!")[0])


def test_a_megabyte_takes_no_time_and_lone_surrogates_no_harm() -> None:
    start = time.process_time()
    shingles("word " * 250_000)
    shingles("\ud800 odd " * 5)
    assert time.process_time() - start < 1.0
