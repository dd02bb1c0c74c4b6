"""Fit the coefficients of likeness over gold stories and write them where grouping reads them.

    scripts/fit_grouping.py GOLD.jsonl [--write]

Every article, in the order of the file, is paired with the earlier ones that the index finds; a pair is right where
gold has both in one story. The fit is checked across topics: pairs of a fifth of the topics are judged by a model that
never saw them, and the articles are grouped by those five models in one pass. Only a dozen numbers leave the gold.
"""

from __future__ import annotations

import json
import sys
import zlib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from newsworld.group import desk as desks
from newsworld.group import likeness as likenesses
from newsworld.group.desk import Desk
from newsworld.group.index import Index
from newsworld.group.likeness import FEATURES, LANGUAGE_FREE, Model, features
from newsworld.group.options import Options
from newsworld.group.profiles import profile
from newsworld.group.rarity import Rarity
from newsworld.news.codec import article_of

if TYPE_CHECKING:
    from newsworld.group.profiles import Profile

FOLDS = 5
RIDGE = 1.0
PAIRS = 40  # more than at work, so that the easy misses are seen too
TARGET = Path(__file__).parent.parent / "src/newsworld/group/data/likeness.toml"


def topic(row: dict[str, Any]) -> str:
    """What must not stand on both sides of the fold: a story, or for sibling events their common subject."""
    return str(row.get("topic") or row["cluster"].split("_")[0])


def fold_of(row: dict[str, Any]) -> int:
    return zlib.crc32(topic(row).encode()) % FOLDS


def pairs(rows: list[dict[str, Any]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Features, rightness and fold of each pair."""
    options, rarity = Options(pairs=PAIRS), Rarity()
    index = Index(options)
    gold = {row["id"]: row["cluster"] for row in rows}
    seen, right, folds = [], [], []
    for row in rows:
        new = profile(article_of(row), None, rarity)
        for old in index.near(new, gold.__getitem__):
            seen.append(features(new, old))
            right.append(gold[new.id] == gold[old.id])
            folds.append(fold_of(row))
        index.add(new)
    return np.array(seen), np.array(right, float), np.array(folds)


def fitted(seen: np.ndarray, right: np.ndarray, kept: tuple[str, ...] = FEATURES) -> Model:
    """Logistic regression with a ridge, by Newton's method over standardised features."""
    used = [at for at, name in enumerate(FEATURES) if name in kept and seen[:, at].std() > 0]
    mean, spread = seen[:, used].mean(0), seen[:, used].std(0)
    table = np.c_[(seen[:, used] - mean) / spread, np.ones(len(seen))]
    beta, ridge = np.zeros(len(used) + 1), np.eye(len(used) + 1) * RIDGE
    ridge[-1, -1] = 0
    for _ in range(40):
        chance = 1 / (1 + np.exp(-np.clip(table @ beta, -30, 30)))
        slope = table.T @ (chance - right) + ridge @ beta
        step = np.linalg.solve((table * (chance * (1 - chance))[:, None]).T @ table + ridge, slope)
        beta -= step
    plain = np.zeros(len(FEATURES))
    plain[used] = beta[:-1] / spread
    return Model(tuple(map(float, plain)), float(beta[-1] - (beta[:-1] / spread * mean).sum()))


def average_precision(odds: np.ndarray, right: np.ndarray) -> float:
    hit = right[np.argsort(-odds)]
    return float((np.cumsum(hit) / np.arange(1, len(hit) + 1))[hit > 0].mean())


def judged(seen: np.ndarray, right: np.ndarray, folds: np.ndarray) -> list[Model]:
    """A model per fold that never saw the fold; tells the average precision over all."""
    models = [fitted(seen[folds != fold], right[folds != fold]) for fold in range(FOLDS)]
    odds = np.array([models[fold].log_odds(tuple(row)) for row, fold in zip(seen.tolist(), folds, strict=True)])
    print(f"{len(right)} pairs, {int(right.sum())} right; average precision {average_precision(odds, right):.4f}")
    return models


def bcubed(gold: list[str], told: list[str]) -> tuple[float, float, float]:
    both, ours, theirs = Counter(zip(gold, told, strict=True)), Counter(told), Counter(gold)
    precision = sum(n * n / ours[t] for (_, t), n in both.items()) / len(gold)
    recall = sum(n * n / theirs[g] for (g, _), n in both.items()) / len(gold)
    return 100 * precision, 100 * recall, 200 * precision * recall / (precision + recall)


def grouped(rows: list[dict[str, Any]], models: list[Model], options: Options) -> dict[str, tuple[float, float, float]]:
    """One joint pass in which each article is judged by the model that never saw its topic."""
    folds = {row["id"]: fold_of(row) for row in rows}

    def blind(new: Profile, old: Profile) -> float:
        return models[folds[new.id]].log_odds(features(new, old))

    desks.likeness, kept = blind, desks.likeness  # type: ignore[attr-defined]
    desk = Desk(options)
    for row in rows:
        desk.place(article_of(row))
    desks.likeness = kept  # type: ignore[attr-defined]
    story = {member.id: told.id for told in desk.stories() for member in told.members}
    scores = {"all": bcubed([row["cluster"] for row in rows], [story[row["id"]] for row in rows])}
    for name in sorted({row.get("set", "all") for row in rows}):
        part = [row for row in rows if row.get("set", "all") == name]
        scores[name] = bcubed([row["cluster"] for row in part], [story[row["id"]] for row in part])
    return scores


def written(within: Model, across: Model) -> str:
    """The two models as the file that grouping reads."""
    lines = [
        "# Written by scripts/fit_grouping.py: ridge logistic regression over pairs of news articles of one event",
        "# or not (four public sets of English news, 2004 to 2014). `across` leaves out what only one language shares.",
        "",
    ]
    for name, model in (("within", within), ("across", across)):
        lines += [f"[{name}]", f"constant = {model.constant:.3f}"]
        lines += [
            f'"{feature}" = {value:.3f}' for feature, value in zip(FEATURES, model.coefficients, strict=True) if value
        ]
        lines.append("")
    return "\n".join(lines)


def main() -> None:
    rows = [json.loads(line) for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()]
    seen, right, folds = pairs(rows)
    models = judged(seen, right, folds)
    within, across = fitted(seen, right), fitted(seen, right, LANGUAGE_FREE)
    print(written(within, across))
    if "--write" in sys.argv:
        TARGET.write_text(written(within, across), encoding="utf-8")
        likenesses.model.cache_clear()
    print({name: tuple(round(value, 2) for value in score) for name, score in grouped(rows, models, Options()).items()})


if __name__ == "__main__":
    main()
