"""How well does grouping find the events? BCubed of the referee over gold stories, or over our own cases.

evals/groups.py [FOLDER]      FOLDER holds gold/ and referee/; without it, evals/cases/groups
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from newsworld.group.desk import Desk
from newsworld.group.likeness import same_event
from newsworld.news.codec import article_of

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


def traps(gold: Path) -> float:
    """Average precision of "same event" over pairs of look-alike reports."""
    scored = []
    for row in rows_of(gold):
        one, other = (
            article_of(
                {
                    "id": row[side]["id"],
                    "headline": row[side]["title"],
                    "text": row[side]["text"],
                    "published": row[side]["date"].replace(" ", "T"),
                    "language": "en",
                }
            )
            for side in "ab"
        )
        scored.append((same_event(one, other), row["label"] == "SAME"))
    scored.sort(key=lambda pair: -pair[0])
    hits, total = 0, 0.0
    for rank, (_, same) in enumerate(scored, 1):
        if same:
            hits += 1
            total += hits / rank
    return total / hits


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
    print(json.dumps({"template_traps average precision": round(traps(stories / "template_traps_dev.jsonl"), 3)}))


if __name__ == "__main__":
    main()
