"""Do pages say only what their sources say, and what a good editor would want? Prints one JSON object of figures.

usage: evals/briefs.py [FOLDER_OF_GOLD] [--missed] [--count N]

Without the folder: the sample stories of samples/, briefed from reports as they stand; the share of faulty lines by our
own check, and the share of wishes of cases/briefs/wanted.toml that the pages fulfil. With the folder also the gold's
stories, a stream under the house's own grouping, and the referee (FOLDER/referee/briefs.py) over everything: `sound` is
the share of lines without a fault.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import tomllib
from collections import defaultdict
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "src"))

from sample_stories import load_world, outlets_of, stories_of  # noqa: E402

from newsworld.brief import faults, write  # noqa: E402
from newsworld.news import codec  # noqa: E402
from newsworld.news.articles import Article  # noqa: E402
from newsworld.news.stories import Member, Story  # noqa: E402
from newsworld.pipeline import assembly, steps  # noqa: E402
from newsworld.pipeline.dossiers import Folder  # noqa: E402
from newsworld.understand import read  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsworld.news.briefs import Brief
    from newsworld.news.sourcing import Outlet

Told = tuple[Story, dict[str, Article]]


def page_of(told: Told, outlets: dict[str, Outlet]) -> Brief:
    story, articles = told
    return write(story, articles, {name: read(article) for name, article in articles.items()}, outlets)


def texts(page: Brief, section: str) -> list[str]:
    """The lines of a section as a reader has them: the text, and the day that a timeline shows beside it."""
    if section == "headline":
        return [page.headline]
    if section in ("basics", "not basics"):
        return [line.text for line in (*filter(None, [page.standfirst]), *page.basics)]
    days = {"timeline": lambda line: shown_day(line.slots.get("day", ""))}
    return [f"{line.text} {days.get(section, lambda _: '')(line)}" for line in page.section(section)]


def shown_day(day: str) -> str:
    months = tomllib.loads((HERE.parent / "src/newsworld/languages/en/brief.toml").read_text(encoding="utf-8"))[
        "months"
    ]
    return f"{int(day[8:10])} {months[int(day[5:7]) - 1]}" if day else ""


def is_fulfilled(wish: str, lines: list[str]) -> bool:
    """Whether one line has all that the wish joins by " & "; of words parted by | one is enough."""
    wanted = [part.split("|") for part in wish.split(" & ")]
    lowered = [line.lower() for line in lines]
    return any(all(any(way.lower() in line for way in ways) for ways in wanted) for line in lowered)


def wishes() -> Iterator[tuple[str, str, str]]:
    wanted = tomllib.loads((HERE / "cases" / "briefs" / "wanted.toml").read_text(encoding="utf-8"))
    for story, sections in wanted.items():
        for section, told in sections.items():
            for wish in told:
                yield story, section, wish


def fulfilled(pages: dict[str, Brief], *, tell: bool) -> float:
    met = []
    for story, section, wish in wishes():
        has = is_fulfilled(wish, texts(pages[story], section)) != section.startswith("not ")
        met.append(has)
        if tell and not has:
            print(f"missed  {story:18} {section:20} {wish}", file=sys.stderr)
    return sum(met) / len(met)


def gold_stories(folder: Path, count: int) -> Iterator[tuple[str, Told]]:
    """Stories of two or more articles, single articles, and a stream cut into fives."""
    import gzip  # noqa: PLC0415 - only where there is gold

    gold = folder / "gold"
    groups: defaultdict[str, list[Article]] = defaultdict(list)
    with (gold / "stories" / "en_mix_dev.jsonl").open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            groups[row["cluster"]].append(article_of_row(row))
    yield from (("mix", told(name, group)) for name, group in islice(groups.items(), count) if len(group) > 1)
    with (gold / "polnear" / "dev.jsonl").open(encoding="utf-8") as lines:
        for row in islice(map(json.loads, lines), count):
            yield "polnear", told(row["id"], [article_of_row(row)])
    with gzip.open(gold / "stories" / "stream_12000.jsonl.gz", "rt", encoding="utf-8") as lines:
        stream = [article_of_row(row) for row in islice(map(json.loads, lines), 5 * count)]
    for at in range(0, len(stream), 5):
        yield "stream", told(f"stream-{at}", stream[at : at + 5])


def grouped(folder: Path, count: int) -> Iterator[tuple[Brief, dict[str, Article]]]:
    """The pages of a real stream under the house's own grouping: read, placed by the desk, briefed."""
    import gzip  # noqa: PLC0415 - only where there is gold

    desk, laid = assembly.empty_desk(), Folder()
    with gzip.open(folder / "gold" / "stories" / "stream_12000.jsonl.gz", "rt", encoding="utf-8") as lines:
        for row in islice(map(json.loads, lines), count):
            article = article_of_row(row)
            laid.articles[article.id], laid.readings[article.id] = article, read(article)
            for placement in desk.place(article, laid.readings[article.id]):
                laid.placements[placement.id] = placement
    for dossier in laid.dossiers():
        yield steps.brief(dossier), dict(dossier.articles)


