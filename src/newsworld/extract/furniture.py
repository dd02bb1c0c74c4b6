"""What repeats across an outlet's pages? A small memory of blocks seen, by which furniture is told from reports."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from typing import TYPE_CHECKING, Any

from newsworld.extract import yields
from newsworld.extract.yields import Yield

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsworld.news.articles import Article

MAX_OUTLETS = 4_000
MAX_BLOCKS = 1_500  # per outlet; the longest unseen go first
MIN_LETTERS = 15  # shorter blocks repeat by chance: "Read more", names
MOST = 1_000  # counting stops here
SEEN_BEFORE_FURNITURE = 3  # on so many different pages: a copied paragraph stands on two


class FurnitureMemory:
    """Hashes of blocks by outlet, with the number of pages each was seen on. Bounded; not safe for several threads.

    Of each block the page that last counted is kept, so that a page fetched again (an edited report) counts once.
    """

    def __init__(self) -> None:
        self._outlets: OrderedDict[str, OrderedDict[str, tuple[int, str]]] = OrderedDict()
        self._yields: dict[str, tuple[Yield, ...]] = {}

    def learn(self, outlet: str, page: str, blocks: Iterable[str]) -> None:
        """Count the blocks of one page, each once; `page` is its address."""
        seen = self._outlets.setdefault(outlet, OrderedDict())
        self._outlets.move_to_end(outlet)
        this = _key(page)
        for key in {_key(block) for block in blocks if len(block) >= MIN_LETTERS}:
            count, last = seen.get(key, (0, ""))
            seen[key] = (count, last) if last == this else (min(count + 1, MOST), this)
            seen.move_to_end(key)
        while len(seen) > MAX_BLOCKS:
            seen.popitem(last=False)
        while len(self._outlets) > MAX_OUTLETS:
            self._yields.pop(self._outlets.popitem(last=False)[0], None)

    def is_furniture(self, outlet: str, block: str) -> bool:
        """Whether the block was seen on several of the outlet's pages."""
        seen = self._outlets.get(outlet)
        if seen is None or len(block) < MIN_LETTERS:
            return False
        return seen.get(_key(block), (0, ""))[0] >= SEEN_BEFORE_FURNITURE

    def note(self, outlet: str, page: str, article: Article) -> None:
        """Remember what the page gave, once it was learnt."""
        repeated = sum(len(one) for one in article.paragraphs if self.is_furniture(outlet, one))
        given = Yield(
            page=_key(page),
            characters=len(article.text),
            is_report=article.kind != "not-an-article",
            is_truncated=article.truncated,
            repeated=repeated / max(len(article.text), 1),
        )
        self._yields[outlet] = yields.added(self._yields.get(outlet, ()), given)

    def cautions(self, outlet: str) -> tuple[str, ...]:
        """What the outlet's last pages do not give any more."""
        return yields.cautions(self._yields.get(outlet, ()))

    def knows(self, outlet: str) -> bool:
        """Whether any page of the outlet was seen."""
        return outlet in self._outlets

    def to_row(self, outlet: str) -> dict[str, Any]:
        """What is remembered of one outlet, as plain JSON values."""
        return {
            "outlet": outlet,
            "blocks": {key: list(value) for key, value in self._outlets.get(outlet, {}).items()},
            "yields": [one.to_row() for one in self._yields.get(outlet, ())],
        }

    def from_row(self, row: dict[str, Any]) -> None:
        """Take up what was remembered of one outlet; what is not of this shape is passed over."""
        outlet, blocks = row.get("outlet"), row.get("blocks")
        if not isinstance(outlet, str) or not isinstance(blocks, dict):
            return
        kept: OrderedDict[str, tuple[int, str]] = OrderedDict()
        for key, value in list(blocks.items())[-MAX_BLOCKS:]:
            if isinstance(value, list | tuple) and len(value) == 2 and isinstance(value[0], int):
                kept[str(key)] = (value[0], str(value[1]))
        self._outlets[outlet] = kept
        told = row.get("yields")
        given = (yields.of_row(one) for one in (told if isinstance(told, list) else ()))
        self._yields[outlet] = tuple(one for one in given if one)[-yields.KEPT :]


def _key(block: str) -> str:
    folded = " ".join(block.split()).casefold()
    return hashlib.blake2b(folded.encode("utf-8", "replace"), digest_size=6).hexdigest()
