"""The same reports through the same steps leave the same rows, whichever database keeps them."""

from __future__ import annotations

import dataclasses
from contextlib import closing

from newsworld.pipeline import assembly
from newsworld.store.moving import tables


def rows_of(address, captures):
    with closing(assembly.store_at(address)) as store:
        pipeline = assembly.pipeline(store)
        pipeline.take(captures[:2])
        pipeline.work()
        pipeline.take([*captures[2:], dataclasses.replace(captures[0], body=captures[0].body.replace(b"212", b"231"))])
        pipeline.work()
        assert store.check() == ()
        return {table.name: list(store.database.rows(table)) for table in tables(store.database)}


def test_both_databases_hold_the_same_in_the_end(postgres_url, tmp_path, captures):
    ours = rows_of(str(tmp_path / "news.db"), captures)
    theirs = rows_of(postgres_url, captures)
    assert theirs.keys() == ours.keys()
    assert [name for name in ours if ours[name] != theirs[name]] == []
    assert ours["briefs"]
    assert ours["versions"]
