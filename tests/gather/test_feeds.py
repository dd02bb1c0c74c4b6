from __future__ import annotations

import contextlib
import json
import time
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsworld.gather.feeds import is_calendar, parse
from newsworld.news.errors import BadFeed
from newsworld.news.sourcing import Item

GOLDEN = Path(__file__).parent / "golden"
FEEDS = sorted(path for path in GOLDEN.iterdir() if not path.name.endswith(".expected.json"))
NOW = "2025-01-07T00:00:00+00:00"


def told(body: bytes):
    return parse(body, "s", "https://feeds.example/x", NOW)


def slim(row: dict) -> dict:
    return {name: value for name, value in row.items() if value not in (None, "", [], (), False)}


@pytest.mark.parametrize("path", FEEDS, ids=lambda path: path.name)
def test_a_feed_is_read_as_a_person_reads_it(path: Path) -> None:
    row = slim(json.loads(msgspec.json.encode(told(path.read_bytes()))))
    row["items"] = [{k: v for k, v in slim(item).items() if k != "source"} for item in row["items"]]
    assert row == json.loads(path.with_name(path.name + ".expected.json").read_text())


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        (b"<!DOCTYPE html><html><body>Welcome</body></html>", "web page"),
        (b"<html><script src='/cdn-cgi/challenge-platform/x'></script></html>", "check against robots"),
        (b'<html><form><input type="password"></form></html>', "login page"),
        (b"<html><title>Hotspot</title></html>", "local network"),
        (b"<opml version='2.0'/>", "OPML list"),
        (b"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'/>", "sitemap"),
        (b"Service unavailable", "plain text"),
        (b'{"error": "no"}', "no JSON Feed"),
        (b'{"items": [', "breaks off"),
        (b"<?xml version='1.0'?><note>hello</note>", "no feed"),
    ],
)
def test_what_is_no_feed_is_told_in_plain_words(body: bytes, words: str) -> None:
    with pytest.raises(BadFeed, match=words):
        told(body)


XXE = b"""<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<rss version="2.0"><channel><title>&x;</title><item><title>&x;</title><link>http://a.example/1</link></item></channel></rss>"""
LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;">
<!ENTITY f "&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;"><!ENTITY g "&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;"><!ENTITY h "&g;&g;&g;&g;&g;&g;&g;&g;&g;&g;">]>
<rss version="2.0"><channel><title>&h;</title><item><title>&h;</title><link>http://a.example/1</link></item></channel></rss>"""


@pytest.mark.parametrize("body", [XXE, LAUGHS], ids=["outside entity", "entities of entities"])
def test_entities_neither_reach_out_nor_grow(body: bytes) -> None:
    began = time.perf_counter()
    try:
        items = told(body).items
    except BadFeed:
        items = ()
    assert all("root:" not in item.headline and len(item.headline) <= 1000 for item in items)
    assert time.perf_counter() - began < 2


def test_a_feed_with_a_hundred_thousand_honest_references_passes() -> None:
    text = "&#8217;&amp;" * 56_000
    body = f"<rss version='2.0'><channel><title>t</title><item><title>x</title><link>http://a.example/1</link><description>{text}</description></item></channel></rss>"
    assert told(body.encode()).items[0].summary.startswith("’&’&")


SCRIPTS = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>", '<iframe srcdoc="&lt;script>"></iframe>',
    '<a href="javascript:alert(1)">x</a>', '<a href="java\tscript:alert(1)">x</a>', '<form action=x><button formaction="javascript:x">',
    "<math><mtext></p><style><img src=x onerror=alert(1)></style>", '<a href="data:text/html,x">x</a>', "<object data=x>", "<base href=//x>",
]  # fmt: skip


@pytest.mark.parametrize("payload", SCRIPTS)
def test_nothing_that_acts_comes_in_through_any_field(payload: str) -> None:
    escaped = payload.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    body = f"""<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"
      xmlns:media="http://search.yahoo.com/mrss/"><channel><title>{escaped}</title><item><title>{escaped} Ferry</title><link>javascript:alert(1)</link>
      <guid>{escaped}</guid><dc:creator>{escaped}</dc:creator><category>{escaped}</category><media:thumbnail url="javascript:alert(1)"/>
      <content:encoded>{escaped}<![CDATA[<p>{payload}</p>]]></content:encoded></item></channel></rss>"""
    item = told(body.encode()).items[0]
    content = (item.content or "").lower()
    for sign in (
        "<script",
        "onerror",
        "onload",
        "srcdoc",
        "javascript:",
        "formaction",
        "<svg",
        "data:text",
        "<object",
        "<base",
        "<form",
    ):
        assert sign not in content
    for text in (item.headline, *item.byline, *item.categories):
        assert "<script" not in text
        assert "onerror" not in text
    assert item.link == ""
    assert item.image is None


