"""How well are wire copies traced to their origin? Precision and recall of `copy_of`.

evals/copies.py FOLDER        FOLDER holds gold/stories
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

from newsworld.group.desk import Desk
from newsworld.news.codec import article_of


def rows_of(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def synthetic(stories: Path) -> dict:
    """Originals first, then their copies: an answer is right if it names the original, or the text that it copies."""
    desk = Desk()
    originals, copies = rows_of(stories / "en_mix_dev.jsonl"), rows_of(stories / "copies_dev.jsonl")
    told = {row["id"]: desk.place(article_of(row))[0].copy_of for row in [*originals, *copies]}
    right = exact = answered = 0
    missed: Counter[str] = Counter()
    for row in copies:
        origin = told[row["id"]]
        answered += origin is not None
        exact += origin == row["copy_of"]
        good = origin is not None and origin in (row["copy_of"], told[row["copy_of"]])
        right += good
        missed[row["kind"]] += not good
    return {
        "precision": round(100 * right / answered, 2),
        "recall": round(100 * right / len(copies), 2),
        "exact precision": round(100 * exact / answered, 2),
        "exact recall": round(100 * exact / len(copies), 2),
        "missed": dict(missed),
        "told": {name: origin for name, origin in told.items() if origin},
    }


def natural(stories: Path, told: dict[str, str]) -> dict:
    """Articles called copies among the originals, by what the shingle labels say of the pair."""
    label = {}
    for row in rows_of(stories / "natural_copies_dev.jsonl"):
        label[row["a"], row["b"]] = label[row["b"], row["a"]] = row["label"]
    called = {name: origin for name, origin in told.items() if not name.startswith("syn:")}
    linked = {name: {name, origin} for name, origin in told.items()}
    near = {pair for pair, kind in label.items() if kind == "near_duplicate" and pair[0] < pair[1]}
    same = sum(1 for a, b in near if told.get(a, a) == told.get(b, b) or linked.get(a, set()) & linked.get(b, set()))
    return {
        "called copies": len(called),
        "their labels": dict(Counter(label.get(pair, "none") for pair in called.items())),
        "near duplicates": len(near),
        "of one origin": same,
    }


def main() -> None:
    stories = Path(sys.argv[1]) / "gold" / "stories"
    found = synthetic(stories)
    told = found.pop("told")
    print(json.dumps(found))
    print(json.dumps(natural(stories, told)))


if __name__ == "__main__":
    main()
