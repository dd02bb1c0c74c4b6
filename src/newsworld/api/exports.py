"""All of a kind, as JSON lines or Parquet, streamed as it is read: what a program takes away to work with."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from newsworld.api.rows import FIRST_MOMENT, LAST_MOMENT, SINCE, UNTIL, Param, Route, Streamed
from newsworld.news import codec
from newsworld.news.errors import BadSettings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from newsworld.api.room import Room
    from newsworld.api.rows import Ask
    from newsworld.news.articles import Article
    from newsworld.news.briefs import Brief
    from newsworld.news.moments import Moment
    from newsworld.news.stories import Story

Row = dict[str, Any]
READ_AT_ONCE = 200
ROW_GROUP = 2000  # rows: some megabytes of articles, so that neither side holds more
LINES = "application/x-ndjson"
PARQUET = "application/vnd.apache.parquet"


@dataclass(frozen=True, slots=True)
class Table:
    """What can be exported: whole nouns as JSON lines, and the columns that Parquet has of them."""

    name: str
    rows: Callable[[Room, Moment, Moment], Iterator[Row]]
    columns: tuple[tuple[str, str], ...]  # name, and one of the kinds in _parquet


def articles(room: Room, since: Moment, until: Moment) -> Iterator[Row]:
    """Every article with its text, the newest first, and where it was placed."""
    for article in _articles(room, since, until):
        placed = room.store.stories.placement(article.id)
        story = room.store.stories.resolve(placed.story) if placed else None
        yield codec.row_of(article) | {"story": story, "copy_of": placed.copy_of if placed else None}


def readings(room: Room, since: Moment, until: Moment) -> Iterator[Row]:
    """All that was understood of every article."""
    for article in _articles(room, since, until):
        reading = room.store.articles.reading(article.id)
        if reading is not None:
            yield codec.row_of(reading)


def stories(room: Room, since: Moment, until: Moment) -> Iterator[Row]:
    """Every story with its articles and topics."""
    for story in _stories(room, since, until):
        yield codec.row_of(story)


def briefs(room: Room, since: Moment, until: Moment) -> Iterator[Row]:
    """Every brief with its lines and citations."""
    for brief in _briefs(room, since, until):
        yield codec.row_of(brief)


def lines(section: str) -> Callable[[Room, Moment, Moment], Iterator[Row]]:
    """Every line of a section, each with its story and its citations."""

    def rows(room: Room, since: Moment, until: Moment) -> Iterator[Row]:
        for brief in _briefs(room, since, until):
            for line in brief.section(section):
                yield {"story": brief.story, "headline": brief.headline, "section": section, **codec.row_of(line)}

    return rows


def _articles(room: Room, since: Moment, until: Moment) -> Iterator[Article]:
    before = None
    while page := room.store.articles.page(READ_AT_ONCE, before, since=since, until=until):
        yield from (article for _, article in page)
        before = page[-1][0]


def _stories(room: Room, since: Moment, until: Moment) -> Iterator[Story]:
    before = None
    while page := room.store.stories.page(READ_AT_ONCE, before, since=since, until=until):
        yield from (story for _, story in page)
        before = page[-1][0]


def _briefs(room: Room, since: Moment, until: Moment) -> Iterator[Brief]:
    found = (room.store.stories.brief(story.id) for story in _stories(room, since, until))
    return (brief for brief in found if brief is not None)


_LINE = (
    ("story", "text"), ("headline", "text"), ("section", "text"), ("text", "text"), ("kind", "text"),
    ("cautions", "texts"), ("slots", "map"), ("citations", "citations"),
)  # fmt: skip
TABLES = (
    Table("articles", articles, (
        *((name, "text") for name in (
            "id", "outlet", "language", "headline", "standfirst", "text", "url", "canonical_url", "published",
            "updated", "credit", "section", "kind", "story", "copy_of",
        )),
        ("byline", "texts"), ("version", "int"),
    )),
    Table("readings", readings, (("id", "text"), ("language", "text"), ("published", "text"), ("json", "json"))),
    Table("stories", stories, (
        ("id", "text"), ("headline", "text"), ("first_seen", "text"), ("last_seen", "text"), ("origins", "int"),
        ("members", "ids"), ("topics", "ids"),
    )),
    Table("briefs", briefs, (
        ("story", "text"), ("headline", "text"), ("language", "text"), ("updated", "text"), ("version", "int"),
        ("kind", "text"), ("json", "json"),
    )),
    Table("statements", lines("who said what"), _LINE),
    Table("positions", lines("positions"), _LINE),
    Table("meetings", lines("meetings"), _LINE),
    Table("figures", lines("figures"), _LINE),
)  # fmt: skip


def export(ask: Ask) -> Streamed:
    """All of a kind."""
    table = next(table for table in TABLES if table.name == ask.text("kind"))
    since, until = ask.told["since"] or FIRST_MOMENT, ask.told["until"] or LAST_MOMENT
    rows = table.rows(ask.room, since, until)
    if ask.told["form"] == "parquet":
        return Streamed(_parquet(table, rows, _arrow()), PARQUET, f"{table.name}.parquet")
    return Streamed((codec.json_of(row) + b"\n" for row in rows), LINES, f"{table.name}.jsonl")


def _arrow() -> Any:
    """The module pyarrow. BadSettings where it is not installed."""
    try:
        import pyarrow as pa  # noqa: PLC0415 - an extra: only who asks for Parquet needs it
        import pyarrow.parquet  # noqa: PLC0415
    except ImportError as error:
        raise BadSettings("parquet", "pyarrow is not installed.", "pip install 'newsworld[archives]'.") from error
    return pa


def _parquet(table: Table, rows: Iterator[Row], pa: Any) -> Iterator[bytes]:
    """The file in parts: a row group is sent as soon as it is full."""
    kinds = {
        "text": pa.string(), "json": pa.string(), "int": pa.int64(), "texts": pa.list_(pa.string()),
        "ids": pa.list_(pa.string()), "map": pa.map_(pa.string(), pa.string()),
        "citations": pa.list_(pa.struct([
            ("article", pa.string()), ("start", pa.int32()), ("end", pa.int32()), ("quote", pa.string()),
        ])),
    }  # fmt: skip
    fields = [pa.field(name, kinds[kind]) for name, kind in table.columns]
    schema = pa.schema(fields, metadata={"schema": f"newsworld/{table.name}/1"})
    spool = _Spool()
    with pa.parquet.ParquetWriter(spool, schema, compression="zstd") as writer:
        group: list[Row] = []
        for row in rows:
            group.append({name: _cell(kind, name, row) for name, kind in table.columns})
            if len(group) == ROW_GROUP:
                writer.write_table(pa.Table.from_pylist(group, schema))
                group = []
                yield spool.taken()
        if group:
            writer.write_table(pa.Table.from_pylist(group, schema))
    yield spool.taken()


def _cell(kind: str, name: str, row: Row) -> Any:
    """A noun's field as its column has it."""
    if kind == "json":
        return codec.json_of(row).decode()
    value = row.get(name)
    if kind == "ids":
        return [one["id"] for one in value or ()]
    if kind == "map":
        return list((value or {}).items())
    if kind == "citations":
        return [
            {"article": one["article"], "start": one["span"][0], "end": one["span"][1], "quote": one["quote"]}
            for one in value or ()
        ]
    return value


class _Spool(io.RawIOBase):
    """A file that is taken away as it is written."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[bytes] = []
        self._length = 0

    def writable(self) -> bool:
        """Nothing else."""
        return True

    def tell(self) -> int:
        """How much was written so far, taken away or not."""
        return self._length

    def write(self, part: Any, /) -> int:
        """Keep a part until it is taken."""
        told = bytes(part)
        self._parts.append(told)
        self._length += len(told)
        return len(told)

    def taken(self) -> bytes:
        """What was written since the last time."""
        parts, self._parts = self._parts, []
        return b"".join(parts)


ROUTES = (
    Route(
        name="export", path="/export/{kind}", act=export, media=(LINES, PARQUET), group="Changes",
        does="All of a kind, newest first, streamed: a JSON object a line, or Parquet.",
        params=(
            Param(name="kind", does="What.", in_path=True, among=tuple(table.name for table in TABLES)),
            Param(name="form", does="JSON lines or Parquet.", among=("jsonl", "parquet"), default="jsonl"),
            SINCE, UNTIL,
        ),
        can_be_missing=True,
    ),
)  # fmt: skip
