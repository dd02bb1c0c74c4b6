"""Does listening lose, double or misread anything? Prints one JSON object of figures.

usage: evals/feeds.py [FOLDER_OF_GOLD] [--loopback]

A stream of feed snapshots is replayed in the order of its fetches through the real path: parse, recognise, schedule,
with the time supplied. With --loopback (slow) through the outbound client too, from a server on this machine. Without
the folder the stream is our own: kinds of guid churn, revised headlines, and web pages in place of the feed.

never_doubled    share of guids that only ever led to one item of the house
never_lost       share of guids that led to an item
html_told        share of web pages in place of a feed that were told as such
revisions        headlines changed under one item, each kept
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tarfile
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "src"))

from newsworld.gather import Client, Known, Options, feeds, listen, recognise, schedule  # noqa: E402
from newsworld.news.errors import BadFeed  # noqa: E402
from newsworld.news.sourcing import Item, Source, SourceHealth  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

KNOWN_ITEMS = 2000  # of each source, as a store hands them out


@dataclass(frozen=True)
class Snapshot:
    """What a feed's address answered at a time."""

    feed: str
    fetched: str
    body: bytes

    @property
    def is_page(self) -> bool:
        """Whether it is a web page in place of the feed."""
        return self.body[:200].lstrip().lower().startswith((b"<!doctype html", b"<html"))


@dataclass
class House:
    """What the house keeps while it listens, and what came of it."""

    owner: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    items: dict[str, dict[str, Item]] = field(default_factory=dict)
    healths: dict[str, SourceHealth] = field(default_factory=dict)
    count: Counter[str] = field(default_factory=Counter)

    def known(self, source: str) -> list[Item]:
        """The latest items of a source."""
        return list(self.items.get(source, {}).values())[-KNOWN_ITEMS:]

    def keep(self, source: str, items: tuple[Item, ...]) -> None:
        """Write items down, the latest last."""
        mine = self.items.setdefault(source, {})
        for item in items:
            mine.pop(item.id, None)
            mine[item.id] = item

    def owns(self, source: str, announced: tuple[Item, ...], ids: tuple[str, ...]) -> None:
        """Note to which item of the house each guid led."""
        times = Counter(item.guid for item in announced)  # a guid that all items share names none of them
        for item, name in zip(announced, ids, strict=True):
            if item.guid and (times[item.guid] == 1 or len(times) > 1):
                self.owner.setdefault((source, item.guid), set()).add(name)

    def figures(self) -> dict[str, float]:
        """The figures."""
        guids = len(self.owner)
        return {
            "snapshots": self.count["snapshots"],
            "guids": guids,
            "items": sum(map(len, self.items.values())),
            "never_doubled": share(sum(len(names) == 1 for names in self.owner.values()), guids),
            "never_lost": share(sum(len(names) > 0 for names in self.owner.values()), guids),
            "revisions": self.count["revisions"],
            "changes": self.count["changes"],
            "pages": self.count["pages"],
            "html_told": share(self.count["pages told"], self.count["pages"]),
            "not_well_formed": self.count["not well formed"],
            "requests": self.count["requests"],
        }


def share(part: int, whole: int) -> float:
    return round(100 * part / whole, 3) if whole else 100.0


def replay(stream: Iterator[Snapshot]) -> House:
    """Parse, recognise and schedule each snapshot at its time."""
    house, known = House(), {}
    for snapshot in stream:
        house.count["snapshots"] += 1
        house.count["pages"] += snapshot.is_page
        feed = snapshot.feed
        health = house.healths.get(feed, SourceHealth(feed))
        try:
            told = feeds.parse(snapshot.body, feed, f"https://{feed}.example/rss", snapshot.fetched)
        except BadFeed as error:
            house.count["pages told"] += snapshot.is_page and "web page" in error.trouble
            house.healths[feed] = schedule.after_failure(health, error, snapshot.fetched)
            continue
        house.count["not well formed"] += told.trouble is not None
        found = recognise(told.items, known.setdefault(feed, Known()), snapshot.fetched)
        house.owns(feed, told.items, found.ids)
        house.keep(feed, found.to_keep)
        house.count["changes"] += len(found.changed)
        house.count["revisions"] += sum(change.is_headline for change in found.changed)
        house.healths[feed] = schedule.after_success(health, schedule.Success(len(found.new)), snapshot.fetched)
    return house


