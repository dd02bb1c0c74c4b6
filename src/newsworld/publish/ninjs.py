"""ninjs 3.1 (IPTC): a news object for each story and an event for each dated meeting, one JSON object a line.

The schema is https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json; a story's events are named by their uri.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from newsworld.news.moments import is_moment
from newsworld.publish.channels import content_html, plain_text, stable_id, updated, zulu
from newsworld.publish.meetings import uid_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsworld.news.briefs import Brief, Edition, Line
    from newsworld.news.moments import Moment
    from newsworld.news.stories import Story
    from newsworld.publish.channels import Channel

STANDARD = {
    "name": "ninjs",
    "version": "3.1",
    "schema": "https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json",
}
MEDTOP = "http://cv.iptc.org/newscodes/mediatopic/"  # a name, not an address that is asked


def render(edition: Edition, channel: Channel) -> bytes:
    """Stories first, each followed by its events."""
    lines = []
    for brief, story in zip(edition.briefs, edition.stories, strict=True):
        events = list(_events(brief))
        lines.append(_item(brief, story, edition, channel, events))
        lines += events
    return b"".join(json.dumps(line, ensure_ascii=False).encode() + b"\n" for line in lines)


def _item(
    brief: Brief, story: Story, edition: Edition, channel: Channel, events: list[dict[str, Any]]
) -> dict[str, Any]:
    text = content_html(brief)
    return {
        "standard": STANDARD,
        "uri": stable_id(brief),
        "type": "text",
        "representationType": "full",
        "version": str(brief.version),
        "firstCreated": zulu(story.first_seen),
        "versionCreated": zulu(updated(brief, edition.made)),
        "language": brief.language,
        "headlines": [{"role": "main", "contentType": "text/plain", "value": brief.headline}],
        "descriptions": [{"role": "summary", "contentType": "text/plain", "value": plain_text(brief)}],
        "bodies": [{"role": "main", "contentType": "text/html", "charCount": len(text), "value": text}],
        "by": "Newsworld",
        "subjects": [_subject(topic.id, topic.name) for topic in story.topics if topic.kind != "place"],
        "places": [{"name": topic.name, "rel": "about"} for topic in story.topics if topic.kind == "place"],
        "people": [{"name": name, "rel": "quoted"} for name in _speakers(brief)],
        "events": [{"name": event["title"], "uri": event["uri"], "rel": "about"} for event in events],
        "altIds": [{"role": "page", "value": channel.page(brief)}],
        "infoSources": [{"name": name} for name in _outlets(brief, edition)],
    }


def _subject(key: str, name: str) -> dict[str, Any]:
    told: dict[str, Any] = {"name": name, "rel": "about", "literal": key}
    return told | ({"uri": MEDTOP + key.removeprefix("medtop:")} if key.startswith("medtop:") else {})


def _speakers(brief: Brief) -> list[str]:
    named = (line.slots.get("speaker") for line in brief.section("who said what") if not line.slots.get("anonymous"))
    return list(dict.fromkeys(name for name in named if name))


def _outlets(brief: Brief, edition: Edition) -> list[str]:
    cited = (edition.articles.get(citation.article) for line in brief.lines() for citation in line.citations)
    return list(dict.fromkeys(article.outlet for article in cited if article and article.outlet))


def _events(brief: Brief) -> Iterator[dict[str, Any]]:
    for line in brief.section("meetings"):
        if is_moment(line.slots.get("start", "")):
            yield _event(brief, line)


def _event(brief: Brief, line: Line) -> dict[str, Any]:
    slots = line.slots
    event: dict[str, Any] = {
        "standard": STANDARD,
        "uri": f"urn:newsworld:{uid_of(brief, line)}",
        "type": "event",
        "version": str(brief.version),
        "language": brief.language,
        "title": slots.get("name") or line.text,
        "pubStatus": "canceled" if slots.get("status") == "cancelled" else "usable",
        "eventDetails": {"dates": {"expectedStartDate": _date(slots["start"])}},
        "descriptions": [{"contentType": "text/plain", "value": line.text}],
    }
    if is_moment(slots.get("end", "")):
        event["eventDetails"]["dates"]["expectedEndDate"] = _date(slots["end"])
    if slots.get("place"):
        event["places"] = [{"name": slots["place"]}]
    return event


def _date(moment: Moment) -> str:
    """A day as it is; a time with its seconds, which the standard wants of every time."""
    return moment if len(moment) <= len("2022-01-09") else datetime.fromisoformat(moment).isoformat()
