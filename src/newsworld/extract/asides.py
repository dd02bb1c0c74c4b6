"""What stands beside the report on its page? An outlet's own key points, and its links to more on the topic."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from newsworld.extract.marks import BIT
from newsworld.extract.plaintext import is_basics_head, is_related_head
from newsworld.languages import known, words
from newsworld.news.articles import Related

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsworld.extract.blocks import Block

MAX_HEAD = 60  # characters of a line that announces something
MAX_BASICS = 8
MAX_RELATED = 12
REACH = 30  # blocks below a head in which its links are looked for
_BODY_BESIDE = 3  # paragraphs; a shorter body keeps all it has
HEAD_PARAGRAPHS = 4  # how far down the head of a page can reach into the body
HEAD_CHARACTERS = 140  # a name, a day and an hour; a first sentence is longer or ends in a stop
MOMENT_CHARACTERS = 48
SHORTEST_MOMENT = 6  # digits of a day with its year
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SHORTEST = 15  # characters of a related headline


def basics(blocks: Sequence[Block]) -> tuple[str, ...]:
    """The list right below a line that calls itself key points."""
    for place, block in enumerate(blocks):
        if len(block.text) <= MAX_HEAD and is_basics_head(block.text):
            points = []
            for below in blocks[place + 1 : place + 1 + MAX_BASICS]:
                if below.tag != "li" or below.link_chars > len(below.text) * 0.8:
                    break
                points.append(below.text)
            if points:
                return tuple(points)
    return ()


def related(blocks: Sequence[Block], url: str) -> tuple[Related, ...]:
    """The links below a line that announces more on the topic."""
    found: dict[str, Related] = {}
    for place, block in enumerate(blocks):
        if len(block.text) > MAX_HEAD or not is_related_head(block.text):
            continue
        for below in blocks[place + 1 : place + 1 + REACH]:
            if below.tag in ("h2", "h3") and not below.href:
                break
            if below.href and len(below.text) >= _SHORTEST and below.link_chars > len(below.text) * 0.7:
                found.setdefault(below.text, Related(headline=below.text, url=_absolute(url, below.href)))
        if found:
            break
    return tuple(found.values())[:MAX_RELATED]


def _absolute(base: str, href: str) -> str | None:
    try:
        address = urljoin(base, href.strip())
    except ValueError:
        return None
    return address if address.startswith(("http://", "https://")) else None


def without_standfirst(paragraphs: list[str], standfirst: str | None, blocks: Sequence[Block]) -> list[str]:
    """The paragraphs without a standfirst at their head that stands apart from them; a lead among them stays."""
    if not standfirst or len(paragraphs) < _BODY_BESIDE or paragraphs[0].casefold() != standfirst.casefold():
        return paragraphs
    places = {block.text: block for block in reversed(blocks)}
    first, second = places.get(paragraphs[0]), places.get(paragraphs[1])
    if first is None or second is None:
        return paragraphs
    apart = first.element.parent is not second.element.parent or bool(first.element.marks & BIT["lead"])
    return paragraphs[1:] if apart else paragraphs


def without_asides(paragraphs: Sequence[str], points: Sequence[str], headline: str | None) -> list[str]:
    """The paragraphs without key points, the heads of asides, and a headline that is told once more."""
    told = {point.casefold() for point in points} | ({headline.casefold()} if headline else set())
    kept = [
        one for one in paragraphs
        if one.casefold() not in told and not (len(one) <= MAX_HEAD and (is_related_head(one) or is_basics_head(one)))
    ]  # fmt: skip
    return kept or list(paragraphs)


def without_head_matter(paragraphs: list[str]) -> list[str]:
    """The body behind what some pages print at its head: a section's name, "By X - Published 12 January 2022"."""
    first = 0
    while first < min(HEAD_PARAGRAPHS, len(paragraphs) - 1) and _is_head_matter(paragraphs[first]):
        first += 1
    last = len(paragraphs)
    while last > first + 1 and _is_moment(paragraphs[last - 1]):
        last -= 1
    return paragraphs[first:last]


def _is_head_matter(paragraph: str) -> bool:
    """Whether a short paragraph without a sentence in it is a lone word or tells author and day."""
    if len(paragraph) > HEAD_CHARACTERS or paragraph.rstrip(")").endswith((".", "!", "?", "”", "»", "“", "।", "。")):
        return False
    if _is_moment(paragraph):
        return True
    is_signed = " ".join(paragraph.lower().split()).startswith(_byline_leads())
    return (is_signed and bool(_YEAR.search(paragraph))) or (" " not in paragraph.strip() and paragraph.islower())


def _is_moment(paragraph: str) -> bool:
    """Whether the line is a day and an hour: a year and, in all, nearly as many digits as letters."""
    if len(paragraph) > MOMENT_CHARACTERS or not _YEAR.search(paragraph):
        return False
    digits = sum(letter.isdigit() for letter in paragraph)
    letters = sum(letter.isalpha() for letter in paragraph)
    return digits >= SHORTEST_MOMENT and letters <= digits + digits // 2


@functools.cache
def _byline_leads() -> tuple[str, ...]:
    """Of every language: the page has not yet told its own."""
    leads = (lead for code in known() for lead in words(code, "pages").get("byline_leads", ()))
    return tuple(sorted({f"{lead} " for lead in leads}))