async def replay_by_loopback(stream: Iterator[Snapshot]) -> House:
    """The same, each snapshot served to the outbound client, the round run as it runs in a house."""
    house = House()
    served: dict[str, Snapshot] = {}
    server = await asyncio.start_server(lambda *ends: serve(served, house, *ends), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    options = Options(allow=("127.0.0.1",), pace_seconds=0.0)
    async with server, Client(options) as client:
        for snapshot in stream:
            house.count["snapshots"] += 1
            house.count["pages"] += snapshot.is_page
            served[f"/{snapshot.feed}"] = snapshot
            source = Source(snapshot.feed, "feed", f"http://127.0.0.1:{port}/{snapshot.feed}", snapshot.feed)
            await hear(house, source, client, snapshot, options)
    return house


async def hear(house: House, source: Source, client: Client, snapshot: Snapshot, options: Options) -> None:
    """One round at the snapshot's own time, whenever that is: the gold was fetched by another's schedule."""
    before = {source.id: replace(house.healths.get(source.id, SourceHealth(source.id)), next_try=None, state="well")}
    async for heard in listen([source], before, house.known, client, snapshot.fetched, options):
        house.healths[source.id] = heard.health
        house.keep(source.id, heard.to_keep)
        house.count["pages told"] += snapshot.is_page and "web page" in (heard.health.error or "")
        house.count["changes"] += len(heard.changed)
        house.count["revisions"] += sum(change.is_headline for change in heard.changed)
        for item in heard.to_keep:
            if item.guid and item.guid != f"https://{source.id}.example/":
                house.owner.setdefault((source.id, item.guid), set()).add(item.id)


async def serve(
    served: dict[str, Snapshot], house: House, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    head = await reader.readuntil(b"\r\n\r\n")
    house.count["requests"] += 1
    body = served[head.split(b" ")[1].decode()].body
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s" % (len(body), body))
    await writer.drain()
    writer.close()


def gold(folder: Path) -> Iterator[Snapshot]:
    """The snapshots as they lie in the archive, feed by feed, each feed in time order."""
    base = folder / "gold/feeds/feedstream"
    rows = [json.loads(line) for line in (base / "index.jsonl").read_text(encoding="utf-8").splitlines()]
    fetched = {f"{row['feed']}/{row['fetched'][:19].replace(':', '')}Z.xml": row for row in rows}
    with tarfile.open(base / "snapshots.tar.xz") as packed:
        for member in packed:
            row = fetched[member.name]
            yield Snapshot(row["feed"], row["fetched"], packed.extractfile(member).read())


def age(turn: int) -> str:
    """Old or new: a site that moves in its twentieth hour."""
    return "new" if turn > 20 else "old"


CHURN = {
    "steady": lambda n, _: (f"g-{n:08}", f"https://steady.example/{n}-a-long-report"),
    "scheme": lambda n, turn: (f"http{'s' * (turn % 2)}://scheme.example/?p={n}",) * 2,
    "rotating": lambda n, turn: (f"r-{n}-{turn}-{n * turn * 7919}", f"https://rotating.example/{n}-report"),
    "linkless": lambda n, _: (f"tag:linkless,{n}", ""),
    "tracked": lambda n, turn: (f"t-{n:08}", f"https://tracked.example/{n}?utm_source=rss&at_medium={turn}"),
    "repeated": lambda n, _: ("https://repeated.example/", f"https://repeated.example/{n}-report"),
    "moved": lambda n, turn: (f"{age(turn)}-{n:06}", f"https://{age(turn)}.example/{n}-report"),
}
OWN_TURNS, OWN_WINDOW, OWN_STEP = 40, 20, 3
OWN_REPORTS = (OWN_TURNS - 2) * OWN_STEP + OWN_WINDOW  # the last turn is a web page


def own() -> Iterator[Snapshot]:
    """Seven feeds of rolling reports over forty hours: a revision each fifth report, a page each tenth turn."""
    begin = datetime.fromisoformat("2025-01-06T00:00:00+00:00")
    for feed, signs in CHURN.items():
        for turn in range(OWN_TURNS):
            fetched = (begin + timedelta(hours=turn)).isoformat()
            if turn % 10 == 9:
                yield Snapshot(feed, fetched, b"<!DOCTYPE html><html><title>Maintenance</title></html>")
                continue
            entries = "".join(
                entry(n, turn, begin, *signs(n, turn)) for n in range(turn * OWN_STEP, turn * OWN_STEP + OWN_WINDOW)
            )
            body = f"<rss version='2.0'><channel><title>{feed}</title>{entries}</channel></rss>"
            yield Snapshot(feed, fetched, body.replace("&", "&amp;").encode())


def entry(n: int, turn: int, begin: datetime, guid: str, link: str) -> str:
    shown_for = turn - max(0, n - OWN_WINDOW) // OWN_STEP
    headline = f"Report {n} on the harbour" + (", revised" if n % 5 == 0 and shown_for > 4 else "")
    when = (begin + timedelta(minutes=20 * n)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    return f"<item><title>{headline}</title><link>{link}</link><guid>{guid}</guid><pubDate>{when}</pubDate></item>"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--loopback", action="store_true")
    told = parser.parse_args()

    def figures(stream: Iterator[Snapshot]) -> dict[str, float]:
        return (asyncio.run(replay_by_loopback(stream)) if told.loopback else replay(stream)).figures()

    found = figures(own())
    found["items_as_meant"] = share(len(CHURN) * OWN_REPORTS, found["items"])
    if told.folder:
        found.update({f"gold.{name}": value for name, value in figures(gold(told.folder)).items()})
    print(json.dumps(found))


if __name__ == "__main__":
    main()
