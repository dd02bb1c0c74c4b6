"""An outlet whose pages give less than they gave is told of; one that always gave so is not."""

from __future__ import annotations

import pytest

from newsworld.extract import FurnitureMemory, clean
from newsworld.extract.yields import BEFORE, KEPT, RECENT, Yield, added, cautions
from newsworld.news.sourcing import Capture


def told(count: int, **changed: object) -> list[Yield]:
    usual = {"characters": 3000, "is_report": True, "is_truncated": False, "repeated": 0.02}
    return [Yield(page=f"{changed}{n}", **{**usual, **changed}) for n in range(count)]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"is_report": False, "characters": 0}, "held no report"),
        ({"is_truncated": True}, "paywall"),
        ({"characters": 1200}, "half as long"),
        ({"repeated": 0.5}, "repeats"),
    ],
)
def test_a_fall_is_told_and_the_usual_is_not(change, words):
    assert any(words in caution for caution in cautions([*told(BEFORE), *told(RECENT, **change)]))
    assert cautions([*told(BEFORE, **change), *told(RECENT, **change)]) == ()
    assert cautions([*told(BEFORE), *told(2, **change)]) == ()
    assert cautions([*told(BEFORE - 1), *told(RECENT, **change)]) == ()


def test_a_page_that_is_read_again_counts_once():
    page = told(1)[0]
    assert added(added([], page), page) == (page,)
    assert len(added(told(KEPT), Yield("new", 1, True, False, 0.0))) == KEPT


def page(number: int, *, walled: bool) -> Capture:
    report = "".join(
        f"<p>Report {number}, sentence {n}: the port said that the ferry left late again.</p>" for n in range(12)
    )
    wall = "<p>To read on you need a subscription to the Quay, which you can take out here.</p>"
    head = '<head><meta property="og:type" content="article"><meta name="date" content="2025-01-06"></head>'
    body = f"<html>{head}<body><article><h1>Ferry {number}</h1>{wall if walled else report}</article></body></html>"
    return Capture(id=str(number), url=f"https://quay.example/news/{number}", body=body.encode(), outlet="The Quay")


def test_an_outlet_that_puts_up_a_wall_is_told_of_and_remembered():
    memory = FurnitureMemory()
    for number in range(BEFORE + RECENT):
        clean(page(number, walled=number >= BEFORE), memory)
    assert memory.cautions("The Quay") == ("Most of its last pages held no report.",)
    again = FurnitureMemory()
    again.from_row(memory.to_row("The Quay"))
    assert again.cautions("The Quay") == memory.cautions("The Quay")
    again.from_row({"outlet": "The Quay", "blocks": {}, "yields": [None, [1], ["a", "b", 1, 1, 1], 5]})
    assert again.cautions("The Quay") == ()
