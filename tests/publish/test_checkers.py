"""Formats before other people's checkers and parsers: jing, epubcheck, jsonschema, four feed parsers from npm."""

from __future__ import annotations

import dataclasses
import json
import re
import unicodedata
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from tests.outside import programs
from tests.publish import golden, press
from tests.publish.ninjs_excerpt import EXCERPT
from tests.publish.test_formats import hostile, rendered

GRAMMAR = golden.FOLDER.parent.parent / "publish" / "atom.rnc"
ATOM = {"a": "http://www.w3.org/2005/Atom"}
slow = pytest.mark.slow


@pytest.fixture(scope="module")
def printed():
    return press.printed()


@pytest.fixture(scope="module")
def editions(printed):
    """What has to hold for each: everything, with a story whose words are markup; and nothing."""
    whole, spoilt = printed.edition(), hostile(printed.edition("talks"))
    return {
        "whole": dataclasses.replace(
            whole, briefs=(*whole.briefs, *spoilt.briefs), stories=(*whole.stories, *spoilt.stories)
        ),
        "empty": dataclasses.replace(whole, briefs=(), stories=()),
    }


def jing(path):
    return programs.ran("jing", "-c", GRAMMAR, path, home=path.parent)


@slow
@programs.needs("jing")
@pytest.mark.parametrize("name", ["whole", "empty"])
def test_the_grammar_of_rfc_4287_accepts_the_atom(editions, name, tmp_path):
    path = tmp_path / "feed.atom"
    path.write_bytes(rendered("atom", editions[name]))
    told = jing(path)
    assert told.returncode == 0, told.stdout
    feed = ET.parse(path).getroot()
    for entry in feed.findall("a:entry", ATOM):  # what the RFC's Schematron rules ask
        assert entry.find("a:author", ATOM) is not None or feed.find("a:author", ATOM) is not None
        assert entry.find("a:content", ATOM) is not None or entry.find("a:link[@rel='alternate']", ATOM) is not None


@slow
@programs.needs("jing")
def test_the_grammar_refuses_what_is_no_atom(editions, tmp_path):
    path = tmp_path / "feed.atom"
    path.write_bytes(rendered("atom", editions["whole"]).replace(b"<updated>", b"<changed>").replace(b"</updated>", b"</changed>"))  # fmt: skip
    assert jing(path).returncode != 0


@slow
@programs.needs("java", files=(programs.EPUBCHECK,))
@pytest.mark.parametrize("name", ["whole", "empty"])
def test_epubcheck_has_nothing_to_say_of_the_book(editions, name, tmp_path):
    path = tmp_path / "digest.epub"
    path.write_bytes(rendered("epub", editions[name]))
    told = programs.ran("java", "-jar", programs.EPUBCHECK, path, home=tmp_path)
    assert told.returncode == 0, told.stderr
    assert "No errors or warnings detected." in told.stdout + told.stderr


@slow
@programs.needs("node", files=(programs.PACKAGES / "feedsmith", programs.PACKAGES / "rss-parser"))
@pytest.mark.parametrize(("form", "parsers"), [("atom", 4), ("rss", 4), ("json", 2)])
def test_parsers_of_others_read_each_entry(printed, tmp_path, form, parsers):
    path = tmp_path / f"feed.{form}"
    path.write_bytes(rendered({"json": "jsonfeed"}.get(form, form), printed.edition()))
    told = programs.read_by_parsers(path, form)
    assert len(told) == parsers
    wanted = [
        {
            "title": brief.headline,
            "link": f"https://paper.example/story/{brief.story}",
            "id": f"tag:newsworld.example,2022:story/{brief.story}",
        }
        for brief in printed.edition().briefs
    ]
    for parser, entries in told.items():
        assert entries == wanted, parser


@slow
@programs.needs("pdftotext")
def test_the_pdf_is_read_in_every_script_and_fetches_nothing(editions, tmp_path):
    path = tmp_path / "digest.pdf"
    path.write_bytes(rendered("pdf", editions["whole"]))
    told = programs.ran("pdftotext", path, "-", home=tmp_path)
    assert told.returncode == 0, told.stderr
    text = unicodedata.normalize("NFKC", told.stdout)  # Arabic comes back in the shapes that were printed
    assert "Norland and Varmia to open talks in Tallinn" in text
    assert "Rheinbrücke bei Lanzheim" in text
    assert "الميناء الجديد" in text
    assert "沿岸鉄道" in text
    assert re.search(r"1 ?/ ?\d", text)  # pages are numbered


def test_ninjs_keeps_to_its_schema(printed):
    edition = printed.edition()
    told = edition.briefs[0].section("meetings")[0]
    hours = ("2031-03-10", "2031-03-10T08:00", "2031-03-10T08:00+01:00", "2031-03-10T08:00:00.5+01:00")
    lines = tuple(
        dataclasses.replace(told, slots={**told.slots, "name": f"m{n}", "start": hour, "end": hour})
        for n, hour in enumerate(hours)
    )
    sections = (dataclasses.replace(edition.briefs[0].sections[0], name="meetings", lines=lines),)
    brief = dataclasses.replace(edition.briefs[0], sections=sections)
    edition = dataclasses.replace(
        edition, briefs=(*edition.briefs, brief), stories=(*edition.stories, edition.stories[0])
    )
    check = jsonschema.Draft202012Validator(EXCERPT, format_checker=jsonschema.FormatChecker())
    objects = [json.loads(line) for line in rendered("ninjs", edition).splitlines()]
    assert {one["type"] for one in objects} == {"text", "event"}
    for one in objects:
        assert [error.message for error in check.iter_errors(one)] == [], one["uri"]
    told_of = {event["uri"] for one in objects if one["type"] == "text" for event in one["events"]}
    assert told_of == {one["uri"] for one in objects if one["type"] == "event"}


def test_the_excerpt_refuses_names_that_ninjs_has_not():
    check = jsonschema.Draft202012Validator(EXCERPT)
    assert check.is_valid({"uri": "urn:x:1"})
    assert not check.is_valid({"uri": "urn:x:1", "body": "x"})
    assert not check.is_valid({"uri": "urn:x:1", "eventDetails": {"dates": {"expectedStartDate": "2031-03-10T08:00"}}})
    assert not check.is_valid({})
