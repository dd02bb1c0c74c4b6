"""What repeats across an outlet's pages? A small memory of blocks seen, by which furniture is told from reports."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_OUTLETS = 4_000
MAX_BLOCKS = 1_500  # per outlet; the longest unseen go first
MIN_LETTERS = 15  # shorter blocks repeat by chance: "Read more", names
SEEN_BEFORE_FURNITURE = 3  # on so many different pages: a copied paragraph stands on two


class FurnitureMemory:
    """Hashes of blocks by outlet, with the number of pages each was seen on. Bounded; not safe for several threads."""

    def __init__(self) -> None:
        self._outlets: OrderedDict[str, OrderedDict[str, int]] = OrderedDict()

    def learn(self, outlet: str, blocks: Iterable[str]) -> None:
        """Count the blocks of one page, each once."""
        seen = self._outlets.setdefault(outlet, OrderedDict())
        self._outlets.move_to_end(outlet)
        for key in {_key(block) for block in blocks if len(block) >= MIN_LETTERS}:
            seen[key] = min(seen.get(key, 0) + 1, 1_000)
            seen.move_to_end(key)
        while len(seen) > MAX_BLOCKS:
            seen.popitem(last=False)
        while len(self._outlets) > MAX_OUTLETS:
            self._outlets.popitem(last=False)

    def is_furniture(self, outlet: str, block: str) -> bool:
        """Whether the block was seen on several of the outlet's pages."""
        seen = self._outlets.get(outlet)
        return seen is not None and len(block) >= MIN_LETTERS and seen.get(_key(block), 0) >= SEEN_BEFORE_FURNITURE

    def knows(self, outlet: str) -> bool:
        """Whether any page of the outlet was seen."""
        return outlet in self._outlets

    def to_row(self, outlet: str) -> dict[str, Any]:
        """What is remembered of one outlet, as plain JSON values."""
        return {"outlet": outlet, "blocks": dict(self._outlets.get(outlet, {}))}

    def from_row(self, row: dict[str, Any]) -> None:
        """Take up what was remembered of one outlet."""
        blocks = row.get("blocks")
        if isinstance(row.get("outlet"), str) and isinstance(blocks, dict):
            kept = [(str(key), int(number)) for key, number in blocks.items()][-MAX_BLOCKS:]
            self._outlets[row["outlet"]] = OrderedDict(kept)


def _key(block: str) -> str:
    folded = " ".join(block.split()).casefold()
    return hashlib.blake2b(folded.encode("utf-8", "replace"), digest_size=6).hexdigest()