def article_of_row(row: dict[str, Any]) -> Article:
    return Article(
        row["id"],
        row["text"],
        headline=row.get("headline") or row.get("title"),
        language=row.get("language", "en"),
        published=row.get("published") or row.get("date"),
        outlet=row.get("outlet") or row.get("publisher"),
    )


def told(name: str, articles: list[Article]) -> Told:
    days = sorted(article.published or "2010-01-01" for article in articles)
    members = tuple(Member(article.id) for article in articles)
    story = Story(name, articles[0].headline or "", days[0], days[-1], members, len(articles))
    return story, {article.id: article for article in articles}


def refereed(folder: Path, pages: list[tuple[Brief, dict[str, Article]]]) -> dict[str, Any]:
    """The referee's counts over some pages."""
    with tempfile.TemporaryDirectory() as temporary:
        briefs, articles = Path(temporary) / "briefs.jsonl", Path(temporary) / "articles.jsonl"
        briefs.write_bytes(b"".join(codec.json_of({"id": b.story, **codec.row_of(b)}) + b"\n" for b, _ in pages))
        known = {name: article for _, group in pages for name, article in group.items()}
        articles.write_bytes(b"".join(codec.json_of(codec.row_of(article)) + b"\n" for article in known.values()))
        command = [sys.executable, str(folder / "referee" / "briefs.py"), str(briefs), str(articles)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def figures(folder: Path | None, count: int, *, tell: bool) -> dict[str, float]:
    world = load_world()
    outlets = outlets_of(world)
    stories = stories_of(world)
    pages = {name: page_of(pair, outlets) for name, pair in stories.items()}
    lines = [(line, name) for name, page in pages.items() for line in page.lines()]
    faulty = sum(bool(faults(line, stories[name][1])) for line, name in lines)
    out = {
        "wishes": round(100 * fulfilled(pages, tell=tell), 1),
        "sound": 100 * (1 - faulty / len(lines)),
        "lines": len(lines),
    }
    if folder is not None:
        judged = {"samples": [(pages[name], articles) for name, (_, articles) in stories.items()]}
        for name, pair in gold_stories(folder, count):
            judged.setdefault(name, []).append((page_of(pair, {}), pair[1]))
        judged["grouped"] = list(grouped(folder, 10 * count))
        for name, group in judged.items():
            counts = refereed(folder, group)["counts"]
            out[f"gold.{name}.lines"] = counts["lines"]
            out[f"gold.{name}.sound"] = 100 * (1 - counts["faulty lines"] / counts["lines"])
    return out


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("folder", nargs="?", type=Path)
    options.add_argument("--missed", action="store_true", help="tell the wishes that no line fulfils")
    options.add_argument("--count", type=int, default=60, help="stories of each kind of gold")
    asked = options.parse_args()
    print(json.dumps(figures(asked.folder, asked.count, tell=asked.missed)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
