"""What does a block look like? Numbers on its text, its markup, its neighbours and its place; never its words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from newsworld.extract.blocks import MEANINGFUL, Block, Element, upward
from newsworld.extract.kinship import KIN, kinship
from newsworld.extract.marks import MARK_NAMES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

LONG = 80  # characters: about a sentence
MAX_HINTED = 400  # characters; headlines, standfirsts and bylines are shorter
TOLD_HEAD = 60  # characters of a block by which it is looked up in the body that the page's data carry
EASY_UNDER = 40  # characters; most blocks of a page are shorter links: menus, tags, buttons
EASY_LIKELIHOOD = 0.01  # of such a block being part of the report, by count
_STOPS = re.compile(r"[.!?…。！？؟।](?=[\s\"'”’»›)」』]|$)|[。！？]")
_COMMAS = re.compile(r"[,;、，،；]")
_UPPERCASE = re.compile(r"[A-ZÀ-ÞА-ЯΑ-Ω]")
_DIGITS = re.compile(r"\d")
_ENDED = re.compile(r"[.!?…。！？؟।։][\"'”’»›)\]」』]*$")
_ODD = re.compile(r"[©®|»›→►▶•@#_{}<>\\]|https?:|www\.")
_QUOTED = re.compile(r"[\"'“„«‹»「『‘]")
_TAGS = {tag: number for number, tag in enumerate(
    ("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "div", "td", "th", "blockquote", "figcaption", "section",
    "article", "span",
     "pre", "dd", "dt", "header", "footer", "body", "main", "aside", "tr"), 1)}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hints:
    """What the page's data tell beforehand, folded: how the report begins and who signs it."""

    headline: str = ""
    lead: str = ""
    names: tuple[str, ...] = ()
    body: str = ""  # where the page's data carry the report itself


@dataclass(frozen=True, slots=True)
class Look:
    """How the blocks of a page look: one row of `matrix` a block, and which blocks are held alike."""

    matrix: NDArray[np.float32]  # columns: NAMES
    weight: NDArray[np.float64]  # words and a half: how much a block counts
    signatures: NDArray[np.int64]  # blocks of one number are held by the same kind of element
    parents: NDArray[np.int64]  # blocks of one number stand under the same element
    open: NDArray[np.bool_]  # False: a short link, which is furniture without further question


def look_of(blocks: Sequence[Block], hints: Hints) -> Look:
    """The look of a page's blocks; there must be at least one."""
    easy = [_is_easy(block) for block in blocks]
    held: dict[int, tuple[float, ...]] = {}
    own = np.array(
        [_own(block, hints, light, held) for block, light in zip(blocks, easy, strict=True)], dtype=np.float32
    )  # fmt: skip
    signatures = _numbered([_signature(block) for block in blocks])
    parents = _numbered([id(block.element.parent or block.element) for block in blocks])
    texts = _numbered([block.text for block in blocks])
    same = np.minimum(np.bincount(texts)[texts], 20).astype(np.float32)
    kin = kinship(blocks, own[:, 0])
    matrix = np.hstack([own, same[:, None], _places(blocks, own, signatures), _around(own), _marks(blocks), kin])
    weight = np.array([_word_count(block.text) for block in blocks], dtype=np.float64) + 0.5
    return Look(matrix.astype(np.float32, copy=False), weight, signatures, parents, ~np.array(easy))


def _is_easy(block: Block) -> bool:
    size = len(block.text)
    return size < EASY_UNDER and block.link_chars > size * 0.8


def _word_count(text: str) -> float:
    """Words; scripts without spaces count about two characters a word."""
    return text.count(" ") + 1 if text.isascii() else max(text.count(" ") + 1, len(text) / 12)


def _signature(block: Block) -> tuple[str, str]:
    parent = block.element.parent
    return block.element.signature, parent.signature if parent else ""


def _numbered(keys: list[Any]) -> NDArray[np.int64]:
    numbers: dict[Any, int] = {}
    return np.array([numbers.setdefault(key, len(numbers)) for key in keys], dtype=np.int64)


