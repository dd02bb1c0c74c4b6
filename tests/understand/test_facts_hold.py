"""Whatever the text: no crash, spans inside it, the same on every run."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsworld.news.articles import Article
from newsworld.understand import read

PIECES = [
    "Russia", "the United States", "will meet", "talks", "on Monday", "in Geneva", "if", "at least", "12", "people",
    "were killed", "accuses", "of", "$1.5bn", "a third", "denied", "sources", "said", "threatened to", "between",
    "and", ",", ".", "“", "”", "\n\n", "2.000", "Menschen", "lehnt", "ab", "İ", "ß", "€", "—", "bis zu", "Gespräche",
    "treffen sich", "trifft", "fordert", "dozens", "half", "million", "-", "15", "%",
]  # fmt: skip


def spans_of(reading):
    for kind in ("meetings", "positions", "figures", "cautions", "events"):
        for fact in getattr(reading, kind):
            yield from fact.evidence
            if getattr(fact, "condition", None):
                yield fact.condition


@settings(max_examples=60, deadline=None)
@given(
    st.one_of(st.text(max_size=300), st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join)),
    st.sampled_from(["en", "de", "fr", "ru", "zz"]),
)
def test_any_text(text, language):
    article = Article(id="a", text=text, language=language, published="2024-01-05")
    reading = read(article)
    assert all(0 <= span.start < span.end <= len(text) for span in spans_of(reading))
    assert read(article) == reading


@pytest.mark.parametrize(
    "piece", ["talks between ", "12, ", "accused of ", "if a ", "“", "sources ", "denied the the "]
)
def test_time_grows_with_length(piece):
    article = Article(id="a", text=piece * (60_000 // len(piece)), language="en", published="2024-01-05")
    began = time.perf_counter()
    read(article)
    assert time.perf_counter() - began < 6
