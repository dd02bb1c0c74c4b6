"""A category file as readers of Kite's open format expect it: clusters with summary, points, perspectives, articles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from newsworld.news import codec
from newsworld.news.moments import instant_of
from newsworld.publish.channels import plain_text
from newsworld.publish.cited import web_address

if TYPE_CHECKING:
    from newsworld.news.articles import Article
    from newsworld.news.briefs import Brief, Edition, Line
    from newsworld.news.stories import Story
    from newsworld.publish.channels import Channel

MAX_PERSPECTIVES = 8


def render(edition: Edition, channel: Channel) -> bytes:
    """The edition as one category. Perspectives are what parties said: whole lines, not summaries of outlets."""
    clusters = [
        _cluster(number, brief, story, edition)
        for number, (brief, story) in enumerate(zip(edition.briefs, edition.stories, strict=True), 1)
    ]
    made = int(instant_of(edition.made).timestamp())
    return codec.json_of({"category": channel.title, "timestamp": made, "read": 0, "clusters": clusters})


def _cluster(number: int, brief: Brief, story: Story, edition: Edition) -> dict[str, Any]:
    articles = [edition.articles[member.id] for member in story.members if member.id in edition.articles]
    domains = {domain for article in articles if (domain := _domain(article.url))}
    subjects = (topic.name for topic in story.topics if topic.kind == "subject")
    return {
        "cluster_number": number,
        "unique_domains": len(domains),
        "number_of_titles": len(story.members),
        "category": next(subjects, "world"),
        "title": brief.headline,
        "short_summary": plain_text(brief),
        "talking_points": [line.text for line in brief.basics],
        "location": next((topic.name for topic in story.topics if topic.kind == "place"), ""),
        "perspectives": [_perspective(line, edition) for line in brief.section("who said what")[:MAX_PERSPECTIVES]],
        "historical_background": " ".join(line.text for line in brief.section("background")),
        "timeline": [_happening(line) for line in brief.section("timeline")],
        **_quote(brief, edition),
        "articles": [_article(article) for article in articles],
        "domains": [{"name": domain, "favicon": ""} for domain in sorted(domains)],
    }


def _perspective(line: Line, edition: Edition) -> dict[str, Any]:
    cited = (edition.articles.get(citation.article) for citation in line.citations)
    sources = [{"name": one.outlet or one.id, "url": web_address(one.url) or ""} for one in cited if one is not None]
    return {"text": line.text, "sources": sources}


def _happening(line: Line) -> dict[str, str]:
    return {"date": line.slots.get("day", ""), "content": line.text}


def _quote(brief: Brief, edition: Edition) -> dict[str, str]:
    """The first direct words of somebody named."""
    for line in brief.section("who said what"):
        if line.slots.get("mode") == "direct" and line.slots.get("speaker") and not line.slots.get("anonymous"):
            source = edition.articles.get(line.citations[0].article)
            url = web_address(source.url) if source else None
            return {
                "quote": line.text,
                "quote_author": line.slots["speaker"],
                "quote_source_url": url or "",
                "quote_source_domain": _domain(url) or "",
            }
    return {"quote": "", "quote_author": "", "quote_source_url": "", "quote_source_domain": ""}


def _article(article: Article) -> dict[str, str]:
    return {
        "title": article.headline or "",
        "link": web_address(article.url) or "",
        "domain": _domain(article.url) or "",
        "date": article.published or "",
        "image": "",
        "image_caption": "",
    }


def _domain(url: str | None) -> str | None:
    return urlsplit(url).hostname if url and web_address(url) else None
