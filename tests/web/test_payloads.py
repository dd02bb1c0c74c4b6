"""Words stay words: the corpus in every field, as markup is parsed (the browser's own word is in test_browser.py)."""

from __future__ import annotations

import dataclasses
import re
from urllib.parse import quote

import pytest
from selectolax.lexbor import LexborHTMLParser
from tests.publish import golden
from tests.web.payloads import PAYLOADS, poisoned
from tests.web.serving import Reader, serving

from newsworld.publish import FORMATS

ALLOWED = {
    "html", "head", "body", "meta", "title", "link", "script", "a", "header", "main", "footer", "nav", "div", "span",
    "form", "input", "button", "select", "option", "fieldset", "legend", "label", "h1", "h2", "h3", "p", "ul", "ol", "li", "dl", "dt", "dd",
    "details", "summary", "blockquote", "mark", "q", "bdi", "time", "strong", "article", "section", "aside", "table",
    "caption", "thead", "tbody", "tr", "th", "td", "figure", "figcaption", "svg", "rect", "line", "text", "circle",
    "path", "br", "kbd", "code", "del", "ins", "-text", "-comment",
}  # fmt: skip


@pytest.fixture(scope="module")
def served():
    with serving(poisoned()) as reader:
        yield reader


def pages():
    yield from (
        "/",
        "/?by=time",
        "/talks",
        "/positions",
        "/voices",
        "/sources",
        "/days",
        "/day/2031-03-09",
        "/followed",
        "/filters",
        "/catchup",
        "/places",
    )
    for n, payload in enumerate(PAYLOADS):
        key = quote(payload, safe="")
        yield f"/story/p{n}"
        yield f"/search?q={key}"
        yield f"/filters?effect=block&field=word&value={key}"
        if len(payload) < 500:
            yield from (f"/topic/{key}", f"/party/{key}", f"/person/{key}", f"/outlet/{key}", f"/nowhere/{key}")
            yield f"/search?q=speaker%3A%22{key}%22"


@pytest.mark.slow
def test_no_payload_becomes_markup(served):
    reader = Reader(served.address)
    for path in pages():
        answer = reader.ask(path)
        assert answer.status in (200, 404), path
        page = LexborHTMLParser(answer.body)
        assert {one.tag for one in page.css("*")} <= ALLOWED, path
        for one in page.css("*"):
            assert not [name for name in one.attributes if name.startswith("on") or name == "style"], path
            for name in ("href", "src", "action"):
                target = one.attributes.get(name) or "/"
                assert target.startswith(("/", "#", "http://", "https://")), (path, target)
        scripts = page.css("script")
        assert all(one.attributes.get("src") or one.attributes["type"] == "application/ld+json" for one in scripts), (
            path
        )
        assert len(scripts) <= 2, path


@pytest.mark.parametrize("form", [form for form in FORMATS if form.name != "pdf"], ids=lambda form: form.name)
def test_every_format_takes_the_corpus(served, form):
    answer = Reader(served.address).ask(f"/feeds/front.{form.suffix}")
    assert answer.status == 200
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.slow
def test_the_pdf_takes_the_corpus_and_leads_nowhere():
    printed = poisoned()
    edition = dataclasses.replace(printed.edition(), briefs=printed.briefs[:6], stories=printed.stories[:6])
    body = next(form for form in FORMATS if form.name == "pdf").render(edition, golden.CHANNEL)
    assert body.startswith(b"%PDF-")
    assert b"/JavaScript" not in body
    assert set(re.findall(rb"/URI \((.*?)\)", body)) <= {
        b"https://paper.example/",
        *(f"https://paper.example/story/p{n}".encode() for n in range(6)),
    }


def test_names_of_interests_stay_words(served):
    reader = Reader(served.address)
    for payload in PAYLOADS[:6]:
        reader.send("/wish", act="follow", topic=f"search:{payload}", name=payload, back="/")
    page = LexborHTMLParser(reader.ask("/followed").body)
    assert {one.tag for one in page.css("*")} <= ALLOWED
