"""Fit the coefficients of likeness over gold stories and write them where grouping reads them.

    scripts/fit_grouping.py STORIES.jsonl LOOKALIKES.jsonl [--write]

Every article of STORIES, in the order of the file, is paired with the earlier ones that the index finds; a pair is
right where gold has both in one story. LOOKALIKES are pairs of reports from one template, of one event or not. The fit
is checked across topics: pairs of a fifth of the topics are judged by a model that never saw them, and the articles are
grouped by those five models in one pass. Only a few dozen numbers leave the gold.
"""

from __future__ import annotations

import json
import sys
import zlib
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from newsworld.group import desk as desks
from newsworld.group.desk import Desk
from newsworld.group.index import Index
from newsworld.group.likeness import FEATURES, LANGUAGE_FREE, LEAST_WORDS, UNLIKE, Model, features
from newsworld.group.options import Options
from newsworld.group.profiles import profile
from newsworld.group.rarity import Rarity
from newsworld.news.codec import article_of
from newsworld.understand.finders import FINDERS, read

if TYPE_CHECKING:
    from newsworld.group.profiles import Profile
    from newsworld.news.articles import Article
    from newsworld.news.readings import Reading

FOLDS = 5
RIDGE = 1.0
FAINT = 0.01  # weight of a story pair beside a look-alike pair, so that both kinds count about alike
FIXED = {"days apart": -0.4, "another day": -8.0, "another place": -3.5}
PAIRS = 40  # more than at work, so that the easy misses are seen too
TARGET = Path(__file__).parent.parent / "src/newsworld/group/data/likeness.toml"


def topic(row: dict[str, Any]) -> str:
    """What must not stand on both sides of the fold: a story, or for sibling events their common subject."""
    return str(row.get("topic") or row["cluster"].split("_")[0])


def fold_of(row: dict[str, Any]) -> int:
    return zlib.crc32(topic(row).encode()) % FOLDS


@dataclass(frozen=True)
class Table:
    """Pairs of articles: features, whether they are of one event, which fold holds them out, how much they count."""

    seen: np.ndarray
    right: np.ndarray
    folds: np.ndarray
    weight: float = 1.0

    def without(self, fold: int) -> Table:
        """The rest."""
        kept = self.folds != fold
        return Table(self.seen[kept], self.right[kept], self.folds[kept], self.weight)

    def average_precision(self, models: list[Model]) -> float:
        """Of pairs ranked by the models that never saw them."""
        odds = [models[fold].log_odds(tuple(row)) for row, fold in zip(self.seen.tolist(), self.folds, strict=True)]
        hit = self.right[np.argsort(-np.array(odds))]
        return float((np.cumsum(hit) / np.arange(1, len(hit) + 1))[hit > 0].mean())


def reading_of(article: Article) -> Reading:
    return read(article, tuple(finder for finder in FINDERS if finder.finds in ("entities", "times")))


def story_pairs(rows: list[dict[str, Any]], readings: dict[str, Reading]) -> Table:
    options, rarity = Options(pairs=PAIRS), Rarity()
    index = Index(options)
    gold = {row["id"]: row["cluster"] for row in rows}
    seen, right, folds = [], [], []
    for row in rows:
        new = profile(article_of(row), readings.get(row["id"]), rarity)
        for old in index.near(new, gold.__getitem__):
            seen.append(features(new, old))
            right.append(gold[new.id] == gold[old.id])
            folds.append(fold_of(row))
        index.add(new)
    return Table(np.array(seen), np.array(right, float), np.array(folds))


def trap_article(told: dict[str, str]) -> Article:
    moment = told["date"].replace(" ", "T")
    return article_of({"id": told["id"], "headline": told["title"], "text": told["text"], "published": moment})


def trap_pairs(rows: list[dict[str, Any]], *, with_readings: bool) -> Table:
    sides = {row[side]["id"]: trap_article(row[side]) for row in rows for side in "ab"}
    readings = {name: reading_of(article) for name, article in sides.items()} if with_readings else {}
    rarity = Rarity()
    for article in sorted(sides.values(), key=lambda side: side.published or ""):
        profile(article, readings.get(article.id), rarity)
    seen = []
    for row in rows:
        pair = [profile(sides[row[side]["id"]], readings.get(row[side]["id"]), rarity.still()) for side in "ab"]
        seen.append(features(*sorted(pair, key=lambda side: -(side.day or 0.0))))
    folds = [zlib.crc32(row["id"].encode()) % FOLDS for row in rows]
    return Table(np.array(seen), np.array([row["label"] == "SAME" for row in rows], float), np.array(folds))


