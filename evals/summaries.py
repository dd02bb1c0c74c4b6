"""Are standfirst and basics a good summary? ROUGE against reference summaries, beside LEAD-3 and sumy's methods.

usage: evals/summaries.py [GOLD_FOLDER] [--count N] [--table]

GOLD_FOLDER holds gold/summaries/bbc.jsonl: {"id", "language", "headline", "text", "reference"} a line. sumy's
methods give as many sentences as the brief did, so that none wins by length; LEAD-3 is the first three. All choose
among the same sentences, cut beforehand; CPU seconds are those of the choice alone, the best of three rounds. They are
told twice: with the words that sumy cuts by itself (`times_faster`), and with words at white space, the cheapest there
are (`times_faster_than_at_its_cheapest`).
GOLD_FOLDER holds gold/summaries/background.jsonl too, updates of an event with written background: each update is
taken for a report. What was written is held against the page's standfirst and basics, beside as many sentences of all
updates; and against its background section alone, which says nothing that they say, beside as many of the earlier
updates. Prints one JSON object of figures; without the folder there is nothing to measure.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
sys.path.insert(0, str(Path(__file__).parent.parent / "src"))

from nltk.tokenize import NLTKWordTokenizer
from rouge_score.rouge_scorer import RougeScorer
from sumy.nlp.stemmers import Stemmer
from sumy.nlp.tokenizers import Tokenizer
from sumy.parsers.plaintext import PlaintextParser
from sumy.summarizers.lex_rank import LexRankSummarizer
from sumy.summarizers.luhn import LuhnSummarizer
from sumy.summarizers.text_rank import TextRankSummarizer
from sumy.utils import get_stop_words

from newsworld.brief import choosing, leads, write
from newsworld.brief.material import gather
from newsworld.brief.options import Options
from newsworld.news.articles import Article
from newsworld.news.readings import Reading
from newsworld.news.stories import Member, Story
from newsworld.text.sentences import sentences
from newsworld.understand import read

if TYPE_CHECKING:
    from collections.abc import Callable

MEASURES = ("rouge1", "rouge2", "rougeL")
LEAD = 3
METHODS = (TextRankSummarizer, LexRankSummarizer, LuhnSummarizer)
DAY = "2005-01-01"


def prepared(row: dict[str, Any]) -> tuple[Story, dict[str, Article], dict[str, Reading]]:
    article = Article(row["id"], row["text"], headline=row["headline"], language=row["language"], outlet="-")
    reading = Reading(article.id, article.language, sentences=sentences(article.text, article.language))
    return (
        Story(row["id"], row["headline"], DAY, DAY, (Member(article.id),)),
        {article.id: article},
        {article.id: reading},
    )


def choice(material_of: tuple[Story, dict[str, Article], dict[str, Reading]]) -> list[Any]:
    """What the brief does to choose its standfirst and basics."""
    material = gather(*material_of, {}, Options())
    return leads.leads(material, choosing.scored(material, material.native), {})


def briefed(material_of: tuple[Story, dict[str, Article], dict[str, Reading]]) -> list[str]:
    """What the page then shows."""
    brief = write(*material_of, {})
    first = [brief.standfirst] if brief.standfirst else []
    return [line.text for line in (*first, *brief.basics)]


class Cut:
    """sumy's tokenizer protocol over our sentences, so that all methods choose among the same ones."""

    def to_sentences(self, text: str) -> tuple[str, ...]:
        """As the reading has them."""
        return tuple(span.of(text) for span in sentences(text, "en"))

    def to_words(self, sentence: str) -> tuple[str, ...]:
        """Words by white space and hyphen, which is quicker than sumy's own."""
        return tuple(word for word in sentence.replace("-", " ").split() if any(c.isalpha() for c in word))


class OwnWords(Cut):
    """The words that sumy cuts for English: nltk's, spared the cut into sentences that nltk makes once more before."""

    _nltk = NLTKWordTokenizer()

    def to_words(self, sentence: str) -> tuple[str, ...]:
        """As sumy's Tokenizer("english"), whose sentences need data that no package brings."""
        return tuple(filter(Tokenizer._is_word, self._nltk.tokenize(sentence)))  # noqa: SLF001 - the same words


