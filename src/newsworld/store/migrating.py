"""How an older store becomes one of this edition: forward only, in one transaction, or not at all.

The schema that first shipped is "1". Each file migrations/<dialect>/NNNN_name.sql leads from NNNN-1 to NNNN, and
schema/<dialect>.sql says the same as the first schema and all of them; a test holds the two together.
"""

from __future__ import annotations

import functools
from importlib import resources
from typing import TYPE_CHECKING

from newsworld.news.errors import StoreTrouble
from newsworld.store.database import sql

if TYPE_CHECKING:
    from collections.abc import Mapping


@functools.cache
def migrations(dialect: str) -> Mapping[int, str]:
    """The SQL that leads to each schema from the one before, in order."""
    files = resources.files("newsworld.store").joinpath("migrations", dialect).iterdir()
    names = sorted(file.name for file in files if file.name.endswith(".sql"))
    return {int(name.split("_")[0]): sql("migrations", dialect, name) for name in names}


def newest(dialect: str) -> int:
    """The schema of this edition."""
    return max(migrations(dialect), default=1)


def ahead(dialect: str, found: str | None, name: str) -> tuple[str, ...]:
    """The changes that a store of a found schema still lacks. StoreTrouble if this edition cannot read it."""
    if found is None or not found.isdigit() or int(found) > newest(dialect):
        trouble = f"its schema is {found}, this edition reads up to {newest(dialect)}."
        raise StoreTrouble(name, trouble, "Upgrade Newsworld, or name another store.")
    return tuple(text for number, text in migrations(dialect).items() if number > int(found))
