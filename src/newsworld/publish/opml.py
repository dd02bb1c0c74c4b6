"""OPML 2.0: the feeds that an edition offers; and the sources that it listens to."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote
from xml.etree import ElementTree as ET

from newsworld.publish.channels import zulu
from newsworld.publish.xmltext import document, legal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsworld.news.briefs import Edition
    from newsworld.news.sourcing import Outlet, Source
    from newsworld.publish.channels import Channel

MEDIA_TYPE = "text/x-opml"


def render(edition: Edition, channel: Channel) -> bytes:
    """The edition's own feeds: all stories, and one for each topic."""
    opml, body = _opened(channel.title)
    ET.SubElement(opml[0], "dateModified").text = zulu(edition.made)
    _outline(body, "Newsworld", f"{channel.home}feeds/front.atom", channel.home)
    topics = {topic.id: topic.name for story in edition.stories for topic in story.topics}
    for name, title in sorted(topics.items(), key=lambda pair: pair[1]):
        key = quote(name, safe="")
        _outline(body, title, f"{channel.home}feeds/topic/{key}.atom", f"{channel.home}topic/{key}")
    return document(opml)


def of_sources(sources: Iterable[Source], outlets: Iterable[Outlet]) -> bytes:
    """Where we listen, in the folders that the reader keeps them in."""
    opml, body = _opened("Newsworld: sources")
    known = {outlet.id: outlet for outlet in outlets}
    folders: dict[str, ET.Element] = {"": body}
    for source in sources:
        outlet = known.get(source.outlet)
        title = source.title or (outlet.name if outlet else source.address)
        _outline(_folder(folders, source.folder), title, source.address, (outlet and outlet.home) or "")
    return document(opml)


def _folder(folders: dict[str, ET.Element], path: str) -> ET.Element:
    """The outline of a folder such as "Europe/Germany", made where it is not there yet."""
    if path not in folders:
        above, _, name = path.rpartition("/")
        folders[path] = ET.SubElement(_folder(folders, above), "outline", {"text": legal(name)})
    return folders[path]


def _opened(title: str) -> tuple[ET.Element, ET.Element]:
    opml = ET.Element("opml", {"version": "2.0"})
    ET.SubElement(ET.SubElement(opml, "head"), "title").text = legal(title)
    return opml, ET.SubElement(opml, "body")


def _outline(body: ET.Element, title: str, feed: str, home: str) -> None:
    told = {"type": "rss", "text": title, "title": title, "xmlUrl": feed} | ({"htmlUrl": home} if home else {})
    ET.SubElement(body, "outline", {name: legal(value) for name, value in told.items()})
