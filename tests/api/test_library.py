"""`import newsworld`: a small face, typed, whose examples run; and what installed packages bring."""

from __future__ import annotations

import doctest
import subprocess
import sys
from pathlib import Path

import pytest

import newsworld

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "docs" / "how-to" / name for name in ("use-as-a-library.md", "bring-your-own-rows.md")]


def test_the_examples_of_the_face_run():
    found = doctest.testmod(newsworld, optionflags=doctest.ELLIPSIS)
    assert found.attempted > 3
    assert found.failed == 0


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_examples_of_the_guides_run(page):
    found = doctest.testfile(str(page), module_relative=False, optionflags=doctest.ELLIPSIS)
    assert found.failed == 0


def test_every_name_of_the_face_is_there_and_no_other():
    for name in newsworld.__all__:
        assert getattr(newsworld, name) is not None
        assert name.startswith("__") or getattr(newsworld, name).__doc__, name
    assert dir(newsworld) == sorted(newsworld.__all__)
    with pytest.raises(AttributeError, match="nothing_of_the_kind"):
        _ = newsworld.nothing_of_the_kind


def test_importing_it_loads_nothing_heavy():
    code = "import sys, newsworld; print(sorted({'trafilatura', 'numpy', 'msgspec', 'aiohttp'} & set(sys.modules)))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT / "src")
    assert told.stdout.strip() == "[]"


def test_pages_may_be_bytes_text_or_captures():
    text = "The ferry to Harwick sails again on Monday, the minister said.\n\nIt had lain idle for a week."
    html = f"<html lang=en><title>Ferry</title><article><h1>Ferry sails again</h1><p>{text}</p></article>"
    capture = newsworld.Capture("ferry", "https://coast.example/ferry", body=html.encode())
    for page in (html, html.encode(), capture):
        assert newsworld.read(page).article.headline == "Ferry sails again"
    assert newsworld.read(text, published="2022-01-10").article.published == "2022-01-10"
    with pytest.raises(newsworld.NewsworldError):
        newsworld.read("")
    with pytest.raises(newsworld.NewsworldError):
        newsworld.read(text, published="lately")


@pytest.mark.slow
def test_the_face_is_typed(tmp_path):
    (tmp_path / "uses.py").write_text(
        "import newsworld\n"
        "def speakers(page: str) -> list[str | None]:\n"
        "    return [one.speaker.name for one in newsworld.read(page).reading.statements]\n"
        "reveal_type(newsworld.Newsroom.opened(newsworld.Settings()).search('x'))\n",
        encoding="utf-8",
    )
    told = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(tmp_path / "cache"), str(tmp_path / "uses.py")],
        capture_output=True, text=True, check=False, env={"MYPYPATH": str(ROOT / "src"), "PATH": "/usr/bin"},
        cwd=tmp_path,
    )  # fmt: skip
    assert "tuple[newsworld.news.articles.Article, ...]" in told.stdout
    assert not [line for line in told.stdout.splitlines() if line.startswith("uses.py") and "error" in line]
