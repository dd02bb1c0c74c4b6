from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsworld.news.articles import Article
from newsworld.understand.draft import Draft
from newsworld.understand.times import find


def times(text, published="2022-01-08", language="en"):
    article = Article(id="a", text=text, language=language, published=published)
    return [(time.span.of(text), time.value) for time in find(article, Draft.of(article))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They will meet on Monday.", [("Monday", "2022-01-10")]),
        ("She said on Monday that talks failed.", [("Monday", "2022-01-03")]),
        ("Delegations meet on Sunday and Monday.", [("Sunday", "2022-01-09"), ("Monday", "2022-01-10")]),
        ("The call will be held Sunday evening.", [("Sunday evening", "2022-01-09TEV")]),
        ("A truce was signed on March 3, 2019.", [("March 3, 2019", "2019-03-03")]),
        ("Prices fell in the third quarter of 2021.", [("the third quarter of 2021", "2021-Q3")]),
        ("The pact lasts two years.", [("two years", "P2Y")]),
        ("He was born two years ago.", [("two years ago", "2020")]),
        ("A 34-year-old man was hurt yesterday.", [("yesterday", "2022-01-07")]),
        ("The council meets every Friday.", [("every Friday", "XXXX-WXX-5")]),
    ],
)
def test_times_are_reckoned_from_publication(text, expected):
    assert times(text) == expected


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_spans_lie_inside_any_text(text):
    article = Article(id="a", text=text, language="en", published="2022-01-08")
    found = list(find(article, Draft.of(article)))
    assert found == list(find(article, Draft.of(article)))
    assert all(0 <= time.span.start < time.span.end <= len(text) for time in found)
