"""Bulk export: every noun of a kind, whole, as JSON lines and as Parquet that others' tools read."""

from __future__ import annotations

import io
import json

import pyarrow.parquet as pq
import pytest
from tests.api.programs import Program, serving_read

from newsworld.api import exports
from newsworld.news import codec
from newsworld.news.articles import Article
from newsworld.news.briefs import Brief


@pytest.fixture(scope="module")
def served():
    with serving_read() as doors:
        yield doors


@pytest.fixture(scope="module")
def program(served):
    return Program(served.address)


def lines(program, path):
    told = program.ask(path)
    assert told.headers["content-type"] == "application/x-ndjson"
    return [json.loads(line) for line in told.body.splitlines()]


def table(program, path):
    told = program.ask(path)
    assert told.headers["content-type"] == "application/vnd.apache.parquet"
    return pq.read_table(io.BytesIO(told.body))


def test_json_lines_are_the_nouns_that_streams_carry(program, served):
    articles = [codec.noun_of(Article, row) for row in lines(program, "/export/articles")]
    assert len(articles) == served.store.articles.count()
    assert all(article == served.store.articles.get(article.id) for article in articles)
    briefs = [codec.noun_of(Brief, row) for row in lines(program, "/export/briefs")]
    assert {brief.story for brief in briefs} == {row["id"] for row in program.all("/stories")}


@pytest.mark.parametrize("kind", [one.name for one in exports.TABLES])
def test_parquet_has_the_same_rows_as_json_lines(program, kind):
    rows, read = lines(program, f"/export/{kind}"), table(program, f"/export/{kind}?form=parquet")
    assert read.num_rows == len(rows) > 0
    assert read.schema.metadata[b"schema"] == f"newsworld/{kind}/1".encode()
    told = read.to_pylist()
    for name in {"id", "story", "headline", "text", "published", "version"} & set(read.column_names):
        assert [row[name] for row in told] == [row[name] for row in rows]


def test_citations_stay_whole_in_parquet(program):
    read = table(program, "/export/statements?form=parquet").to_pylist()
    texts = {row["id"]: row["text"] for row in table(program, "/export/articles?form=parquet").to_pylist()}
    for row in read:
        assert dict(row["slots"])["speaker"] or dict(row["slots"])
        for one in row["citations"]:
            assert texts[one["article"]][one["start"] : one["end"]] == one["quote"]


def test_only_what_a_time_has(program):
    whole = lines(program, "/export/articles")
    day = sorted(row["published"] for row in whole)[len(whole) // 2][:10]
    some = lines(program, f"/export/articles?since={day}")
    assert 0 < len(some) < len(whole)
    assert len(some) + len(lines(program, f"/export/articles?until={day}")) == len(whole)


def test_what_is_no_kind_is_refused(program):
    assert program.ask("/export/secrets").status == 400
    assert program.ask("/export/articles?form=xlsx").status == 400


def test_many_rows_go_out_in_parts(program, monkeypatch):
    monkeypatch.setattr(exports, "ROW_GROUP", 3)
    read = pq.ParquetFile(io.BytesIO(program.ask("/export/articles?form=parquet").body))
    assert read.num_row_groups == -(-read.metadata.num_rows // 3) > 1
