"""`newsworld read` on good and bad input: a reading, or one plain line and a status that is not 0."""

from __future__ import annotations

import json

import pytest
from tests.cli.terminal import newsworld

PAGE = """City Ledger

Ferry aground off Port Linden

Ferry aground off Port Linden

Tugs are to pull the ship free at high tide.

The ferry Alba ran aground off the harbour of Port Linden on Saturday with 212 people on board, the coastguard said.

“Everybody is safe and the ship is stable,” the harbour master, Ines Duarte, told reporters on the quay.

Tugs are to pull the ship free at high tide on Sunday evening, the port authority said in a statement.

abc / wire
"""


def test_a_text_is_told_as_a_careful_reader_would(tmp_path):
    (tmp_path / "page.txt").write_text(PAGE)
    done = newsworld("read", str(tmp_path / "page.txt"), "--published", "2022-01-08")
    told = done.stdout
    assert done.exit_code == 0
    assert "Ferry aground off Port Linden" in told
    assert "WHO SAID WHAT" in told
    assert "Ines Duarte" in told
    assert "\x1b" not in told


def test_json_gives_the_whole_reading(tmp_path):
    done = newsworld("read", "-", "--json", "--published", "2022-01-08", stdin=PAGE.encode())
    row = json.loads(done.stdout)
    assert row["headline"] == "Ferry aground off Port Linden"
    assert row["published"] == "2022-01-08"
    assert row["brief"]["basics"]


def test_explain_names_rules():
    done = newsworld("read", "-", "--explain", "--published", "2022-01-08", stdin=PAGE.encode())
    assert "Everybody is safe" in done.stdout


@pytest.mark.parametrize(
    "body", [b"", b"   \n\n", b"\x89PNG\r\n\x1a\n" + bytes(200), b"%PDF-1.7 " + bytes(99), b"PK\x03\x04" + bytes(500)],
    ids=["empty", "blank", "picture", "pdf", "zip"],
)  # fmt: skip
def test_what_holds_nothing_to_read_is_refused_plainly(tmp_path, body):
    path = tmp_path / "thing"
    path.write_bytes(body)
    done = newsworld("read", str(path))
    assert done.exit_code == 1
    assert done.stderr.startswith("newsworld: ")
    assert str(path) in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("words", [("read", "/no/such/file"), ("read", "-", "--published", "soon")])
def test_what_is_not_there_is_refused_plainly(words):
    done = newsworld(*words, stdin=PAGE.encode())
    assert done.exit_code == 1
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith("newsworld: ")


def test_a_store_that_cannot_be_opened_is_told_with_the_next_step(tmp_path):
    (tmp_path / "letter.db").write_bytes(b"Dear Sir, " * 500)
    done = newsworld("--store", str(tmp_path / "letter.db"), "sources")
    assert done.exit_code == 1
    assert "restore a backup" in done.stderr