def timed(anew: Callable[[], list[Any]], job: Callable[[Any], Any], rounds: int = 3) -> tuple[list[Any], float]:
    """Each row's answer, and CPU seconds of the best round. Each round has rows made anew."""
    best = float("inf")
    answers: list[Any] = []
    for _ in range(rounds):
        choosing.cuts.cache_clear()
        rows = anew()
        gc.collect()
        gc.freeze()
        start = time.process_time()
        answers = [job(row) for row in rows]
        best = min(best, time.process_time() - start)
        gc.unfreeze()
    return answers, best


def rouge(rows: list[dict[str, Any]], answers: list[list[str]]) -> dict[str, Any]:
    scorer = RougeScorer(list(MEASURES), use_stemmer=True)
    told = [scorer.score(row["reference"], " ".join(a)) for row, a in zip(rows, answers, strict=True)]
    return {name: round(100 * sum(t[name].fmeasure for t in told) / len(told), 2) for name in MEASURES}


def by_sumy(
    rows: list[dict[str, Any]], kind: type, lengths: list[int], cut: Cut, rounds: int = 3
) -> tuple[list[list[str]], float]:
    method = kind(Stemmer("english"))
    method.stop_words = get_stop_words("english")

    def documents() -> list[tuple[Any, int]]:
        made = [PlaintextParser.from_string(row["text"], cut).document for row in rows]
        assert all(document.sentences for document in made)  # cut now; words are cut when they are asked for
        return list(zip(made, lengths, strict=True))

    answers, seconds = timed(documents, lambda pair: method(*pair), rounds)
    return [[str(sentence) for sentence in answer] for answer in answers], seconds


def score(rows: list[dict[str, Any]]) -> dict[str, Any]:
    stories = [prepared(row) for row in rows]
    ours = [briefed(story) for story in stories]
    lengths = [len(answer) for answer in ours]
    _, seconds = timed(lambda: [prepared(row) for row in rows], choice)
    out: dict[str, Any] = {"brief": {**rouge(rows, ours), "cpu_ms_each": round(1000 * seconds / len(rows), 3)}}
    out["LEAD-3"] = rouge(rows, [list(Cut().to_sentences(row["text"])[:LEAD]) for row in rows])
    for kind in METHODS:
        answers, cheapest = by_sumy(rows, kind, lengths, Cut())
        _, spent = by_sumy(rows, kind, lengths, OwnWords())
        told = {
            "cpu_ms_each": round(1000 * spent / len(rows), 3), "times_slower": round(spent / seconds, 1),
            "times_slower_at_its_cheapest": round(cheapest / seconds, 1),
        }  # fmt: skip
        out[kind.__name__.removesuffix("Summarizer")] = {**rouge(rows, answers), **told}
    return out


