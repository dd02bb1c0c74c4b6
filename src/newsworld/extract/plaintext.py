"""What is the article in a saved plain-text page? Masthead, headline, standfirst, key points, body, credit, links."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newsworld.extract.bylines import split_names
from newsworld.extract.dates import moment_from
from newsworld.extract.origins import credit_in
from newsworld.languages import base_code, known, words

if TYPE_CHECKING:
    from newsworld.news.moments import Moment

MAX_HEADLINE = 220  # characters; a longer first line is prose
MAX_MASTHEAD = 60
MAX_RELATED = 180
BULLETS = "•●▪◦‣∙*·–—-"
_BULLET = re.compile(rf"^\s*[{re.escape(BULLETS)}]\s+(?=\S)")
_ENDED = re.compile(r"[.!?…。！？؟।][\"'”’»›)\]」』]*$")
_GAP = re.compile(r"\n[ \t]*\n\s*")


@dataclass(slots=True)
class Parts:
    """The parts of a plain-text page while it is read from top to bottom."""

    outlet: str | None = None
    headline: str | None = None
    standfirst: str | None = None
    published: Moment | None = None
    credit: str | None = None
    byline: tuple[str, ...] = ()
    basics: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    related: list[str] = field(default_factory=list)


def parts_of(text: str, language: str | None, outlet: str | None) -> Parts:
    """The parts of the page; what cannot be told apart from the body stays in the body."""
    blocks = _blocks(text)
    parts = Parts(outlet=outlet)
    rest = _after_head(blocks, parts)
    rest = _after_preamble(rest, parts, base_code(language))
    _read_body(rest, parts)
    return parts


def _blocks(text: str) -> list[str]:
    """Paragraphs: parted by blank lines, or by lines where the page has no blank ones; bullets stand alone."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip("\ufeff \n\t")
    gaps = _GAP.split(text)
    raw = gaps if len(gaps) > 2 else text.split("\n")
    blocks: list[str] = []
    for block in raw:
        lines = [line for line in block.split("\n") if line.strip()]
        if any(_BULLET.match(line) for line in lines) or all(len(line) < MAX_MASTHEAD for line in lines):
            blocks.extend(" ".join(line.split()) for line in lines)
        elif lines:
            blocks.append(" ".join(" ".join(lines).split()))
    return blocks


def _after_head(blocks: list[str], parts: Parts) -> list[str]:
    """Masthead and headline out of the first lines; the rest."""
    for place in range(min(4, len(blocks) - 1)):
        if blocks[place] == blocks[place + 1] and len(blocks[place]) <= MAX_HEADLINE:
            return _headed(blocks, place, place + 2, parts)
    if _is_masthead(blocks, parts.outlet):
        return _headed(blocks, 1, 2, parts)
    if blocks and len(blocks) > 1 and _is_title(blocks[0]):
        return _headed(blocks, 0, 1, parts)
    return blocks


def _headed(blocks: list[str], place: int, rest: int, parts: Parts) -> list[str]:
    if place and len(blocks[0]) <= MAX_MASTHEAD and parts.outlet is None:
        parts.outlet = blocks[0]
    parts.headline = blocks[place]
    return blocks[rest:]


def _is_masthead(blocks: list[str], outlet: str | None) -> bool:
    """A name alone above a title: the outlet's own, or a few words of which each begins high."""
    if len(blocks) < 3 or not _is_title(blocks[1]) or len(blocks[0]) > MAX_MASTHEAD:
        return False
    if outlet and blocks[0].casefold() == outlet.casefold():
        return True
    named = blocks[0].split()
    return len(named) <= 4 and all(word[0].isupper() for word in named) and len(blocks[1]) > len(blocks[0]) * 1.5


def _is_title(block: str) -> bool:
    return len(block) <= MAX_HEADLINE and (not _ENDED.search(block) or block.endswith(("?", "!", "…", "”", '"')))


def _after_preamble(blocks: list[str], parts: Parts, code: str) -> list[str]:
    """Byline, date, standfirst and key points between the headline and the body; the rest."""
    place, lead = 0, None
    while place < min(len(blocks), 6):
        block = blocks[place]
        if _read_line(block, parts, code):
            parts.standfirst = parts.standfirst or lead  # what stands between the headline and these lines
        elif _is_basics_head(blocks, place):
            parts.standfirst = parts.standfirst or lead
            return blocks[_read_basics(blocks, place + 1, parts) :]
        elif lead is None and place < len(blocks) - 1 and _is_lead(block):
            lead = block
        else:
            break
        place += 1
    return blocks[place:] if lead is None or parts.standfirst else [lead, *blocks[place:]]


def _is_lead(block: str) -> bool:
    return 40 <= len(block) <= 400 and not _BULLET.match(block)


def _read_line(block: str, parts: Parts, code: str) -> bool:
    """Whether the line is a byline or a date, which it then becomes."""
    if len(block) > 120:
        return False
    bare = block.partition(":")[2].strip() if re.match(r"[^\W\d]{3,12}:\s", block) else block
    moment = moment_from(bare)
    if moment and not parts.published:
        parts.published = moment
        return True
    if parts.byline or not _byline_lead(code).match(block) or _ENDED.search(block):
        return False
    parts.byline = tuple(split_names(block, code))
    return bool(parts.byline)


@functools.cache
def _byline_lead(code: str) -> re.Pattern[str]:
    leads = {*words("en", "pages").get("byline_leads", ()), *words(code, "pages").get("byline_leads", ())}
    return re.compile(rf"(?:{'|'.join(re.escape(one) for one in leads)})[:\s]\s*[^\W\d_]", re.IGNORECASE)


def _is_basics_head(blocks: list[str], place: int) -> bool:
    """A short line that calls itself key points, or any short line right above bullets."""
    block = blocks[place]
    below = blocks[place + 1] if place + 1 < len(blocks) else ""
    if len(block) > MAX_MASTHEAD or _ENDED.search(block):
        return False
    return bool(_BULLET.match(below)) and not _BULLET.match(block)


def _read_basics(blocks: list[str], place: int, parts: Parts) -> int:
    while place < len(blocks) and _BULLET.match(blocks[place]):
        parts.basics.append(_BULLET.sub("", blocks[place]).strip())
        place += 1
    return place


def _read_body(blocks: list[str], parts: Parts) -> None:
    """Paragraphs until the credit and the links at the foot."""
    linking = False
    for place, block in enumerate(blocks):
        if is_related_head(block):
            linking = True
        elif linking and len(block) <= MAX_RELATED and not _is_prose(block):
            parts.related.append(_BULLET.sub("", block))
        elif place > 0 and place >= len(blocks) - 12 and parts.credit is None and (credit := credit_in(block)):
            parts.credit = credit
        else:
            linking = False
            parts.body.append(block)


def _is_prose(block: str) -> bool:
    return len(block) > 90 and bool(_ENDED.search(block))


def is_related_head(block: str) -> bool:
    """Whether a line only announces links: "More on this topic:"."""
    return block.strip(" :»>•-–\u200b").casefold() in _related_heads()


@functools.cache
def _related_heads() -> frozenset[str]:
    return frozenset(head for code in known() for head in words(code, "pages").get("related_heads", ()))


def is_basics_head(block: str) -> bool:
    """Whether a line only announces key points."""
    return block.strip(" :»>•-–").casefold() in _basics_heads()


@functools.cache
def _basics_heads() -> frozenset[str]:
    return frozenset(head for code in known() for head in words(code, "pages").get("basics_heads", ()))
