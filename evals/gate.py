"""Quality figures against their floors; usage: gate.py [FOLDER_OF_GOLD].

Runs the evals that floors.toml names, each of which prints its figures as one JSON object in its last line. A floor
only rises. Without the folder, evals run on our own cases alone, and floors named `gold.*` are left out.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path

HERE = Path(__file__).parent


def figures_of(script: Path, gold: str | None) -> dict[str, float]:
    """What the eval prints as its last line."""
    command = [sys.executable, str(script), *([gold] if gold else [])]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.stderr.write(done.stderr)
        raise SystemExit(f"{script.name} ended with {done.returncode}")
    return dict(_flat(json.loads(done.stdout.strip().splitlines()[-1])))


def main() -> int:
    """Print a row for each floor; how many are missed."""
    gold = sys.argv[1] if len(sys.argv) > 1 else None
    floors = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))
    missed = 0
    for name, wanted in floors.items():
        figures = figures_of(HERE / f"{name}.py", gold)
        for key, floor in _flat(wanted):
            if key.startswith("gold.") and gold is None:
                continue
            found = figures.get(key)
            is_met = found is not None and found >= floor
            missed += not is_met
            print(f"{'ok  ' if is_met else 'MISS'} {name:12} {key:40} {found!s:>8} floor {floor}", flush=True)
    return missed


def _flat(table: dict, prefix: str = "") -> list[tuple[str, float]]:
    """Nested names joined by points."""
    rows = []
    for key, value in table.items():
        rows += _flat(value, f"{prefix}{key}.") if isinstance(value, dict) else [(prefix + key, value)]
    return rows


if __name__ == "__main__":
    sys.exit(1 if main() else 0)
