"""What do a live blog's posts say, and when? Out of the data that such pages carry for machines."""

from __future__ import annotations

import re
from typing import Any

from newsworld.extract import jsonld
from newsworld.extract.dates import moment_from

MAX_POSTS = 300
_MARKUP = re.compile(r"<[^<>]{1,400}>")


def posts(node: jsonld.Node) -> list[str]:
    """Paragraphs: of each post its time of day and headline, then its words; as ordered by the outlet."""
    updates = node.get("liveBlogUpdate")
    told: list[Any] = updates if isinstance(updates, list) else [updates]
    paragraphs: list[str] = []
    for post in told[:MAX_POSTS]:
        if isinstance(post, dict):
            paragraphs += _post(post)
    return paragraphs


def _post(post: jsonld.Node) -> list[str]:
    body = post.get("articleBody")
    words = _MARKUP.sub(" ", body) if isinstance(body, str) else ""
    lines = [" ".join(line.split()) for line in words.split("\n")]
    found = [line for line in lines if line]
    if not found:
        return []
    moment = moment_from(jsonld.text_of(post.get("datePublished")))
    time = moment[11:16] if moment and len(moment) > 10 else ""
    head = jsonld.text_of(post.get("headline"))
    label = " ".join(part for part in (time, "" if head == found[0] else head) if part)
    return [label, *found] if label else found
