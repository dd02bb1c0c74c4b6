"""How is a page built? One walk over its tree gives its blocks of text, each with the elements that hold it."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newsworld.extract.marks import HIDDEN, marks_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborHTMLParser, LexborNode

MAX_BLOCKS = 6_000  # a page with more is no article; the rest is not looked at
MAX_NODES = 200_000
INLINE = frozenset((
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u",
    "var", "wbr", "nobr", "ruby", "rb", "o:p",
))  # fmt: skip
SKIPPED = frozenset((
    "script", "style", "noscript", "template", "svg", "iframe", "object", "embed", "canvas", "video", "audio", "map",
    "select", "textarea", "input", "button", "img", "math", "head", "title", "meta", "link", "source", "picture",
    "rt", "rp", "frameset", "noframes", "datalist", "progress", "meter", "dialog", "-comment", "_comment", "!--",
    "-doctype",
))  # fmt: skip
_CELLS = frozenset(("td", "th"))
CELL_JOINT = " | "
MAX_MEASURED = 3_000_000  # tables may nest, and each is measured once a level
MAX_CELL = 80  # characters; a longer cell holds a paragraph of its own
_BOLD = frozenset(("b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th", "dt"))
_ITALIC = frozenset(("i", "em", "cite", "small"))
_ENDED = re.compile(r"[.!?…。！？؟।։][\"'”’»›)\]」』]*\s*$")
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


@dataclass(slots=True)
class Element:
    """A block-level element: where it stands, what its class and id say, what it holds."""

    tag: str
    parent: Element | None
    number: int
    depth: int
    marks: int  # of its own class, id, role
    inherited: int  # of it and all above it
    signature: str
    above: int  # bits of MEANINGFUL: it stands in an article, an aside, a nav ...
    chars: int = 0
    link_chars: int = 0
    blocks: int = 0
    long_chars: int = 0  # in its own blocks of a sentence and more, few of it links
    deep_chars: int = 0  # chars of all blocks below it
    deep_links: int = 0
    is_row: bool = False  # a row of figures and names, told as one block


@dataclass(slots=True)
class Block:
    """A run of text that a reader sees as one paragraph, heading, list item or label."""

    text: str
    element: Element
    link_chars: int = 0
    links: int = 0
    bold_chars: int = 0
    italic_chars: int = 0
    has_time: bool = False
    inline_marks: int = 0  # of the spans inside
    broken: bool = False  # parted from its neighbour by <br>, not by an element
    opens_linked: bool = False
    href: str = ""  # of the first link in it

    @property
    def tag(self) -> str:
        """The tag of the element that holds it."""
        return self.element.tag


def upward(element: Element | None) -> Iterator[Element]:
    """The element and all above it."""
    while element is not None:
        yield element
        element = element.parent


MEANINGFUL = (
    "article", "main", "section", "aside", "nav", "header", "footer", "form", "figure", "figcaption", "blockquote",
    "ul", "ol", "li", "table", "dl", "details", "address", "label",
)  # fmt: skip
_MEANINGFUL = {tag: 1 << place for place, tag in enumerate(MEANINGFUL)}


@dataclass(slots=True)
class _Walk:
    blocks: list[Block] = field(default_factory=list)
    tags: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    pieces: list[str] = field(default_factory=list)
    link_chars: int = 0
    links: int = 0
    bold_chars: int = 0
    italic_chars: int = 0
    has_time: bool = False
    inline_marks: int = 0
    opens_linked: bool = False
    broken: bool = False
    href: str = ""
    chars: int = 0
    touched: bool = False  # anything since the last block ended
    measured: int = 0  # characters of table cells looked at

    def flush(self, element: Element, broken: bool = False) -> None:
        """End the current block, if any words stand in it."""
        if not self.touched and not broken:
            return
        if self.pieces:
            text = " ".join("".join(self.pieces).split())
            if text:
                self._keep(Block(text, element))
        self.pieces = []
        self.link_chars = self.links = self.bold_chars = self.italic_chars = self.inline_marks = self.chars = 0
        self.has_time = self.opens_linked = False
        self.href = ""
        self.broken = self.touched = broken

    def _keep(self, block: Block) -> None:
        block.link_chars, block.links = min(self.link_chars, len(block.text)), self.links
        block.bold_chars, block.italic_chars = min(self.bold_chars, len(block.text)), self.italic_chars
        block.has_time, block.inline_marks = self.has_time, self.inline_marks
        block.broken, block.opens_linked, block.href = self.broken, self.opens_linked, self.href
        self.blocks.append(block)
        element = block.element
        size = len(block.text)
        element.blocks += 1
        element.chars += size
        element.link_chars += block.link_chars
        element.deep_chars += size
        element.deep_links += block.link_chars
        if size >= 80 and block.link_chars < size * 0.3:
            element.long_chars += size


def blocks_of(tree: LexborHTMLParser) -> list[Block]:
    """The blocks of a page's body, in order; elements that hold no prose (scripts, media, controls) left out."""
    return walked(tree)[0]


