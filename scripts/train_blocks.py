"""Train the block model of newsworld.extract from pages with known bodies.

    python scripts/train_blocks.py GOLD_PAGES [--look FOLDER] [--rounds 250]

GOLD_PAGES holds folders, each with gold.jsonl (id, url,
and text or with/without) and pages.tar.xz. What is learnt is page
structure alone (see features.NAMES): no word of any page enters the model. Needs catboost (uv run --group train).
Prints the share of words right by five-fold cross-validation, whole sites left out, and writes extract/blocks.npz.
"""

from __future__ import annotations

import argparse
import json
import pickle
import re
import sys
import tarfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np

from newsworld.extract import body, bylines, headlines
from newsworld.extract.blocks import Block, blocks_of
from newsworld.extract.features import EASY_LIKELIHOOD, Look, context, look_of
from newsworld.extract.pages import parsed
from newsworld.news.errors import NewsworldError
from newsworld.news.sourcing import Capture

WORD = re.compile(r"\w+")
FOLDS = 5
GRAM = 4  # words of a shingle, as article extraction is commonly scored
TARGET = Path(__file__).parent.parent / "src/newsworld/extract/blocks.npz"


@dataclass
class Page:
    """A page to learn from: its look, and for each block the truth and how much it counts."""

    id: str
    site: str
    look: Look
    texts: list[str]
    truth: np.ndarray
    weight: np.ndarray


def pages_of(folder: Path) -> list[Page]:
    """Every page of a gold folder that tells of its body."""
    rows = [json.loads(line) for line in (folder / "gold.jsonl").open(encoding="utf-8")]
    gold = {row["id"]: row for row in rows if row.get("text") or "with" in row}
    found = []
    with tarfile.open(folder / "pages.tar.xz") as archive:
        for member in archive:
            row = gold.get(Path(member.name).stem)
            if row and (page := page_of(row, archive.extractfile(member).read())):
                found.append(page)
    return found


def page_of(row: dict, markup: bytes) -> Page | None:
    """One page, or None where it cannot be read."""
    try:
        page = parsed(Capture(id=row["id"], url=row.get("url") or "", body=markup))
    except NewsworldError as error:
        print(error, file=sys.stderr)
        return None
    blocks = blocks_of(page.tree)
    if not blocks:
        return None
    truth, weight = truth_by_text(blocks, row) if row.get("text") else truth_by_pieces(blocks, row)
    hinted = body.hints(page, headlines.headline(page), bylines.names(page, page.language))
    site = row.get("outlet") or urlsplit(row.get("url") or "").hostname or row["id"]
    return Page(row["id"], site, look_of(blocks, hinted), [block.text for block in blocks], truth, weight)


def truth_by_text(blocks: list[Block], row: dict) -> tuple[np.ndarray, np.ndarray]:
    """A block is true if most of its word shingles stand in the body; all blocks of a page weigh 1 together."""
    truth = shares(blocks, row["text"]) >= 0.5
    weight = np.array([len(WORD.findall(block.text)) + 1 for block in blocks], dtype=float)
    for other in row.get("or_text", []):  # where the body may be read in two ways, the difference counts little
        weight = np.where((shares(blocks, other) >= 0.5) & ~truth, weight * 0.3, weight)
    return truth.astype(np.int8), weight / weight.sum()


def shares(blocks: list[Block], text: str) -> np.ndarray:
    """For each block the share of its shingles, the ones into its neighbours included, that stand in the text."""
    known = {tuple(words[i : i + GRAM]) for words in [WORD.findall(text)] for i in range(max(1, len(words) - GRAM + 1))}
    lines = {folded(line) for line in text.split("\n") if line.strip()}
    owners, stream = [], []
    for number, block in enumerate(blocks):
        words = WORD.findall(block.text)
        stream += words
        owners += [number] * len(words)
    hit, every = np.zeros(len(blocks)), np.zeros(len(blocks))
    inside = Counter(owners)
    for start in range(len(stream) - GRAM + 1):
        held = set(owners[start : start + GRAM])
        whole = len(held) == 1
        right = tuple(stream[start : start + GRAM]) in known
        for owner in held:
            if whole or (inside[owner] < GRAM and right):
                every[owner] += 1
                hit[owner] += right
    told = hit / np.maximum(every, 1)
    return np.array([share or float(folded(block.text) in lines) for share, block in zip(told, blocks, strict=True)])


def truth_by_pieces(blocks: list[Block], row: dict) -> tuple[np.ndarray, np.ndarray]:
    """Only blocks that hold a piece that must or must not stand in the body count."""
    truth = np.full(len(blocks), -1, dtype=np.int8)
    texts = [folded(block.text) for block in blocks]
    for name, value in (("without", 0), ("with", 1)):
        for piece in map(folded, row[name]):
            for number, text in enumerate(texts):
                if piece in text or (len(text) > 25 and text in piece):
                    truth[number] = value
    weight = np.array([len(WORD.findall(text)) + 1 for text in texts], dtype=float) * (truth >= 0)
    return np.maximum(truth, 0), weight * 0.5 / max(weight.sum(), 1)


