"""Other people's programs: where they are, whether they are there, and how they are run: without a home, without news.

`make outside` installs them. A test of one that is missing is skipped and says so.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent
PACKAGES = HERE / "node_modules"
CHROMIUM = shutil.which("chromium")
AXE = PACKAGES / "axe-core" / "axe.min.js"
VNU = PACKAGES / "vnu-jar" / "build" / "dist" / "vnu.jar"
LIGHTHOUSE = PACKAGES / "lighthouse" / "cli" / "index.js"
EPUBCHECK = Path("/usr/share/java/epubcheck.jar")  # Debian's own command is the bare jar, which not every kernel runs
PARSERS = HERE / "feeds.mjs"


def needs(*programs: str, files: tuple[Path, ...] = ()) -> pytest.MarkDecorator:
    """Skip a test where one of the programs or files is missing."""
    missing = [name for name in programs if shutil.which(name) is None] + [p.name for p in files if not p.exists()]
    return pytest.mark.skipif(bool(missing), reason=f"{', '.join(missing)} not there: `make outside` installs it")


def ran(*command: object, home: Path, seconds: int = 90, **environment: str) -> subprocess.CompletedProcess[str]:
    """The program's outcome; it finds an empty home, and the clock of UTC."""
    told = {"PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8", "TZ": "UTC", **environment}
    return subprocess.run(
        [str(part) for part in command],
        cwd=home,
        env=told,
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
    )


def read_by_parsers(path: Path, form: str) -> dict[str, list[dict[str, str]]]:
    """What each parser from npm reads in a feed: by its name, the title, link and id of each entry."""
    told = ran("node", PARSERS, path, form, home=path.parent)
    assert told.returncode == 0, told.stderr[-2000:]
    return json.loads(told.stdout)
