"""How well does grouping find the events? BCubed of the referee over gold stories, or over our own cases.

evals/groups.py [FOLDER]      FOLDER holds gold/ and referee/; without it, evals/cases/groups
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from newsworld.group.desk import Desk
from newsworld.group.likeness import same_event
from newsworld.news.codec import article_of

if TYPE_CHECKING:
    from newsworld.news.articles import Article

CASES = Path(__file__).parent / "cases" / "groups"


def placed(rows: list[dict]) -> list[dict]:
    """The stream's own answer: a line for each article, and again for each that late evidence moved."""
    desk = Desk()
    return [
        {"id": told.id, "story": told.story, "copy_of": told.copy_of, "joined": told.joined, "why": told.why}
        for row in rows
        for told in desk.place(article_of(row))
    ]


def rows_of(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def refereed(referee: Path, gold: Path) -> dict:
    """What the referee says of the grouping of a gold file."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as told:
        told.writelines(json.dumps(row) + "\n" for row in placed(rows_of(gold)))
        told.flush()
        answer = subprocess.run(
            [sys.executable, str(referee), str(gold), told.name], capture_output=True, text=True, check=True
        )
    return json.loads(answer.stdout)


def trap_article(told: dict) -> Article:
    moment = told["date"].replace(" ", "T")
    row = {"id": told["id"], "headline": told["title"], "text": told["text"], "published": moment, "language": "en"}
    return article_of(row)


def average_precision(scored: list[tuple[float, bool]]) -> float:
    hits, total = 0, 0.0
    for rank, (_, same) in enumerate(sorted(scored, key=lambda pair: -pair[0]), 1):
        if same:
            hits += 1
            total += hits / rank
    return round(total / hits, 3)


def traps(gold: Path) -> dict:
    """Average precision of "same event" over pairs of look-alike reports: by a desk that read them all, and by none."""
    rows = rows_of(gold)
    pairs = [(trap_article(row["a"]), trap_article(row["b"]), row["label"] == "SAME") for row in rows]
    desk = Desk()
    for article in sorted(
        {side.id: side for pair in pairs for side in pair[:2]}.values(), key=lambda one: one.published
    ):
        desk.place(article)
    return {
        "look-alikes, average precision": average_precision([(desk.same_event(a, b), same) for a, b, same in pairs]),
        "knowing no other article": average_precision([(same_event(a, b), same) for a, b, same in pairs]),
    }


def own_cases() -> dict:
    """Our own cases: every story whole (recall) and look-alikes apart (precision)."""
    out = {}
    for path in sorted(CASES.glob("*.jsonl")):
        rows = rows_of(path)
        story = {told["id"]: told["story"] for told in placed(rows)}
        pairs = [(a, b) for i, a in enumerate(rows) for b in rows[i + 1 :]]
        wrong = [
            (a["id"], b["id"]) for a, b in pairs if (a["cluster"] == b["cluster"]) != (story[a["id"]] == story[b["id"]])
        ]
        out[path.stem] = {"pairs": len(pairs), "wrong": wrong}
    return out


def main() -> None:
    if len(sys.argv) < 2:
        found = own_cases()
        print(json.dumps(found))
        sys.exit(any(case["wrong"] for case in found.values()))
    folder = Path(sys.argv[1])
    stories = folder / "gold" / "stories"
    print(json.dumps(refereed(folder / "referee" / "groups.py", stories / "en_mix_dev.jsonl")))
    print(json.dumps(traps(stories / "template_traps_dev.jsonl")))


if __name__ == "__main__":
    main()
