"""Archives become tables: whatever the files hold, whoever is killed on the way, the same bytes at the end."""

from __future__ import annotations

import gzip
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.batch.conftest import address, article, lines, page, warc

from newsworld import batch, newsroom
from newsworld.batch import partitions, parts
from newsworld.batch.crew import Crew
from newsworld.batch.tables import FACTS, TABLES
from newsworld.news.errors import BadInput, BadSettings
from newsworld.pipeline import steps

ROOT = Path(__file__).parents[2]


def carried(paths, folder, **how):
    return list(batch.run(batch.planned(paths, folder), **how))


def table(folder, name):
    return [
        row
        for part in parts.names(folder)
        for row in pq.read_table(folder / "parts" / part / f"{name}.parquet").to_pylist()
    ]


def as_bytes(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("parts/*/*.parquet")}


@pytest.mark.parametrize("name", ["coast.warc", "coast.warc.gz"])
def test_a_warc_becomes_typed_tables_in_which_every_fact_has_its_words(tmp_path, folder, name):
    (told,) = carried([warc(tmp_path / name, range(3))], folder)
    assert (told.articles, told.refused, told.error) == (3, 0, None)
    articles = {row["id"]: row for row in table(folder, "articles")}
    assert {row["url"] for row in articles.values()} == {address(n) for n in range(3)}
    assert all(row["published_at"].isoformat() == row["published"] for row in articles.values())
    statements = table(folder, "statements")
    assert len(statements) == told.statements > 3
    for row in statements:
        text = articles[row["article"]]["text"]
        assert row["words"] == " … ".join(text[start:end] for start, end in row["content"])
    for name_, schema in TABLES.items():
        for part in parts.names(folder):
            there = pq.read_schema(folder / "parts" / part / f"{name_}.parquet")
            assert there.equals(schema, check_metadata=False)
            assert there.metadata[b"schema"].startswith(b"newsworld/")
            assert there.metadata[b"schema"] == schema.metadata[b"schema"]


def test_what_is_in_the_tables_is_what_the_steps_say(tmp_path, folder):
    carried([warc(tmp_path / "coast.warc.gz", range(2))], folder)
    (part,) = parts.names(folder)
    for kept, reading, _ in parts.read(folder, part):
        number = int(kept.url.rsplit("/", 1)[1].partition("-")[0])
        told = newsroom.read(newsroom.capture_of_file(page(number).encode(), "x"))
        assert kept.text == told.article.text
        assert kept.headline == told.article.headline
        assert reading == steps.understand(kept)


def test_lines_of_captures_and_of_articles_and_parquet_give_the_same_statements(tmp_path, folder):
    rows = [article(number) for number in range(4)]
    carried([lines(tmp_path / "articles.jsonl", rows)], folder)
    told = [(row["article"], row["number"], row["words"]) for row in table(folder, "statements")]
    assert len({row[0] for row in told}) == 4
    with gzip.open(tmp_path / "packed.jsonl.gz", "wb") as stream:
        stream.write((tmp_path / "articles.jsonl").read_bytes())
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "rows.parquet")
    pages = [{"id": f"a{n}", "html": page(n)} for n in range(4)]
    for other in (tmp_path / "packed.jsonl.gz", tmp_path / "rows.parquet", lines(tmp_path / "pages.ndjson", pages)):
        beside = folder / other.name
        carried([other], beside)
        assert [(row["article"], row["number"], row["words"]) for row in table(beside, "statements")] == told
    assert all(table(folder, name) == table(folder / "rows.parquet", name) for name in FACTS)


def test_slices_of_a_file_hold_each_record_once(tmp_path, folder, monkeypatch):
    whole = tmp_path / "whole"
    sources = [
        warc(tmp_path / "coast.warc.gz", range(11), bad={4: b"\x89PNG"}),
        warc(tmp_path / "plain.warc", range(11)),
        lines(tmp_path / "articles.jsonl", [article(n) for n in range(11)]),
    ]
    pq.write_table(pa.Table.from_pylist([article(n) for n in range(11)]), tmp_path / "rows.parquet", row_group_size=2)
    sources.append(tmp_path / "rows.parquet")
    carried(sources, whole)
    monkeypatch.setattr(partitions, "RESPONSES", 2)
    monkeypatch.setattr(partitions, "LINES_BYTES", 1000)
    monkeypatch.setattr(partitions, "ROWS", 4)
    told = carried(sources, folder)
    assert len(told) > 15
    assert len(parts.names(whole)) == 4
    for name in ("articles", "refused"):
        assert sorted(row["id"] for row in table(folder, name)) == sorted(row["id"] for row in table(whole, name))
    assert len(table(folder, "articles")) == 43


