"""What the documentation says is so: generated pages are the code's, the tutorial runs, every link leads somewhere."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from samples.serve import serving
from tests.test_recipes import BLOCK, ROOT

from newsworld.cli import main

DOCS = ROOT / "docs"
BESIDE_THE_HOUSE = {"docs", "evals", "outlets", "packaging", "samples", "scripts", "tests"}
SAMPLES = "http://127.0.0.1:8010"  # where the tutorial says that the sample world is served


def reference():
    spec = importlib.util.spec_from_file_location("write_reference", ROOT / "scripts" / "write_reference.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("page", ["api", "commands", "settings", "shapes", "tables"])
def test_generated_pages_are_what_the_code_says(page):
    written = (DOCS / "reference" / f"{page}.md").read_text(encoding="utf-8")
    assert written == reference().PAGES[page]() + "\n", "run: make reference"


def test_every_command_stands_in_the_readme_or_the_how_to():
    pages = "".join(page.read_text(encoding="utf-8") for page in [ROOT / "README.md", *DOCS.rglob("*.md")])
    assert [name for name in main.commands if f"newsworld {name}" not in pages] == []


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "CHANGELOG.md"])
def test_links_at_the_door_lead_somewhere(page):
    links = re.findall(r"\]\(([^)#:]+)[^):]*\)", (ROOT / page).read_text(encoding="utf-8"))
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_the_map_names_every_room_and_no_other():
    told = re.findall(r"^## (.+?) — .+\?$", (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8"), re.MULTILINE)
    house = ROOT / "src" / "newsworld"
    rooms = {f"{path.parent.name}/" for path in house.glob("*/__init__.py")}
    rooms |= {path.name for path in house.glob("*.py") if not path.name.startswith("__")}
    rooms |= {f"{path.name}/" for path in ROOT.iterdir() if path.is_dir() and path.name in BESIDE_THE_HOUSE}
    assert sorted(told) == sorted(rooms)


def test_every_page_stands_once_in_the_navigation():
    told = re.findall(r"[\w/-]+\.md", (ROOT / "mkdocs.yml").read_text(encoding="utf-8").partition("nav:")[2])
    assert sorted(told) == sorted(str(page.relative_to(DOCS)) for page in DOCS.rglob("*.md"))


@pytest.mark.slow
def test_the_documentation_builds_without_a_warning(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path / "site")],
        cwd=ROOT, env=os.environ | {"DISABLE_MKDOCS_2_WARNING": "true"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    pages = "".join(page.read_text(encoding="utf-8") for page in (tmp_path / "site").rglob("*.html"))
    assert re.findall(r'<(?:script|img|link)[^>]+(?:src|href)="https?://[^"]+\.(?:js|css|png|woff2?)"', pages) == []


def test_the_page_of_figures_holds_what_was_recorded():
    written = subprocess.run(
        [sys.executable, "-c", "import figures; print(figures.page(), end='')"],
        cwd=ROOT / "evals", capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert (DOCS / "figures.md").read_text(encoding="utf-8") == written.stdout, "run: make figures"


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_the_tutorial_runs_from_start_to_end(tmp_path):
    with serving() as address:
        script, promised = tutorial(address)
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        done = subprocess.run(
            ["bash", "-euc", script],
            cwd=tmp_path, env=os.environ | {"PATH": path, "PYTHONPATH": str(ROOT / "src")},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    told = done.stdout.replace(address, SAMPLES).split("<<block>>\n")
    for block, lines in promised:
        assert [line for line in lines if line not in told[block]] == []


def tutorial(address: str) -> tuple[str, list[tuple[int, list[str]]]]:
    """The tutorial's commands as one script, and for each block which lines its output must hold."""
    script, promised, at = "", [], 0
    for _, language, _, text in BLOCK.findall((DOCS / "tutorial.md").read_text(encoding="utf-8")):
        if language == "sh":
            script += f"{text.replace(SAMPLES, address)}\necho '<<block>>'\n"
            at += 1
        elif at:
            promised.append((at - 1, text.splitlines()))
    return script, promised
