"""Golden files, one a format: `python -m tests.publish.golden` writes them anew; read the difference before you keep it."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tests.publish import press

from newsworld.publish import FORMATS, letters
from newsworld.publish.channels import Channel

FOLDER = Path(__file__).parent.parent / "golden" / "publish"
STORIES = ("talks", "fish", "port")
# Printing takes a second or two: not for everyday use.
EVERY = [pytest.param(form, marks=pytest.mark.slow) if form.suffix == "pdf" else form for form in FORMATS]
CHANNEL = Channel("Newsworld", "https://paper.example/", "https://paper.example/feeds/front")


def written(form) -> str:
    """The format's bytes over three stories, in a shape that people can read."""
    if form.suffix == "pdf":  # what is printed; the printing itself is read in test_checkers.py
        return letters.letter(press.printed().edition(*STORIES), CHANNEL, is_whole=True).html
    body = form.render(press.printed().edition(*STORIES), CHANNEL)
    if form.suffix == "epub":
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            return "".join(f"=== {name}\n{book.read(name).decode()}\n" for name in book.namelist())
    if form.suffix.endswith("parquet"):
        return parquet_rows(body)
    text = body.decode("utf-8-sig")
    if form.suffix in ("json", "kite.json"):
        return json.dumps(json.loads(text), ensure_ascii=False, indent=1) + "\n"
    if form.suffix in ("ninjs", "jsonl"):
        return "".join(json.dumps(json.loads(line), ensure_ascii=False, indent=1) + "\n" for line in text.splitlines())
    return text.replace("\r\n", "\n")


def parquet_rows(body: bytes) -> str:
    """A Parquet file as JSON, its schema first."""
    table = pq.read_table(io.BytesIO(body))
    about = {key.decode(): value.decode() for key, value in table.schema.metadata.items() if key != b"ARROW:schema"}
    types = {field.name: str(field.type) for field in table.schema}
    return json.dumps([about, types, *table.to_pylist()], ensure_ascii=False, indent=1) + "\n"


def path_of(form) -> Path:
    return FOLDER / f"edition.{form.suffix}{'.txt' if form.suffix.endswith(('epub', 'parquet', 'pdf')) else ''}"


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for form in FORMATS:
        path_of(form).write_text(written(form), encoding="utf-8")
