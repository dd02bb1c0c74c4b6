"""How clean are articles? Our own cases, and the gold of pages where a folder is given.

usage: articles.py [FOLDER_OF_GOLD] [--every N] [--keep]
Our own cases are pages in our own words (evals/cases/articles). Gold is scored by its own scorer. Prints one JSON
object; `gold.*` are the figures of the folder. Where gold names outlets, each outlet's text F1 is held against the one
kept in evals/outlets.json: `outlets_standing` is the share of outlets that did not fall by more than FALL, and those
that did are named on stderr. --keep writes the figures that are better than those kept.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from newsworld.extract import clean
from newsworld.news import codec
from newsworld.news.errors import NewsworldError
from newsworld.news.sourcing import Capture

if TYPE_CHECKING:
    from newsworld.news.articles import Article

CASES = Path(__file__).parent / "cases" / "articles"
FIELDS = (
    "headline", "standfirst", "basics", "byline", "credit", "published", "updated", "language", "kind", "truncated",
    "section",
)  # fmt: skip
NO_ARTICLE = ("listing", "not-an-article")
KEPT = Path(__file__).parent / "outlets.json"
FALL = 2.0  # points of F1: one paragraph of a page


def own_figures() -> dict[str, float]:
    """Share of fields right, and F1 of paragraphs, over our own cases."""
    right = fields = hit = wanted = found = 0
    for path in sorted(CASES.glob("*.json")):
        told = json.loads(path.read_text(encoding="utf-8"))
        article = read_case(path, told)
        row = codec.row_of(article)
        for name in FIELDS:
            if name in told:
                fields += 1
                is_right = row[name] == (tuple(told[name]) if isinstance(told[name], list) else told[name])
                right += is_right
                if not is_right:
                    print(f"{path.stem}: {name} is {row[name]!r}, not {told[name]!r}", file=sys.stderr)
        if "paragraphs" in told:
            mine, theirs = set(article.paragraphs), set(told["paragraphs"])
            hit, wanted, found = hit + len(mine & theirs), wanted + len(theirs), found + len(mine)
            for one in mine ^ theirs:
                print(f"{path.stem}: {'kept' if one in mine else 'lost'} {one[:80]!r}", file=sys.stderr)
    return {"fields": round(100 * right / fields, 2), "paragraphs_f1": round(200 * hit / (wanted + found), 2)}


def read_case(path: Path, told: dict) -> Article:
    """The article that our own page gives."""
    page = path.with_suffix(".html")
    body = page.read_bytes() if page.exists() else b""
    text = None if body else path.with_suffix(".txt").read_text(encoding="utf-8")
    return clean(
        Capture(
            id=path.stem,
            url=told["url"],
            body=body,
            text=text,
            headers=told.get("headers", {}),
            outlet=told.get("outlet"),
        )
    )


def gold_figures(folder: Path, every: int, *, keep: bool) -> dict[str, float]:
    """The referee's figures on every set of gold pages."""
    figures: dict[str, float] = {}
    for pages in sorted((folder / "gold" / "pages").iterdir()):
        with tempfile.TemporaryDirectory() as scratch:
            scored = scored_set(folder / "referee", pages, Path(scratch), every)
            outlets = scored_outlets(folder / "referee", Path(scratch))
            if outlets:
                scored["outlets_standing"] = standing(outlets, keep=keep)
        for name, value in flat(scored):
            figures[f"gold.{pages.name}.{name}"] = value
    return figures


def scored_set(referee: Path, pages: Path, scratch: Path, every: int) -> dict:
    gold = [json.loads(line) for line in (pages / "gold.jsonl").open(encoding="utf-8")][::every]
    wanted = {row["id"]: row for row in gold}
    command = [sys.executable, str(referee / "captures.py"), str(pages), str(scratch / "pages")]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    articles = {row["id"]: article_row(row) for row in map(json.loads, told.splitlines()) if row["id"] in wanted}
    (scratch / "gold.jsonl").write_text("".join(json.dumps(row) + "\n" for row in gold))
    (scratch / "articles.jsonl").write_text("".join(json.dumps(row) + "\n" for row in articles.values()))
    scored = judged(referee, scratch / "gold.jsonl", scratch / "articles.jsonl")
    if any("page_type" in row for row in gold):
        scored["article_f1"] = gate_f1(wanted, articles)
    return scored


def judged(referee: Path, gold: Path, articles: Path) -> dict:
    command = [sys.executable, str(referee / "articles.py"), str(gold), str(articles)]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def scored_outlets(referee: Path, scratch: Path) -> dict[str, float]:
    """Text F1 of each outlet that the gold names."""
    by_outlet: dict[str, list[str]] = {}
    for line in (scratch / "gold.jsonl").open(encoding="utf-8"):
        outlet = json.loads(line).get("outlet")
        if outlet:
            by_outlet.setdefault(outlet, []).append(line)
    figures = {}
    for outlet, lines in sorted(by_outlet.items()):
        (scratch / "outlet.jsonl").write_text("".join(lines), encoding="utf-8")
        scored = judged(referee, scratch / "outlet.jsonl", scratch / "articles.jsonl")
        if "text" in scored:
            figures[outlet] = scored["text"]["f1"]
    return figures


def standing(outlets: dict[str, float], *, keep: bool) -> float:
    """Share of outlets whose figure did not fall below the one kept, in per cent."""
    kept = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    fallen = {name: figure for name, figure in outlets.items() if figure < kept.get(name, 0.0) - FALL}
    for name, figure in fallen.items():
        print(f"{name}: text F1 {figure}, was {kept[name]}", file=sys.stderr)
    if keep:
        best = kept | {name: max(figure, kept.get(name, 0.0)) for name, figure in outlets.items()}
        KEPT.write_text(json.dumps(best, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")
    return round(100 * (1 - len(fallen) / len(outlets)), 2)


def article_row(row: dict) -> dict:
    try:
        capture = Capture(id=row["id"], url=row["url"] or "", body=Path(row["html_path"]).read_bytes())
        return codec.row_of(clean(capture))
    except NewsworldError as error:
        return codec.error_row(error, row["id"]) | {"kind": "not-an-article"}


def gate_f1(gold: dict[str, dict], articles: dict[str, dict]) -> float:
    """F1 of "this page holds an article"."""
    true = {name for name, row in gold.items() if row.get("page_type") == "article"}
    said = {name for name in gold if articles.get(name, {}).get("kind", "not-an-article") not in NO_ARTICLE}
    return round(200 * len(true & said) / (len(true) + len(said)), 2)


def flat(told: dict, prefix: str = "") -> list[tuple[str, float]]:
    rows = []
    for name, value in told.items():
        if isinstance(value, dict):
            rows += flat(value, f"{prefix}{name}_")
        elif isinstance(value, int | float):
            rows.append((prefix + name, value))
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--every", type=int, default=1, help="of the gold pages take every N-th")
    parser.add_argument("--keep", action="store_true", help="keep the outlets' figures that are better")
    told = parser.parse_args()
    figures = own_figures()
    if told.folder:
        figures |= gold_figures(told.folder, told.every, keep=told.keep)
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