def fitted(tables: list[Table], kept: tuple[str, ...] = FEATURES) -> Model:
    """Logistic regression with a ridge, by Newton's method over standardised features; FIXED ones stay as they are."""
    seen, right = np.concatenate([table.seen for table in tables]), np.concatenate([table.right for table in tables])
    weight = np.concatenate([np.full(len(table.right), table.weight) for table in tables])
    offset = sum(seen[:, FEATURES.index(name)] * value for name, value in FIXED.items())
    used = [at for at, name in enumerate(FEATURES) if name in kept and name not in FIXED and seen[:, at].std() > 0]
    mean, spread = seen[:, used].mean(0), seen[:, used].std(0)
    table = np.c_[(seen[:, used] - mean) / spread, np.ones(len(seen))]
    beta, ridge = np.zeros(len(used) + 1), np.eye(len(used) + 1) * RIDGE
    ridge[-1, -1] = 0
    for _ in range(40):
        chance = 1 / (1 + np.exp(-np.clip(table @ beta + offset, -30, 30)))
        slope = table.T @ (weight * (chance - right)) + ridge @ beta
        bend = (table * (weight * chance * (1 - chance))[:, None]).T @ table + ridge
        beta -= np.linalg.solve(bend, slope)
    plain = np.zeros(len(FEATURES))
    plain[used] = beta[:-1] / spread
    for name, value in FIXED.items():
        plain[FEATURES.index(name)] = value
    return Model(tuple(map(float, plain)), float(beta[-1] - (beta[:-1] / spread * mean).sum()))


def held_out(tables: list[Table], kept: tuple[str, ...] = FEATURES) -> list[Model]:
    """A model per fold that never saw the fold."""
    return [fitted([table.without(fold) for table in tables], kept) for fold in range(FOLDS)]


def bcubed(gold: list[str], told: list[str]) -> tuple[float, float, float]:
    both, ours, theirs = Counter(zip(gold, told, strict=True)), Counter(told), Counter(gold)
    precision = sum(n * n / ours[t] for (_, t), n in both.items()) / len(gold)
    recall = sum(n * n / theirs[g] for (g, _), n in both.items()) / len(gold)
    return 100 * precision, 100 * recall, 200 * precision * recall / (precision + recall)


def grouped(
    rows: list[dict[str, Any]], models: list[Model], readings: dict[str, Reading]
) -> dict[str, tuple[float, float, float]]:
    """One joint pass in which each article is judged by the model that never saw its topic."""
    folds = {row["id"]: fold_of(row) for row in rows}

    def blind(new: Profile, old: Profile) -> float:
        seen = features(new, old)
        return models[folds[new.id]].log_odds(seen) if seen[0] >= LEAST_WORDS else UNLIKE

    desks.likeness, kept = blind, desks.likeness  # type: ignore[attr-defined]
    desk = Desk()
    for row in rows:
        desk.place(article_of(row), readings.get(row["id"]))
    desks.likeness = kept  # type: ignore[attr-defined]
    story = {member.id: told.id for told in desk.stories() for member in told.members}
    scores = {"all": bcubed([row["cluster"] for row in rows], [story[row["id"]] for row in rows])}
    for name in sorted({row.get("set", "all") for row in rows}):
        part = [row for row in rows if row.get("set", "all") == name]
        scores[name] = bcubed([row["cluster"] for row in part], [story[row["id"]] for row in part])
    return scores


def written(models: dict[str, Model]) -> str:
    """The models as the file that grouping reads."""
    lines = [
        "# Written by scripts/fit_grouping.py: ridge logistic regression over pairs of news articles, one event or not",
        "# (four public sets of English news, 2004 to 2014; pairs of company news from one template, 2010 to 2013).",
        "# `within` a language; `across` languages, without what only one language shares; `pair`: two articles alone,",
        "# where the look-alikes count as much as all the rest. “days apart” is set, not fitted: those sets have",
        "# articles dated years off, and in a stream an event is over sooner than its subject. “another day” and “another",
        "# place” are set too: those sets have few events that come again within a week. The first overrules whatever two",
        "# reports of one trade share; the second yields to all but the likest.",
        "",
    ]
    for name, model in models.items():
        lines += [f"[{name}]", f"constant = {model.constant:.3f}"]
        told = zip(FEATURES, model.coefficients, strict=True)
        lines += [f'"{feature}" = {value:.3f}' for feature, value in told if value]
        lines.append("")
    return "\n".join(lines)


def rows_of(path: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]


def main() -> None:
    rows, lookalikes = rows_of(sys.argv[1]), rows_of(sys.argv[2])
    readings = {row["id"]: reading_of(article_of(row)) for row in rows}
    stories = [replace(story_pairs(rows, told), weight=0.5) for told in ({}, readings)]
    faint = [replace(table, weight=FAINT) for table in stories]
    traps = [replace(trap_pairs(lookalikes, with_readings=told), weight=0.5) for told in (False, True)]
    models = {
        "within": fitted([*stories, *traps]),
        "across": fitted([replace(stories[1], weight=1.0)], LANGUAGE_FREE),
        "pair": fitted([*faint, *traps]),
    }
    blind, blind_pair = held_out([*stories, *traps]), held_out([*faint, *traps])
    print(f"{len(stories[0].right)} story pairs, {int(stories[0].right.sum())} right; {len(lookalikes)} look-alikes")
    for name, fits in (("within", blind), ("pair", blind_pair)):
        figures = [round(table.average_precision(fits), 4) for table in (*stories, *traps)]
        print(f"held out, average precision, {name}: stories {figures[:2]}, look-alikes {figures[2:]} (alone, read)")
    print(written(models))
    if "--write" in sys.argv:
        TARGET.write_text(written(models), encoding="utf-8")
    for told in ({}, readings):
        scores = grouped(rows, blind, told)
        print({name: tuple(round(value, 2) for value in score) for name, score in scores.items()})


if __name__ == "__main__":
    main()
