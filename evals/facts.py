"""How well are meetings, positions, figures, cautions and entities read? Measured on our own cases.

usage: facts.py [GOLD] [--heldout] [--misses KIND] [--language CODE]; no gold set speaks of these, so GOLD is not read
Prints one JSON object: precision, recall and F1 of each finder over evals/cases/facts (without the cases kept aside,
or those alone with --heldout).
"""

# ruff: noqa: ANN001, ARG001 - every comparison takes the same four: case, names, gold, found
from __future__ import annotations

import argparse
import json
import re
import sys
import tomllib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from statements import score_case as score_said

from newsworld.news.articles import Article
from newsworld.understand import read

if TYPE_CHECKING:
    from newsworld.news.readings import Reading

HERE = Path(__file__).resolve().parent
KINDS = ("meetings", "positions", "figures", "cautions", "entities", "metonyms")


def cases(heldout: bool, language: str | None, part: str = "") -> list[dict]:
    found = []
    for path in sorted((HERE / "cases" / "facts").glob(f"{part}*.toml")):
        found += tomllib.loads(path.read_text(encoding="utf-8"))["case"]
    wanted = [case for case in found if bool(case.get("heldout")) == heldout]
    return [case for case in wanted if language in (None, case["language"])]


def article_of(case: dict) -> Article:
    return Article(
        id=case["id"],
        text=case["text"],
        language=case["language"],
        published=case["published"],
        headline=case.get("headline"),
        standfirst=case.get("standfirst"),
    )


class Names:
    """Gold names against the ids of a reading."""

    def __init__(self, case: dict, reading: Reading) -> None:
        told = dict(entry.rsplit(":", 1) if ":" in entry else (entry, "") for entry in case.get("entities", []))
        self.codes = {name: code for name, code in told.items() if code}
        self.reading = reading
        self.text = case["text"]

    def same(self, gold: str, found: str | None) -> bool:
        """Whether an id of the reading stands for a gold name, or one of its alternatives."""
        entity = self.reading.entity(found)
        for name in gold.split("|"):
            if entity is None:
                if found == name:
                    return True
                continue
            if plain(name) in {plain(entity.name), *(plain(span.of(self.text)) for span in entity.mentions)}:
                return True
            if entity.kind == "country" and entity.country == self.codes.get(name, name):
                return True
        return False


def plain(text: str | None) -> str:
    return re.sub(r"^(the|der|die|das) ", "", re.sub(r"[^\w ]+", "", (text or "").lower())).strip()


def touches(text: str, evidence, quote: str) -> bool:
    at = text.find(quote)
    assert at >= 0, f"gold quote not in text: {quote}"
    return any(span.start < at + len(quote) and at < span.end for span in evidence)


def overlap(gold: str, found: str) -> float:
    a, b = set(plain(gold).split()), set(plain(found).split())
    return len(a & b) / len(a | b) if a | b else 1.0


def same_meeting(case, names, gold, found) -> bool:
    if not touches(case["text"], found.evidence, gold["quote"]) or found.status not in gold["status"].split("|"):
        return False
    days = gold.get("start", "").split("|")
    if (found.start or "")[:10] not in days and not ("end" in gold and "start" not in gold):
        return False
    return all(any(names.same(party, other) for other in found.parties) for party in gold.get("parties", []))


def same_position(case, names, gold, found) -> bool:
    if found.stance not in gold["stance"].split("|") or not names.same(gold["party"], found.party):
        return False
    return overlap(gold["issue"], found.issue) >= 0.3


def same_figure(case, names, gold, found) -> bool:
    def near(a: float | None, b: float | None) -> bool:
        return (a is None) == (b is None) and (a is None or abs(a - b) <= 0.002 * max(1, abs(a)))

    return (
        gold["kind"] == found.kind
        and near(gold.get("low"), found.low)
        and near(gold.get("high"), found.high)
        and (gold.get("unit") in (None, found.unit))
    )


def same_caution(case, names, gold, found) -> bool:
    return found.kind in gold["kind"].split("|") and touches(case["text"], found.evidence, gold["quote"])


SAME = {"meetings": same_meeting, "positions": same_position, "figures": same_figure, "cautions": same_caution}


def paired(case, names, kind, reading) -> tuple[list, list, list]:
    """(hits as pairs, gold missed, found without gold)."""
    left, hits, missed = list(getattr(reading, kind)), [], []
    for gold in case.get(kind, []):
        match = next((found for found in left if SAME[kind](case, names, gold, found)), None)
        if match is None:
            missed.append(gold)
        else:
            left.remove(match)
            hits.append((gold, match))
    return hits, missed, left


def entity_hits(case, reading) -> tuple[int, int]:
    names = Names(case, reading)
    golds = [entry.rsplit(":", 1)[0] for entry in case.get("entities", [])]
    return sum(any(names.same(gold, entity.id) for entity in reading.entities) for gold in golds), len(golds)


