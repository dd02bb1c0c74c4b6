"""What is shipped works by itself: the built wheel in clean environments, the unit of systemd, the files of containers."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from newsworld import settings

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
UV = Path(sys.executable).parent / "uv"
PAGE = b"<html lang=en><title>Ferry</title><article><h1>Ferry sails again</h1><p>The ferry to Harwick sails again, the minister said on Monday. %s</p></article>"


def run(*words, **options):
    done = subprocess.run([str(word) for word in words], capture_output=True, check=False, **options)
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
    return done.stdout.decode()


@pytest.fixture(scope="module")
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


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("extra", ["", *PROJECT["optional-dependencies"]])
def test_the_wheel_works_in_a_clean_environment(extra, wheel, tmp_path):
    python = tmp_path / "env" / "bin" / "python"
    run(UV, "venv", "--quiet", "--python", sys.executable, tmp_path / "env")
    wanted = f"newsworld[{extra}] @ file://{wheel}" if extra else f"newsworld @ file://{wheel}"
    locked = tmp_path / "locked.txt"
    locked.write_text(without_hashes((ROOT / "requirements-dev.lock").read_text(encoding="utf-8")), encoding="utf-8")
    run(UV, "pip", "install", "--quiet", "--python", python, "--constraint", locked, wanted)
    clean = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    newsworld = tmp_path / "env" / "bin" / "newsworld"
    assert PROJECT["version"] in run(newsworld, "--version", cwd=tmp_path, env=clean)
    page = PAGE % (b"It had lain idle for a week after a storm broke the pier. " * 8)
    told = run(newsworld, "read", "-", input=page, cwd=tmp_path, env=clean)
    assert "Ferry sails again" in told
    assert "WHO SAID WHAT" in told
    assert run(newsworld, "--store", tmp_path / "news.db", "search", "ferry", cwd=tmp_path, env=clean) == ""


def without_hashes(lock: str) -> str:
    """A lock as constraints: names and versions alone."""
    return "\n".join(re.findall(r"^[\w.\-\[\]]+==[^\s\\;]+(?: ; [^\\\n]+)?", lock, re.MULTILINE))


def test_the_unit_runs_a_command_that_is_there_and_keeps_to_its_folder():
    unit = (ROOT / "packaging" / "newsworld.service").read_text(encoding="utf-8")
    assert re.search(r"^ExecStart=\S+/newsworld run$", unit, re.MULTILINE)
    assert {"DynamicUser=yes", "ProtectSystem=strict", "NoNewPrivileges=yes"} <= set(unit.splitlines())


def test_the_settings_beside_the_unit_are_settings():
    assert settings.load(str(ROOT / "packaging" / "newsworld.toml"), environment={}).host == "127.0.0.1"


def test_the_files_of_containers_name_what_is_there():
    compose = yaml.safe_load((ROOT / "packaging" / "compose.yml").read_text(encoding="utf-8"))
    builds = [service["build"] for service in compose["services"].values() if "build" in service]
    assert all((ROOT / build["dockerfile"]).is_file() for build in builds)
    named = {volume.split(":")[0] for service in compose["services"].values() for volume in service.get("volumes", ())}
    assert named == set(compose["volumes"])
    docker = (ROOT / "packaging" / "Dockerfile").read_text(encoding="utf-8")
    assert all((ROOT / name).is_file() for name in re.findall(r"\b(requirements[\w-]*\.lock)\b", docker))
