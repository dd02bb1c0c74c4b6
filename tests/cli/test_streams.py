"""Every stage as a filter, as people pipe them: good lines grow, bad lines are answered on their id."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from tests.cli.terminal import newsworld

PAGE = """<html lang="en"><head><title>Ferry aground</title></head><body><article><h1>Ferry aground off Port Linden</h1>
<p>The ferry Alba ran aground off the harbour of Port Linden on Saturday with 212 people on board.</p>
<p>“Everybody is safe and the ship is stable,” the harbour master, Ines Duarte, told reporters on the quay.</p>
<p>Tugs are to pull the ship free at high tide on Sunday evening, the port authority said in a statement.</p>
</article></body></html>"""


def run(stage, rows, *flags):
    lines = "".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows)
    done = newsworld(stage, *flags, stdin=lines)
    return done.exit_code, [json.loads(line) for line in done.stdout.splitlines()], done.stderr


def test_a_stage_runs_as_a_program_of_its_own():
    done = subprocess.run(
        [sys.executable, "-m", "newsworld", "understand"],
        input=b'{"id": "x", "text": "Rain."}\n{',
        capture_output=True,
        check=False,
    )
    assert done.returncode == 3
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["x", "line 2"]


def test_the_whole_way_from_a_capture_to_a_brief():
    status, articles, _ = run("extract", [{"id": "a", "url": "http://coast.example/1", "html": PAGE}])
    assert status == 0
    assert articles[0]["headline"] == "Ferry aground off Port Linden"
    status, readings, _ = run("understand", articles)
    assert status == 0
    assert readings[0]["statements"]
    status, placed, _ = run("group", readings)
    assert status == 0
    assert placed[0]["story"]
    status, briefs, _ = run("brief", placed)
    assert status == 0
    assert briefs[0]["schema"] == "newsworld/brief/1"
    for line in briefs[0]["basics"]:
        for citation in line["citations"]:
            start, end = citation["span"]
            assert articles[0]["text"][start:end] == citation["quote"]


def test_understand_never_alters_a_text_written_by_hand():
    text = "  Rain fell.  \n\n\n\n“No,” said Ana Brandt.\r\n"
    status, rows, _ = run("understand", [{"id": "x", "text": text, "mine": 7}])
    assert (status, rows[0]["text"], rows[0]["mine"]) == (0, text, 7)


def test_only_leaves_the_earlier_fields_out():
    _, rows, _ = run("understand", [{"id": "x", "text": "Rain fell.", "mine": 7}], "--only")
    assert "mine" not in rows[0]
    assert "text" not in rows[0]
    assert rows[0]["id"] == "x"


@pytest.mark.parametrize("stage", ["extract", "understand", "group", "brief"])
def test_a_bad_line_is_answered_and_the_rest_go_on(stage):
    good = {"id": "ok", "html": PAGE} if stage == "extract" else {"id": "ok", "text": "Rain fell.", "story": "s"}
    status, rows, _ = run(stage, ["{nonsense", {"id": "bad", "text": 7, "html": 7}, "", good, {"no": "id"}])
    errors = [row for row in rows if "error" in row]
    assert status == 3
    assert len(errors) == 3
    assert all(row["error"]["kind"].startswith("Bad") and row["error"]["message"] for row in errors)
    assert "bad" in {row["id"] for row in errors}
    assert len(rows) == 4


def test_an_error_row_passes_through_the_stages_that_follow():
    row = {"id": "x", "error": {"kind": "BadLine", "message": "no"}}
    for stage in ("extract", "understand", "group", "brief"):
        assert run(stage, [row])[1] == [row]


def test_brief_can_follow_a_stream_that_never_ends():
    rows = [
        {"id": "a", "text": "Rain fell in Corva on Monday, the weather office said.", "story": "s"},
        {"id": "b", "text": "The river Lune rose by a metre, Corva's mayor said on Tuesday.", "story": "s"},
    ]
    _, briefs, _ = run("brief", rows, "--follow")
    assert [brief["story"] for brief in briefs] == ["s", "s"]
    assert run("brief", rows)[1][0]["basics"] == briefs[1]["basics"]