def metonym_hits(case, reading) -> tuple[int, int]:
    right = 0
    for entry in case.get("metonyms", []):
        word, code = entry.rsplit(":", 1)
        entities = [
            e
            for e in reading.entities
            if any(
                word in m.of(case["text"]) or (m.of(case["text"]) in word and len(m.of(case["text"])) > 4)
                for m in e.metonyms
            )
        ]
        right += any(entity.country == (code or None) or not code for entity in entities)
    return right, len(case.get("metonyms", []))


def details(hits, names, text, counts) -> None:
    """What of the matched meetings and positions is right besides what the match asks for."""
    for gold, found in hits:
        for part in ("place", "format", "end", "part_of_day"):
            if part in gold:
                counts[part, "all"] += 1
                counts[part, "right"] += (getattr(found, part) or "").startswith(gold[part])
        if "participants" in gold:
            counts["participants", "all"] += 1
            counts["participants", "right"] += all(
                any(name == p.name for p in found.participants) for name in gold["participants"]
            )
        if "agenda" in gold:
            counts["agenda", "all"] += 1
            counts["agenda", "right"] += any(
                overlap(want, got) >= 0.3 for want in gold["agenda"] for got in found.agenda
            )
        if "stance" in gold:
            condition = found.condition.of(text) if found.condition else ""
            counts["condition", "all"] += "condition" in gold or bool(condition)
            counts["condition", "right"] += "condition" in gold and overlap(gold["condition"], condition) > 0.6
            if "toward" in gold:
                counts["toward", "all"] += 1
                counts["toward", "right"] += names.same(gold["toward"], found.toward)
            counts["reciprocal", "all"] += 1
            counts["reciprocal", "right"] += bool(gold.get("reciprocal")) == found.reciprocal
        if "of" in gold:
            counts["of", "all"] += 1
            counts["of", "right"] += plain(gold["of"]).split()[-1] in plain(found.of)


def score(chosen, misses: str | None) -> dict:
    totals, counts = Counter(), Counter()
    for case in chosen:
        article = article_of(case)
        reading = read(article)
        names = Names(case, reading)
        for kind in SAME:
            hits, missed, extra = paired(case, names, kind, reading)
            totals.update(
                {
                    (kind, "hit"): len(hits),
                    (kind, "gold"): len(hits) + len(missed),
                    (kind, "found"): len(hits) + len(extra),
                }
            )
            details(hits, names, article.text, counts)
            if misses == kind:
                tell(case, missed, extra, article.text)
        if "said" in case:
            said = Counter()
            lines: list[str] = []
            score_said(case, said, lines)
            totals.update({("statements", "hit"): said["right"], ("statements", "gold"): said["gold"]})
            totals.update({("statements", "found"): said["found"]})
            totals.update({("acts", "hit"): said["acts right"], ("acts", "gold"): said["acts"]})
            if misses == "statements" and lines:
                print("\n".join(lines), file=sys.stderr)
        for kind, (right, wanted) in (
            ("entities", entity_hits(case, reading)),
            ("metonyms", metonym_hits(case, reading)),
        ):
            totals.update({(kind, "hit"): right, (kind, "gold"): wanted})
    result = {"cases": len(chosen)}
    for kind in (*SAME, "statements"):
        result[kind] = prf(totals[kind, "hit"], totals[kind, "gold"], totals[kind, "found"])
    for kind in ("entities", "metonyms", "acts"):
        result[kind] = {
            "recall": round(100 * totals[kind, "hit"] / max(1, totals[kind, "gold"]), 1),
            "gold": totals[kind, "gold"],
        }
    parts = sorted({part for part, _ in counts})
    result["details"] = {part: f"{counts[part, 'right']}/{counts[part, 'all']}" for part in parts}
    return result


def prf(hits: int, gold: int, found: int) -> dict:
    p, r = hits / found if found else 0.0, hits / gold if gold else 0.0
    f1 = 2 * p * r / (p + r) if p + r else 0.0
    return {"p": round(100 * p, 1), "r": round(100 * r, 1), "f1": round(100 * f1, 1), "gold": gold, "found": found}


def tell(case, missed, extra, text) -> None:
    for gold in missed:
        print(f"- {case['id']}: {gold}", file=sys.stderr)
    for found in extra:
        words = [span.of(text) for span in found.evidence]
        fields = {
            name: getattr(found, name)
            for name in found.__slots__
            if name != "evidence" and getattr(found, name) not in (None, (), "")
        }
        print(f"+ {case['id']}: {fields} | {words}", file=sys.stderr)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", nargs="?", help="taken and not needed: these cases are our own")
    options.add_argument("--heldout", action="store_true")
    options.add_argument("--misses", choices=[*SAME, "statements"])
    options.add_argument("--language")
    options.add_argument("--part", default="", help="files of cases whose name begins so")
    chosen = options.parse_args()
    result = score(cases(chosen.heldout, chosen.language, chosen.part), chosen.misses)
    print(json.dumps(result))


if __name__ == "__main__":
    main()