def walked(tree: LexborHTMLParser) -> tuple[list[Block], dict[str, int]]:
    """The blocks, and how often each tag was met."""
    body = tree.body
    if body is None:
        return [], {}
    walk = _Walk()
    _descend(body, Element("body", None, 0, 0, 0, 0, "body", 0), walk)
    return walk.blocks, walk.tags


def _descend(body: LexborNode, root: Element, walk: _Walk) -> None:
    """Depth first with a stack of our own: markup may nest deeper than Python may call."""
    element, style, node = root, 0, body.first_child  # style bits: 1 in a link, 2 bold, 4 italic
    stack: list[tuple[LexborNode, Element, int]] = []  # open elements, each with the block element and style around it
    tags = walk.tags
    for number in range(1, MAX_NODES):
        if node is None:
            if not stack or len(walk.blocks) > MAX_BLOCKS:
                break
            node, outer, style = stack.pop()
            if outer is not element:
                walk.flush(element)
                outer.deep_chars += element.deep_chars
                outer.deep_links += element.deep_links
                element = outer
            node = node.next
            continue
        tag = node.tag or ""
        tags[tag] += 1
        if tag == "-text":
            text = node.text_content
            if text and (walk.pieces or not text.isspace()):
                _take_text(text, walk, style)
        elif tag == "br":
            _take_break(node, element, walk)
        elif tag not in SKIPPED:
            stack.append((node, element, style))
            element, style = _entered(node, tag, element, style, number, walk)
            node = node.first_child
            continue
        node = node.next
    walk.flush(element)
    while element.parent is not None:  # what a bound left open
        element.parent.deep_chars += element.deep_chars
        element.parent.deep_links += element.deep_links
        element = element.parent


def _entered(node: LexborNode, tag: str, element: Element, style: int, number: int, walk: _Walk) -> tuple[Element, int]:
    """The block element and the style inside the node; a block-level one ends the block before it."""
    if tag in _CELLS and element.is_row:
        walk.pieces.append(CELL_JOINT if walk.pieces else "")
        walk.touched = True
        return element, style
    if tag in INLINE:
        return element, style | _take_inline(node, tag, walk)
    walk.flush(element)
    opened = _opened(node, tag, element, number)
    if tag == "tr":
        opened.is_row = _is_data_row(node, walk)
    return opened, (style & 1) | (2 if tag in _BOLD else 0)


def _is_data_row(row: LexborNode, walk: _Walk) -> bool:
    """Whether the row holds short cells, and not the columns of a page that is laid out by a table."""
    cells = 0
    for cell in row.iter():
        if walk.measured > MAX_MEASURED:
            return False
        cells += 1
        if cell.first_child is not None:
            text = cell.text(strip=True)
            walk.measured += len(text)
            if len(text) > MAX_CELL:
                return False
    return cells > 1


def _take_text(text: str, walk: _Walk, style: int) -> None:
    walk.pieces.append(text)
    walk.touched = True
    if style:
        size = len(text.strip())
        if style & 1:
            walk.opens_linked = walk.opens_linked or (walk.chars == 0 and size > 0)
            walk.link_chars += size
        if style & 2:
            walk.bold_chars += size
        if style & 4:
            walk.italic_chars += size
    if not walk.chars:
        walk.chars = len(text.strip())


def _take_break(node: LexborNode, element: Element, walk: _Walk) -> None:
    """A line break ends a block after a sentence or before another break; else it is a space."""
    following = node.next
    while following is not None and following.tag == "-text" and not (following.text_content or "").strip():
        following = following.next
    doubled = following is not None and following.tag == "br"
    last = next((piece for piece in reversed(walk.pieces[-4:]) if piece.strip()), "")
    if doubled or _ENDED.search(last[-12:]):
        walk.flush(element, broken=True)
    else:
        walk.pieces.append(" ")
        walk.touched = True


def _take_inline(node: LexborNode, tag: str, walk: _Walk) -> int:
    walk.touched = True
    if tag == "a":
        walk.links += 1
        walk.href = walk.href or node.attributes.get("href") or ""
        return 1
    if tag == "time":
        walk.has_time = True
    elif tag == "span":
        attributes = node.attributes
        if attributes:
            walk.inline_marks |= marks_of(attributes.get("class"), attributes.get("id"), attributes.get("itemprop"))
    return 2 if tag in _BOLD else 4 if tag in _ITALIC else 0


def _opened(node: LexborNode, tag: str, parent: Element, number: int) -> Element:
    attributes = node.attributes
    marks = 0
    signature = tag
    if attributes:
        classes = attributes.get("class") or ""
        marks = marks_of(classes, attributes.get("id"), attributes.get("itemprop") or attributes.get("role"))
        if "hidden" in attributes or attributes.get("aria-hidden") == "true":
            marks |= HIDDEN
        style = attributes.get("style")
        if style and _UNSEEN.search(style):
            marks |= HIDDEN
        if classes:
            signature = f"{tag}.{classes}"
    above = parent.above | _MEANINGFUL.get(tag, 0)
    return Element(tag, parent, number, parent.depth + 1, marks, parent.inherited | marks, signature, above)
