"""How well is it read who said what? On our own cases; and on a folder of gold, where one is given.

usage: statements.py [FOLDER] [--heldout] [--misses] [--language CODE]
Without FOLDER: precision, recall and F1 of statements over evals/cases/statements (content by half of its letters,
speaker by name), and how many acts and unnamed speakers are right. Every fifth case of a file is kept aside; --heldout
takes those alone. With FOLDER, besides (gold/polnear/dev.jsonl, referee/statements.py): the referee's figures
and articles a second of this finder alone.
Prints one JSON object of figures; gate.py compares them with floors.toml.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
import tomllib
from collections import Counter
from pathlib import Path

from newsworld.news.articles import Article
from newsworld.news.codec import article_of, json_of, row_of
from newsworld.understand import FINDERS, read
from newsworld.understand.draft import Draft

HERE = Path(__file__).resolve().parent
ASIDE = 5  # every fifth case is kept aside


def cases(language: str | None, *, heldout: bool) -> list[dict]:
    found = []
    for path in sorted((HERE / "cases" / "statements").glob("*.toml")):
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        if language in (None, told["language"]):
            for number, case in enumerate(told["case"]):
                if (number % ASIDE == ASIDE - 1) == heldout:
                    id_ = f"{path.stem}-{number + 1}"
                    found.append(case | {"id": id_, "language": told["language"], "published": told["published"]})
    return found


def letters(text: str, pieces: list[tuple[int, int]]) -> set[int]:
    return {at for start, end in pieces for at in range(start, end) if text[at].isalnum()}


def gold_of(case: dict, text: str) -> list[dict]:
    gold = []
    for line in case["said"]:
        content, speaker, act, anonymous = ([part.strip() for part in line.split(" | ")] + ["", ""])[:4]
        pieces = []
        for piece in content.split(" // "):
            start = text.find(piece)
            if start < 0:
                raise SystemExit(f"{case['id']}: not in its text: {piece}")
            pieces.append((start, start + len(piece)))
        gold.append(
            {"letters": letters(text, pieces), "speaker": speaker, "act": act, "anonymous": anonymous, "said": content}
        )
    return gold


def plain(name: str | None) -> set[str]:
    return {word.strip(".,’'").lower() for word in (name or "").split()}


def same_speaker(gold: str, found: str | None) -> bool:
    wanted, told = plain(gold), plain(found)
    return wanted == told if not wanted or not told else len(wanted & told) / len(wanted | told) >= 0.5


def score_case(case: dict, count: Counter, misses: list[str]) -> None:
    text = case["text"].strip()
    article = Article(id=case["id"], text=text, language=case["language"], published=case["published"])
    gold, found = gold_of(case, text), list(read(article).statements)
    count["gold"] += len(gold)
    count["found"] += len(found)
    for one in gold:
        best, near = None, 0.5
        for statement in found:
            got = letters(text, list(statement.content))
            share = len(got & one["letters"]) / max(1, len(got | one["letters"]))
            if share >= near:
                best, near = statement, share
        if best is None or not same_speaker(one["speaker"], best.speaker.name):
            misses.append(f"{case['id']} lacks: {one['said']} | {one['speaker']} (has {best and best.speaker.name})")
            found = [statement for statement in found if statement is not best]
            continue
        found.remove(best)
        count["right"] += 1
        count["acts"] += bool(one["act"])
        count["acts right"] += bool(one["act"]) and best.act in one["act"].split("|")
        if one["act"] and best.act not in one["act"].split("|"):
            misses.append(f"{case['id']} act: {one['said']} is {one['act']}, not {best.act}")
        count["unnamed"] += one["anonymous"] == "anonymous"
        count["unnamed right"] += one["anonymous"] == "anonymous" and best.speaker.anonymous
    misses += [
        f"{case['id']} adds: {' // '.join(p.of(text) for p in one.content)} | {one.speaker.name} ({one.rule})"
        for one in found
    ]


def own_figures(language: str | None, *, heldout: bool, show: bool) -> dict[str, float]:
    count: Counter = Counter()
    misses: list[str] = []
    for case in cases(language, heldout=heldout):
        score_case(case, count, misses)
    if show:
        print("\n".join(misses), file=sys.stderr)
    precision, recall = count["right"] / max(1, count["found"]), count["right"] / max(1, count["gold"])
    return {
        "precision": round(100 * precision, 1),
        "recall": round(100 * recall, 1),
        "f1": round(200 * precision * recall / max(1e-9, precision + recall), 1),
        "acts": round(100 * count["acts right"] / max(1, count["acts"]), 1),
        "unnamed": round(100 * count["unnamed right"] / max(1, count["unnamed"]), 1),
        "statements": count["gold"],
    }


def folder_figures(folder: Path) -> dict[str, float]:
    gold = folder / "gold" / "polnear" / "dev.jsonl"
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    articles = [
        article_of({"id": row["id"], "text": row["text"], "language": "en", "published": row["date"]}) for row in rows
    ]
    readings, seconds = [], 0.0
    for article in articles:
        draft = Draft.of(article)
        for finder in FINDERS:
            started = time.process_time()
            getattr(draft, finder.finds).extend(finder.find(article, draft))
            seconds += time.process_time() - started if finder.finds == "statements" else 0
        readings.append(draft.reading())
    with tempfile.NamedTemporaryFile(suffix=".jsonl") as out:
        out.write(b"".join(json_of(row_of(reading)) + b"\n" for reading in readings))
        out.flush()
        referee = [sys.executable, str(folder / "referee" / "statements.py"), str(gold), out.name]
        figures = json.loads(subprocess.run(referee, capture_output=True, text=True, check=True).stdout)
    return {
        "ar50": figures["ar50"]["f1"],
        "content50": figures["content50"]["f1"],
        "quoted": figures["quoted"]["f1"],
        "direct_recall": figures["recall_direct"],
        "indirect_recall": figures["recall_indirect"],
        "articles_per_second": round(len(rows) / seconds),
    }


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("folder", nargs="?", type=Path)
    asked.add_argument("--heldout", action="store_true")
    asked.add_argument("--misses", action="store_true")
    asked.add_argument("--language")
    options = asked.parse_args()
    figures = own_figures(options.language, heldout=options.heldout, show=options.misses)
    if options.folder:
        figures |= {f"gold.{name}": value for name, value in folder_figures(options.folder).items()}
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
