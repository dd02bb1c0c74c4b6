"""The sample server behaves as real sites do."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from xml.etree import ElementTree as ET

import feedparser
import pytest
from samples.pages import NOTE
from samples.serve import PortTaken, serving
from selectolax.lexbor import LexborHTMLParser

SERVE = Path(__file__).resolve().parents[2] / "samples" / "serve.py"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


def fetch(address, **headers):
    """Status, headers and body; a 304 or 404 is an answer like any other."""
    request = urllib.request.Request(address, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read()


def decoded(headers, body):
    """Old pages name their encoding inside only, so the header has no charset."""
    return body.decode(headers.get_content_charset() or "iso-8859-1")


def addresses(world, url, *formats):
    return [
        (outlet, url + outlet.home + feed.path)
        for outlet in world.outlets.values()
        for feed in outlet.feeds
        if feed.format in formats
    ]


def test_every_page_shows_its_headline_and_says_it_is_a_sample(world, url):
    for report in world.reports.values():
        status, headers, body = fetch(url + world.address(report))
        assert status == 200, report.id
        page = LexborHTMLParser(decoded(headers, body))
        assert page.css_first("h1").text(strip=True) == report.headline
        assert NOTE in page.body.text()


def test_pages_hold_every_paragraph(world, url):
    for report in world.reports.values():
        if report.versions:
            continue
        _, headers, body = fetch(url + world.address(report))
        text = " ".join(LexborHTMLParser(decoded(headers, body)).body.text().split())
        for paragraph in report.paragraphs:
            assert paragraph in text, report.id


def test_pages_do_not_betray_the_story(world, url):
    report = world.reports["southern-quake-menyuan"]
    _, _, body = fetch(url + world.address(report))
    page = body.decode().replace(report.id, "")
    assert "copy_of" not in page
    assert f'"{report.story}"' not in page


def test_xml_feeds_are_well_formed_and_whole(world, url):
    offered = addresses(world, url, "rss", "rss-full", "atom", "rdf")
    assert len(offered) >= 9
    for outlet, address in offered:
        _, _, body = fetch(address)
        ET.fromstring(body)  # strictly well-formed, whatever feedparser forgives
        feed = feedparser.parse(body)
        assert feed.feed.title == outlet.name
        own = world.published_by(outlet)
        assert [entry.link for entry in feed.entries] == [url + world.address(r) for r in own]
        assert [entry.title for entry in feed.entries] == [r.headline for r in own]
        assert all(entry.get("published_parsed") or entry.updated_parsed for entry in feed.entries)


def test_full_feeds_carry_the_text_and_short_ones_do_not(world, url):
    _, full = addresses(world, url, "rss-full")[0]
    entry = feedparser.parse(fetch(full)[2]).entries[0]
    assert entry.content[0].value.count("<p>") >= 4
    _, short = addresses(world, url, "rss")[0]
    assert "content" not in feedparser.parse(fetch(short)[2]).entries[0]


def test_json_feeds_are_of_version_1_1(world, url):
    for outlet, address in addresses(world, url, "json"):
        feed = json.loads(fetch(address)[2])
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert len(feed["items"]) == len(world.published_by(outlet))
        assert all(item["content_html"] and item["date_published"] for item in feed["items"])


def test_sitemaps_name_every_page(world, url):
    for outlet, address in addresses(world, url, "sitemap"):
        titles = [node.text for node in ET.fromstring(fetch(address)[2]).iter(f"{NEWS}title")]
        assert titles == [report.headline for report in world.published_by(outlet)]


def test_known_bytes_are_not_sent_again(world, url):
    for _, address in addresses(world, url, "rss", "atom", "json"):
        _, headers, _ = fetch(address)
        by_tag = fetch(address, **{"If-None-Match": headers["ETag"]})
        by_date = fetch(address, **{"If-Modified-Since": headers["Last-Modified"]})
        assert (by_tag[0], by_tag[2]) == (304, b"")
        assert by_date[0] == 304
    stale = {"If-None-Match": '"other"', "If-Modified-Since": headers["Last-Modified"]}
    assert fetch(address, **stale)[0] == 200, "an ETag outweighs a date"
    assert fetch(address, **{"If-Modified-Since": "yesterday"})[0] == 200


def test_a_silent_edit_is_served_after_its_requests(world):
    report = world.reports["fanal-greve-2"]
    with serving(world=world) as own:
        answers = [fetch(own + world.address(report)) for _ in range(4)]
    tags = [headers["ETag"] for _, headers, _ in answers]
    assert tags[0] == tags[1] != tags[2] == tags[3]
    assert "Quinze navires" in answers[2][2].decode("iso-8859-1")
    assert answers[0][1]["Last-Modified"] != answers[2][1]["Last-Modified"]


def test_old_pages_are_in_latin_1(world, url):
    _, headers, body = fetch(url + world.address(world.reports["fanal-geneve"]))
    assert headers["Content-Type"] == "text/html"
    assert b"charset=iso-8859-1" in body
    assert "À Genève".encode("iso-8859-1") in body


def test_the_opml_lists_all_feeds(world, url):
    outlines = list(ET.fromstring(fetch(f"{url}/outlets.opml")[2]).iter("outline"))
    listed = [outline for outline in outlines if "xmlUrl" in outline.attrib]
    assert len(listed) == sum(len(outlet.feeds) for outlet in world.outlets.values())
    for outline in listed:
        assert fetch(outline.get("xmlUrl"))[0] == 200
        assert outline.get("{https://newsworld.example/ns/opml}kind")


def test_front_pages_and_what_does_not_exist(world, url):
    for outlet in world.outlets.values():
        assert fetch(url + outlet.home)[0] == 200
    assert fetch(f"{url}/")[0] == 200
    assert fetch(f"{url}/robots.txt")[0] == 200
    assert fetch(f"{url}/o/nobody/")[0] == 404


def test_a_taken_port_is_said_plainly():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(PortTaken, match=f"Port {port} is taken"), serving(port):
            pass


def test_a_command_runs_with_the_world_and_its_status_is_ours():
    code = (
        "import os, sys, urllib.request as r;"
        "a = r.urlopen(os.environ['NEWSWORLD_SAMPLES_URL'] + '/outlets.opml');"
        "sys.exit(7 if a.status == 200 else 1)"
    )
    command = [sys.executable, str(SERVE), "--port", "0", "--", sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 7, done.stderr


@pytest.mark.slow
def test_signals_are_passed_on_to_the_command():
    code = (
        "import signal, sys, time;"
        "signal.signal(signal.SIGTERM, lambda *_: sys.exit(5));"
        "print('ready', flush=True); time.sleep(30)"
    )
    command = [sys.executable, str(SERVE), "--port", "0", "--", sys.executable, "-c", code]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        assert child.stdout.readline() == b"ready\n"
        time.sleep(0.1)
        os.kill(child.pid, signal.SIGTERM)
        assert child.wait(timeout=10) == 5
