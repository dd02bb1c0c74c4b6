"""Fingerprints of a text: what is left of it when only the question remains whether another text holds the same words.

A text's shingles are all its runs of four words, each hashed to 64 bits; its sketch is the fixed fraction of them whose
hash is lowest. Two sketches hold the same sample of what their texts share, so a text that was cut to a tenth, or set
among other matter, still meets its origin in an index of sketches. (MinHash bands, the usual way, answer for whole
texts only: a half that was cut out of a text has a Jaccard of .5 with it and is lost in most bandings.)
"""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

Shingles = "NDArray[np.uint64]"

WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+")
RUN = 4  # words of a shingle: 5 lose reworded copies, 3 meet by chance in one trade's phrases
SKETCH_FRACTION = 16  # one shingle in so many goes into the sketch; a page of 800 words leaves 50
LEAST_SKETCH = 64  # shingles of a sketch at least: small texts keep all or most of theirs
_KEEP_BELOW = np.uint64(2**64 // SKETCH_FRACTION - 1)
_A = np.uint64(6364136223846793005)  # Knuth's multiplier for 64-bit sequences (MMIX)
_B = np.uint64(0xBF58476D1CE4E5B9)  # of SplitMix64's finisher
_REMEMBERED_WORDS = 200_000


class _WordHashes(dict[str, int]):
    """CRC-32 of each word, remembered: the same in every process, unlike `hash`."""

    def __missing__(self, word: str) -> int:
        if len(self) >= _REMEMBERED_WORDS:
            self.clear()
        value = self[word] = zlib.crc32(word.encode("utf-8", "surrogatepass"))
        return value


_hashes = _WordHashes()


def words_in(text: str) -> list[str]:
    """The words and numbers of a text, in order, as written."""
    return WORD.findall(text)


def shingles(words: Sequence[str]) -> NDArray[np.uint64]:
    """Hashes of every run of RUN words, sorted, without repeats. Give the words in lower case."""
    ids = np.fromiter(map(_hashes.__getitem__, words), dtype=np.uint64, count=len(words))
    if len(ids) < RUN:
        return np.unique(ids)
    mixed = np.zeros(len(ids) - RUN + 1, dtype=np.uint64)
    for at in range(RUN):
        mixed = mixed * _A + ids[at : len(ids) - RUN + 1 + at]
    mixed ^= mixed >> np.uint64(29)
    mixed *= _B
    mixed ^= mixed >> np.uint64(32)
    return np.unique(mixed)


def sketch(hashes: NDArray[np.uint64]) -> list[int]:
    """The shingles that stand for the whole in an index: a fixed fraction of a long text, more of a small one."""
    kept: list[int] = hashes[: max(LEAST_SKETCH, int(np.searchsorted(hashes, _KEEP_BELOW)))].tolist()
    return kept


def containment(part: NDArray[np.uint64], whole: NDArray[np.uint64]) -> float:
    """Share of `part`'s shingles that stand in `whole`, 0 to 1."""
    if not len(part) or not len(whole):
        return 0.0
    at = np.searchsorted(whole, part)
    at[at == len(whole)] = 0
    return float(np.count_nonzero(whole[at] == part)) / len(part)