CONTEXT = (
    "guess", *(f"guess{shift:+d}" for shift in (-1, 1, -2, 2, -3, 3)), "window5", "window15", "signature_guess",
    "parent_guess",
    "page_share", "page_weight", "until_here", "before_here", "best_before", "best_after",
)  # fmt: skip


def context(look: Look, guess: NDArray[np.float64]) -> NDArray[np.float32]:
    """What a first guess for every block says of each block's surroundings; columns: CONTEXT."""
    weight = look.weight
    mass = guess * weight
    total = float(mass.sum())
    columns = [guess]
    for shift in (1, 2, 3):
        columns += [_shifted(guess, shift), _shifted(guess, -shift)]
    columns += [_window(mass, weight, 5), _window(mass, weight, 15)]
    for ids in (look.signatures, look.parents):
        columns.append((np.bincount(ids, weights=mass) / np.bincount(ids, weights=weight))[ids])
    until = np.cumsum(mass) / max(total, 1e-9)
    count = len(guess)
    columns += [
        np.full(count, total / weight.sum()), np.full(count, total), until, until - mass / max(total, 1e-9),
        np.maximum.accumulate(guess), np.maximum.accumulate(guess[::-1])[::-1],
    ]  # fmt: skip
    return np.column_stack(columns).astype(np.float32)


def _shifted(values: NDArray[np.float64], shift: int) -> NDArray[np.float64]:
    """Each block's neighbour `shift` places before (or after, if negative); 0 beyond the ends."""
    out = np.zeros_like(values)
    if abs(shift) < len(values):
        if shift > 0:
            out[shift:] = values[:-shift]
        else:
            out[:shift] = values[-shift:]
    return out


def _window(mass: NDArray[np.float64], weight: NDArray[np.float64], reach: int) -> NDArray[np.float64]:
    """The weighted mean over the blocks up to `reach` places away."""
    place = np.arange(len(mass))
    low, high = np.maximum(place - reach, 0), np.minimum(place + reach + 1, len(mass))
    sums, weights = np.concatenate(([0.0], np.cumsum(mass))), np.concatenate(([0.0], np.cumsum(weight)))
    result: NDArray[np.float64] = (sums[high] - sums[low]) / (weights[high] - weights[low])
    return result


_OWN = (
    "chars", "words", "links", "link_share", "bold_share", "italic_share", "stops", "commas", "uppercase", "digits",
    "ended", "odd", "quoted", "tag", "depth", "has_time", "broken", "opens_linked", "colon", "lower_start",
    "is_headline", "lead_overlap", "names_writer", "told_body", "parent_chars", "parent_blocks", "parent_links",
    "parent_long", "outer_chars", "outer_links", "outer_long_share", "outer2_chars", "outer2_links", "mean_word",
)  # fmt: skip


def _own(block: Block, hints: Hints, light: bool, held: dict[int, tuple[float, ...]]) -> tuple[float, ...]:
    text = block.text
    size = len(text)
    words = text.count(" ") + 1
    element = block.element
    around = held.get(element.number)
    if around is None:
        around = held[element.number] = _holding(element)
    return (
        size, words, block.links, block.link_chars / size, block.bold_chars / size, block.italic_chars / size,
        *(_NOTHING if light else _counted(text, size)), _TAGS.get(element.tag, 0), element.depth, block.has_time,
        block.broken, block.opens_linked, *(_UNTOLD if light else _hinted(text, size, hints)),
        *around, size / words,
    )  # fmt: skip


def _holding(element: Element) -> tuple[float, ...]:
    outer = element.parent or element
    outer2 = outer.parent or outer
    return (
        element.chars, element.blocks, _share(element.link_chars, element.chars), element.long_chars,
        outer.deep_chars, _share(outer.deep_links, outer.deep_chars), _share(element.deep_chars, outer.deep_chars),
        outer2.deep_chars, _share(outer2.deep_links, outer2.deep_chars),
    )  # fmt: skip


_NOTHING = (0.0,) * 7
_UNTOLD = (0.0,) * 5 + (-1.0,)


