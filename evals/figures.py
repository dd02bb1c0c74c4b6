"""Write docs/figures.md from what is on record: every figure with its command, data, day, machine, floor and peer.

usage: evals/figures.py

A figure that no command made does not stand there: docs/figures.json is written by `gate.py --record` and
`bench.py --record` alone. peers.toml names what others reach on the same data, and what a reader should see first.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

from gate import floors
from recording import kept

HERE = Path(__file__).resolve().parent
PAGE = HERE.parent / "docs" / "figures.md"
HEAD = """# Figures

Written by `make figures` from what its evals and benchmarks put on record; nothing on this page was typed in. Quality
is in per cent. Figures on *gold sets* need a folder of them (`GOLD=folder`): their texts belong to their publishers and
are no part of this repository. *Our own cases* stand in `evals/cases/`. What a figure may not fall below is its floor.
What others reach was measured on the same files."""


def main() -> None:
    """Render the page anew."""
    PAGE.write_text(page(), encoding="utf-8")


def page() -> str:
    """The whole page."""
    told = kept()
    return (
        "\n\n".join([HEAD, at_a_glance(told), every("Quality", told.get("quality", {}), floors()), speed(told)]) + "\n"
    )


def at_a_glance(told: dict) -> str:
    """The figures that peers.toml names, beside the peer."""
    rows = []
    for row in tomllib.loads((HERE / "peers.toml").read_text(encoding="utf-8"))["figures"]:
        found = told.get(row["kind"], {}).get(row["script"], {}).get("figures", {})
        values = [f"{found[key]:g}" for key in row["keys"] if key in found]
        if len(values) == len(row["keys"]):
            cells = row["what"], " / ".join(values), row.get("peer", ""), f"`{command(row['kind'], row['script'])}`"
            rows.append(f"| {' | '.join(cells)} |")
    return "## At a glance\n\n| what | Newsworld | others | command |\n|---|---|---|---|\n" + "\n".join(rows)


def command(kind: str, script: str) -> str:
    """How the figure is made again."""
    return f"evals/{script}.py" if kind == "quality" else f"evals/benchmarks/{script}.py"


def speed(told: dict) -> str:
    """Every benchmark."""
    return every("Speed", told.get("speed", {}), {})


def every(title: str, kind: dict, floor_of: dict) -> str:
    """A section a script: its command, data, day and machine, and a row a figure."""
    parts = [f"## {title}"]
    for name, made in sorted(kind.items()):
        origin = f"`{command(title.lower(), name)}` on {made['data']}; {made['day']}, {made['machine']}."
        floor = floor_of.get(name, {})
        rows = [
            f"| {key} | {value:g} | {floor.get(key, '')} |"
            for key, value in sorted(made["figures"].items())
            if isinstance(value, int | float)
        ]
        parts.append(
            f"### {name.replace('_', ' ')}\n\n{origin}\n\n| figure | value | floor |\n|---|---|---|\n" + "\n".join(rows)
        )
    return "\n\n".join(parts)


if __name__ == "__main__":
    main()
