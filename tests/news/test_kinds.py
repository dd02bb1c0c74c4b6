"""What the finders tell is of the kinds that the nouns name: over our own articles, no word that is not on the list."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from newsworld.brief import write
from newsworld.news import articles, briefs, facts, readings
from newsworld.news.articles import Article
from newsworld.news.stories import Member, Story
from newsworld.understand import read

pytestmark = pytest.mark.slow
CASES = sorted((Path(__file__).parents[2] / "evals" / "cases" / "facts").glob("*.toml"))


@pytest.fixture(scope="module")
def read_articles():
    told = [case for path in CASES for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]]
    fields = ("id", "text", "language", "published", "headline", "standfirst")
    found = [Article(**{name: case[name] for name in fields if name in case}) for case in told]
    return [(article, read(article)) for article in found]


def test_facts_are_of_the_kinds_that_are_named(read_articles):
    all_readings = [reading for _, reading in read_articles]
    statements = [one for reading in all_readings for one in reading.statements]
    assert {one.mode for one in statements} <= set(facts.MODES)
    assert {one.act for one in statements} <= set(facts.ACTS)
    assert {one.stance for reading in all_readings for one in reading.positions} <= set(facts.STANCES)
    assert {one.status for reading in all_readings for one in reading.meetings} <= set(facts.MEETING_STATUSES)
    assert {one.kind for reading in all_readings for one in reading.figures} <= set(facts.FIGURE_KINDS)
    assert {one.kind for reading in all_readings for one in reading.cautions} <= set(facts.CAUTION_KINDS)
    assert {one.kind for reading in all_readings for one in reading.entities} <= set(readings.ENTITY_KINDS)


def test_lines_are_of_the_kinds_that_are_named(read_articles):
    for article, reading in read_articles[:30]:
        story = Story(article.id, "", article.published, article.published, (Member(article.id),), 1)
        brief = write(story, {article.id: article}, {article.id: reading}, {})
        assert {line.kind for line in brief.lines()} <= set(briefs.LINE_KINDS)
        assert {section.name for section in brief.sections} <= set(briefs.SECTIONS)
        assert article.kind in articles.ARTICLE_KINDS
