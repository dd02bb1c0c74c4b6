"""Markup that would hold its parser for minutes is refused wherever it comes in, in no time."""

from __future__ import annotations

import time

import pytest

from newsworld.gather import sites
from newsworld.gather.cleaning import harmless
from newsworld.news.errors import BadFeed

BOMBS = {
    "nested": "<div>{}",
    "closers in quotes": '<div title="</div>">{}',
    "closers in comments": "<div><!--</div>-->{}",
    "closers in bare values": "<div title=</div>{}",
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_home_page_that_nests_without_end_is_refused(bomb: str) -> None:
    body = "<html><body>" + BOMBS[bomb].format("") * 60_000
    begun = time.process_time()
    with pytest.raises(BadFeed, match="nests deeper"):
        sites.parse(body.encode(), "s", "https://harbour.example/", "2025-01-06T12:00:00+00:00")
    assert time.process_time() - begun < 2


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_feeds_content_that_nests_without_end_is_no_article(bomb: str) -> None:
    begun = time.process_time()
    assert harmless(BOMBS[bomb].format("x") * 15_000) is None
    assert time.process_time() - begun < 2


def test_long_and_flat_content_is_kept() -> None:
    assert harmless("<p>The ferry <b>sails</b> again.</p><br>" * 3_000) is not None
