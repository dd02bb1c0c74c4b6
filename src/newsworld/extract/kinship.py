"""What stands beside a block's element, and beside those above it? Numbers for the block model."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np

from newsworld.extract.blocks import upward
from newsworld.extract.marks import BIT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from newsworld.extract.blocks import Block, Element

_COMMENT = BIT["comment"]
KIN = ("kin", "kin1", "kin2", "kin3", "comments_before", "comments_share")
OWN_AND_ABOVE = 4  # elements: the block's own and three above it
MOST_KIN = 40  # more elements of one kind are many


def kinship(blocks: Sequence[Block], size: NDArray[np.float32]) -> NDArray[np.float32]:
    """How many elements like the block's own, and like the three above it, stand side by side; and where comments are.

    Paragraphs of a report have many brothers, but what holds them has none; comments and teasers have both.
    """
    beside: dict[tuple[int, str], int] = {}
    seen: set[int] = set()
    for block in blocks:
        for element in upward(block.element):
            if element.number in seen or element.parent is None:
                break
            seen.add(element.number)
            key = (element.parent.number, element.signature)
            beside[key] = beside.get(key, 0) + 1
    lines: dict[int, tuple[int, ...]] = {}
    for block in blocks:
        if block.element.number not in lines:
            lines[block.element.number] = _kin_of(block.element, beside)
    kin = np.array([lines[block.element.number] for block in blocks], dtype=np.float32)
    commented = np.array([bool(block.element.inherited & _COMMENT) for block in blocks])
    before = np.cumsum(commented)
    share = np.cumsum(size * commented) / max(float(size.sum()), 1.0)
    return np.column_stack([np.minimum(kin, MOST_KIN), np.minimum(before, MOST_KIN), share]).astype(np.float32)


def _kin_of(element: Element, beside: dict[tuple[int, str], int]) -> tuple[int, ...]:
    line = itertools.islice(upward(element), OWN_AND_ABOVE)
    counts = [beside[one.parent.number, one.signature] for one in line if one.parent is not None]
    return (*counts, *(0,) * (OWN_AND_ABOVE - len(counts)))
