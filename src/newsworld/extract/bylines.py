"""Who wrote it? Names only, without roles, places and the words that lead to them."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Any

from newsworld.extract import jsonld
from newsworld.extract.pages import squeezed
from newsworld.languages import base_code, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from selectolax.lexbor import LexborNode

    from newsworld.extract.blocks import Block
    from newsworld.extract.pages import Page

MAX_NAMES = 20
MAX_LINE = 200
MAX_NAME = 60  # characters; longer is a sentence
MAX_TITLED = 20  # characters of a name and a title in a script without capitals
_ADDRESS = re.compile(r"https?://|www\.|@|\.(?:com|net|org)/")
_BRACKETED = re.compile(r"\s*[(\[][^()\[\]]{0,80}[)\]]")
_AFTER_NAMES = re.compile(r"\s+[|•·–—-]\s+|\d|,?\s+[A-ZÀ-Þ]{2,} [A-ZÀ-Þ]{3,}|:")
_BLANKS = re.compile(r"\s+")
# Where a writer's own page stands on an outlet's site, in the languages of their makers.
_OWN_PAGES = (
    "author", "authors", "autor", "autores", "autoren", "auteur", "auteurs", "autore", "autori", "contributors",
    "journalist", "journalists", "journaliste", "reporter", "reporters", "skribent", "writer", "writers", "muhabir",
    "yazar", "penulis", "avtor", "avtory",
)  # fmt: skip
_MARKED = (
    '[itemprop="author"] [itemprop="name"]', '[itemprop="author"]', '[rel~="author"]',
    *(f'a[href*="/{name}/"]' for name in _OWN_PAGES),
)  # fmt: skip
_BYLINES = '[class*="byline" i], [class*="author" i], [class*="autor" i], [class*="auteur" i], [id="authors"]'
_PART = re.compile(r"(?:[^\W\d_]\.?|['’.-](?=\w)){1,30}$")  # one part of a name
REACH_BEFORE, REACH_AFTER = 4, 10  # blocks around the headline in which a byline stands


def names(page: Page, language: str | None, announced: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The writers' names as the page's data tell them, else its markup, else the source; the outlet's own name last."""
    code = base_code(language)
    own = page.own_names()
    spare: tuple[str, ...] = ()
    for found in _readings(page, code, announced):
        persons = tuple(name for name in found if squeezed(name) not in own)
        if persons:
            return persons
        spare = spare or found
    return spare


