"""A live page's posts keep their hours, told by data or by markup."""

from __future__ import annotations

import json

import pytest

from newsworld.extract import clean
from newsworld.news.sourcing import Capture

POSTS = (
    ("14:32", "The ferry has left the quay with four hundred people on board, the port authority has just told us."),
    ("13:05", "Divers are in the water and hope to free the screw within the hour, a spokesman of the police said."),
    ("12:10", "Nobody may board the ferry for now, and the company asks all passengers to wait in the hall."),
)
HEAD = (
    '<html lang="en"><head><title>Ferry: live</title><meta property="og:type" content="article">'
    '<meta property="article:published_time" content="2025-01-06T12:00:00+00:00">'
)


def article(body: str, head: str = ""):
    page = (
        f"{HEAD}{head}</head><body><main><article><h1>Ferry stuck at the quay</h1>{body}</article></main></body></html>"
    )
    return clean(Capture(id="l", url="https://harbour.example/news/live/2025/jan/06/ferry-live", body=page.encode()))


@pytest.mark.parametrize(
    ("before", "label"),
    [
        ('<div class="post"><time datetime="2025-01-06T{0}Z">{0}</time><div class="post-body"><p>', "{0}"),
        ('<div class="block"><p class="block-time"><a href="#b">{0} GMT</a></p><div><p>', "{0} GMT"),
        ("<section><header><span>{0} Uhr</span><h2></h2></header><div><p>", "{0} Uhr"),
    ],
)  # fmt: skip
def test_hours_stand_above_their_posts(before, label):
    posts = "".join(f"{before.format(hour)}{words}</p></div></div>" for hour, words in POSTS)
    told = article(posts)
    assert told.kind == "live"
    assert list(told.paragraphs) == [part for hour, words in POSTS for part in (label.format(hour), words)]


def test_posts_in_the_pages_data_count_where_the_page_shows_less():
    updates = [
        {
            "@type": "BlogPosting",
            "datePublished": f"2025-01-06T{hour}:00+00:00",
            "articleBody": words,
            "headline": "Ferry",
        }
        for hour, words in POSTS
    ]
    data = {"@type": "LiveBlogPosting", "headline": "Ferry stuck at the quay", "liveBlogUpdate": updates}
    told = article("", f'<script type="application/ld+json">{json.dumps(data)}</script>')
    assert told.kind == "live"
    assert list(told.paragraphs) == [part for hour, words in POSTS for part in (f"{hour} Ferry", words)]


def test_a_score_or_a_price_is_no_hour():
    body = "".join(
        f"<p>{words}</p><p>{odd}</p>"
        for odd, (_, words) in zip(("3:2 for the harbour", "25.99", "1.234.05"), POSTS, strict=True)
    )
    assert [one for one in article(body).paragraphs if len(one) > 60] == [words for _, words in POSTS]
