"""RSS 2.0, for readers that know nothing newer."""

from __future__ import annotations

from email.utils import format_datetime
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from newsworld.news.moments import instant_of
from newsworld.publish.channels import content_html, plain_text, stable_id, updated
from newsworld.publish.xmltext import document, legal

if TYPE_CHECKING:
    from newsworld.news.briefs import Edition
    from newsworld.publish.channels import Channel

CONTENT = "http://purl.org/rss/1.0/modules/content/"


def render(edition: Edition, channel: Channel) -> bytes:
    """The edition as an RSS channel."""
    rss = ET.Element("rss", {"version": "2.0", "xmlns:content": CONTENT, "xmlns:atom": "http://www.w3.org/2005/Atom"})
    top = ET.SubElement(rss, "channel")
    _text(top, "title", channel.title)
    _text(top, "link", channel.home)
    _text(top, "description", "One page per story; every line leads to the words of a source.")
    ET.SubElement(top, "atom:link", {"rel": "self", "href": channel.own, "type": "application/rss+xml"})
    for brief in edition.briefs:
        item = ET.SubElement(top, "item")
        _text(item, "title", brief.headline)
        _text(item, "link", channel.page(brief))
        guid = ET.SubElement(item, "guid", {"isPermaLink": "false"})
        guid.text = stable_id(brief)
        _text(item, "pubDate", format_datetime(instant_of(updated(brief, edition.made))))
        _text(item, "description", plain_text(brief))
        _text(item, "content:encoded", content_html(brief))
    return document(rss)


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = legal(text)