def _readings(page: Page, code: str, announced: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """What each signal tells, most trusted first; the dear ones are only read when the others fail."""
    yield _cleaned(_of_node(page.article.get("author"), page), code)
    yield _cleaned(list(page.authors), code)
    yield _cleaned([page.meta(*_METAS)], code)
    yield _cleaned(_of_markup(page), code)
    yield _cleaned(_of_lines(page, code), code)
    yield _cleaned(_labelled(page, code), code)
    yield _named_in_lines(page, code)
    yield _cleaned(list(announced), code)


_METAS = (
    "parsely-author", "articleauthor", "sailthru.author", "dc.creator", "dcterms.creator", "byl", "cxenseparse:author",
)  # fmt: skip


def _of_node(author: Any, page: Page) -> list[str]:
    found = []
    for one in (author if isinstance(author, list) else [author])[:MAX_NAMES]:
        node = _resolved(one, page) if isinstance(one, dict) else one
        name = node.get("name") if isinstance(node, dict) else node
        found += [jsonld.text_of(part) for part in (name if isinstance(name, list) else [name])]
    return [name for name in found if name]


def _resolved(node: jsonld.Node, page: Page) -> jsonld.Node:
    """The node itself, or the one elsewhere on the page that its id names."""
    if node.get("name") or not node.get("@id"):
        return node
    return next((one for one in page.ld if one.get("@id") == node["@id"] and one.get("name")), node)


def _report(page: Page) -> LexborNode | None:
    """The element that holds the report and its headline; an <article> without one may be a teaser."""
    return page.tree.css_first("article:has(h1)") or page.tree.css_first("main") or page.tree.body


def _of_markup(page: Page) -> list[str]:
    root = _report(page)
    found: list[str] = []
    for node in root.css(", ".join(_MARKED))[:4] if root is not None else ():
        name = " ".join(node.text(separator=" ").split())
        if name and len(name) <= MAX_NAME and name not in found:
            found.append(name)
    return found


def signed(blocks: Sequence[Block], language: str | None) -> tuple[str, ...]:
    """The names behind "By" in a line of its own close to the first <h1>: for pages whose data name nobody."""
    code = base_code(language)
    top = next((place for place, block in enumerate(blocks) if block.tag == "h1"), None)
    if top is None:
        return ()
    for block in blocks[max(0, top - REACH_BEFORE) : top + REACH_AFTER]:
        lead = _leads(code).match(block.text) if len(block.text) <= MAX_LINE else None
        if lead:
            found = _cleaned([_names_alone(block.text[lead.end() :], code)], code)
            if found and all(_looks_like_a_name(one) for one in found):
                return found
    return ()


def are_persons(found: tuple[str, ...], page: Page) -> bool:
    """Whether anybody is named but the outlet itself."""
    own = page.own_names()
    return any(squeezed(name) not in own for name in found)


def _names_alone(line: str, code: str) -> str:
    """The line up to what follows its names: a day, a role behind a bar, "Published on"."""
    line = _AFTER_NAMES.split(line)[0]
    return _tails(code).split(line)[0]


def _labelled(page: Page, code: str) -> list[str]:
    """What some systems tell for cards: "twitter:label1" is "Written by", and "twitter:data1" who."""
    pairs = [(page.meta(f"twitter:label{number}"), page.meta(f"twitter:data{number}")) for number in (1, 2)]
    pairs += [(name.removeprefix("twitter:misc:"), page.metas[name]) for name in page.metas if "twitter:misc:" in name]
    return [told for label, told in pairs if _leads(code).match(f"{label} ")]


def _named_in_lines(page: Page, code: str) -> tuple[str, ...]:
    """The names that an element holds alone that calls itself a byline, each in a tag of its own or all in a line."""
    root = _report(page)
    for node in root.css(_BYLINES)[:12] if root is not None else ():
        line = _BLANKS.sub(" ", node.text(separator=", ")).strip(" ,|")
        found = _cleaned([line], code) if len(line) <= MAX_LINE else ()
        if found and (_is_titled(line, code) or all(_looks_like_a_name(one) for one in found)):
            return found
    return ()


def _looks_like_a_name(text: str) -> bool:
    """Two to four capitalised parts: what stands alone in a byline's element may be anything else."""
    parts = text.split()
    return 2 <= len(parts) <= 4 and all(_PART.match(one) for one in parts) and parts[0][0].isupper() and (
        parts[-1][0].isupper()
    )  # fmt: skip


def _of_lines(page: Page, code: str) -> list[str]:
    """What follows "By" in an element that calls itself a byline."""
    found: list[str] = []
    for node in page.tree.css(_BYLINES)[:12]:
        line = _BLANKS.sub(" ", node.text(separator=" ")).strip()
        if len(line) <= MAX_LINE and (lead := _leads(code).match(line)):
            found.append(_names_alone(line[lead.end() :], code))
            break
    return found


def _cleaned(told: list[str], code: str) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for text in told:
        for name in split_names(text, code):
            found.setdefault(name.casefold(), name)
    return tuple(found.values())[:MAX_NAMES]


def split_names(text: str, code: str) -> list[str]:
    """The names of one byline: "By Ann Lee and Bo Kim, Washington correspondents (AP)" gives two."""
    bare = _BRACKETED.sub("", _BLANKS.sub(" ", text[:400])).strip()
    if _ADDRESS.search(bare):
        return []
    bare = _leads(code).sub("", bare)
    parts = (part.strip(' \t,;:|•·–—-/"“”„') for part in _joints(code).split(bare))
    named = [_without_role(part, code) for part in parts if part and len(part) <= MAX_NAME and not part.isdigit()]
    kept = [part for part in named if not _is_role(part, code)]
    return [part for part in kept if part is kept[0] or not _is_degree(part)]


def _is_degree(part: str) -> bool:
    """Whether the part stands behind a name and is none: "MD", "Ph.D."."""
    return part.casefold().replace(".", "").rstrip("*®") in words("en", "pages")["byline_degrees"]


def _without_role(part: str, code: str) -> str:
    """In scripts without capitals a role stands behind the name as a part of the title: "신현주 기자"."""
    return next((part.removesuffix(role).strip() for role in _titles(code) if _is_of(role, part)), part)


def _is_titled(line: str, code: str) -> bool:
    """Whether a short line is a name with such a title behind it."""
    return len(line) <= MAX_TITLED and any(_is_of(role, line) for role in _titles(code))


def _is_of(role: str, part: str) -> bool:
    return part.endswith(role) and len(part) > len(role) + 1


def _titles(code: str) -> list[str]:
    return [
        role for role in words(code, "pages").get("byline_roles", ()) if role[0].isalpha() and not role[0].islower()
    ]


def is_lead(word: str, language: str | None) -> bool:
    """Whether the word leads to a name: "By"."""
    return _leads(base_code(language)).match(f"{word} ") is not None


@functools.cache
def _leads(code: str) -> re.Pattern[str]:
    return re.compile(rf"^(?:{_alternatives(code, 'byline_leads')})[\s:：]+", re.IGNORECASE)


@functools.cache
def _tails(code: str) -> re.Pattern[str]:
    return re.compile(rf",?\s+(?:{_alternatives(code, 'byline_tails')})\b", re.IGNORECASE)


@functools.cache
def _joints(code: str) -> re.Pattern[str]:
    return re.compile(rf"\s*[,;|&、，،／]\s*|\s+(?:{_alternatives(code, 'byline_joints')})\s+", re.IGNORECASE)


def _alternatives(code: str, name: str) -> str:
    own = [*words("en", "pages").get(name, ()), *words(code, "pages").get(name, ())]
    return "|".join(re.escape(one) for one in sorted(set(own), key=len, reverse=True)) or "(?!)"


def _is_role(part: str, code: str) -> bool:
    low = part.casefold()
    roles = (*words("en", "pages").get("byline_roles", ()), *words(code, "pages").get("byline_roles", ()))
    return any(role in low.split() or low == role for role in roles)
