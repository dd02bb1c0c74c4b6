"""Quotations by their marks, in the scripts of the trade."""

from __future__ import annotations

import pytest

from newsworld.text.quotes import quotations


def marked(text):
    return [quote.span.of(text) for quote in quotations(text) if quote.depth == 0]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“A b,” he said. “C d.”", ["“A b,”", "“C d.”"]),
        ('"A b," he said. "C d."', ['"A b,"', '"C d."']),
        ("``A b,'' he said.", ["``A b,''"]),
        ("''A b,'' he said.", ["''A b,''"]),
        ("„Ja“, sagte er. »Nein«, rief sie.", ["„Ja“", "»Nein«"]),
        ("« Oui », dit-il.", ["« Oui »"]),
        ("”Hej”, sa han.", ["”Hej”"]),
        ("「こんにちは」と言った", ["「こんにちは」"]),
        ("He ‘won’t go’ home.", ["‘won’t go’"]),
        ("The workers’ rights and Holm’s plan", []),
        ("It was 6' 2\" high.", []),
        ("“One.\n\n“Two,” he said.", ["“One.", "“Two,”"]),
        ("He “left it open and went.", []),
        ("He said “it is what he called ‘big’ news” today", ["“it is what he called ‘big’ news”"]),
    ],
)
def test_quotations(text, found):
    assert marked(text) == found


def test_a_quotation_left_open_by_its_paragraph_knows_it():
    text = "“One.\n\n“Two,” he said."
    assert [quote.closed for quote in quotations(text)] == [False, True]
