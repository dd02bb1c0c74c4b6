"""Every format of FORMATS, against golden files that people can read, and read back by others' libraries."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import zipfile
from xml.etree import ElementTree as ET

import feedparser
import icalendar
import pyarrow.parquet as pq
import pytest
from tests.publish import golden, press

from newsworld.news import codec
from newsworld.news.briefs import Brief, Edition
from newsworld.news.moments import instant_of
from newsworld.publish import FORMATS, calendar, opml, tables
from newsworld.publish.channels import Channel
from newsworld.publish.formats import of_path
from newsworld.publish.meetings import uid_of

HOSTILE = "<script>alert(1)</script>\x00\x0b\ud800 \"'&;,\\\n=cmd|' /C calc'!A0"


@pytest.fixture(scope="module")
def printed():
    return press.printed()


def rendered(name, edition, channel=golden.CHANNEL):
    return next(form for form in FORMATS if form.name == name).render(edition, channel)


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_the_golden_file_is_what_is_written(form):
    assert golden.written(form) == golden.path_of(form).read_text(encoding="utf-8")


@pytest.mark.parametrize("form", golden.EVERY, ids=lambda form: form.name)
def test_an_empty_edition_is_written_too(form):
    assert isinstance(form.render(Edition(press.NOW, ()), golden.CHANNEL), bytes)


@pytest.mark.parametrize("form", golden.EVERY, ids=lambda form: form.name)
def test_the_same_edition_gives_the_same_bytes(form, printed):
    if form.suffix.endswith("parquet"):
        pytest.skip("Parquet's writer stamps its own version; rows are compared in the golden file")
    assert form.render(printed.edition(), golden.CHANNEL) == form.render(printed.edition(), golden.CHANNEL)


def test_names_and_suffixes_are_one_each_and_the_longest_wins():
    assert len({form.suffix for form in FORMATS}) == len({form.name for form in FORMATS}) == len(FORMATS)
    assert of_path("topic/a.b.kite.json")[0] == "topic/a.b"
    assert of_path("front.kite.json")[1].name == "kite"
    assert of_path("front.exe") is None


def hostile(edition):
    brief = edition.briefs[0]

    def spoilt(line):
        slots = {
            name: f"{HOSTILE}{value}" if name not in ("start", "end", "moved_from") else value
            for name, value in line.slots.items()
        }
        return dataclasses.replace(line, text=HOSTILE, slots=slots, cautions=(HOSTILE,))

    sections = tuple(
        dataclasses.replace(part, lines=tuple(spoilt(line) for line in part.lines)) for part in brief.sections
    )
    brief = dataclasses.replace(brief, headline=HOSTILE, sections=sections, standfirst=spoilt(brief.standfirst))
    return dataclasses.replace(edition, briefs=(brief,), stories=edition.stories[:1])


@pytest.mark.parametrize("name", ["atom", "rss", "opml"])
def test_xml_stands_whatever_the_words_are(name, printed):
    root = ET.fromstring(rendered(name, hostile(printed.edition("talks")), Channel(HOSTILE)))
    assert not [one for one in root.iter() if one.tag.lower().endswith("script")]


@pytest.mark.parametrize("name", ["atom", "rss"])
def test_feed_readers_read_it(name, printed):
    feed = feedparser.parse(rendered(name, printed.edition()))
    assert not feed.bozo
    assert len(feed.entries) == len(printed.stories)
    first = feed.entries[0]
    assert first.id == "tag:newsworld.example,2022:story/talks"
    assert first.link == "https://paper.example/story/talks"
    assert first.title.startswith("Norland and Varmia")
    assert "<li>No firm commitments are expected" in first.content[0].value
    assert all(entry.id and entry.link and entry.summary for entry in feed.entries)


def test_atom_says_of_each_entry_who_when_and_in_which_language(printed):
    namespace = {"a": "http://www.w3.org/2005/Atom"}
    feed = ET.fromstring(rendered("atom", printed.edition()))
    assert feed.find("a:link[@rel='self']", namespace) is not None
    for entry in feed.findall("a:entry", namespace):
        assert entry.find("a:author/a:name", namespace).text
        assert entry.find("a:updated", namespace).text.endswith("Z")
        assert entry.attrib["{http://www.w3.org/XML/1998/namespace}lang"]
    languages = {e.attrib["{http://www.w3.org/XML/1998/namespace}lang"] for e in feed.findall("a:entry", namespace)}
    assert languages == {"en", "de", "ar", "ja"}


def test_an_entry_keeps_its_id_and_time_until_its_brief_changes(printed):
    def entries(edition):
        return {entry.id: entry.updated for entry in feedparser.parse(rendered("atom", edition)).entries}

    before = entries(printed.edition())
    later = dataclasses.replace(printed.edition(), made="2031-03-11T00:00:00+00:00")
    assert entries(later) == before
    briefs = (dataclasses.replace(later.briefs[0], updated="2031-03-10T09:00:00+00:00"), *later.briefs[1:])
    after = entries(dataclasses.replace(later, briefs=briefs))
    assert {name for name in before if before[name] != after[name]} == {"tag:newsworld.example,2022:story/talks"}


def test_json_feed_has_the_whole_brief(printed):
    feed = json.loads(rendered("jsonfeed", printed.edition()))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert {"id", "url", "title", "content_html", "language"} <= set(feed["items"][0])
    assert feed["items"][0]["_newsworld"]["schema"] == "newsworld/brief/1"


def events_of(body):
    return [part for part in icalendar.Calendar.from_ical(body).walk() if part.name == "VEVENT"]


def test_calendars_read_it_and_no_line_is_longer_than_75_octets(printed):
    body = rendered("ics", printed.edition())
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))
    assert body.replace(b"\r\n", b"").count(b"\n") == 0
    events = {str(event["SUMMARY"]): event for event in events_of(body)}
    assert str(events["summit of island states"]["STATUS"]) == "CANCELLED"
    assert events["main meeting"].decoded("DTSTART").isoformat() == "2031-03-10T07:00:00+00:00"
    assert events["first conversation"].decoded("DTSTART").isoformat() == "2031-03-09"
    assert events["first conversation"].decoded("DTEND").isoformat() == "2031-03-10"
    assert not any("ATTENDEE" in event or "ORGANIZER" in event for event in events.values())
    assert "meeting of the Lake Commission" not in events  # no day told: not in a calendar


def test_a_meeting_that_moves_keeps_its_uid_and_gains_a_sequence(printed):
    edition = printed.edition("fish")
    before = events_of(rendered("ics", edition))[0]
    brief = edition.briefs[0]
    line = brief.section("meetings")[0]
    moved = dataclasses.replace(line, slots={**line.slots, "start": "2031-03-20", "moved_from": "2031-03-14"})
    newer = dataclasses.replace(
        brief, version=brief.version + 1, sections=(dataclasses.replace(brief.sections[0], lines=(moved,)),)
    )
    after = events_of(rendered("ics", dataclasses.replace(edition, briefs=(newer,))))[0]
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after.decoded("DTSTART").isoformat() == "2031-03-20"


def test_meetings_of_one_name_have_uids_of_their_own(printed):
    brief = printed.edition("fish").briefs[0]
    line = brief.section("meetings")[0]
    twin = dataclasses.replace(line, slots={**line.slots, "start": "2031-04-01"})
    brief = dataclasses.replace(brief, sections=(dataclasses.replace(brief.sections[0], lines=(line, twin)),))
    assert uid_of(brief, line) != uid_of(brief, twin)


def test_words_cannot_break_out_of_a_calendar_line(printed):
    body = rendered("ics", hostile(printed.edition("talks")), Channel("x\nBEGIN:VALARM"))
    calendar_read = icalendar.Calendar.from_ical(body)
    assert {part.name for part in calendar_read.walk()} == {"VCALENDAR", "VEVENT"}
    assert calendar.escaped("a;b,c\\d\ne\r") == "a\\;b\\,c\\\\d\\ne"


def test_a_fold_never_parts_a_character():
    folded = calendar.folded("SUMMARY:" + "ü港😀" * 40)
    parts = folded.encode().split(b"\r\n ")
    assert "".join(part.decode() for part in parts).strip() == "SUMMARY:" + "ü港😀" * 40


def test_no_cell_of_a_table_is_a_formula(printed):
    for table in tables.TABLES:
        text = tables.as_csv(table, hostile(printed.edition("talks")), golden.CHANNEL).decode("utf-8-sig", "replace")
        rows = list(csv.reader(io.StringIO(text)))
        assert rows[0] == list(table.header)
        assert len(set(table.header)) == len(table.header)
        assert all(len(row) == len(table.header) for row in rows)
    assert tables.inert("=1+1") == "'=1+1"
    assert tables.inert("-2") == "'-2"
    assert tables.inert("talks") == "talks"


def test_a_row_leads_to_the_exact_words(printed):
    rows = list(csv.DictReader(io.StringIO(rendered("positions-csv", printed.edition()).decode("utf-8-sig"))))
    assert len(rows) == 5
    for row in rows:
        text = printed.articles[row["article"]].text
        assert text[int(row["quote_start"]) : int(row["quote_end"])] == row["quote"]
        assert row["outlet"]


def test_parquet_has_the_same_rows_as_csv(printed):
    table = pq.read_table(io.BytesIO(rendered("statements-parquet", printed.edition())))
    assert table.num_rows == len(list(tables.rows(tables.STATEMENTS, printed.edition())))
    assert table.schema.metadata[b"schema"] == b"newsworld/statements/1"
    assert str(table.schema.field("quote_start").type) == "int32"


# Names of https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json that we use, with the names inside them.
NINJS = {
    "standard": {"name", "version", "schema"},
    "uri": str, "type": str, "representationType": str, "version": str, "firstCreated": str, "versionCreated": str,
    "language": str, "pubStatus": str, "by": str, "title": str,
    "headlines": {"role", "contentType", "value"},
    "descriptions": {"role", "contentType", "value"},
    "bodies": {"role", "contentType", "charCount", "value"},
    "subjects": {"name", "rel", "uri", "literal"},
    "places": {"name", "rel"},
    "people": {"name", "rel"},
    "events": {"name", "rel", "uri"},
    "infoSources": {"name"},
    "altIds": {"role", "value"},
    "eventDetails": {"dates"},
}  # fmt: skip


def test_ninjs_keeps_to_the_names_of_its_schema(printed):
    objects = [json.loads(line) for line in rendered("ninjs", printed.edition()).splitlines()]
    assert {one["type"] for one in objects} == {"text", "event"}
    assert len({one["uri"] for one in objects}) == len(objects)
    for one in objects:
        for name, value in one.items():
            allowed = NINJS[name]
            if allowed is str:
                assert isinstance(value, str)
                continue
            for part in value if isinstance(value, list) else [value]:
                assert set(part) <= allowed, name
        if one["type"] == "text":
            assert instant_of(one["versionCreated"])
    told = {event["uri"] for one in objects if one["type"] == "text" for event in one["events"]}
    assert told == {one["uri"] for one in objects if one["type"] == "event"}


def test_kite_clusters_have_what_its_readers_ask_for(printed):
    category = json.loads(rendered("kite", printed.edition()))
    assert {"category", "timestamp", "read", "clusters"} <= set(category)
    talks = category["clusters"][0]
    assert talks["cluster_number"] == 1
    assert talks["quote_author"] == "Jaan Pell"
    assert talks["number_of_titles"] == 5
    assert talks["articles"][0]["link"].startswith("https://")
    assert talks["perspectives"][0]["sources"][0]["name"] == "North Wire"


def test_linked_data_never_claims_a_review(printed):
    text = rendered("jsonld", printed.edition()).decode()
    assert "ClaimReview" not in text
    node = json.loads(text)["@graph"][0]
    assert node["@type"] == "Article"
    assert {one["@type"] for one in node["hasPart"]} == {"Quotation"}
    assert any(event["eventStatus"].endswith("EventRescheduled") for event in node["mentions"])


def test_json_lines_come_back_as_briefs(printed):
    lines = rendered("jsonlines", printed.edition()).splitlines()
    assert tuple(codec.noun_of(Brief, json.loads(line)) for line in lines) == printed.edition().briefs


def test_the_book_opens(printed):
    with zipfile.ZipFile(io.BytesIO(rendered("epub", hostile(printed.edition("talks"))))) as book:
        assert book.infolist()[0].filename == "mimetype"
        assert book.infolist()[0].compress_type == zipfile.ZIP_STORED
        assert book.read("mimetype") == b"application/epub+zip"
        package = ET.fromstring(book.read("book/package.opf"))
        listed = {one.attrib["href"] for one in package.iter("{http://www.idpf.org/2007/opf}item")}
        assert listed == {name.removeprefix("book/") for name in book.namelist() if name.startswith("book/")} - {
            "package.opf"
        }
        for name in listed - {"style.css"}:
            page = ET.fromstring(book.read(f"book/{name}"))
            ids = {one.attrib["id"] for one in page.iter() if "id" in one.attrib}
            links = [one.attrib["href"] for one in page.iter("{http://www.w3.org/1999/xhtml}a")]
            assert all(link[1:] in ids for link in links if link.startswith("#"))
            assert not list(page.iter("{http://www.w3.org/1999/xhtml}script"))


def test_markdown_is_inert(printed):
    text = rendered("markdown", hostile(printed.edition("talks"))).decode("utf-8", "replace")
    assert "<script>" not in text.replace("\\<", "")
    edition = printed.edition("talks")
    notes = rendered("markdown", edition).decode()
    assert notes.count("]: “") == sum(len(line.citations) for line in edition.briefs[0].lines())
    assert "North Wire, 2031-03-08T18:20:00+00:00, https://northwire.example/2031/talks" in notes


def test_opml_of_sources_nests_its_folders(printed):
    root = ET.fromstring(opml.of_sources(printed.sources, printed.outlets))
    body = root.find("body")
    assert (
        body.find("outline[@text='Europe']/outline[@text='Germany']/outline").attrib["xmlUrl"].endswith("adresse.xml")
    )
    assert len(list(root.iter("outline"))) == len(printed.sources) + len({"Agencies", "Europe", "B", "G", "Asia"})
