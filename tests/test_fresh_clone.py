"""`make run` in a fresh clone, as a newcomer types it: an environment out of the lock, the sample world, a page of stories."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
import urllib.error
import urllib.request

import pytest
from tests.test_first_edition import free_port
from tests.wheels import ROOT, UV, clean_environment, run

PATIENCE_SECONDS = 400  # for a slow line; without one there is nothing to install from
NOT_A_NEWCOMERS = ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")

pytestmark = [pytest.mark.slow, pytest.mark.timeout(PATIENCE_SECONDS + 60)]


@pytest.fixture
def clone(tmp_path):
    for name in run("git", "ls-files", cwd=ROOT).splitlines():
        if (ROOT / name).is_file():
            (tmp_path / "clone" / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, tmp_path / "clone" / name)
    return tmp_path / "clone"


def page_of(address):
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return answer.read().decode()
    except (urllib.error.URLError, ConnectionError):
        return ""


def test_make_run_ends_in_a_page_of_stories(clone, tmp_path):
    cache = run(UV, "cache", "dir").strip()  # what other tests have fetched is not fetched again
    environment = {name: value for name, value in clean_environment().items() if name not in NOT_A_NEWCOMERS}
    environment |= {"HOME": str(tmp_path), "UV_CACHE_DIR": cache}
    port = free_port()
    words = ["make", "run", f"PORT={port}", f"SAMPLES_PORT={free_port()}"]
    making = subprocess.Popen(words, cwd=clone, env=environment, start_new_session=True)
    try:
        end = time.monotonic() + PATIENCE_SECONDS
        while "/story/" not in (page := page_of(f"http://127.0.0.1:{port}/")):
            assert making.poll() is None, "it ended by itself"
            assert time.monotonic() < end, page
            time.sleep(0.5)
    finally:
        os.killpg(making.pid, signal.SIGINT)
        making.wait(60)


def test_make_tells_what_it_can_do():
    told = run("make", "--silent", "help", cwd=ROOT)
    assert {"run", "test", "fast", "lint"} <= {line.split()[0] for line in told.splitlines()}


def test_an_old_python_is_told_so(clone, tmp_path):
    old = tmp_path / "bin" / "python3.9"
    old.parent.mkdir()
    old.write_text('#!/bin/sh\nmkdir -p .venv/bin\nprintf "#!/bin/sh\\ncase \\"\\$*\\" in *pip*) exit 0;; *) exit 1;; esac" > .venv/bin/python\nchmod +x .venv/bin/python\n')  # fmt: skip
    old.chmod(0o755)
    done = subprocess.run(
        ["make", "setup", f"PYTHON={old}"],
        cwd=clone,
        env=clean_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode
    assert "needs Python 3.11" in done.stderr
    assert not (clone / ".venv").exists()