def _counted(text: str, size: int) -> tuple[float, ...]:
    return (
        len(_STOPS.findall(text)), len(_COMMAS.findall(text)), len(_UPPERCASE.findall(text)) / size,
        len(_DIGITS.findall(text)) / size, _ENDED.search(text[-6:]) is not None, len(_ODD.findall(text)),
        _QUOTED.match(text) is not None,
    )  # fmt: skip


def _hinted(text: str, size: int, hints: Hints) -> tuple[float, ...]:
    low = text[:MAX_HINTED].casefold()
    short = size < MAX_HINTED
    told = -1.0 if not hints.body else float(low[:TOLD_HEAD] in hints.body)
    return (
        text.endswith(":"), text[0].islower(), short and low == hints.headline, _overlap(low, hints.lead),
        short and any(name in low for name in hints.names), told,
    )  # fmt: skip


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _overlap(low: str, lead: str) -> float:
    """How much of the announced lead the block begins with, 0 to 1."""
    if not lead:
        return 0.0
    if low == lead:
        return 1.0
    head = lead[:40]
    return 0.9 if low.startswith(head) else 0.5 if head in low or (len(low) > 20 and low in lead) else 0.0


_PLACE = (
    "rank", "rank_share", "chars_before", "chars_after_share", "long_before", "long_after", "since_long",
    "until_long", "after_headline", "signature_blocks", "signature_chars_share", "signature_links",
    "signature_long_share", "main_parent", "main_distance", "main_share", "repeated", "in_main_outer",
    "same_parent_prev", "same_parent_next", "position_in_parent",
)  # fmt: skip


def _places(blocks: Sequence[Block], own: NDArray[np.float32], signatures: NDArray[np.int64]) -> NDArray[np.float32]:
    count = len(blocks)
    size, link_share = own[:, 0], own[:, 3]
    is_long = (size >= LONG) & (link_share < 0.3)
    before = np.concatenate(([0.0], np.cumsum(size)[:-1]))
    total = float(size.sum()) or 1.0
    longs = np.cumsum(is_long)
    rank = np.arange(count)
    since, until = _gaps(is_long)
    headline = _headline_place(own)
    signature = _signatures(signatures, own, is_long)
    tree = _tree_places(blocks, is_long, size)
    columns = [
        rank, rank / count, before / total, 1 - (before + size) / total, longs - is_long, longs[-1] - longs, since,
        until,
        np.clip(rank - headline, -50, 200), *signature, *tree,
    ]  # fmt: skip
    return np.column_stack(columns).astype(np.float32)


