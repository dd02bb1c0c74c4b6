"""An archive through `newsworld extract`, killed on the way: nothing lost, nothing doubled."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.cli.terminal import newsworld
from tests.gather.test_kinds import warc

COMMAND = (sys.executable, "-c", "from newsworld.cli import main; main()", "extract")
SRC = str(Path(__file__).parents[2] / "src")


def rows(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_file_that_was_begun_is_gone_on_with(tmp_path):
    archive, into = tmp_path / "a.warc.gz", tmp_path / "a.jsonl"
    warc(archive, 30)
    assert newsworld("extract", str(archive), "--into", str(into)).exit_code == 0
    whole = into.read_bytes()
    urls = [row["url"] for row in rows(into)]
    assert urls == [f"https://a.example/{n}/200t" for n in range(30)]
    assert newsworld("extract", str(archive), "--into", str(into)).exit_code == 0
    assert into.read_bytes() == whole
    for cut in (0, 1, 200, len(whole) // 2, len(whole) - 1):
        into.write_bytes(whole[:cut])
        newsworld("extract", str(archive), "--into", str(into))
        assert into.read_bytes() == whole


def test_another_file_is_refused_and_left_as_it_is(tmp_path):
    archive, into = tmp_path / "a.warc.gz", tmp_path / "notes.txt"
    warc(archive, 2)
    for text in ('{"id": "a"}\n', "a note\n", '{"id": "a", "next_offset": "x"}\n'):
        into.write_text(text)
        told = newsworld("extract", str(archive), "--into", str(into))
        assert told.exit_code != 0
        assert into.read_text() == text
    assert newsworld("extract", str(archive)).exit_code == 2


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_an_archive_that_is_killed_again_and_again_is_read_once_and_wholly(tmp_path):
    archive, into = tmp_path / "a.warc.gz", tmp_path / "a.jsonl"
    warc(archive, 2_000, padding=200)
    environment = {**os.environ, "PYTHONPATH": SRC}
    for _ in range(3):
        size = into.stat().st_size if into.exists() else 0
        reader = subprocess.Popen([*COMMAND, str(archive), "--into", str(into)], env=environment)
        while reader.poll() is None and (not into.exists() or into.stat().st_size < size + 60_000):
            time.sleep(0.005)
        reader.send_signal(signal.SIGKILL)
        reader.wait()
    subprocess.run([*COMMAND, str(archive), "--into", str(into)], env=environment, check=True)
    assert [row["url"] for row in rows(into)] == [f"https://a.example/{n}/200t" for n in range(2_000)]
