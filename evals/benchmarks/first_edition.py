"""How long from `newsworld run` on an empty store to the sample world's first edition with nothing left waiting.

Prints one JSON object: seconds to the first answer, to the first story, and to the whole edition.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parents[2]
PORT = 8058


def health() -> dict:
    """What the reader says of itself; nothing while it does not answer."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/health", timeout=5) as answer:
            return json.loads(answer.read())
    except (urllib.error.URLError, ConnectionError):
        return {}


def main() -> None:
    """Run it once and watch."""
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        store = str(Path(folder) / "news.db")
        newsworld = [sys.executable, "-m", "newsworld", "--store", store, "run", "--samples", "--port", str(PORT)]
        start = time.perf_counter()
        running = subprocess.Popen([sys.executable, "samples/serve.py", "--port", "0", "--", *newsworld], cwd=ROOT)
        while "whole_edition" not in figures and running.poll() is None:
            told, passed = health(), round(time.perf_counter() - start, 1)
            if told:
                figures.setdefault("first_answer", passed)
            if told.get("stories"):
                figures.setdefault("first_story", passed)
            if told.get("articles", 0) >= 90 and not told["waiting"]:
                figures["whole_edition"] = passed
            time.sleep(0.2)
        running.send_signal(signal.SIGINT)
        running.wait(30)
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
