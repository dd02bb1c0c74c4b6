"""Which words of a page are the report? Paragraphs and subheads, in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from newsworld.extract import jsonld
from newsworld.extract.blocks import walked
from newsworld.extract.features import EASY_LIKELIHOOD, Hints, context, look_of
from newsworld.extract.forests import forests
from newsworld.extract.second import reader as second_reader

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from newsworld.extract.blocks import Block
    from newsworld.extract.features import Look
    from newsworld.extract.forests import Forest
    from newsworld.extract.pages import Page

# Below this expected F1 trafilatura is asked too; a higher bound costs speed and gained under 0.1 in cross-validation.
DOUBTFUL = 0.7
SOBER = 1.3  # power of the likelihoods: the forests think too well of furniture; best of 0.8 to 2.5, sites left out
SURE = 0.9  # likelihood; where no block of a page reaches it, they think too little of it
MIN_TOLD_BODY = 400  # characters; a shorter one is a teaser
MAX_FALLBACK_BLOCKS = 3_000


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which blocks are the report, and how good that choice is expected to be: an F1 of words."""

    blocks: NDArray[np.bool_]
    expected: float


@dataclass(frozen=True, slots=True)
class Reading:
    """The body's paragraphs and subheads, and the blocks they were chosen from."""

    paragraphs: tuple[str, ...]
    blocks: tuple[Block, ...]
    taken: NDArray[np.bool_]  # which blocks our own model takes for the report
    likelihoods: NDArray[np.float64]  # of each block, that it is part of the report
    expected: float  # the F1 of words to be expected of that choice
    tags: Mapping[str, int]  # how often each tag stands on the page


def hints(page: Page, headline: str | None, names: tuple[str, ...]) -> Hints:
    """What the page's data tell of how the report begins and who signs it."""
    lead = page.meta("og:description", "description").casefold().rstrip(" .…")
    told = page.article.get("articleBody")
    body = " ".join(jsonld.text_of(told).split()).casefold() if told else ""
    return Hints(
        headline=(headline or "").casefold(),
        lead=lead,
        names=tuple(name.casefold() for name in names),
        body=body if len(body) >= MIN_TOLD_BODY else "",
    )


def read(page: Page, hinted: Hints, *, second: bool = True) -> Reading:
    """The page's body; no paragraph where it has none. `second`: whether to ask trafilatura where we doubt."""
    blocks, tags = walked(page.tree)
    if not blocks:
        return Reading((), (), np.zeros(0, dtype=bool), np.zeros(0), 0.0, {})
    look = look_of(blocks, hinted)
    near, far = forests()
    guess = guessed(near, look, look.matrix)
    guess = guessed(far, look, np.hstack([look.matrix, context(look, guess)]))
    choice = chosen(guess, look.weight)
    texts: list[str] = []
    if second and choice.expected < DOUBTFUL and len(blocks) <= MAX_FALLBACK_BLOCKS:
        texts = second_reader().paragraphs(page.tree.html or "")
        if len(texts) == 1 and choice.blocks.sum() > 1:  # it found no report and tells all words of the page in a row
            texts = []
    texts = texts or _texts(blocks, choice.blocks)
    return Reading(tuple(texts), tuple(blocks), choice.blocks, guess, choice.expected, tags)


def guessed(forest: Forest, look: Look, matrix: NDArray[np.float32]) -> NDArray[np.float64]:
    """The forest's likelihoods; short links are not put to it."""
    guess = np.full(len(matrix), EASY_LIKELIHOOD)
    guess[look.open] = forest.likelihood(matrix[look.open])
    return guess


def chosen(guess: NDArray[np.float64], weight: NDArray[np.float64]) -> Chosen:
    """The likeliest blocks, as many as make the expected F1 of words the largest."""
    order = np.argsort(-guess, kind="stable")
    taken = np.cumsum(weight[order])
    sober = np.cumsum(((guess**SOBER if guess.max() > SURE else guess) * weight)[order])
    best = int(np.argmax(2 * sober / (taken + sober[-1])))
    hits = np.cumsum((guess * weight)[order])
    blocks = np.zeros(len(guess), dtype=bool)
    blocks[order[: best + 1]] = True
    return Chosen(blocks, float(2 * hits[best] / (taken[best] + hits[-1])))


def _texts(blocks: list[Block], taken: NDArray[np.bool_]) -> list[str]:
    """The chosen blocks' words; a block that repeats the one before it is told once."""
    texts: list[str] = []
    for block, is_taken in zip(blocks, taken, strict=True):
        if is_taken and not (texts and texts[-1] == block.text):
            texts.append(block.text)
    return texts
