"""How likely is each block part of the report? Boosted oblivious trees, evaluated with numpy.

Every tree asks the same few questions of all blocks and looks the answer up by their bits, so that a page takes about a
millisecond. The file is written by scripts/train_blocks.py.
"""

from __future__ import annotations

import functools
import io
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

ROWS_AT_ONCE = 32  # their answers fit into the cache and are not asked of the system anew: three times as fast as 512


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees of one depth: which column each question reads, where it cuts, and the answers' weights."""

    columns: NDArray[np.int64]  # trees x depth
    cuts: NDArray[np.float32]  # trees x depth; infinite where a tree asks less
    leaves: NDArray[np.float32]  # trees x 2 ** depth
    bias: float

    def likelihood(self, matrix: NDArray[np.float32]) -> NDArray[np.float64]:
        """For each row the chance from 0 to 1."""
        parts = [self._margin(matrix[start : start + ROWS_AT_ONCE]) for start in range(0, len(matrix), ROWS_AT_ONCE)]
        margin = np.concatenate(parts) if parts else np.zeros(0)
        result: NDArray[np.float64] = 1 / (1 + np.exp(-margin))
        return result

    def _margin(self, matrix: NDArray[np.float32]) -> NDArray[np.float64]:
        trees, depth = self.columns.shape
        bits = matrix[:, self.columns.ravel()] > self.cuts.ravel()
        powers = (1 << np.arange(depth)).astype(np.float32)
        index = (bits.reshape(-1, depth).astype(np.float32) @ powers).astype(np.int64).reshape(-1, trees)
        index += np.arange(trees) * (1 << depth)
        result: NDArray[np.float64] = self.leaves.ravel()[index].sum(axis=1, dtype=np.float64) + self.bias
        return result


@functools.cache
def forests() -> tuple[Forest, Forest]:
    """The first guess by a block's own look, and the second that also knows the first of its surroundings."""
    first, second = _loaded("blocks.npz", "first", "second")
    return first, second


@functools.cache
def gate() -> Forest:
    """Whether a page holds an article, by the page's build: see kinds.signs."""
    return _loaded("gate.npz", "gate")[0]


def _loaded(name: str, *forests_of_it: str) -> list[Forest]:
    data = resources.files("newsworld.extract").joinpath(name).read_bytes()
    with np.load(io.BytesIO(data), allow_pickle=False) as file:
        return [_forest(file, one) for one in forests_of_it]


def _forest(file: np.lib.npyio.NpzFile, name: str) -> Forest:
    return Forest(
        columns=file[f"{name}_columns"].astype(np.int64),
        cuts=file[f"{name}_cuts"].astype(np.float32),
        leaves=file[f"{name}_leaves"].astype(np.float32),
        bias=float(file[f"{name}_bias"]),
    )
