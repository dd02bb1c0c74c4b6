"""Train the article-or-not gate of newsworld.extract from pages of known kinds.

    python scripts/train_gate.py GOLD_PAGES [--guesses FILE]

Reads the folders of GOLD_PAGES as train_blocks.py does; a page is an article if its page_type says so or its folder
has no types (news pages alone). What is learnt is the build of pages (see kinds.signs), no word of any. Prints F1 of
"article" by five-fold cross-validation on the folder with types, whole sites left out, and writes extract/gate.npz.
"""

from __future__ import annotations

import argparse
import json
import pickle
import sys
import tarfile
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
from train_blocks import FOLDS, exported

from newsworld.extract import body, bylines, dates, headlines, kinds
from newsworld.extract.pages import parsed
from newsworld.news.errors import NewsworldError
from newsworld.news.sourcing import Capture

TARGET = Path(__file__).parent.parent / "src/newsworld/extract/gate.npz"


def rows_of(folder: Path, guesses: dict) -> list[tuple[str, bool, bool, np.ndarray]]:
    """Site, whether typed, whether an article, and signs of every page."""
    gold = {row["id"]: row for row in map(json.loads, (folder / "gold.jsonl").open(encoding="utf-8"))}
    typed = any("page_type" in row for row in gold.values())
    found = []
    with tarfile.open(folder / "pages.tar.xz") as archive:
        for member in archive:
            row = gold.get(Path(member.name).stem)
            if row is None:
                continue
            signs = signs_of(row, archive.extractfile(member).read(), guesses)
            if signs is not None:
                site = row.get("outlet") or urlsplit(row.get("url") or "").hostname or row["id"]
                found.append((site, typed, not typed or row["page_type"] == "article", signs))
    return found


def signs_of(row: dict, markup: bytes, guesses: dict) -> np.ndarray | None:
    try:
        page = parsed(Capture(id=row["id"], url=row.get("url") or "", body=markup))
    except NewsworldError as error:
        print(error, file=sys.stderr)
        return None
    names = bylines.names(page, page.language)
    when = dates.told(page)
    reading = body.read(page, body.hints(page, headlines.headline(page), names), second=False)
    guess = guesses.get(row["id"])
    if guess is not None and len(guess[1]) == len(reading.blocks):  # not by the forest that has seen this page
        choice = body.chosen(*guess)
        reading = body.Reading(
            reading.paragraphs, reading.blocks, choice.blocks, reading.likelihoods, choice.expected, reading.tags
        )
    return kinds.signs(page, reading, when, names)


def fitted(rows: list[tuple[str, bool, bool, np.ndarray]]):  # noqa: ANN201 - the type is catboost's
    from catboost import CatBoostClassifier, Pool  # noqa: PLC0415 - needed for training alone

    matrix, truth = np.vstack([row[3] for row in rows]), [int(row[2]) for row in rows]
    weight = [1.0 if row[1] else 0.15 for row in rows]  # the folders of news alone only add articles
    model = CatBoostClassifier(
        iterations=400, depth=4, learning_rate=0.05, l2_leaf_reg=6, rsm=0.3, verbose=0, thread_count=1, random_seed=1
    )
    return model.fit(Pool(matrix, truth, weight=weight))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--guesses", type=Path, help="as train_blocks.py wrote them")
    told = parser.parse_args()
    guesses = {}
    if told.guesses:
        guesses = {name: (guess, weight) for name, _, weight, guess in pickle.loads(told.guesses.read_bytes())}
    rows = [row for folder in sorted(told.gold.iterdir()) if folder.is_dir() for row in rows_of(folder, guesses)]
    folds = np.array([sum(map(ord, row[0])) % FOLDS for row in rows])
    right = wrong = missed = 0
    for fold in range(FOLDS):
        model = fitted([row for row, its in zip(rows, folds, strict=True) if its != fold])
        held = [row for row, its in zip(rows, folds, strict=True) if its == fold and row[1]]
        found = model.predict_proba(np.vstack([row[3] for row in held]))[:, 1] >= kinds.ARTICLE_FROM
        truth = np.array([row[2] for row in held])
        right, wrong, missed = (
            right + (found & truth).sum(),
            wrong + (found & ~truth).sum(),
            missed + (~found & truth).sum(),
        )
    print("F1 of article:", round(2 * right / (2 * right + wrong + missed), 4), right, wrong, missed)
    np.savez_compressed(TARGET, **exported(fitted(rows), "gate", depth=4))
    print(TARGET, TARGET.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
