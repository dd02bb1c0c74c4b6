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


class Server:
    """A server in a folder; called with a database's name it gives the database's address."""

    def __init__(self, folder):
        self.folder = folder
        self.data = folder / "data"
        self._run("initdb", "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-k", "--no-sync")

    def __call__(self, name):
        return f"postgresql:///{name}?host={self.folder}&user={USER}"

    def start(self):
        options = f"-k {self.folder} -c listen_addresses='' -c fsync=off -c shared_buffers=32MB"
        self._run("pg_ctl", "-w", "-l", self.folder / "log", "-o", options, "start")

    def stop(self, how="immediate"):
        self._run("pg_ctl", "-w", "-m", how, "stop")

    @contextmanager
    def stopped(self):
        """Everything on the disk and nothing in memory, for as long as the block lasts."""
        self.stop("fast")
        try:
            yield
        finally:
            self.start()

    def _run(self, program, *words):
        as_user = ["runuser", "-u", USER, "--"] if os.geteuid() == 0 else []
        command = [*as_user, str(binaries() / program), "-D", str(self.data), *map(str, words)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/")
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stderr or done.stdout}")


@contextmanager
def server():
    """A running server."""
    folder = Path(tempfile.mkdtemp(prefix="newsworld-pg-"))
    if os.geteuid() == 0:
        os.chown(folder, pwd.getpwnam(USER).pw_uid, -1)
    try:
        made = Server(folder)
        made.start()
        try:
            yield made
        finally:
            made.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
