"""Who said what: golden pairs that people can read."""

from __future__ import annotations

import pytest

from newsworld.news.articles import Article
from newsworld.understand.draft import Draft
from newsworld.understand.statements import find


def told(text, language="en", published="2024-05-16"):
    article = Article(id="a", text=text, language=language, published=published)
    return [
        (" ".join(piece.of(text) for piece in one.content), one.speaker.name, one)
        for one in find(article, Draft.of(article))
    ]


@pytest.mark.parametrize(
    ("text", "content", "speaker"),
    [
        ("“The bridge is safe,” said Anna Holm.", "“The bridge is safe,”", "Anna Holm"),
        ("Holm said that the bridge was safe.", "the bridge was safe", "Holm"),
        ("The bridge is safe, the ministry said.", "The bridge is safe", "the ministry"),
        ("According to the ministry, the bridge is safe.", "the bridge is safe", "the ministry"),
        ("Lisbon accused Madrid of breaking the treaty.", "Madrid of breaking the treaty", "Lisbon"),
    ],
)
def test_content_and_speaker(text, content, speaker):
    assert (content, speaker) in [(words, name) for words, name, _ in told(text)]


def test_a_title_is_no_statement():
    assert told("The film “A Winter on the Moon” won two prizes.") == []


def test_the_official_is_the_one_before():
    text = "“We are close,” a senior French official said on Monday.\n\nThe official, who asked not to be named, told reporters there was more."
    names = {name for _, name, _ in told(text)}
    assert names == {"a senior French official"}


def test_the_day_is_the_last_such_day():
    assert told("“We are close,” a minister said on Monday.")[0][2].said_on == "2024-05-13"
