"""Who may come in, and whose marks they read and write: one question, asked of every request, denied by default.

`Permitted` is the only gate of this door: it answers with a Permit, or raises NotPermitted. doors.py hands it ours.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.requests import Request

READ, MARK, EDIT = 1, 2, 3  # what a route needs; each includes those before it


@dataclass(frozen=True, slots=True)
class Permit:
    """`reader` is whose marks are meant; `may` is READ, MARK (their own marks and follows) or EDIT (what all share)."""

    reader: str
    may: int = READ


Permitted = Callable[["Request"], Permit]
"""A Permit for a request; NotPermitted without one."""
