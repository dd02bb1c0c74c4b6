"""What old pages print at the head of the body is no part of it; a first sentence always is."""

from __future__ import annotations

import pytest

from newsworld.extract.asides import without_head_matter

BODY = ["It rained in Corva for the ninth day in a row.", "The river rose."]


@pytest.mark.parametrize(
    "head",
    [
        ["world", "By Ana Brandt - Published 9 January 2022, 16:45"],
        ["Par Solène Aubrac - Publié le 12 janvier 2022 à 18h20"],
        ["sciences"],
        ["Von Ana Brandt, 9. Januar 2022, 16:45 Uhr"],
    ],
)
def test_section_and_byline_go(head):
    assert without_head_matter([*head, *BODY]) == BODY


@pytest.mark.parametrize("first", ["By 2022 it had rained for a year.", "Rain", "By the river, nobody slept", "“No.”"])
def test_what_may_be_the_report_stays(first):
    assert without_head_matter([first, *BODY]) == [first, *BODY]


def test_a_body_is_never_emptied():
    assert without_head_matter(["world"]) == ["world"]
    assert without_head_matter([]) == []
