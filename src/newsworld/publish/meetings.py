"""What a meeting is known by in calendars and news objects: a UID that it keeps when its day moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsworld.publish.channels import digest

if TYPE_CHECKING:
    from newsworld.news.briefs import Brief, Line


def uid_of(brief: Brief, line: Line) -> str:
    """Made of its story, its name and its parties; of several by one name in a story, the place parts them."""
    slots = line.slots
    told = (slots.get("name", ""), slots.get("parties", ""))
    alike = [
        other
        for other in brief.section("meetings")
        if (other.slots.get("name", ""), other.slots.get("parties", "")) == told
    ]
    place = slots.get("place", "") if len(alike) > 1 else ""
    turn = str(alike.index(line)) if len({other.slots.get("place", "") for other in alike}) < len(alike) else ""
    return digest("\n".join((brief.story, *told, place, turn)))
