"""What the check lets through, and what it drops."""

from dataclasses import replace

import pytest

from newsworld.brief.check import borne, faults, plain
from newsworld.brief.composing import Bearing, Slot, composed, filled
from newsworld.news.articles import Article
from newsworld.news.briefs import Citation, Line
from newsworld.news.spans import Span

TEXT = "The harbour of Tarn stayed shut for 12 days. “We will open it on Friday,” harbour master Lena Voss said."
ARTICLE = Article("a", TEXT, headline="Harbour shut", outlet="Tarn Daily", published="2031-05-02")
ARTICLES = {"a": ARTICLE}


def cite(words):
    start = TEXT.index(words)
    return Citation("a", Span(start, start + len(words)), words)


WHOLE = (cite(TEXT),)


def line(text, kind, citations=WHOLE):
    return Line(text, kind, citations)


def test_the_cited_words_themselves_pass():
    first = "The harbour of Tarn stayed shut for 12 days."
    assert faults(line(first, "verbatim", (cite(first),)), ARTICLES) == ()


@pytest.mark.parametrize(
    ("text", "kind", "trouble"),
    [
        ("The harbour of Tarn stayed open for 12 days.", "verbatim", "called verbatim"),
        ("Lena Voss: “We will open it on Monday”", "composed", "quotes what no citation says"),
        ("The harbour stayed shut for 13 days.", "rewritten", "number in no citation: 13"),
        ("The harbour stayed shut for 1 day.", "rewritten", "number in no citation: 1"),
        ("Harbour master Anna Voss will open it.", "rewritten", "name in no citation: Anna"),
        ("Voss said it would “never open again”.", "rewritten", "quotes what no citation says"),
    ],
)
def test_what_no_citation_bears_out_is_a_fault(text, kind, trouble):
    assert trouble in " ".join(faults(line(text, kind), ARTICLES))


def test_a_quote_that_differs_by_a_letter_is_a_fault():
    changed = {"a": replace(ARTICLE, text=TEXT.replace("12", "13"))}
    assert "otherwise than to the letter" in faults(line(TEXT, "verbatim"), changed)[0]


def test_an_article_that_nobody_holds_is_a_fault():
    assert "not among the articles" in faults(line(TEXT, "verbatim"), {})[0]


def test_words_are_borne_whole():
    assert borne("12 days", plain(TEXT))
    assert not borne("2 days", plain(TEXT))
    assert not borne("harb", plain(TEXT))


def test_an_optional_part_goes_when_it_is_not_borne_and_the_rest_stays():
    bearing = Bearing.of(WHOLE, ARTICLES)
    slots = {"who": Slot.words("Lena Voss"), "role": Slot.words("mayor")}
    assert filled("{who}[, {role}] speaks", slots, bearing) == "Lena Voss speaks"
    slots["role"] = Slot.words("harbour master")
    assert filled("{who}[, {role}] speaks", slots, bearing) == "Lena Voss, harbour master speaks"


def test_a_line_is_not_made_when_a_part_it_needs_is_not_borne():
    bearing = Bearing.of(WHOLE, ARTICLES)
    assert composed("{who} speaks", {"who": Slot.words("Anna Voss")}, bearing, {}) is None
    assert composed("", {}, bearing, {}) is None


def test_a_name_may_stand_by_the_words_that_mean_it():
    bearing = Bearing.of(WHOLE, ARTICLES)
    made = composed("{who} speaks", {"who": Slot("Port authority", by="harbour master")}, bearing, {"party": ""})
    assert (made.text, made.kind, dict(made.slots)) == ("Port authority speaks", "composed", {})
