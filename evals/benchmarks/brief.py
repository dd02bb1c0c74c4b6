"""How fast are pages written? Stories out of the sample world, each with every fact that its reports hold.

usage: evals/benchmarks/brief.py [--stories N] [--large N]

Prints one JSON object: stories of five articles a CPU-second, cold (no sentence was weighed before) and warm (the
story is written again, as when an article joins it), and the CPU seconds of one story of 500 articles, cold. Reading
is not counted.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent.parent / "src")]

from sample_stories import load_world, outlets_of, stories_of  # noqa: E402

from newsworld.brief import choosing, write  # noqa: E402
from newsworld.news.articles import Article  # noqa: E402
from newsworld.news.readings import Reading  # noqa: E402
from newsworld.news.stories import Member, Story  # noqa: E402
from newsworld.understand import read  # noqa: E402

Report = tuple[Article, Reading]


def reports(language: str) -> list[Report]:
    stories = stories_of(load_world()).values()
    found = [a for _, articles in stories for a in articles.values() if a.language == language and a.kind == "article"]
    return [(article, read(article)) for article in found]


def copied(report: Report, serial: int) -> Report:
    """The report as another article: a text of its own, of which the reading still holds."""
    article, reading = report
    name = f"{article.id}-{serial}"
    text = f"{article.text}\n\nPage {serial}."
    return replace(article, id=name, text=text, outlet=f"Outlet {serial % 40}"), replace(reading, id=name)


def story_of(name: str, members: list[Report]) -> tuple[Story, dict[str, Article], dict[str, Reading]]:
    days = sorted(article.published or "" for article, _ in members)
    story = Story(name, "", days[0], days[-1], tuple(Member(article.id) for article, _ in members), len(members))
    return story, {a.id: a for a, _ in members}, {a.id: r for a, r in members}


def seconds(stories: list[tuple[Story, dict[str, Article], dict[str, Reading]]]) -> float:
    outlets = outlets_of(load_world())
    start = time.process_time()
    for story in stories:
        write(*story, outlets)
    return time.process_time() - start


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--stories", type=int, default=400)
    options.add_argument("--large", type=int, default=500)
    asked = options.parse_args()
    endless = cycle(reports("en"))
    fives = [
        story_of(str(at), [copied(report, 5 * at + i) for i, report in enumerate(islice(endless, 5))])
        for at in range(asked.stories)
    ]
    large = story_of("large", [copied(report, serial) for serial, report in enumerate(islice(endless, asked.large))])
    seconds(fives[:5])
    choosing.cuts.cache_clear()
    cold = seconds(fives)
    warm = seconds(fives[-100:])
    choosing.cuts.cache_clear()
    out = {
        "stories_a_second": round(len(fives) / cold),
        "stories_a_second_warm": round(len(fives[-100:]) / warm),
        f"seconds_of_{asked.large}_articles": round(seconds([large]), 3),
    }
    print(json.dumps(out))


if __name__ == "__main__":
    main()