BAD_LINES = [
    b"not json\n", b"[1]\n", b'{"text": "no id"}\n', b'{"id": "x"}\n', b'{"id": "y", "html_path": "../../etc/passwd"}\n',
    b'{"id": "z", "html_path": "gone.html"}\n', b'{"id": "p", "text": "Once.", "published": "some day"}\n',
    b"\xff\xfe\x00\n", b'{"id": "e", "text": ""}\n', b'{"id": "n", "html": 5}\n',
]  # fmt: skip


def test_bad_records_are_answered_and_counted_and_the_rest_goes_on(tmp_path, folder):
    good = lines(tmp_path / "good.jsonl", [article(0), article(1)]).read_bytes().splitlines(keepends=True)
    (tmp_path / "mixed.jsonl").write_bytes(good[0] + b"".join(BAD_LINES) + b"\n" + good[1])
    (told,) = carried([tmp_path / "mixed.jsonl"], folder)
    assert told.articles == 2
    refused = table(folder, "refused")
    assert told.refused == len(refused) >= len(BAD_LINES) - 1
    assert all(row["message"] and row["kind"] for row in refused)
    assert any("leads out of the folder" in row["message"] for row in refused)


def test_a_finder_that_breaks_on_a_page_stops_no_other(tmp_path, folder, monkeypatch):
    whole = steps.understand

    def breaks(one):
        if one.id == "a1":
            msg = "a bug"
            raise ValueError(msg)
        return whole(one)

    monkeypatch.setattr(steps, "understand", breaks)
    carried([lines(tmp_path / "articles.jsonl", [article(n) for n in range(3)])], folder)
    assert [row["id"] for row in table(folder, "articles")] == ["a0", "a2"]
    assert [(row["id"], "a bug" in row["message"]) for row in table(folder, "refused")] == [("a1", True)]


def test_an_archive_with_flipped_bytes_loses_one_record(tmp_path, folder):
    there = warc(tmp_path / "coast.warc.gz", range(6))
    damaged = bytearray(there.read_bytes())
    at = damaged.find(b"\x1f\x8b\x08", len(damaged) // 2) + 60
    for byte in range(at, at + 40):
        damaged[byte] ^= 0xFF
    there.write_bytes(damaged)
    (told,) = carried([there], folder)
    assert told.articles in (5, 6)  # the damage may have hit a request, which nobody reads
    assert told.error is None
    assert all("damaged" in row["message"] for row in table(folder, "refused"))


@pytest.mark.parametrize("name", ["cut.warc.gz", "cut.warc"])
def test_an_archive_that_is_cut_off_gives_what_is_whole(tmp_path, folder, name):
    there = warc(tmp_path / name, range(4))
    there.write_bytes(there.read_bytes()[:-300])
    (told,) = carried([there], folder)
    assert told.articles == 3
    assert [row["message"] for row in table(folder, "refused")]


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "a.jsonl", "a.jsonl.gz", "a.parquet"])
@pytest.mark.parametrize("body", [b"", bytes(range(256)) * 50, b"\n\n\n", b"\x1f\x8b\x08" * 2000])
def test_empty_and_binary_files_are_parts_without_articles(tmp_path, folder, name, body):
    (tmp_path / name).write_bytes(body)
    (told,) = carried([tmp_path / name], folder)
    assert (told.articles, told.error) == (0, None)
    assert told.refused or not body.strip()


def test_what_cannot_be_read_at_all_is_refused_before_the_work(tmp_path, folder):
    (tmp_path / "notes.docx").write_bytes(b"x")
    for path in (tmp_path / "gone.warc", tmp_path / "notes.docx"):
        with pytest.raises(BadInput):
            batch.planned([path], folder)
    batch.planned([lines(tmp_path / "a.jsonl", [article(0)])], folder)
    about = (folder / "about.json").read_text()
    (folder / "about.json").write_text(about.replace('"newsworld": "', '"newsworld": "9.'))
    with pytest.raises(BadInput, match="another edition"):
        batch.planned([tmp_path / "a.jsonl"], folder)


@pytest.mark.slow
def test_a_scheduler_that_does_not_answer_is_told(tmp_path, folder, monkeypatch):
    cluster = pytest.importorskip("newsworld.batch.cluster")
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 1)
    with pytest.raises(BadSettings, match="no Dask scheduler"):
        carried([lines(tmp_path / "a.jsonl", [article(0)])], folder, scheduler="tcp://127.0.0.1:1")


