"""How fast is grouping, and does it stay so? usage: group.py STREAM.jsonl.gz [TIMES].

Every tenth article of the stream is kept back. Three desks are filled: with a tenth of the rest, with all of it, and
with all of it after TIMES - 1 repetitions (10 unless told). Then those kept back are placed by two desks in turns, a
few at a time, so that whatever else the machine does falls on both: first by the lesser two, then by the greater two.
Told are articles per CPU-second, and how many times slower the greater desk of each two is. Desks have the options
that are used in earnest: above so many articles, told as "at hand", the stories that were idle longest have retired.

A repetition is another two years of news of other things. Its days precede the stream's own. Words that grouping takes
for frequent stay; of the rest, those that one article in a hundred holds, a few thousand, change places with others
that are about as common; all rarer ones, most names among them, become words that nothing else has. The machine's own
pace is told beside it: a plain loop of ten million steps.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import re
import sys
import time
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from newsworld.group import Desk
from newsworld.languages import words
from newsworld.news.codec import article_of
from newsworld.news.moments import instant_of

if TYPE_CHECKING:
    from newsworld.news.articles import Article

KEPT_BACK = 10  # one article in so many
COMMON = 100  # a word that one article in so many holds stays as it is
NEIGHBOURS = 200  # common words among which one changes places
FREQUENT = frozenset(words("en", "grouping")["frequent"].split())
TURN = 20  # articles that a desk places before the other has its turn
ROUND = timedelta(days=730)
WORD = re.compile(r"[^\W\d_]+")


def articles_of(path: Path) -> list[Article]:
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        return [article_of(json.loads(line)) for line in lines]


def common_words(articles: list[Article]) -> list[str]:
    """The words, in lower case, that one article in COMMON holds, commonest first, without those that say nothing."""
    held = Counter(word for one in articles for word in set(WORD.findall(one.text.lower())))
    return [word for word, count in held.most_common() if count * COMMON >= len(articles) and word not in FREQUENT]


def exchanged(common: list[str], number: int) -> dict[str, str]:
    """What each common word becomes in a round: one of its neighbours in rank."""
    shuffled, chance = [*common], random.Random(number)
    for start in range(0, len(common), NEIGHBOURS):
        block = shuffled[start : start + NEIGHBOURS]
        chance.shuffle(block)
        shuffled[start : start + NEIGHBOURS] = block
    return dict(zip(common, shuffled, strict=True)) | {word: word for word in FREQUENT}


def renamed(text: str, mark: str, known: dict[str, str]) -> str:
    """With other words: known ones as told, the rest with a mark behind their first letter."""

    def other(found: re.Match[str]) -> str:
        word = found[0]
        told = known.get(word.lower())
        if told is None:
            return word[0] + mark + word[1:]
        return told.capitalize() if word[0].isupper() else told

    return WORD.sub(other, text)


def another_round(articles: list[Article], number: int, common: list[str]) -> list[Article]:
    """As many articles of other stories, earlier."""
    mark, known = "".join("bdfghjklmn"[int(digit)] for digit in f"{number:02}"), exchanged(common, number)
    return [
        replace(
            one,
            id=f"{one.id}/{number}",
            headline=renamed(one.headline or "", mark, known),
            text=renamed(one.text, mark, known),
            published=(instant_of(one.published) - number * ROUND).isoformat() if one.published else None,
        )
        for one in articles
    ]


def pace() -> float:
    """CPU-seconds of a plain loop of ten million steps: about 0.5 on a free core of 2023."""
    start = time.process_time()
    total = 0
    for number in range(10_000_000):
        total += number
    return time.process_time() - start


def placed(desk: Desk, articles: list[Article]) -> float:
    """CPU-seconds."""
    start = time.process_time()
    for article in articles:
        desk.place(article)
    return time.process_time() - start


def side_by_side(lesser: Desk, greater: Desk, articles: list[Article]) -> dict[str, float]:
    """Articles per CPU-second of either desk, and how many times slower the greater one is."""
    spent = {lesser: 0.0, greater: 0.0}
    for number, start in enumerate(range(0, len(articles), TURN)):
        for desk in (lesser, greater) if number % 2 else (greater, lesser):
            spent[desk] += placed(desk, articles[start : start + TURN])
    return {
        "lesser per CPU-second": round(len(articles) / spent[lesser]),
        "greater per CPU-second": round(len(articles) / spent[greater]),
        "slower": round(spent[greater] / spent[lesser], 2),
        "greater at hand": greater.at_hand,
        "pace of the machine": round(pace(), 2),
    }


def main() -> None:
    articles = articles_of(Path(sys.argv[1]))
    times = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    stream = [one for at, one in enumerate(articles) if at % KEPT_BACK]
    common, many = common_words(stream), Desk()
    for number in range(1, times):
        placed(many, another_round(stream, number, common))
    tenth, whole = Desk(), Desk()
    placed(tenth, stream[: len(stream) // 10])
    placed(whole, stream)
    placed(many, stream)
    figures = {"all in, to a tenth in": side_by_side(tenth, whole, articles[:: 2 * KEPT_BACK])}
    if times > 1:
        kept_back = articles[KEPT_BACK :: 2 * KEPT_BACK]
        figures[f"{times} times all in, to all in"] = side_by_side(whole, many, kept_back)
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
