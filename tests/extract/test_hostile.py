"""Pages that want to be the last: each is refused or read within a bound."""

import contextlib
import time

import pytest

from newsworld.extract import bounds, clean
from newsworld.news.errors import BadCapture
from newsworld.news.sourcing import Capture

PARAGRAPH = "<p>The ferry to Saltby left two hours late on Monday, the port said, and nobody could tell why.</p>"
PAGES = {
    "unclosed": "<div>" * 3_000 + PARAGRAPH * 5,
    "many nodes": "<b>x</b>" * 300_000,
    "one long line": "<p>" + "word " * 400_000 + "</p>",
    "no spaces": "<p>" + "x" * 1_000_000 + "</p>",
    "open brackets": "<p>" + "(" * 500_000 + "</p>",
    "attributes": "<div " + " ".join(f'a{n}="{n}"' for n in range(50_000)) + ">" + PARAGRAPH,
    "classes": "".join(f'<div class="c{n} d{n}">x</div>' for n in range(40_000)),
    "deep json": '<script type="application/ld+json">' + "[" * 200_000 + "</script>" + PARAGRAPH,
    "wide json": '<script type="application/ld+json">[' + '{"@type":"Article"},' * 50_000 + "1]</script>" + PARAGRAPH,
    "nuls": "\x00".join("<p>The ferry was late.</p>") + PARAGRAPH * 4,
    "entities": "<p>" + "&amp;" * 300_000 + "</p>",
    "table": "<table>" + "<tr>" + "<td>1</td>" * 20_000 + "</tr></table>",
    "links": '<a href="x">y</a>' * 60_000,
    "breaks": "<p>" + "word.<br>" * 100_000 + "</p>",
    "byline": f'<meta name="author" content="{"and " * 50_000}">' + PARAGRAPH * 4,
    "title": "<title>" + " - " * 100_000 + "</title>" + PARAGRAPH * 4,
}

ENOUGH = 60_000  # for the parser to take half a minute, were it let in
NAMES = " ".join(f"a{n}" for n in range(ENOUGH))
VALUES = " ".join(f"a{n}='?'" for n in range(ENOUGH // 2))
BOMBS = {
    "nested": "<div>" * ENOUGH,
    "closers in quotes": '<div a="</div>">' * ENOUGH,
    "closers in single quotes": "<div a = '</div>'>" * ENOUGH,
    "closers in bare values": "<div a=</div>" * ENOUGH,
    "closers without quotes": "<div </div>" * ENOUGH,
    "closers in a stray quote": '<div "</div>' * ENOUGH,
    "closers in comments": "<div><!--</div>-->" * ENOUGH,
    "closers in scripts": "<div><script></div></script>" * ENOUGH,
    "closers in titles": "<div><textarea></div></textarea>" * ENOUGH,
    "attributes": f"<div {NAMES}>",
    "attributes behind brackets": "<div " + VALUES.replace("?", "<") + ">",
    "attributes behind ends": "<div " + VALUES.replace("?", ">") + ">",
    "attributes behind tags": "<div " + VALUES.replace("?", "<b></b>") + ">",
    "attributes in many tags": "".join(f"<i{n} {NAMES[:30_000]}>" for n in range(40)),
    "attributes behind a script": f'<script>if (a<b || c="x") d</script><div {NAMES}>',
    "attributes behind an open quote": f"<script>a<b='</script><div {NAMES}>",
    "an odd first attribute": f'<div ="{NAMES}>',
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_before_it_is_parsed(name):
    begun = time.process_time()
    with pytest.raises(BadCapture, match=r"nests deeper|thousands of attributes"):
        clean(Capture(id="h", url="https://evil.example/x", body=f"<html><body>{BOMBS[name]}".encode()))
    assert time.process_time() - begun < 2


@pytest.mark.parametrize("step", ['<a b="', "<a b='<", "<!--", "<script>", "<a ", "=", "<a =", "</", '"<a="'])
def test_looking_a_page_over_takes_time_in_proportion(step):
    begun = time.process_time()
    bounds.trouble(step * (1_000_000 // len(step)))
    assert time.process_time() - begun < 2


@pytest.mark.slow
@pytest.mark.parametrize("name", PAGES)
def test_a_hostile_page_costs_no_more_than_a_few_seconds(name):
    begun = time.process_time()
    with contextlib.suppress(BadCapture):
        clean(Capture(id="h", url="https://evil.example/x", body=f"<html><body>{PAGES[name]}</body></html>".encode()))
    assert time.process_time() - begun < 8


def test_nesting_beyond_what_a_browser_shows_is_refused_before_it_is_parsed():
    begun = time.process_time()
    with pytest.raises(BadCapture, match="nests deeper"):
        clean(Capture(id="h", url="https://evil.example/x", body=b"<html><body>" + b"<div>" * 100_000))
    assert time.process_time() - begun < 1