def _gaps(is_long: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Blocks since the last long one and until the next, up to 50."""
    rank = np.arange(len(is_long))
    last = np.maximum.accumulate(np.where(is_long, rank, -50))
    last = np.concatenate(([-50], last[:-1]))
    following = np.minimum.accumulate(np.where(is_long, rank, len(is_long) + 50)[::-1])[::-1]
    following = np.concatenate((following[1:], [len(is_long) + 50]))
    return np.minimum(rank - last, 50), np.minimum(following - rank, 50)


def _headline_place(own: NDArray[np.float32]) -> int:
    """Where the headline stands: the block that repeats it as a heading, else the first <h1>, else the top."""
    same = np.flatnonzero(own[:, _OWN.index("is_headline")] > 0)
    heads = np.flatnonzero(own[:, _OWN.index("tag")] == _TAGS["h1"])
    both = np.intersect1d(same, heads)
    for group in (both, same, heads):
        if len(group):
            return int(group[0])
    return 0


def _signatures(
    ids: NDArray[np.int64], own: NDArray[np.float32], is_long: NDArray[np.bool_]
) -> list[NDArray[np.float64]]:
    """Of all blocks held by the same kind of element: number, share of long text, links, share of long ones."""
    number = np.bincount(ids).astype(np.float64)
    chars = np.bincount(ids, weights=own[:, 0])
    links = np.bincount(ids, weights=own[:, 0] * own[:, 3])
    long_chars = np.bincount(ids, weights=own[:, 0] * is_long)
    all_long = max(float(long_chars.sum()), 1.0)
    longs = np.bincount(ids, weights=is_long)
    return [number[ids], (long_chars / all_long)[ids], (links / np.maximum(chars, 1))[ids], (longs / number)[ids]]


def _tree_places(
    blocks: Sequence[Block], is_long: NDArray[np.bool_], size: NDArray[np.float32]
) -> list[NDArray[np.float32]]:
    """Where each block stands beside the element that holds most of the page's long text directly."""
    parents = [block.element.parent or block.element for block in blocks]
    held: dict[int, float] = {}
    for parent, chars, long in zip(parents, size.tolist(), is_long.tolist(), strict=True):
        if long:
            held[parent.number] = held.get(parent.number, 0.0) + chars
    best = max(held, key=lambda number: held[number], default=-1)
    main = next((parent for parent in parents if parent.number == best), None)
    line = {element.number: steps for steps, element in enumerate(upward(main))}
    distances: dict[int, tuple[int, int]] = {}
    all_long = sum(held.values()) or 1.0
    rows = []
    seen: set[str] = set()
    in_parent: dict[int, int] = {}
    for place, (block, parent) in enumerate(zip(blocks, parents, strict=True)):
        down, up = _steps(block.element, line, distances)
        index = in_parent.get(parent.number, 0)
        in_parent[parent.number] = index + 1
        rows.append((
            parent is main, down + up, held.get(parent.number, 0.0) / all_long, block.text in seen, up <= 1,
            place > 0 and parents[place - 1] is parent, place + 1 < len(parents) and parents[place + 1] is parent,
            index,
        ))  # fmt: skip
        seen.add(block.text)
    return list(np.array(rows, dtype=np.float32).T)


def _steps(element: Element, line: dict[int, int], known: dict[int, tuple[int, int]]) -> tuple[int, int]:
    """Steps from the element up to the main element's line, and from there along it to the main element."""
    climbed: list[int] = []
    found = (element.depth, len(line))  # where the two have nothing in common
    for one in upward(element):
        if one.number in known:
            found = known[one.number]
            break
        if one.number in line:
            found = known[one.number] = (0, line[one.number])
            break
        climbed.append(one.number)
    for steps, number in enumerate(reversed(climbed), 1):
        known[number] = (found[0] + steps, found[1])
    return known.get(element.number, found)


_SHIFTED = ("chars", "link_share", "ended", "tag", "stops", "bold_share")
_SHIFTS = (-2, -1, 1, 2)
_AROUND = tuple(f"{name}{shift:+d}" for shift in _SHIFTS for name in _SHIFTED)


def _around(own: NDArray[np.float32]) -> NDArray[np.float32]:
    columns = [_OWN.index(name) for name in _SHIFTED]
    part = own[:, columns]
    out = []
    for shift in _SHIFTS:
        moved = np.full_like(part, -1.0)
        if shift < 0:
            moved[-shift:] = part[:shift]
        else:
            moved[:-shift] = part[shift:]
        out.append(moved)
    return np.hstack(out)


_MARKS = (
    tuple(f"own_{name}" for name in MARK_NAMES)
    + tuple(f"near_{name}" for name in MARK_NAMES)
    + tuple(f"far_{name}" for name in MARK_NAMES)
    + tuple(f"in_{tag}" for tag in MEANINGFUL)
)


def _marks(blocks: Sequence[Block]) -> NDArray[np.float32]:
    """Bits of the element's own marks, of those two levels above, of all further up, and the tags above."""
    numbers = np.array([_mark_numbers(block) for block in blocks], dtype=np.int64)
    bits = np.arange(len(MARK_NAMES))
    parts = [(numbers[:, [column]] >> bits) & 1 for column in range(3)]
    parts.append((numbers[:, [3]] >> np.arange(len(MEANINGFUL))) & 1)
    return np.hstack(parts).astype(np.float32)


def _mark_numbers(block: Block) -> tuple[int, int, int, int]:
    element = block.element
    near = far = 0
    parent = element.parent
    if parent is not None:
        near = parent.marks
        if parent.parent is not None:
            near |= parent.parent.marks
            far = parent.parent.parent.inherited if parent.parent.parent is not None else 0
    return element.marks | block.inline_marks, near, far, element.above


NAMES = (*_OWN, "same_texts", *_PLACE, *_AROUND, *_MARKS, *KIN)
