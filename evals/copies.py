"""How well are wire copies traced to their origin? usage: copies.py [FOLDER_OF_GOLD].

Precision and recall of `copy_of` over copies with a byline added, cut, reworded or set among other matter, read after
their originals; and how many natural near-duplicates are traced to one origin.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

from newsworld.group import Desk
from newsworld.news.codec import article_of


def rows_of(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def told_origins(rows: list[dict]) -> dict[str, str]:
    """Each article that is called a copy, and its origin."""
    desk = Desk()
    told = {row["id"]: desk.place(article_of(row))[0].copy_of for row in rows}
    return {name: origin for name, origin in told.items() if origin}


def made(copies: list[dict], told: dict[str, str]) -> dict[str, float]:
    """An answer is right if it names the original, or the text that the original itself was found to copy."""
    answered = [row for row in copies if row["id"] in told]
    exact = [row for row in answered if told[row["id"]] == row["copy_of"]]
    right = [row for row in answered if told[row["id"]] in (row["copy_of"], told.get(row["copy_of"]))]
    return {
        "gold.precision": round(100 * len(right) / len(answered), 2),
        "gold.recall": round(100 * len(right) / len(copies), 2),
        "gold.exact_recall": round(100 * len(exact) / len(copies), 2),
    }


def natural(pairs: list[dict], told: dict[str, str]) -> dict[str, float]:
    """By labels of shared shingles: near-duplicates with one origin, and called copies that share at least a part."""
    label = {frozenset((row["a"], row["b"])): row["label"] for row in pairs}
    near = [pair for pair, kind in label.items() if kind == "near_duplicate"]
    of_one = [pair for pair in near if len({told.get(name, name) for name in pair}) == 1]
    called = [frozenset(pair) for pair in told.items() if not pair[0].startswith("syn:")]
    labels = Counter(label.get(pair, "none") for pair in called)
    shared = labels["near_duplicate"] + labels["partial_reuse"]
    return {
        "gold.natural.of_one_origin": round(100 * len(of_one) / len(near), 1),
        "gold.natural.precision": round(100 * shared / len(called), 1),
    }


def main() -> None:
    if len(sys.argv) < 2:
        print(json.dumps({}))
        return
    stories = Path(sys.argv[1]) / "gold" / "stories"
    copies = rows_of(stories / "copies_dev.jsonl")
    told = told_origins([*rows_of(stories / "en_mix_dev.jsonl"), *copies])
    print(json.dumps(made(copies, told) | natural(rows_of(stories / "natural_copies_dev.jsonl"), told)))


if __name__ == "__main__":
    main()
