"""Whatever the text: every span lies inside it, and long hostile texts take no time."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.timing import quickest_seconds

from newsworld.news.articles import Article
from newsworld.text.quotes import quotations
from newsworld.text.sentences import sentences
from newsworld.text.tokens import stream_of, tokens
from newsworld.understand.draft import Draft
from newsworld.understand.statements import find

WORDS = [
    "“", "”", '"', "''", "``", "«", "»", "„", "'", "’", "‘", ",", ".", "?", "!", ":", ";", "—", "--", "(", ")", "\n\n", "\n", " ", "that",
    "said", "says", "to", "he", "she", "who", "the", "official", "Anna", "Holm", "according to", "warned of", "claims", "and", "but", "told",
    "reporters", "denied", "is expected", "seems", "his", "claim", "not", "sagte", "dass", "laut", "dijo", "que", "сказал", "que l’", "說", "\u202e", "İ", "ﬁ", "𝒳",
]  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join),
    st.lists(st.sampled_from(WORDS), max_size=60).map("".join),
)
LANGUAGES = ["en", "de", "fr", "es", "it", "pt", "ru", "ja", "xx"]


@settings(deadline=None, max_examples=150)
@given(text=TEXTS, language=st.sampled_from(LANGUAGES))
def test_every_span_is_inside_its_text(text, language):
    article = Article(id="a", text=text, language=language, published="2024-05-16")
    found = list(find(article, Draft.of(article)))
    for number, one in enumerate(found):
        spans = [*one.content, one.cue, one.speaker.span, one.speaker.terms]
        assert all(0 <= span.start < span.end <= len(text) for span in spans if span is not None)
        assert list(one.content) == sorted(one.content)
        assert all(first.end <= second.start for first, second in pairwise(one.content))
        assert one.within is None or 0 <= one.within < len(found)
        assert one.within != number


@settings(deadline=None, max_examples=150)
@given(text=TEXTS)
def test_text_tools_give_the_words_they_claim(text):
    for quote in quotations(text):
        assert quote.span.holds(quote.inner)
        assert quote.span.end <= len(text)
    read = tokens(stream_of(text), 0, len(text))
    for word, begin, end in zip(read.words, read.begins, read.ends, strict=True):
        assert text[begin:end] == word
    spans = sentences(text)
    assert all(text[span.start : span.end].strip() == text[span.start : span.end] for span in spans)
    assert all(first.end <= second.start for first, second in pairwise(spans))


HOSTILE = {
    "open marks": "“ a",
    "straight marks": '" a',
    "single marks": " 'a",
    "closed singles": "'a' ",
    "mixed marks": '«»"',
    "short quotations": "“a” he said ",
    "cues in one sentence": "he said she said that ",
    "cues": "He said that Anna Holm denied it. ",
    "commas": "said, ",
    "according": "according to ",
    "cues in long sentences": "he said she said that " * 25 + "\n",
    "stops": ".",
    "names": "Anna ",
    "breaks": "\n",
}


@pytest.mark.slow
@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_megabyte_takes_no_two_seconds(piece):
    text = (piece * (1_000_000 // len(piece) + 1))[:1_000_000]

    def read_all(text):
        article = Article(id="a", text=text, language="en")
        return list(find(article, Draft(article, "en", sentences(text[:250_000], "en"))))

    assert quickest_seconds(read_all, text, 2) < 2
