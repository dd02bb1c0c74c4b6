"""How fast are names and times read? Articles a second on one core, beside the cutting of sentences in the same run.

evals/benchmarks/times.py [FOLDER]      FOLDER holds gold/; without it, our own cases, ten to an article
"""

from __future__ import annotations

import json
import sys
import tomllib
from pathlib import Path

from rates import rate

from newsworld.news.articles import Article
from newsworld.text.sentences import sentences
from newsworld.understand import entities, times
from newsworld.understand.draft import Draft

CASES = Path(__file__).parents[1] / "cases" / "times" / "english.toml"
AIM = 300  # articles a second for times alone


def articles(gold: str | None) -> list[Article]:
    if gold:
        path = Path(gold) / "gold" / "tempeval3" / "timebank.jsonl"
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        return [Article(id=row["id"], text=row["text"], published=row["dct"], language="en") for row in rows]
    texts = [case["text"] for case in tomllib.loads(CASES.read_text("utf-8"))["case"]]
    text = "\n\n".join(" ".join(texts[i : i + 3]) for i in range(0, 30, 3))
    return [Article(id=str(i), text=text, published="2024-05-14", language="en") for i in range(100)]


def main() -> int:
    read = articles(sys.argv[1] if len(sys.argv) > 1 else None)
    drafts = [Draft.of(article) for article in read]
    times_a_second = rate(lambda draft: list(times.find(draft.article, draft)), drafts)
    names_a_second = rate(lambda draft: list(entities.find(draft.article, draft)), drafts)
    cut_a_second = rate(lambda article: sentences(article.text, "en"), read)
    figures = {
        "articles": len(read),
        "characters_an_article": round(sum(len(article.text) for article in read) / len(read)),
        "times_a_second": round(times_a_second),
        "entities_a_second": round(names_a_second),
        "sentences_to_times": round(cut_a_second / times_a_second, 1),
    }
    print(json.dumps(figures))
    return 0 if times_a_second >= AIM or len(sys.argv) == 1 else 1  # our own cases hold a time in every line


if __name__ == "__main__":
    sys.exit(main())
