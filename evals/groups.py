"""How well does grouping find the events? usage: groups.py [FOLDER_OF_GOLD].

On our own cases: the share of pairs of look-alike and of like reports that are rightly apart or together. With the
folder, by its referee: BCubed over the gold stories, articles alone and with readings of their entities and times;
and how well "the same event" ranks pairs of reports from one template.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from newsworld.group import Desk, same_event
from newsworld.news.codec import article_of
from newsworld.understand.finders import FINDERS, read

if TYPE_CHECKING:
    from newsworld.news.articles import Article
    from newsworld.news.readings import Reading

CASES = Path(__file__).parent / "cases" / "groups"
NEEDED = tuple(finder for finder in FINDERS if finder.finds in ("entities", "times"))


def placed(rows: list[dict], *, with_readings: bool) -> list[dict]:
    """The stream's own answer: a line for each article, and again for each that late evidence moved."""

    def reading(article: Article) -> Reading | None:
        return read(article, NEEDED) if with_readings else None

    desk = Desk()
    articles = [article_of(row) for row in rows]
    return [
        {"id": told.id, "story": told.story} for article in articles for told in desk.place(article, reading(article))
    ]


def rows_of(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def refereed(referee: Path, gold: Path, *, with_readings: bool) -> dict:
    """What the referee says of the grouping of a gold file."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as told:
        told.writelines(json.dumps(row) + "\n" for row in placed(rows_of(gold), with_readings=with_readings))
        told.flush()
        command = [sys.executable, str(referee), str(gold), told.name]
        return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


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
    """Of "same event" over look-alike reports: by a desk that has read them all, and knowing no other article."""
    pairs = [(trap_article(row["a"]), trap_article(row["b"]), row["label"] == "SAME") for row in rows_of(gold)]
    desk = Desk()
    sides = {side.id: side for pair in pairs for side in pair[:2]}
    for article in sorted(sides.values(), key=lambda one: one.published or ""):
        desk.place(article)
    return {
        "gold.lookalikes.ap": average_precision([(desk.same_event(a, b), same) for a, b, same in pairs]),
        "gold.lookalikes.ap_alone": average_precision([(same_event(a, b), same) for a, b, same in pairs]),
    }


def own_cases(path: Path) -> dict[str, float]:
    """How many pairs of one story are together, and how many of two are apart, in percent."""
    rows = rows_of(path)
    story = {told["id"]: told["story"] for told in placed(rows, with_readings=True)}
    right: dict[bool, list[bool]] = {True: [], False: []}
    for at, one in enumerate(rows):
        for other in rows[at + 1 :]:
            same = one["cluster"] == other["cluster"]
            right[same].append(same == (story[one["id"]] == story[other["id"]]))
    return {
        f"{path.stem}.together": round(100 * sum(right[True]) / len(right[True]), 1),
        f"{path.stem}.apart": round(100 * sum(right[False]) / len(right[False]), 1),
    }


def main() -> None:
    figures: dict[str, float] = {}
    for path in sorted(CASES.glob("*.jsonl")):
        figures |= own_cases(path)
    if len(sys.argv) > 1:
        folder = Path(sys.argv[1])
        stories, referee = folder / "gold" / "stories", folder / "referee" / "groups.py"
        for name, with_readings in (("alone", False), ("read", True)):
            told = refereed(referee, stories / "en_mix_dev.jsonl", with_readings=with_readings)
            figures |= {f"gold.{name}.{part}.f1": score["f1"] for part, score in told.items()}
            figures |= {f"gold.{name}.precision": told["all"]["p"], f"gold.{name}.recall": told["all"]["r"]}
        figures |= traps(stories / "template_traps_dev.jsonl")
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
