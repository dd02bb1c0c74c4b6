"""Fingerprints of a text: what is left of it when only the question remains whether another text holds the same words.

A text's shingles are all its runs of four words, each hashed to 32 bits; its sketch is the fixed fraction of them whose
hash is lowest. Two sketches hold the same sample of what their texts share, so a text that was cut to a tenth, or set
among other matter, still meets its origin in an index of sketches. (MinHash bands, the usual way, answer for whole
texts only: a half that was cut out of a text has a Jaccard of .5 with it and is lost in most bandings.)
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

WORD = re.compile(r"\w+(?:[.,:]\d+)*")
RUN = 4  # words of a shingle: 5 lose reworded copies, 3 meet by chance in one trade's phrases
MAX_BYTES = 2**16  # of a text that are looked at
LONGEST_WORDS = 20  # bytes a word on average: above that the script writes no spaces
SKETCH_FRACTION = 32  # one shingle in so many goes into the sketch; a page of 1,000 words leaves 31
LEAST_SKETCH = 32  # shingles of a sketch at least: small texts keep all or most of theirs
_KEEP_BELOW = np.uint32(2**32 // SKETCH_FRACTION - 1)
_A = np.uint64(6364136223846793005)  # Knuth's multiplier for 64-bit sequences (MMIX)
_B = np.uint64(0xBF58476D1CE4E5B9)  # of SplitMix64's finisher
_SPACE = 32
_INVERSE_OF_A = np.uint64(pow(int(_A), -1, 2**64))
_POWERS = np.cumprod(np.full(MAX_BYTES, _A, dtype=np.uint64))
_INVERSES = np.cumprod(np.full(MAX_BYTES, _INVERSE_OF_A, dtype=np.uint64))
# What a byte counts as: letters, digits and all beyond ASCII as themselves, white space as one space, the rest nothing.
_LETTERS = np.array(
    [_SPACE if chr(b).isspace() else b if b >= 128 or chr(b).isalnum() else 0 for b in range(256)], dtype=np.uint8
)


def words_in(text: str) -> list[str]:
    """The words and numbers of a text, in order, as written."""
    return WORD.findall(text)


def shingles(text: str) -> NDArray[np.uint32]:
    """Hashes of every run of RUN words (of characters where no spaces stand between words), sorted, each once.

    Case, ASCII punctuation and the kind of white space make no difference. Looks at the first MAX_BYTES of UTF-8.
    """
    ids = _word_hashes(text[:MAX_BYTES].lower())
    width = min(RUN, len(ids))
    mixed = np.zeros(len(ids) - width + 1 if width else 0, dtype=np.uint64)
    for at in range(width):
        mixed = mixed * _A + ids[at : len(ids) - width + 1 + at]
    mixed ^= mixed >> np.uint64(29)
    mixed *= _B
    hashes = np.sort((mixed >> np.uint64(32)).astype(np.uint32))
    if len(hashes) < 2:
        return hashes
    first = np.ones(len(hashes), dtype=bool)
    np.not_equal(hashes[1:], hashes[:-1], out=first[1:])
    return hashes[first]  # np.unique, ten times as fast on a page


def _word_hashes(text: str) -> NDArray[np.uint64]:
    """A hash of each word, by differences of one running polynomial over the bytes: no loop over words."""
    raw = _LETTERS[np.frombuffer(text.encode("utf-8", "replace")[:MAX_BYTES], dtype=np.uint8)]
    letters = raw[raw != 0]
    inside = np.zeros(len(letters) + 2, dtype=bool)
    np.not_equal(letters, _SPACE, out=inside[1:-1])
    starts = np.flatnonzero(inside[1:] & ~inside[:-1])
    if len(starts) * LONGEST_WORDS < len(letters):
        return np.frombuffer("".join(text.split()).encode("utf-32-le", "replace"), dtype=np.uint32).astype(np.uint64)
    ends = np.flatnonzero(inside[:-1] & ~inside[1:])
    running = np.zeros(len(letters) + 1, dtype=np.uint64)
    np.cumsum(letters * _POWERS[: len(letters)], out=running[1:])
    return ((running[ends] - running[starts]) * _INVERSES[starts]).astype(np.uint64, copy=False)


def sketch(hashes: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """The shingles that stand for the whole in an index: a fixed fraction of a long text, more of a small one."""
    return hashes[: max(LEAST_SKETCH, int(np.searchsorted(hashes, _KEEP_BELOW)))]


def containment(part: NDArray[np.uint32], whole: NDArray[np.uint32]) -> float:
    """Share of `part`'s shingles that stand in `whole`, 0 to 1."""
    if not len(part) or not len(whole):
        return 0.0
    at = np.searchsorted(whole, part)
    at[at == len(whole)] = 0
    return float(np.count_nonzero(whole[at] == part)) / len(part)
