"""An edition written out: every format as a file, the paper as a folder that opens without a server."""

from __future__ import annotations

import pytest
from tests.cli.terminal import newsworld
from tests.pipeline.conftest import BUDGET, FERRY, capture

from newsworld.cli import exporting
from newsworld.pipeline import assembly
from newsworld.store.sqlite import SqliteStore

AS_OF = "2022-01-09T12:00:00+00:00"


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    path = str(tmp_path_factory.mktemp("store") / "news.db")
    kept = SqliteStore(path)
    pipeline = assembly.pipeline(kept)
    pipeline.take([
        capture("coast", "The Coast", "Ferry Alba aground off Port Linden", FERRY),
        capture("council", "Greyford News", "Council keeps libraries open", BUDGET),
    ])  # fmt: skip
    pipeline.work()
    kept.close()
    return path


@pytest.mark.parametrize("name", exporting.names())
def test_every_format_is_written(store, tmp_path, name):
    done = newsworld("--store", store, "export", name, "--to", str(tmp_path / "out"), "--as-of", AS_OF)
    assert done.exit_code == 0, done.stderr
    assert "written to" in done.stdout


def test_the_written_paper_leads_from_page_to_page(store, tmp_path):
    newsworld("--store", store, "export", "site", "--to", str(tmp_path), "--as-of", AS_OF)
    front = (tmp_path / "index.html").read_text()
    assert "Ferry Alba aground" in front
    stories = list((tmp_path / "story").glob("*.html"))
    assert len(stories) == 2
    assert all(f"story/{story.name}" in front for story in stories)


def test_a_place_that_cannot_be_written_is_told(store):
    done = newsworld("--store", store, "export", "atom", "--to", "/proc/no/such/place", "--as-of", AS_OF)
    assert done.exit_code == 1
    assert "cannot be written" in done.stderr


@pytest.mark.parametrize("ending", ["html", "txt", "md", "epub"])
def test_the_daily_edition_is_written_to_a_file(store, tmp_path, ending):
    path = tmp_path / f"today.{ending}"
    done = newsworld("--store", store, "digest", "--to", str(path), "--as-of", AS_OF)
    assert done.exit_code == 0, done.stderr
    assert done.stdout == f"2 stories written to {path}\n"
    assert ending == "epub" or "Ferry Alba aground" in path.read_text()


@pytest.mark.parametrize(("to", "told"), [("mail", "no way to send by it"), ("today.exe", "is no way and no file")])
def test_a_daily_edition_that_cannot_go_out_says_why(store, to, told):
    done = newsworld("--store", store, "digest", "--to", to, "--as-of", AS_OF)
    assert done.exit_code == 1
    assert told in done.stderr


def test_understand_explains_itself():
    done = newsworld(
        "understand", "--explain", stdin='{"id": "x", "text": "“It rains,” said Ana Brandt."}\n{nonsense\n'
    )
    assert done.exit_code == 3
    assert "Ana Brandt" in done.stdout
    assert "not JSON" in done.stderr
