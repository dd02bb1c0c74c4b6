"""Quality figures against their floors; usage: gate.py [FOLDER_OF_GOLD] [--record].

Runs the evals that floors.toml names, each of which prints its figures as one JSON object in its last line. A floor
only rises. Without the folder, evals run on our own cases alone, and floors named `gold.*` are left out. --record keeps
the figures in docs/figures.json.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tomllib
from pathlib import Path

from recording import record

HERE = Path(__file__).parent


def figures_of(script: Path, arguments: list[str]) -> dict[str, float]:
    """What the eval or the benchmark prints as its last line."""
    done = subprocess.run(
        [sys.executable, str(script), *arguments],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.stderr.write(done.stderr)
        raise SystemExit(f"{script.name} ended with {done.returncode}")
    return dict(flat(json.loads(done.stdout.strip().splitlines()[-1])))


def floors() -> dict[str, dict[str, float]]:
    """Eval -> figure -> what it may not fall below."""
    told = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))
    return {name: dict(flat(table)) for name, table in told.items()}


def main() -> int:
    """Print a row for each floor; how many are missed."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("gold", nargs="?")
    options.add_argument("--record", action="store_true")
    asked = options.parse_args()
    missed = 0
    for name, wanted in floors().items():
        figures = figures_of(HERE / f"{name}.py", [asked.gold] if asked.gold else [])
        if asked.record:
            record("quality", name, figures, "gold sets and our own cases" if asked.gold else "our own cases")
        for key, floor in wanted.items():
            if key.startswith("gold.") and asked.gold is None:
                continue
            found = figures.get(key)
            is_met = found is not None and found >= floor
            missed += not is_met
            print(f"{'ok  ' if is_met else 'MISS'} {name:12} {key:40} {found!s:>8} floor {floor}", flush=True)
    return missed


def flat(table: dict, prefix: str = "") -> list[tuple[str, float]]:
    """Nested names joined by points."""
    rows = []
    for key, value in table.items():
        rows += flat(value, f"{prefix}{key}.") if isinstance(value, dict) else [(prefix + key, value)]
    return rows


if __name__ == "__main__":
    sys.exit(1 if main() else 0)
