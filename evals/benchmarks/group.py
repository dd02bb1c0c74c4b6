"""How fast is grouping, and does it stay so? usage: group.py STREAM.jsonl.gz [TIMES].

Places the whole stream, then measures its last articles again under new ids and new days: articles per CPU-second with
all of it in, and how much slower that is than when a tenth was in. TIMES repeats the stream, with its names changed, so
that there are as many times the stories. The machine's own pace is told beside it: a plain loop of ten million steps.
"""

from __future__ import annotations

import gzip
import json
import os
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from newsworld.group import Desk
from newsworld.news.codec import article_of

if TYPE_CHECKING:
    from newsworld.news.articles import Article

SAMPLE = 500


def articles_of(path: Path) -> list[Article]:
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        return [article_of(json.loads(line)) for line in lines]


def again(articles: list[Article], round_number: int) -> list[Article]:
    """The same articles as others: every word with a capital gets a mark, so that names and stories are new."""
    mark = "abcdefghij"[round_number % 10]

    def renamed(text: str) -> str:
        return " ".join(word + mark if word[:1].isupper() else word for word in text.split(" "))

    return [
        replace(one, id=f"{one.id}/{round_number}", headline=renamed(one.headline or ""), text=renamed(one.text))
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


def main() -> None:
    articles = articles_of(Path(sys.argv[1]))
    times = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    probe = again(articles[-SAMPLE:], 9)
    tenth = len(articles) // 10
    desk = Desk()
    rates = {}
    placed(desk, articles[:tenth])
    rates["with a tenth in"] = placed(desk, again(probe, 91))
    placed(desk, articles[tenth:])
    rates["with all in"] = placed(desk, again(probe, 92))
    for number in range(1, times):
        placed(desk, again(articles, number))
    if times > 1:
        rates[f"with {times} times all in"] = placed(desk, again(probe, 93))
    first = rates["with a tenth in"]
    told = {name: {"per CPU-second": round(rate), "slower": round(first / rate, 2)} for name, rate in rates.items()}
    print(json.dumps({**told, "stories": len(desk.stories()), "pace of the machine": round(pace(), 2)}))


if __name__ == "__main__":
    main()
