"""Where a sentence ends, and where it does not."""

from __future__ import annotations

import pytest

from newsworld.text.sentences import sentences


def cut(text, language):
    return [span.of(text) for span in sentences(text, language)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", ["He met Gov. Jerry Brown.", "“We won,” he said.", "“Really?” she asked."]),
        ("en", ["U.S. officials left at 5 p.m. on Tuesday.", "Then J. P. Smith came."]),
        ("en", ["He left the U.S.", "The end."]),
        ("en", ["It cost $3.5 million.", "(He was tired.)"]),
        ("de", ["Am 9. Januar kam Dr. Holm.", "Das war z. B. gut.", "Er war 5.", "Danach ging er."]),
        ("es", ["El Sr. Ruiz llegó.", "No habló."]),
        ("ru", ["В 2022 г. он уехал.", "Это всё."]),
    ],
)
def test_sentences(language, text):
    assert cut(" ".join(text), language) == text


def test_full_width_stops_need_no_space():
    assert cut("首相は話した。記者は書いた。", "ja") == ["首相は話した。", "記者は書いた。"]


def test_a_line_break_ends_a_sentence():
    assert cut("A headline\n\nA lead.", "en") == ["A headline", "A lead."]
