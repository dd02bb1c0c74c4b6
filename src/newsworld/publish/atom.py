"""Atom (RFC 4287): the primary feed. Ids are stable, `updated` moves only when the brief does."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from newsworld.publish.channels import content_html, plain_text, stable_id, updated, zulu
from newsworld.publish.xmltext import document, legal

if TYPE_CHECKING:
    from newsworld.news.briefs import Brief, Edition
    from newsworld.publish.channels import Channel

ATOM = "http://www.w3.org/2005/Atom"


def render(edition: Edition, channel: Channel) -> bytes:
    """The edition as an Atom feed, weightiest story first."""
    feed = ET.Element("feed", {"xmlns": ATOM})
    _text(feed, "id", channel.own)
    _text(feed, "title", channel.title)
    newest = max((updated(brief, edition.made) for brief in edition.briefs), key=zulu, default=edition.made)
    _text(feed, "updated", zulu(newest))
    ET.SubElement(feed, "link", {"rel": "self", "href": channel.own, "type": "application/atom+xml"})
    ET.SubElement(feed, "link", {"rel": "alternate", "href": channel.home, "type": "text/html"})
    _text(feed, "generator", "Newsworld")
    for brief, story in zip(edition.briefs, edition.stories, strict=True):
        _entry(feed, brief, channel, edition, story.first_seen, [topic.name for topic in story.topics])
    return document(feed)


def _entry(
    feed: ET.Element, brief: Brief, channel: Channel, edition: Edition, first_seen: str, topics: list[str]
) -> None:
    entry = ET.SubElement(feed, "entry", {"xml:lang": brief.language})
    _text(entry, "id", stable_id(brief))
    _text(entry, "title", brief.headline)
    _text(entry, "published", zulu(first_seen))
    _text(entry, "updated", zulu(updated(brief, edition.made)))
    ET.SubElement(entry, "link", {"rel": "alternate", "href": channel.page(brief), "type": "text/html"})
    _text(ET.SubElement(entry, "author"), "name", "Newsworld")
    for name in topics:
        ET.SubElement(entry, "category", {"term": legal(name)})
    _text(entry, "summary", plain_text(brief))
    content = ET.SubElement(entry, "content", {"type": "html"})
    content.text = legal(content_html(brief))


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = legal(text)