def test_a_finished_part_is_never_made_again(tmp_path, folder, monkeypatch):
    sources = [warc(tmp_path / f"{n}.warc.gz", range(n, n + 2)) for n in range(3)]
    assert [one.is_new for one in carried(sources[:2], folder)] == [True, True]
    before = as_bytes(folder)
    monkeypatch.setattr(steps, "understand", lambda article: pytest.fail("read again"))
    again = carried(sources[:2], folder)
    assert [(one.is_new, one.articles) for one in again] == [(False, 2), (False, 2)]
    assert as_bytes(folder) == before


def test_a_part_that_breaks_off_leaves_nothing_behind(tmp_path, folder, monkeypatch):
    sources = [warc(tmp_path / "a.warc.gz", range(2))]
    monkeypatch.setattr(parts.Part, "finish", lambda part: (_ for _ in ()).throw(OSError("no space left")))
    (told,) = carried(sources, folder)
    assert "no space left" in told.error
    assert list(folder.rglob("*.parquet")) == []


def children(pid):
    try:
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def archive(paths, folder, *more):
    command = [sys.executable, "-m", "newsworld", "archive", *map(str, paths), "--to", str(folder), *more]
    return subprocess.Popen(
        command,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": "src"},
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def until(is_so, seconds=60):
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.02)


@pytest.mark.slow
def test_killed_workers_and_a_killed_leader_change_no_byte(tmp_path, folder):
    sources = [warc(tmp_path / f"{n:02d}.warc.gz", range(n * 10, n * 10 + 10)) for n in range(8)]
    straight = tmp_path / "straight"
    carried(sources, straight)
    running = archive(sources, folder, "--workers", "2")
    until(lambda: list(folder.glob("parts/*")))
    for child in random.Random(1).sample(children(running.pid), 1):
        os.kill(child, signal.SIGKILL)
    until(lambda: len(list(folder.glob("parts/*"))) >= 3)
    os.killpg(running.pid, signal.SIGKILL)
    running.communicate()
    there = len(list(folder.glob("parts/*")))
    assert there < 8, "too fast to be killed"
    again = archive(sources, folder, "--workers", "2")
    told, _ = again.communicate(timeout=100)
    assert again.returncode == 0
    assert f"80 articles, {len(table(straight, 'statements'))} statements, 0 refused in 8 partitions" in told
    assert as_bytes(folder) == as_bytes(straight)
    assert list((folder / ".unfinished").glob("*")) == []


@pytest.mark.slow
def test_a_worker_killed_in_the_middle_of_a_part_is_replaced(tmp_path, folder):
    sources = [warc(tmp_path / f"{n}.warc.gz", range(n * 60, n * 60 + 60)) for n in range(2)]
    running = archive(sources, folder, "--workers", "2")
    until(lambda: list(folder.glob(".unfinished/*")))
    os.kill(
        next(c for c in children(running.pid) if b"spawn_main" in Path(f"/proc/{c}/cmdline").read_bytes()),
        signal.SIGKILL,
    )
    told, _ = running.communicate(timeout=100)
    assert running.returncode == 0
    assert told.startswith("120 articles")


@pytest.mark.slow
def test_what_kills_every_worker_is_given_up_and_told(tmp_path, folder):
    sources = [warc(tmp_path / f"{n}.warc.gz", [n]) for n in range(3)]
    plan = batch.planned(sources, folder)
    deadly = next(iter(plan.partitions()))
    crew = Crew(str(folder), 1)
    told = list(crew.carried(mined(plan.partitions(), deadly.name)))
    assert [one.error for one in told if one.partition == deadly.name] == ["3 processes died over it."]
    assert sum(one.articles for one in told) == 2


class Mine(str):
    """A path at which the process that reads it dies."""

    __slots__ = ()

    def __reduce__(self):
        return os._exit, (9,)


def mined(waiting, name):
    for partition in waiting:
        if partition.name == name:
            yield partitions.Partition(name, Mine(partition.path), partition.kind, partition.begin, partition.end)
        else:
            yield partition


@pytest.mark.slow
def test_a_dask_cluster_that_loses_a_worker_gives_the_same_bytes(tmp_path, folder):
    distributed = pytest.importorskip("distributed")
    sources = [warc(tmp_path / f"{n:02d}.warc.gz", range(n * 10, n * 10 + 10)) for n in range(6)]
    straight = tmp_path / "straight"
    carried(sources, straight)
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
    ) as cluster:
        plan = batch.planned(sources, folder)
        told = []
        for one in batch.run(plan, scheduler=cluster.scheduler_address):
            told.append(one)
            if len(told) == 1:
                os.kill(next(iter(cluster.workers.values())).pid, signal.SIGKILL)
    assert [one.error for one in told] == [None] * 6
    assert sum(one.articles for one in told) == 60
    assert as_bytes(folder) == as_bytes(straight)