def moments(rows: list[dict[str, Any]], each: int) -> list[tuple[list[dict[str, Any]], list[str]]]:
    """Some moments of each event: the updates until then, as one annotator has them, and everybody's background."""
    by_event: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for row in rows:
        by_event.setdefault(row["event"], {}).setdefault(row["annotator"], []).append(row)
    found = []
    for told in by_event.values():
        updates, *_ = told.values()
        for at in (len(updates) * part // (each + 1) for part in range(1, each + 1)):
            references = [plain_lines(own[at]["background"]) for own in told.values() if own[at]["background"].strip()]
            if at and references:
                found.append((updates[: at + 1], references))
    return found


def plain_lines(text: str) -> str:
    return text.replace("\\n", "\n")


def story_of(updates: list[dict[str, Any]]) -> tuple[Story, dict[str, Article], dict[str, Reading]]:
    """An event as a story in which every update is a report of its own."""
    articles = {
        f"{row['event']}-{at}": Article(
            f"{row['event']}-{at}",
            plain_lines(row["update"]),
            language="en",
            outlet=f"Outlet {at}",
            published=row["date"],
        )
        for at, row in enumerate(updates)
    }
    days = [row["date"] for row in updates]
    story = Story(updates[0]["event"], "", min(days), max(days), tuple(map(Member, articles)), len(articles))
    return story, articles, {name: read(article) for name, article in articles.items()}


def score_events(rows: list[dict[str, Any]], each: int = 4) -> dict[str, dict[str, Any]]:
    """Each part of the page beside its rivals, against written background."""
    chosen = moments(rows, each)
    stories = [story_of(updates) for updates, _ in chosen]
    background = [[line.text for line in write(*story, {}).section("background")] for story in stories]
    references = [told for _, told in chosen]
    return {
        "events": beside(references, [briefed(story) for story in stories], [told_by(u) for u, _ in chosen]),
        "background": beside(references, background, [told_by(u[:-1]) for u, _ in chosen]),
    }


def told_by(updates: list[dict[str, Any]]) -> dict[str, str]:
    """The updates as one text."""
    return {"text": "\n".join(plain_lines(row["update"]) for row in updates)}


def beside(references: list[list[str]], ours: list[list[str]], texts: list[dict[str, str]]) -> dict[str, Any]:
    """Our lines, and as many sentences of the texts from the front and by sumy's methods."""
    lengths = [max(1, len(lines)) for lines in ours]
    out: dict[str, Any] = {"brief": rouge_of_many(references, ours)}
    out["LEAD"] = rouge_of_many(
        references, [list(Cut().to_sentences(row["text"])[:n]) for row, n in zip(texts, lengths, strict=True)]
    )
    for kind in METHODS:
        answers, _ = by_sumy(texts, kind, lengths, Cut(), rounds=1)
        out[kind.__name__.removesuffix("Summarizer")] = rouge_of_many(references, answers)
    return out


def rouge_of_many(references: list[list[str]], answers: list[list[str]]) -> dict[str, Any]:
    """Against the nearest of several references."""
    scorer = RougeScorer(list(MEASURES), use_stemmer=True)
    told = [scorer.score_multi(refs, " ".join(a)) for refs, a in zip(references, answers, strict=True)]
    return {name: round(100 * sum(t[name].fmeasure for t in told) / len(told), 2) for name in MEASURES}


def figures(table: dict[str, Any]) -> dict[str, float]:
    """The brief's own measures, how far it is ahead of the best rival in each, and how much faster than the fastest."""
    rivals = [told for name, told in table.items() if name != "brief"]
    out = measured("gold", table)
    timed_ones = [told for told in rivals if "times_slower" in told]
    out["gold.times_faster"] = min(told["times_slower"] for told in timed_ones)
    out["gold.times_faster_than_at_its_cheapest"] = min(told["times_slower_at_its_cheapest"] for told in timed_ones)
    return out


def measured(name: str, table: dict[str, Any]) -> dict[str, float]:
    """The brief's own measures, and how far it is ahead of the best rival in each."""
    rivals = [told for rival, told in table.items() if rival != "brief"]
    out = {f"{name}.{m}": table["brief"][m] for m in MEASURES}
    return out | {f"{name}.ahead_{m}": round(table["brief"][m] - max(r[m] for r in rivals), 2) for m in MEASURES}


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("folder", nargs="?", type=Path)
    options.add_argument("--count", type=int)
    options.add_argument("--table", action="store_true", help="tell each method's measures too")
    told = options.parse_args()
    if told.folder is None:
        print(json.dumps({}))
        return 0
    path = told.folder / "gold" / "summaries" / "bbc.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()][: told.count]
    table = score(rows)
    if told.table:
        for name, measures in table.items():
            print(name, json.dumps(measures), file=sys.stderr)
    out = figures(table)
    path = told.folder / "gold" / "summaries" / "background.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for name, table in score_events(rows).items():
        if told.table:
            for method, measures in table.items():
                print(name, method, json.dumps(measures), file=sys.stderr)
        out |= measured(f"gold.{name}", table)
    print(json.dumps(out))
    return 0


if __name__ == "__main__":
    sys.exit(main())
