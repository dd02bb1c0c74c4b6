"""A whole archive: plan its partitions, carry each on one engine or another. Stop it anywhere, and go on."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from newsworld import __version__
from newsworld.batch import partitions as slicing
from newsworld.batch.crew import Crew, attempted
from newsworld.batch.partitions import Partition
from newsworld.batch.tables import TABLES
from newsworld.news.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from newsworld.batch.job import Carried

ABOUT = "about.json"
PLANS = "plans"


@dataclass(frozen=True, slots=True)
class Plan:
    """The files of an archive, and the folder that they are carried to."""

    files: tuple[Path, ...]
    folder: Path

    def partitions(self) -> Iterator[Partition]:
        """Every partition, file by file; a file that was sliced before is not read again to slice it."""
        for file in self.files:
            yield from self._of_file(file)

    def _of_file(self, file: Path) -> list[Partition]:
        about = file.stat()
        seen = {"path": str(file), "bytes": about.st_size, "changed": about.st_mtime_ns}
        name = slicing.name_of(file)
        kept = self.folder / PLANS / f"{name}.json"
        try:
            told = json.loads(kept.read_bytes())
            if told["seen"] == seen:
                return [Partition(**one) for one in told["partitions"]]
        except (OSError, ValueError, KeyError, TypeError):
            pass  # not sliced yet, or damaged: slice it
        found = list(slicing.partitions(file))
        _write(kept, {"seen": seen, "partitions": [asdict(one) for one in found]})
        return found


def planned(paths: Iterable[Path], folder: Path) -> Plan:
    """The plan of carrying files to a folder. BadInput if one is not there, or another edition made the folder."""
    files = slicing.files(paths)
    about = {"newsworld": __version__, "tables": {name: _version(name) for name in TABLES}}
    try:
        if (folder / ABOUT).exists():
            if json.loads((folder / ABOUT).read_bytes()) != about:
                raise BadInput(str(folder), "another edition of Newsworld made it.", "Name another folder.")
        else:
            _write(folder / ABOUT, about)
    except (OSError, ValueError) as error:
        raise BadInput(str(folder), f"cannot be used: {error}.", "Name another folder: --to FOLDER.") from error
    return Plan(tuple(files), folder)


def run(plan: Plan, workers: int = 1, scheduler: str | None = None) -> Iterator[Carried]:
    """Carry every partition: in this process, in several of this machine, or on a Dask cluster."""
    folder, waiting = str(plan.folder.resolve()), plan.partitions()
    if scheduler is not None:
        from newsworld.batch import cluster  # noqa: PLC0415 - an extra

        return cluster.carried(waiting, folder, scheduler)
    if workers > 1:
        return Crew(folder, workers).carried(waiting)
    return (attempted(partition, folder) for partition in waiting)


def _version(table: str) -> str:
    return str(TABLES[table].metadata[b"schema"], "ascii")


def _write(path: Path, told: Mapping[str, object]) -> None:
    """Whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_suffix(".new")
    aside.write_text(json.dumps(told, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    aside.replace(path)
