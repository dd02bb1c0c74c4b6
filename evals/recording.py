"""Where figures are kept: docs/figures.json, each kind with the day and the machine that made it."""

from __future__ import annotations

import json
import platform
from datetime import UTC, datetime
from pathlib import Path

FILE = Path(__file__).resolve().parents[1] / "docs" / "figures.json"


def kept() -> dict:
    """All figures on record: kind -> name of the script -> made (day, machine, data) and figures."""
    return json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}


def record(kind: str, name: str, figures: dict[str, float], data: str) -> None:
    """Keep what a script has measured; what it measured before goes."""
    told = kept()
    made = {"day": datetime.now(UTC).date().isoformat(), "machine": machine(), "data": data}
    told.setdefault(kind, {})[name] = made | {"figures": figures}
    FILE.write_text(json.dumps(told, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def machine() -> str:
    """What this is, in few words: processor, number of cores, Python."""
    cpu = Path("/proc/cpuinfo")
    lines = cpu.read_text(encoding="utf-8").splitlines() if cpu.exists() else []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return f"{names[0] if names else platform.machine()}, {len(names) or '?'} cores, Python {platform.python_version()}"
