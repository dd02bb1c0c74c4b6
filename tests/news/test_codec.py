"""Nouns become JSON and come back; what is no noun is refused by name."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsworld.news import codec
from newsworld.news.articles import Article, Dateline, Related
from newsworld.news.briefs import Brief, Citation, Line
from newsworld.news.errors import BadLine, EvidenceMissing
from newsworld.news.facts import Caution, Figure, Meeting, Participant, Position, Speaker, Statement
from newsworld.news.readings import Entity, Reading, Timex
from newsworld.news.spans import Span

ARTICLE = Article(
    "a",
    "The minister said no.\n\nNobody asked why.",
    headline="No",
    byline=("Ana Brandt",),
    dateline=Dateline("LISBON", "2022-01-08"),
    related=(Related("Yes", "http://x/yes"),),
    published="2022-01-08T10:00:00+01:00",
    language="en",
)
READING = Reading(
    "a",
    "en",
    "2022-01-08T10:00:00+01:00",
    sentences=(Span(0, 21), Span(23, 40)),
    entities=(Entity("country:PT", "Portugal", "country", "PT", (Span(0, 3),), (Span(0, 3),)),),
    times=(Timex(Span(0, 3), "DATE", "2022-01-08"),),
    statements=(Statement((Span(18, 20),), "indirect", Span(13, 17), Speaker(Span(0, 12), "the minister"), "deny"),),
    meetings=(Meeting("talks", (Span(0, 3),), ("country:PT",), (Participant("Ana Brandt"),), start="2022-01-09"),),
    positions=(Position("country:PT", "tolls", "rejects", (Span(0, 3),), condition=Span(4, 6)),),
    figures=(Figure("dead", (Span(0, 3),), 12, None, None, "people"),),
    cautions=(Caution("denied", (Span(0, 3),)),),
)


@pytest.mark.parametrize("noun", [ARTICLE, READING], ids=["article", "reading"])
def test_a_noun_comes_back_the_same(noun):
    line = codec.json_of(codec.row_of(noun))
    assert codec.noun_of(type(noun), codec.parse_line(line)) == noun


def test_spans_are_pairs_of_numbers_and_the_schema_is_told():
    row = json.loads(codec.json_of(codec.row_of(READING)))
    assert row["schema"] == "newsworld/reading/1"
    assert row["statements"][0]["content"] == [[18, 20]]
    assert row["statements"][0]["speaker"]["span"] == [0, 12]


def test_an_article_may_be_written_by_hand():
    row = codec.parse_line('{"id": "x", "text": "Rain.", "headline": null, "byline": null, "published": "8 January"}')
    with pytest.raises(BadLine, match="8 January"):
        codec.article_of(row)
    row["published"] = "2022-01-08T10:00:00Z"
    assert codec.article_of(row) == Article("x", "Rain.", published="2022-01-08T10:00:00+00:00")


@pytest.mark.parametrize(
    "line", ["", "{", "[]", "null", '{"text": "no id"}', '{"id": 7}', '{"id": ""}', b"\xff\xfe", "[" * 100_000]
)
def test_a_bad_line_is_refused(line):
    with pytest.raises(BadLine):
        codec.parse_line(line)


@pytest.mark.parametrize(
    "row",
    [
        {"id": "x", "text": 7},
        {"id": "x", "text": "a", "byline": "not a list"},
        {"id": "x", "text": "a", "published": "yesterday"},
    ],
)
def test_a_row_that_is_no_article_is_refused_by_its_id(row):
    with pytest.raises(BadLine, match="x"):
        codec.article_of(row)


def test_a_reading_with_a_fact_without_evidence_is_refused():
    row = codec.row_of(READING)
    row["figures"][0]["evidence"] = []
    with pytest.raises(BadLine, match="no words bear it out"):
        codec.noun_of(Reading, row)


@pytest.mark.parametrize("spans", [(), (Span(3, 3),), (Span(5, 2),), (Span(-1, 2),)])
def test_no_fact_is_built_without_words(spans):
    for build in (
        lambda: Caution("denied", spans),
        lambda: Statement(spans, "direct"),
        lambda: Figure("dead", spans),
        lambda: Position("country:PT", "tolls", "rejects", spans),
        lambda: Meeting("talks", spans),
    ):
        with pytest.raises(EvidenceMissing):
            build()


def test_no_line_is_built_without_a_citation():
    with pytest.raises(EvidenceMissing, match="no citation"):
        Line("Rain fell.", "verbatim", ())
    with pytest.raises(EvidenceMissing):
        Citation("a", Span(0, 5), "Rain fell.")
    brief = Brief("s", "Rain", basics=(Line("Rain.", "verbatim", (Citation("a", Span(0, 5), "Rain."),)),))
    assert codec.noun_of(Brief, json.loads(codec.json_of(codec.row_of(brief)))) == brief


def test_captures_need_one_of_three_bodies(tmp_path):
    (tmp_path / "page.html").write_bytes(b"<p>x")
    assert codec.capture_of({"id": "x", "html_path": "page.html"}, tmp_path).body == b"<p>x"
    assert codec.capture_of({"id": "x", "html": "<p>é"}, tmp_path).body == "<p>é".encode()
    assert codec.capture_of({"id": "x", "text": "é"}, tmp_path).text == "é"
    with pytest.raises(BadLine, match="none of html"):
        codec.capture_of({"id": "x"}, tmp_path)
    with pytest.raises(BadLine, match=r"nowhere\.html"):
        codec.capture_of({"id": "x", "html_path": "nowhere.html"}, tmp_path)


@given(st.binary(max_size=300))
def test_no_bytes_crash_the_codec(line):
    with suppress(BadLine):
        codec.article_of(codec.parse_line(line))


@given(
    st.dictionaries(
        st.sampled_from(["id", "text", "published", "byline", "version", "dateline"]),
        st.none() | st.text() | st.integers() | st.lists(st.text()),
    )
)
def test_no_row_crashes_the_codec(row):
    with suppress(BadLine):
        codec.article_of({"id": "x"} | row)