def test_fifty_thousand_nested_elements_cost_nothing() -> None:
    nest = "&lt;div&gt;" * 45_000
    body = f"<rss version='2.0'><channel><title>t</title><item><title>x</title><link>http://a.example/1</link><description>{nest}</description></item></channel></rss>"
    began = time.perf_counter()
    assert told(body.encode()).items[0].content is None
    assert time.perf_counter() - began < 2


@pytest.mark.slow
@pytest.mark.parametrize("broken", [False, True])
def test_a_huge_feed_is_read_within_bounds(broken: bool) -> None:
    item = (
        "<item><title>Tide {n}</title><link>http://a.example/{n}</link><description>"
        + "high water " * 60
        + "</description></item>"
    )
    body = "<rss version='2.0'><channel><title>t</title>" + "".join(item.format(n=n) for n in range(12_000))
    body += " & " if broken else "</channel></rss>"
    began = time.perf_counter()
    parsed = told(body.encode())
    assert time.perf_counter() - began < 20
    assert len(parsed.items) > 2000
    assert (parsed.trouble is None) is not broken


def test_dates_mostly_in_the_future_make_a_calendar() -> None:
    def items(*dates: str) -> list[Item]:
        return [Item("", "s", "", "x", published=date) for date in dates]

    assert is_calendar(items("2025-02-01", "2025-03-01", "2025-01-01", "2025-05-01"), NOW)
    assert not is_calendar(items("2025-02-01", "2025-01-01", "2025-01-02", "2025-01-03"), NOW)
    assert not is_calendar(items("2025-02-01"), NOW)


@settings(max_examples=60)
@given(st.binary(max_size=400))
def test_any_bytes_are_a_feed_or_refused(body: bytes) -> None:
    for whole in (
        body,
        b"<rss version='2.0'><channel><item><title>" + body,
        b"<feed xmlns='http://www.w3.org/2005/Atom'><entry>" + body,
        b'{"items":[{"title":"' + body,
    ):
        with contextlib.suppress(BadFeed):
            told(whole)


JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=8), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
    st.sampled_from(["id", "url", "title", "content_html", "authors", "author", "name", "tags", "attachments", "date_published", "image", "summary"]), inner, max_size=5), max_leaves=12)  # fmt: skip


@settings(max_examples=60)
@given(JSON)
def test_a_json_feed_may_hold_any_types(value: object) -> None:
    told(
        msgspec.json.encode(
            {
                "version": "https://jsonfeed.org/version/1.1",
                "title": value,
                "items": [value, {"title": value, "url": value, "authors": value}],
            }
        )
    )


@settings(max_examples=60)
@given(st.data())
def test_a_feed_cut_or_overwritten_anywhere_does_not_break_the_reader(data: st.DataObject) -> None:
    body = bytearray(data.draw(st.sampled_from(FEEDS)).read_bytes())
    at = data.draw(st.integers(0, len(body) - 1))
    body[at : at + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=12))
    with contextlib.suppress(BadFeed):
        told(bytes(body))


NEST = b"<rss version='2.0'><channel><title>t</title><item>"
COSTLY = {
    "open and never closed": NEST + b"<a>" * 600_000,
    "deep and closed": NEST + b"<a>" * 300_000 + b"</a>" * 300_000 + b"</item></channel></rss>",
    "ampersands": NEST + b"<title>" + b"& " * 600_000,
    "escaped and broken": NEST + b"<description>" + b"&lt;div>" * 200_000 + b" & </description></item>",
    "comments never closed": NEST + b"<title><![CDATA[" + b"<!--" * 300_000 + b"]]></title></item></channel></rss>",
    "scripts never closed": NEST
    + b"<title><![CDATA[</script>"
    + b"<script>" * 100_000
    + b"]]></title></item></channel></rss>",
    "spaces": NEST
    + b"<title>"
    + b" " * 1_000_000
    + b"</title><pubDate>"
    + b" " * 1_000_000
    + b"</pubDate></item></channel></rss>",
}


@pytest.mark.slow
@pytest.mark.parametrize("shape", COSTLY)
def test_no_megabyte_costs_more_than_seconds(shape: str) -> None:
    began = time.process_time()
    with contextlib.suppress(BadFeed):
        told(COSTLY[shape])
    assert time.process_time() - began < 6


def test_hidden_and_turning_characters_stay_out_of_headlines() -> None:
    body = "<rss version='2.0'><channel><title>t</title><item><title>Tide\u202e \u200bturns&#10;&#13;Set-Cookie: x</title><link>http://a.example/1</link></item></channel></rss>"
    assert told(body.encode()).items[0].headline == "Tide turns Set-Cookie: x"
