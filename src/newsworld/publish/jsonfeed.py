"""JSON Feed 1.1, with the whole brief under `_newsworld`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsworld.news import codec
from newsworld.publish.channels import content_html, plain_text, stable_id, updated, zulu

if TYPE_CHECKING:
    from newsworld.news.briefs import Edition
    from newsworld.publish.channels import Channel


def render(edition: Edition, channel: Channel) -> bytes:
    """The edition as a JSON feed."""
    items = [
        {
            "id": stable_id(brief),
            "url": channel.page(brief),
            "title": brief.headline,
            "summary": plain_text(brief),
            "content_html": content_html(brief),
            "date_published": zulu(story.first_seen),
            "date_modified": zulu(updated(brief, edition.made)),
            "language": brief.language,
            "authors": [{"name": "Newsworld"}],
            "tags": [topic.name for topic in story.topics],
            "_newsworld": codec.row_of(brief),
        }
        for brief, story in zip(edition.briefs, edition.stories, strict=True)
    ]
    return codec.json_of({
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "home_page_url": channel.home,
        "feed_url": channel.own,
        "items": items,
    })  # fmt: skip
