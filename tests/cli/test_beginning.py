"""A newcomer's first commands: help that is ordered and quick, and a next step wherever there is nothing yet."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.terminal import newsworld

from newsworld.cli import main
from newsworld.cli.manner import SECTIONS

HEAVY = {"aiohttp", "numpy", "trafilatura", "starlette", "rich", "msgspec", "sqlite3", "newsworld.newsroom"}
SRC = str(Path(__file__).parents[2] / "src")
LOADED = """
import sys
from newsworld.cli import main
main({words!r}, standalone_mode=False)
print(sorted({heavy!r} & set(sys.modules)), file=sys.stderr)
"""


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["read", "--help"], ["completion", "bash"]])
def test_what_only_tells_loads_nothing_heavy(words):
    done = subprocess.run(
        [sys.executable, "-c", LOADED.format(words=words, heavy=HEAVY)],
        env=os.environ | {"PYTHONPATH": SRC}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stderr == "[]\n"


def test_every_command_stands_in_one_section_of_the_help():
    assert sorted(name for _, names in SECTIONS for name in names) == sorted(main.commands)
    told = newsworld("--help").stdout
    assert "..." not in told.partition("Begin:")[2]  # each has a line that fits
    assert told.index("run") < told.index("Stages as filters")


@pytest.mark.parametrize("words", [("doctor",), ("sources",)])
def test_where_nothing_is_followed_the_next_step_is_told(tmp_path, words):
    done = newsworld("--store", str(tmp_path / "news.db"), *words)
    assert "newsworld follow" in done.stdout + done.stderr


def test_a_search_that_finds_nothing_says_so(tmp_path):
    done = newsworld("--store", str(tmp_path / "news.db"), "search", "ferry")
    assert (done.stdout, done.stderr) == ("", "Nothing found among 0 articles.\n")


def test_the_doctor_tells_which_version_and_extras_are_here(tmp_path):
    told = newsworld("--store", str(tmp_path / "news.db"), "doctor").stdout
    assert told.startswith("✓ Newsworld 0")
    assert "postgres" in told.splitlines()[0]


@pytest.mark.parametrize("name", ["outlets/wrold.opml", "mine.opml", "folder", "./pages"])
def test_a_file_that_is_not_there_is_not_taken_for_an_outlet(tmp_path, name):
    done = newsworld("--store", str(tmp_path / "news.db"), "follow", name)
    assert done.exit_code == 1
    assert "no such file or folder" in done.stderr


def test_an_address_needs_no_scheme(tmp_path):
    done = newsworld("--store", str(tmp_path / "news.db"), "follow", "coast.example/feed.xml")
    assert done.stdout == "following https://coast.example/feed.xml\n"
