"""Are people, organisations and countries found, and does "Moscow" become Russia where it acts? Over our own cases.

evals/entities.py            evals/cases/entities; there is no gold of others for these
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections import Counter
from pathlib import Path

from newsworld.news.articles import Article
from newsworld.understand.draft import Draft
from newsworld.understand.entities import find

CASES = Path(__file__).parent / "cases" / "entities"


def cases(*, aside: bool) -> list[dict]:
    paths = [path for path in sorted(CASES.glob("*.toml")) if (path.stem == "aside") == aside]
    return [case for path in paths for case in tomllib.loads(path.read_text("utf-8"))["case"]]


def read(case: dict) -> tuple[Counter, list[tuple[str, str]]]:
    """Pairs of id and mention, and the metonyms in the order of the text with the country that each stands for."""
    text = case["text"]
    article = Article(id="case", text=text, published="2024-05-14", language=case.get("language", "en"))
    found = list(find(article, Draft.of(article)))
    pairs = Counter((entity.id, mention.of(text)) for entity in found for mention in entity.mentions)
    powers = sorted(
        (mention, entity.id.removeprefix("country:").replace("organisation:eu", "EU"))
        for entity in found
        for mention in entity.metonyms
    )
    return pairs, [(mention.of(text), power) for mention, power in powers]


def figures_of(name: str, chosen: list[dict]) -> dict[str, float]:
    """F1 of mentions with their entity; share of capitals and houses read rightly, as a power or a place."""
    hits = gold = told = right = asked = 0
    for case in chosen:
        pairs, powers = read(case)
        wanted = Counter((entity, words) for entity, mentions in case["entities"].items() for words in mentions)
        hits, gold, told = hits + (pairs & wanted).total(), gold + wanted.total(), told + pairs.total()
        standing, found = Counter(tuple(pair) for pair in case.get("power", ())), Counter(powers)
        seats = standing.total() + len(case.get("where", ()))
        missed = (standing - found).total() + (found - standing).total()
        asked, right = asked + seats, right + max(0, seats - missed)
        if pairs != wanted or missed:
            print(f"{case['text']}\n   missed {dict(wanted - pairs)}\n   added {dict(pairs - wanted)}", file=sys.stderr)
    return {f"{name}.f1": round(200 * hits / (gold + told), 2), f"{name}.metonyms": round(100 * right / asked, 2)}


def main() -> None:
    figures = figures_of("own", cases(aside=False)) | figures_of("aside", cases(aside=True))
    print(json.dumps(figures | {"cases": len(cases(aside=False)) + len(cases(aside=True))}))


if __name__ == "__main__":
    main()
