"""The tables that an archive becomes: a column a field of a noun, typed by its annotation, the schema versioned.

    articles     every article that is news, with `published_at` in UTC
    readings     what was understood of it, less the facts
    statements, meetings, positions, figures, cautions, events   a row a fact: `article`, `number`, `words`, its fields
    refused      what could not be read, and why

What a row holds is enough to have the noun back (`article_of`, `reading_of`).
"""

from __future__ import annotations

import types
import typing
from dataclasses import dataclass, fields, is_dataclass
from typing import TYPE_CHECKING, Any

import msgspec
import pyarrow as pa

from newsworld.news.articles import Article
from newsworld.news.codec import SCHEMAS
from newsworld.news.facts import Caution, Event, Figure, Meeting, Position, Statement
from newsworld.news.moments import instant_of, is_moment
from newsworld.news.readings import Reading
from newsworld.news.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from newsworld.news.moments import Moment

Row = dict[str, Any]
FACTS: dict[str, type] = {
    "statements": Statement, "meetings": Meeting, "positions": Position,
    "figures": Figure, "cautions": Caution, "events": Event,
}  # fmt: skip
INSTANT = pa.timestamp("ms", tz="UTC")  # the coarsest that Parquet knows
_SCALARS: dict[Any, pa.DataType] = {
    str: pa.string(), int: pa.int32(), float: pa.float64(), bool: pa.bool_(), typing.Any: pa.string(),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Refused:
    """What could not be read: where it stands in its partition, and why."""

    number: int
    id: str
    kind: str
    message: str


def arrow_type(annotation: Any) -> pa.DataType:
    """How Arrow holds what an annotation says: a noun is a struct, a tuple a list, `X | None` an X that may be null."""
    if annotation in _SCALARS:
        return _SCALARS[annotation]
    if annotation is Span:
        return pa.list_(pa.int32(), 2)
    if is_dataclass(annotation):
        return pa.struct(columns(annotation))
    inner = typing.get_args(annotation)
    if isinstance(annotation, types.UnionType) or typing.get_origin(annotation) is typing.Union:
        return arrow_type(next(one for one in inner if one is not type(None)))
    if typing.get_origin(annotation) is tuple:
        return pa.list_(arrow_type(inner[0]))
    raise TypeError(annotation)


def columns(noun: Any, without: Iterable[str] = ()) -> list[pa.Field]:
    """A column for each field of a noun."""
    told = typing.get_type_hints(noun)
    return [pa.field(one.name, arrow_type(told[one.name])) for one in fields(noun) if one.name not in without]


def _schema(name: str, version: str, told: list[pa.Field]) -> pa.Schema:
    return pa.schema(told, metadata={"schema": version, "table": name})


def _facts_schema(name: str, noun: type) -> pa.Schema:
    key = [pa.field("article", pa.string()), pa.field("number", pa.int32()), pa.field("words", pa.string())]
    return _schema(name, f"newsworld/{noun.__name__.lower()}/1", key + columns(noun))


TABLES: dict[str, pa.Schema] = {
    "articles": _schema(
        "articles", SCHEMAS[Article],
        [*columns(Article), pa.field("fetched", pa.string()), pa.field("published_at", INSTANT)],
    ),
    "readings": _schema("readings", SCHEMAS[Reading], columns(Reading, without=FACTS)),
    **{name: _facts_schema(name, noun) for name, noun in FACTS.items()},
    "refused": _schema("refused", "newsworld/refused/1", columns(Refused)),
}  # fmt: skip


def rows_of(article: Article, reading: Reading, fetched: Moment | None) -> dict[str, list[Row]]:
    """An article and its reading as rows of the tables. UnicodeError if a text cannot be written as UTF-8."""
    article.text.encode()
    whole = msgspec.to_builtins(reading)
    told = {
        "articles": [
            msgspec.to_builtins(article) | {"fetched": fetched, "published_at": _instant(article.published or fetched)}
        ],
        "readings": [{name: value for name, value in whole.items() if name not in FACTS}],
    }
    for name in FACTS:
        told[name] = [
            {"article": article.id, "number": number, "words": _words(fact, article.text), **row}
            for number, (fact, row) in enumerate(zip(getattr(reading, name), whole[name], strict=True))
        ]
    return told


def _words(fact: Any, text: str) -> str:
    return " … ".join(span.of(text) for span in fact.evidence)


def _instant(moment: Moment | None) -> datetime | None:
    try:
        return instant_of(moment).replace(microsecond=0) if moment and is_moment(moment) else None
    except (ValueError, OverflowError):
        return None


def article_of(row: Row) -> Article:
    """The article of a row of `articles`."""
    return msgspec.convert({name: value for name, value in row.items() if value is not None}, Article)


def reading_of(row: Row, facts: Mapping[str, list[Row]]) -> Reading:
    """The reading of a row of `readings` and its facts, each table's in order."""
    return msgspec.convert(_told(row | {name: facts.get(name, []) for name in FACTS}), Reading)


def _told(value: Any) -> Any:
    """Without what is null, so that a noun's own defaults stand there."""
    if isinstance(value, dict):
        return {name: _told(inner) for name, inner in value.items() if inner is not None}
    if isinstance(value, list):
        return [_told(inner) for inner in value]
    return value
