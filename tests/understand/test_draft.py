"""The draft: its sentences stand behind the dateline."""

from __future__ import annotations

import pytest

from newsworld.news.articles import Article
from newsworld.understand.draft import Draft


@pytest.mark.parametrize(
    ("head", "rest"),
    [
        ("GENEVA, Jan 8 (Reuters) - ", "The talks went on. Nobody left."),
        ("NUR-SULTAN – ", "The ministry spoke."),
        ("MÜNCHEN (wire) — ", "Es regnete."),
        ("PORT ANSEL, 9 January - ", "Ferries ran."),
    ],
)
def test_a_dateline_is_no_part_of_the_first_sentence(head, rest):
    text = head + rest
    first = Draft.of(Article("a", text)).sentences[0]
    assert first.of(text) == rest.split(". ")[0] + ("." if ". " in rest else "")


@pytest.mark.parametrize(
    "text",
    [
        "NATO said no – and left.",
        "The talks – long ones – went on.",
        "A man - it seems - fell.",
        "NATO",
        "",
        "USA - China",
    ],
)
def test_a_sentence_that_only_looks_like_one_stays_whole(text):
    sentences = Draft.of(Article("a", text)).sentences
    assert [span.of(text) for span in sentences] == ([text] if text else [])
