"""The recipes of docs/how-to work to the letter: their own code blocks are carried out in a scratch copy of the house.

A block titled with a path makes that file; a diff titled with a path changes it; a block of shell commands is run.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BLOCK = re.compile(r'^( *)```(\w+)(?: title="([^"]+)")?\n(.*?)^\1```$', re.MULTILINE | re.DOTALL)

pytestmark = pytest.mark.slow


def blocks(page: Path) -> list[tuple[str, str, str]]:
    """Language, title and text of each code block, in order."""
    found = BLOCK.findall(page.read_text(encoding="utf-8"))
    return [(language, title, textwrap.dedent(text)) for _, language, title, text in found]


def changed(text: str, diff: str) -> str:
    """A file's text with a diff carried out; what the diff shows of it must stand there exactly once."""
    lines = diff.splitlines()
    before = "".join(f"{line[1:]}\n" for line in lines if not line.startswith("+"))
    after = "".join(f"{line[1:]}\n" for line in lines if not line.startswith("-"))
    assert text.count(before) == 1, f"the recipe shows what is not there once:\n{before}"
    return text.replace(before, after)


@pytest.fixture
def scratch(tmp_path):
    tracked = subprocess.run(
        ["git", "ls-files", "src", "tests", "docs", "samples", "pyproject.toml"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    for name in tracked.stdout.splitlines():
        if (ROOT / name).is_file():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, tmp_path / name)
    return tmp_path


@pytest.mark.timeout(300)
@pytest.mark.parametrize("recipe", ["add-a-kind-of-source", "add-a-finder", "add-a-format"])
def test_a_recipe_followed_to_the_letter(recipe, scratch):
    ran = 0
    for language, title, text in blocks(ROOT / "docs" / "how-to" / f"{recipe}.md"):
        if language == "sh":
            run(text, scratch)
            ran += 1
        elif language == "diff":
            path = scratch / title
            path.write_text(changed(path.read_text(encoding="utf-8"), text), encoding="utf-8")
        else:
            assert title, "a block that stands for no file"
            assert not (scratch / title).exists()
            (scratch / title).write_text(text, encoding="utf-8")
    assert ran


def run(script: str, folder: Path) -> None:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-euc", script],
        cwd=folder, env=os.environ | {"PATH": path, "PYTHONPATH": "src:."}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
