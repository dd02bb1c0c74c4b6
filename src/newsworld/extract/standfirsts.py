"""What is the sentence or two under the headline? As the page shows it, else as it describes itself."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from newsworld.extract import bylines, jsonld
from newsworld.extract.marks import BIT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsworld.extract.blocks import Block
    from newsworld.extract.pages import Page

REACH = 8  # blocks below <h1> in which a lead stands
SHORTEST, LONGEST = 40, 700  # characters of a lead that the page shows
CUT = ("…", "...")
HEAD = 60  # characters by which a cut description is known in the body
_OTHER = BIT["caption"] | BIT["hidden"] | BIT["ad"] | BIT["plea"]


def standfirst(
    page: Page, blocks: Sequence[Block], headline: str | None, names: tuple[str, ...], summary: str, body: Sequence[str]
) -> str | None:
    """The lead that stands under the headline, else the page's description, else the source's `summary`."""
    shown = _shown(blocks, (headline or "").casefold())
    if shown:
        return shown
    told = _tidy(page.meta("og:description", "description") or jsonld.text_of(page.article.get("description")))
    told = told or _tidy(summary)
    told = _unsigned(told, names, page.language)
    is_cut = told.endswith(CUT) and bool(body) and body[0].startswith(told.rstrip(" .…")[:HEAD])
    is_other = told.casefold() in {(headline or "").casefold(), *(name.casefold() for name in names), *_of_site(page)}
    return None if is_cut or is_other else told or None


def _tidy(text: str) -> str:
    return " ".join(html.unescape(text).split())


def _shown(blocks: Sequence[Block], headline: str) -> str | None:
    """The block near <h1> whose element calls itself a lead."""
    start = next((place for place, block in enumerate(blocks) if block.tag == "h1"), None)
    near = blocks[start + 1 : start + 1 + REACH] if start is not None else ()
    leads = (block.text for block in near if _is_lead(block))
    return next((text for text in leads if not (headline and headline in text.casefold())), None)


def _is_lead(block: Block) -> bool:
    size, parent = len(block.text), block.element.parent
    marks, outer = block.element.marks | block.inline_marks, parent.marks if parent else 0
    is_marked = bool(marks & BIT["lead"]) and not (marks | outer) & _OTHER and not outer & BIT["related"]
    return is_marked and SHORTEST <= size <= LONGEST and block.link_chars < size * 0.3


def _unsigned(text: str, names: tuple[str, ...], language: str | None) -> str:
    """The text without a byline that some outlets close it with: "... talks ended. By Ann Lee."."""
    for name in names:
        place = text.rfind(name)
        if place > 0 and len(text) - place <= len(name) + 1:
            head, _, lead = text[:place].rstrip().rpartition(" ")
            if head and bylines.is_lead(lead, language):
                return head.rstrip()
    return text


def _of_site(page: Page) -> set[str]:
    """What the outlet says of itself, folded: some pages describe themselves with it."""
    kinds = {"WebSite", "Organization", "NewsMediaOrganization"}
    told = (jsonld.text_of(node.get("description")) for node in page.ld if kinds & set(jsonld.types(node)))
    return {one.casefold() for one in told if one}
