"""Which of a page's titles is the headline."""

from __future__ import annotations

import json

import pytest

from newsworld.extract.headlines import headline
from newsworld.extract.pages import parsed
from newsworld.news.sourcing import Capture

PLAIN = "Ferry to Saltby leaves two hours late"
SOUGHT = "Saltby ferry delays 2022: all you need to know"


def told(
    *,
    kind: str = "",
    ld: str = "",
    shared: str = "",
    title: str = "",
    h1: str = "",
    metas: dict[str, str] | None = None,
) -> str | None:
    """The headline of a page that tells these."""
    named = {"og:title": shared, "og:site_name": "Harbour Post", **(metas or {})}
    head = "".join(f"<meta property='{name}' content=\"{value}\">" for name, value in named.items() if value)
    data = json.dumps({"@type": kind, "headline": ld})
    script = f'<script type="application/ld+json">{data}</script>' if kind else ""
    html = f"<html><head><title>{title}</title>{head}{script}</head><body><h1>{h1}</h1></body></html>"
    return headline(parsed(Capture(id="p", url="https://harbourpost.example/a", body=html.encode())))


@pytest.mark.parametrize("suffix", [" | Harbour Post", " - harbourpost.example", " — Harbour Post", "｜Harbour Post"])
def test_the_outlets_name_behind_a_bar_is_no_part_of_it(suffix):
    assert told(title=PLAIN + suffix) == PLAIN


def test_news_is_headed_as_its_data_say_whatever_stands_in_h1():
    assert told(kind="NewsArticle", ld=PLAIN, shared=PLAIN, title=PLAIN, h1="Sea traffic") == PLAIN


def test_a_blog_is_headed_as_its_page_shows_where_the_data_were_written_to_be_found():
    shown = "All about the ferry delays at Saltby"
    assert told(kind="BlogPosting", ld=SOUGHT, shared=SOUGHT, title=SOUGHT, h1=shown) == shown


def test_h1_heads_a_page_without_data_whose_title_is_not_what_it_shares():
    shown = "Ferry delays at Saltby: what happened"
    assert told(shared=SOUGHT, title=shown, h1=shown) == shown
    assert told(shared=SOUGHT, title=shown, h1=shown, metas={"article:section": "Sea"}) == SOUGHT


def test_an_h1_about_something_else_heads_nothing():
    assert told(kind="BlogPosting", ld=SOUGHT, shared=SOUGHT, title=SOUGHT, h1="Notes of a harbour master") == SOUGHT


def test_a_kicker_that_the_page_shows_otherwise_is_left_out():
    line = "Captain wants more coffee on board"
    assert told(shared=f"Delays: {line}", title=f"Delays: {line}", h1=f"Saltby – {line}") == line


def test_a_dash_within_a_quotation_is_no_kicker():
    shared = "'I sell ferry rides - booking the right day saves you hours'"
    shown = "'I sell Saltby ferry rides - booking the right day saves you hours'"
    metas = {"article:section": "Travel"}
    assert told(shared=shared, title=shown, h1=shown, metas=metas) == shared


def test_a_colon_within_the_headline_is_no_kicker():
    line = "State of the ferries in 2022: delays and predictions"
    assert told(shared=f"Harbourmaster | {line}", title="Ferries in 2022 | Harbourmaster", h1=line) == line
