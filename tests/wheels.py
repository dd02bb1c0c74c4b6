"""The built wheel, and environments that hold nothing but it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
UV = Path(sys.executable).parent / "uv"


def run(*words, **options):
    done = subprocess.run([str(word) for word in words], capture_output=True, check=False, **options)
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
    return done.stdout.decode()


@pytest.fixture(scope="session")
def wheel(tmp_path_factory):
    """The wheel, built out of what is under version control."""
    folder = tmp_path_factory.mktemp("wheel")
    for name in run(
        "git", "ls-files", "src", "pyproject.toml", "README.md", "LICENSE", "NOTICE", cwd=ROOT
    ).splitlines():
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / name)
    run(UV, "build", "--wheel", "--no-build-isolation", "--python", sys.executable, "--out-dir", folder / "out", folder)
    return next((folder / "out").glob("*.whl"))


def installed(wheel, folder, extra=""):
    """The command `newsworld` of a new environment that holds the wheel, with an extra, at the locked versions."""
    run(UV, "venv", "--quiet", "--python", sys.executable, folder)
    locked = folder / "locked.txt"
    locked.write_text(without_hashes((ROOT / "requirements-dev.lock").read_text(encoding="utf-8")), encoding="utf-8")
    wanted = f"newsworld[{extra}] @ file://{wheel}" if extra else f"newsworld @ file://{wheel}"
    run(UV, "pip", "install", "--quiet", "--python", folder / "bin" / "python", "--constraint", locked, wanted)
    return folder / "bin" / "newsworld"


def clean_environment():
    """The environment without what would let it see this repository."""
    return {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}


def without_hashes(lock: str) -> str:
    """A lock as constraints: names and versions alone."""
    return "\n".join(re.findall(r"^[\w.\-\[\]]+==[^\s\\;]+(?: ; [^\\\n]+)?", lock, re.MULTILINE))
