"""What is shipped works by itself: the built wheel in clean environments, the unit of systemd, the files of containers."""

from __future__ import annotations

import re
import tomllib

import pytest
import yaml
from tests.wheels import ROOT, clean_environment, installed, run, wheel  # noqa: F401 - a fixture

from newsworld import settings
from newsworld.cli import main

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
DEBIANS_OWN = {"root", "daemon", "games", "man", "mail", "news", "proxy", "backup", "list", "nobody"}  # of /etc/passwd
PAGE = b"<html lang=en><title>Ferry</title><article><h1>Ferry sails again</h1><p>The ferry to Harwick sails again, the minister said on Monday. %s</p></article>"


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("extra", ["", *PROJECT["optional-dependencies"]])
def test_the_wheel_works_in_a_clean_environment(extra, wheel, tmp_path):  # noqa: F811
    newsworld = installed(wheel, tmp_path / "env", extra)
    clean = clean_environment()
    assert PROJECT["version"] in run(newsworld, "--version", cwd=tmp_path, env=clean)
    page = PAGE % (b"It had lain idle for a week after a storm broke the pier. " * 8)
    told = run(newsworld, "read", "-", input=page, cwd=tmp_path, env=clean)
    assert "Ferry sails again" in told
    assert "WHO SAID WHAT" in told
    assert run(newsworld, "--store", tmp_path / "news.db", "search", "ferry", cwd=tmp_path, env=clean) == ""


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


def test_the_image_copies_what_is_there_and_keeps_its_store_under_its_own_name():
    docker = (ROOT / "packaging" / "Dockerfile").read_text(encoding="utf-8")
    assert all((ROOT / name).is_file() for name in re.findall(r"\b(requirements[\w-]*\.lock)\b", docker))
    user = re.search(r"^USER (\w+)$", docker, re.MULTILINE).group(1)
    assert user not in DEBIANS_OWN
    assert re.search(rf"useradd .*{user} ", docker)
    volume = re.search(r"^VOLUME (\S+)$", docker, re.MULTILINE).group(1)
    assert f"install -d -o {user} -g {user} {volume}" in docker  # a folder that is not there would be root's
    assert f"NEWSWORLD_STORE={volume}/" in docker
    assert re.search(r'^CMD \["(\w+)"\]$', docker, re.MULTILINE).group(1) in main.commands
