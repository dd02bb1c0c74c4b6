"""schema.org as JSON-LD: an Article with its citations and quotations, meetings as Events.

Never a ClaimReview: nobody here has reviewed a claim.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from newsworld.news.moments import is_moment
from newsworld.publish.cited import web_address

if TYPE_CHECKING:
    from newsworld.news.briefs import Brief, Edition, Line
    from newsworld.news.stories import Story
    from newsworld.publish.channels import Channel
    from newsworld.publish.cited import Library

STATUS = {"cancelled": "EventCancelled", "postponed": "EventRescheduled"}


def render(edition: Edition, channel: Channel) -> bytes:
    """The edition as one JSON-LD graph."""
    nodes = [
        article_of(brief, story, edition.articles, channel.page(brief))
        for brief, story in zip(edition.briefs, edition.stories, strict=True)
    ]
    data = {"@context": "https://schema.org", "@graph": nodes}
    return json.dumps(data, ensure_ascii=False, indent=1).encode() + b"\n"


def embedded(brief: Brief, story: Story, articles: Library) -> str:
    """The page's data as it may stand inside a script element: no `<` is left to end it."""
    data = {"@context": "https://schema.org", **article_of(brief, story, articles)}
    text = json.dumps(data, ensure_ascii=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def article_of(brief: Brief, story: Story, articles: Library, page: str | None = None) -> dict[str, Any]:
    """A story's page as an Article."""
    address = {"@id": page, "url": page} if page else {}
    return address | {
        "@type": "Article",
        "headline": brief.headline,
        "inLanguage": brief.language,
        "datePublished": story.first_seen,
        "dateModified": brief.updated or story.last_seen,
        "author": {"@type": "Organization", "name": "Newsworld"},
        "about": [{"@type": "Thing", "name": topic.name} for topic in story.topics],
        "citation": _citations(brief, articles),
        "hasPart": [_quotation(line, articles) for line in brief.section("who said what") if _is_quotation(line)],
        "mentions": [_event(line) for line in brief.section("meetings") if is_moment(line.slots.get("start", ""))],
    }


def _citations(brief: Brief, articles: Library) -> list[dict[str, Any]]:
    names = sorted({citation.article for line in brief.lines() for citation in line.citations})
    found = (article for name in names if (article := articles.get(name)) is not None)
    return [
        _told({
            "@type": "NewsArticle",
            "headline": article.headline,
            "url": web_address(article.canonical_url) or web_address(article.url),
            "datePublished": article.published,
            "inLanguage": article.language,
            "publisher": {"@type": "Organization", "name": article.outlet} if article.outlet else None,
        })
        for article in found
    ]  # fmt: skip


def _is_quotation(line: Line) -> bool:
    return bool(line.slots.get("speaker")) and line.slots.get("mode") == "direct"


def _quotation(line: Line, articles: Library) -> dict[str, Any]:
    source = articles.get(line.citations[0].article)
    return _told({
        "@type": "Quotation",
        "text": line.citations[0].quote,
        "spokenByCharacter": {"@type": "Person", "name": line.slots["speaker"]},
        "isBasedOn": source and web_address(source.url),
    })  # fmt: skip


def _event(line: Line) -> dict[str, Any]:
    slots = line.slots
    return _told({
        "@type": "Event",
        "name": slots.get("name") or line.text,
        "startDate": slots["start"],
        "endDate": slots.get("end"),
        "previousStartDate": slots.get("moved_from"),
        "location": {"@type": "Place", "name": slots["place"]} if slots.get("place") else None,
        "eventStatus": f"https://schema.org/{STATUS.get(slots.get('status', ''), 'EventScheduled')}",
    })  # fmt: skip


def _told(data: dict[str, Any]) -> dict[str, Any]:
    """The data without what nobody told."""
    return {name: value for name, value in data.items() if value}
