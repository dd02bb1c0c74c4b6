"""What does the page tell of itself in JSON-LD? The nodes of schema.org types, flattened and bounded."""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Node = dict[str, Any]

MAX_BLOCK = 2_000_000  # characters of one script; a page's own data is far below
MAX_NODES = 4_000
# Under these hang other works than the page's own.
_ELSEWHERE = frozenset({
    "itemListElement", "hasPart", "mentions", "isPartOf", "comment", "citation", "relatedLink", "subjectOf",
    "review", "isBasedOn", "workExample", "significantLink", "exampleOfWork", "liveBlogUpdate", "video",
    "associatedMedia", "image", "publisher", "author", "breadcrumb", "potentialAction",
})  # fmt: skip
_ARTICLE = re.compile(r"(?:Article|Posting|Report|Reportage)$")
_TRAILING_COMMA = re.compile(r",\s*([}\]])")
_RAW_CONTROL = re.compile(r"[\x00-\x1f]+")


def nodes(scripts: Iterable[str]) -> list[Node]:
    """Every typed node of the scripts that speaks of the page itself, in page order."""
    found: list[Node] = []
    for script in scripts:
        found.extend(_walk(_parsed(script)))
        if len(found) > MAX_NODES:
            break
    return found[:MAX_NODES]


def _parsed(script: str) -> Any:
    text = script.strip()
    if not text or len(text) > MAX_BLOCK:
        return None
    for attempt in (text, _mended(text)):
        try:
            return msgspec.json.decode(attempt)
        except (msgspec.DecodeError, UnicodeError, RecursionError):
            continue
    try:
        return json.JSONDecoder(strict=False).raw_decode(text)[0]
    except (ValueError, RecursionError):
        return None


def _mended(text: str) -> str:
    """Faults seen on real pages: line breaks inside strings, trailing commas, CDATA and comment wrappers."""
    start = min((place for place in (text.find("{"), text.find("[")) if place >= 0), default=0)
    end = max(text.rfind("}"), text.rfind("]")) + 1
    return _TRAILING_COMMA.sub(r"\1", _RAW_CONTROL.sub(" ", text[start:end]))


def _walk(data: Any) -> Iterator[Node]:
    pending, seen = [data], 0
    while pending and seen < MAX_NODES:
        part = pending.pop()
        seen += 1
        if isinstance(part, list):
            pending.extend(reversed(part))
        elif isinstance(part, dict):
            if part.get("@type"):
                yield part
            pending.extend(value for key, value in reversed(part.items()) if _leads_on(key, value))


def _leads_on(key: str, value: Any) -> bool:
    return isinstance(value, (dict, list)) and key not in _ELSEWHERE


def types(node: Node) -> tuple[str, ...]:
    """The node's types without their vocabulary's address."""
    told = node.get("@type")
    return tuple(str(one).rsplit("/", 1)[-1] for one in (told if isinstance(told, list) else [told]) if one)


def is_article(node: Node) -> bool:
    """Whether the node is an article of any kind."""
    return any(_ARTICLE.search(one) for one in types(node))


def text_of(value: Any) -> str:
    """A value as plain words: the first of a list, the name of a node, entities read, white space folded."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name") or ""
    if not isinstance(value, str):
        return ""
    return " ".join(html.unescape(html.unescape(value)).split())


def url_of(value: Any) -> str:
    """A value as an address: of a list the first, of a node its url, contentUrl or id."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("url") or value.get("contentUrl") or value.get("@id") or ""
    return value.strip() if isinstance(value, str) else ""
