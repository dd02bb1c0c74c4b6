"""What do a live blog's posts say, and when? Out of the data that such pages carry for machines, else
out of the hours that stand above their posts.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from newsworld.extract import jsonld
from newsworld.extract.dates import moment_from

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsworld.extract.blocks import Block

MAX_POSTS = 300
REACH = 4  # blocks between an hour and its post: a headline, a name, a label
MAX_HOUR = 28  # characters of "Monday, 6 January, 14:05 CET"
_HOUR = re.compile(r"(?<![\d.:])(?:[01]?\d|2[0-3])\s?[:.hH時시]\s?[0-5]\d(?![\d.:])")
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


def timed(paragraphs: Sequence[str], blocks: Sequence[Block]) -> list[str]:
    """The paragraphs of a live page, each post behind the hour that stands above it."""
    wanted, told, found = set(paragraphs), set[str](), list[str]()
    hour, since = "", 0
    for block in blocks:
        if block.text in wanted and block.text not in told:
            if hour and since <= REACH and hour not in wanted:
                found.append(hour)
            hour = ""
            found.append(block.text)
            told.add(block.text)
        elif _is_hour(block.text):
            hour, since = block.text, 0
        since += 1
    return found if told == wanted else list(paragraphs)


def _is_hour(text: str) -> bool:
    """Whether the words are no more than a time of day, perhaps with its day."""
    match = _HOUR.search(text) if len(text) <= MAX_HOUR else None
    return match is not None and sum(letter.isalpha() for letter in text) <= MAX_HOUR // 2
