"""Speed, measured: runs evals/benchmarks/ in turn and prints a table; usage: bench.py [FOLDER_OF_GOLD] [--record].

Each benchmark prints its figures as one JSON object in its last line; benchmarks.toml says with which arguments. Those
that need the folder are left out without it. --record keeps the figures in docs/figures.json.
"""

from __future__ import annotations

import argparse
import tomllib
from pathlib import Path

from gate import figures_of
from recording import record

HERE = Path(__file__).parent


def main() -> None:
    """A row for each figure, as it comes."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("gold", nargs="?")
    options.add_argument("--record", action="store_true")
    options.add_argument("--only", help="one benchmark by its name")
    asked = options.parse_args()
    for name, row in tomllib.loads((HERE / "benchmarks.toml").read_text(encoding="utf-8")).items():
        arguments = row.get("arguments", [])
        if asked.only not in (None, name) or (asked.gold is None and any("{gold}" in word for word in arguments)):
            continue
        figures = figures_of(HERE / "benchmarks" / f"{name}.py", [word.format(gold=asked.gold) for word in arguments])
        for key, found in figures.items():
            print(f"{name:15} {key:45} {found!s:>10}", flush=True)
        if asked.record:
            record("speed", name, figures, row["data"])


if __name__ == "__main__":
    main()