def folded(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip().lower()


def fitted(matrices: list[np.ndarray], pages: list[Page], rounds: int):  # noqa: ANN201 - the type is catboost's
    """A forest over the pages' blocks."""
    from catboost import CatBoostClassifier, Pool  # noqa: PLC0415 - needed for training alone

    matrix = np.vstack(matrices)
    truth = np.concatenate([page.truth for page in pages])
    weight = np.concatenate([page.weight for page in pages])
    keep = np.concatenate([page.look.open for page in pages]) & (weight > 0)
    model = CatBoostClassifier(
        iterations=rounds, depth=6, learning_rate=0.08, l2_leaf_reg=5, rsm=0.3, border_count=48, verbose=0,
        thread_count=1,
        random_seed=1,
    )  # fmt: skip
    return model.fit(Pool(matrix[keep], truth[keep], weight=weight[keep] / weight[keep].mean()))


def out_of_fold(matrices: list[np.ndarray], pages: list[Page], folds: np.ndarray, rounds: int) -> list[np.ndarray]:
    """Each page's likelihoods by a forest that never saw its site."""
    guesses: list[np.ndarray] = [np.zeros(0)] * len(pages)
    for fold in range(FOLDS):
        learn = [i for i in range(len(pages)) if folds[i] != fold]
        model = fitted([matrices[i] for i in learn], [pages[i] for i in learn], rounds)
        for i in np.flatnonzero(folds == fold):
            guesses[i] = np.where(pages[i].look.open, model.predict_proba(matrices[i])[:, 1], EASY_LIKELIHOOD)
    return guesses


def exported(model, name: str, depth: int = 6) -> dict[str, np.ndarray]:  # noqa: ANN001 - the type is catboost's
    """The forest as the arrays that extract.forests reads."""
    path = Path("/tmp/blocks_model.json")
    model.save_model(str(path), format="json")
    told = json.loads(path.read_text())
    path.unlink()
    trees = told["oblivious_trees"]
    columns, cuts = np.zeros((len(trees), depth), np.int16), np.full((len(trees), depth), np.inf, np.float32)
    leaves = np.zeros((len(trees), 1 << depth), np.float32)
    for number, tree in enumerate(trees):
        for place, split in enumerate(tree["splits"] or []):
            columns[number, place], cuts[number, place] = split["float_feature_index"], split["border"]
        leaves[number, : len(tree["leaf_values"])] = tree["leaf_values"]
    scale, bias = told["scale_and_bias"][0], told["scale_and_bias"][1][0]
    return {
        f"{name}_columns": columns, f"{name}_cuts": cuts, f"{name}_leaves": (leaves * scale).astype(np.float16),
        f"{name}_bias": np.float64(bias),
    }  # fmt: skip


def words_right(pages: list[Page], guesses: list[np.ndarray]) -> float:
    """Mean over pages of the F1 of words, blocks chosen as the product chooses them."""
    scores = []
    for page, guess in zip(pages, guesses, strict=True):
        chosen = body.chosen(guess, page.look.weight).blocks
        right = page.weight[chosen & (page.truth > 0)].sum()
        wrong = page.weight[chosen & (page.truth == 0)].sum() + page.weight[~chosen & (page.truth > 0)].sum()
        scores.append(2 * right / (2 * right + wrong) if right + wrong else 1.0)
    return float(np.mean(scores))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--rounds", type=int, default=400)
    parser.add_argument("--look", type=Path, help="keep the pages' looks here between runs")
    parser.add_argument("--guesses", type=Path, help="write the cross-validated likelihoods here")
    told = parser.parse_args()
    if told.look and told.look.exists():
        pages = pickle.loads(told.look.read_bytes())
    else:
        pages = [page for folder in sorted(told.gold.iterdir()) if folder.is_dir() for page in pages_of(folder)]
        if told.look:
            told.look.write_bytes(pickle.dumps(pages))
    sites = sorted({page.site for page in pages})
    np.random.default_rng(0).shuffle(sites)
    fold_of = {site: number % FOLDS for number, site in enumerate(sites)}
    folds = np.array([fold_of[page.site] for page in pages])
    print(f"{len(pages)} pages of {len(sites)} sites, {sum(len(page.truth) for page in pages)} blocks")
    looks = [page.look.matrix for page in pages]
    first = out_of_fold(looks, pages, folds, told.rounds)
    print("first guess, F1 of words:", round(words_right(pages, first), 4), flush=True)
    seconds = [
        np.hstack([page.look.matrix, context(page.look, guess)]) for page, guess in zip(pages, first, strict=True)
    ]
    second = out_of_fold(seconds, pages, folds, told.rounds // 2)
    print("second guess, F1 of words:", round(words_right(pages, second), 4), flush=True)
    if told.guesses:
        told.guesses.write_bytes(
            pickle.dumps(
                [(page.id, page.texts, page.look.weight, guess) for page, guess in zip(pages, second, strict=True)]
            )
        )
    arrays = {
        **exported(fitted(looks, pages, told.rounds), "first"),
        **exported(fitted(seconds, pages, told.rounds // 2), "second"),
    }
    np.savez_compressed(TARGET, **arrays)
    print(TARGET, TARGET.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
