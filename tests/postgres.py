"""A real PostgreSQL server of the tests' own: its files in a temporary folder, no network, gone when they end."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

USER = "postgres"  # the server refuses to run as root


def binaries():
    """The folder of initdb and pg_ctl, of the newest version that is there; None where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


def _run(*words):
    as_user = ["runuser", "-u", USER, "--"] if os.geteuid() == 0 else []
    done = subprocess.run([*as_user, *map(str, words)], capture_output=True, text=True, check=False, cwd="/")
    if done.returncode:
        raise RuntimeError(f"{words[0]}: {done.stderr or done.stdout}")


@contextmanager
def server():
    """A running server; what it gives is a function from a database's name to its address."""
    folder = Path(tempfile.mkdtemp(prefix="newsworld-pg-"))
    data, bin_ = folder / "data", binaries()
    if os.geteuid() == 0:
        os.chown(folder, pwd.getpwnam(USER).pw_uid, -1)
    try:
        _run(
            bin_ / "initdb", "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-k", "--no-sync"
        )
        options = f"-k {folder} -c listen_addresses='' -c fsync=off -c shared_buffers=32MB -c max_connections=60"
        _run(bin_ / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start")
        try:
            yield lambda name: f"postgresql:///{name}?host={folder}&user={USER}"
        finally:
            _run(bin_ / "pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
