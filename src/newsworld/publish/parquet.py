"""Parquet (Arrow) of statements, meetings and positions; needs the extra `archives`."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from newsworld.news.errors import BadSettings
from newsworld.publish.tables import rows

if TYPE_CHECKING:
    from newsworld.news.briefs import Edition
    from newsworld.publish.channels import Channel
    from newsworld.publish.tables import Table

NUMBERS = ("quote_start", "quote_end")


def as_parquet(table: Table, edition: Edition, channel: Channel) -> bytes:
    """One file, zstd, its schema and moment in the metadata. BadSettings without pyarrow."""
    try:
        import pyarrow as pa  # noqa: PLC0415 - an extra: only who asks for Parquet needs it
        import pyarrow.parquet as pq  # noqa: PLC0415
    except ImportError as error:
        raise BadSettings("parquet", "pyarrow is not installed.", "pip install 'newsworld[archives]'.") from error
    found = list(rows(table, edition))
    fields = [pa.field(name, pa.int32() if name in NUMBERS else pa.string()) for name in table.header]
    columns = [pa.array([_value(field.name, row[at]) for row in found], field.type) for at, field in enumerate(fields)]
    about = {"schema": f"newsworld/{table.name}/1", "made": edition.made, "title": channel.title}
    out = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(columns, schema=pa.schema(fields, metadata=about)), out, compression="zstd")
    return out.getvalue()


def _value(name: str, cell: str) -> str | int | None:
    if not cell:
        return None
    return int(cell) if name in NUMBERS else cell
