"""Pages that want to be the last: each is refused or read within a bound."""

import contextlib
import time

import pytest

from newsworld.extract import clean
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
