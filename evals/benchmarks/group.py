"""How fast is grouping, and does it stay so? usage: group.py STREAM.jsonl.gz [TIMES].

Every tenth article of the stream is kept back. The rest is placed, then TIMES over in all (10 unless told), and a part
of those kept back is placed and timed at three points: with a tenth of the stream in, with all of it, with all of it so
many times. Told are articles per CPU-second at each point, the quotient of the first two, and that of the last two.

A repetition is another two years of news of other things. Its days follow the stream's own. Words that grouping takes
for frequent stay; of the rest, those that one article in a hundred holds, a few thousand, change places with others
that are about as common; all rarer ones, most names among them, become words that nothing else has. `stories` tells how
many came of it. The machine's own pace is told beside it: a plain loop of ten million steps.
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
    """As many articles of other stories, later."""
    mark, known = "".join("bdfghjklmn"[int(digit)] for digit in f"{number:02}"), exchanged(common, number)
    return [
        replace(
            one,
            id=f"{one.id}/{number}",
            headline=renamed(one.headline or "", mark, known),
            text=renamed(one.text, mark, known),
            published=(instant_of(one.published) + number * ROUND).isoformat() if one.published else None,
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
    """Articles per CPU-second."""
    start = time.process_time()
    for article in articles:
        desk.place(article)
    return len(articles) / (time.process_time() - start)


def told(desk: Desk, rate: float) -> dict[str, float]:
    return {"per CPU-second": round(rate), "stories": len(desk.stories()), "pace of the machine": round(pace(), 2)}


def main() -> None:
    articles = articles_of(Path(sys.argv[1]))
    times = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    kept_back, stream = articles[::KEPT_BACK], [one for at, one in enumerate(articles) if at % KEPT_BACK]
    common, tenth, desk = common_words(stream), len(stream) // 10, Desk()
    placed(desk, stream[:tenth])
    few = placed(desk, kept_back[::3])
    points = {"with a tenth in": told(desk, few)}
    placed(desk, stream[tenth:])
    all_in = placed(desk, kept_back[1::3])
    points["with all in"] = told(desk, all_in)
    slower = {"all in, to a tenth in": round(few / all_in, 2)}
    if times > 1:
        for number in range(1, times):
            placed(desk, another_round(stream, number, common))
        many = placed(desk, another_round(kept_back[2::3], times - 1, common))
        points[f"with {times} times all in"] = told(desk, many)
        slower[f"{times} times all in, to all in"] = round(all_in / many, 2)
    print(json.dumps({**points, "slower": slower}))


if __name__ == "__main__":
    main()
