"""How well are times understood? TempEval-3 figures of the referee over gold TIMEX3, or over our own cases.

evals/times.py [FOLDER]      FOLDER holds gold/ and referee/; without it, evals/cases/times
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from newsworld.news.articles import Article
from newsworld.understand.draft import Draft
from newsworld.understand.times import find

CASES = Path(__file__).parent / "cases" / "times"
GOLD = {
    "timebank": "tempeval3/timebank.jsonl",
    "aquaint": "tempeval3/aquaint.jsonl",
    "diezeit": "krauts/diezeit.jsonl",
    "dolomiten": "krauts/dolomiten100.jsonl",
}


def read(text: str, published: str, language: str) -> list[dict]:
    article = Article(id="case", text=text, published=published, language=language)
    found = find(article, Draft.of(article))
    return [{"span": list(time.span), "type": time.type, "value": time.value} for time in found]


def refereed(referee: Path, gold: Path) -> dict[str, float]:
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as told:
        for row in rows:
            told.write(json.dumps({"id": row["id"], "times": read(row["text"], row["dct"], row["lang"])}) + "\n")
        told.flush()
        command = [sys.executable, str(referee), str(gold), told.name]
        answer = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(answer.stdout)


def cases(*, aside: bool) -> list[dict]:
    paths = [path for path in sorted(CASES.glob("*.toml")) if (path.stem == "aside") == aside]
    return [case for path in paths for case in tomllib.loads(path.read_text("utf-8"))["case"]]


def own_figures(*, aside: bool) -> float:
    """F1 of exact words with their value over our own cases; what is missed goes to standard error."""
    hits = gold = told = 0
    for case in cases(aside=aside):
        found = read(case["text"], case["published"], case.get("language", "en"))
        pairs = [(case["text"][slice(*time["span"])], time["value"]) for time in found]
        wanted = [tuple(pair) for pair in case["times"]]
        right = sum(pair in pairs for pair in wanted)
        hits, gold, told = hits + right, gold + len(wanted), told + len(pairs)
        if pairs != wanted:
            print(f"wanted {wanted}\n   got {pairs}\n", file=sys.stderr)
    return round(200 * hits / (gold + told), 2)


def main() -> None:
    figures = {"own.f1": own_figures(aside=False), "aside.f1": own_figures(aside=True)}
    figures["cases"] = len(cases(aside=False)) + len(cases(aside=True))
    if len(sys.argv) > 1:
        folder = Path(sys.argv[1])
        for name, path in GOLD.items():
            told = refereed(folder / "referee" / "times.py", folder / "gold" / path)
            figures |= {f"gold.{name}.value": told["value_f1"], f"gold.{name}.relaxed": told["relaxed_f1"]}
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
