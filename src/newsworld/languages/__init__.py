"""What does the house know of each language? Only data: `languages/<code>/<subject>.toml`, loaded here.

A subject belongs to the finder that reads it (statements, times, entities ...); a language that lacks a subject
is simply silent there. Nothing here knows what the words are for.
"""

from __future__ import annotations

import functools
import tomllib
from importlib import resources
from typing import Any

FALLBACK = "en"
AT_HAND = 64  # languages of which what is made of their words stays in memory; a page may claim to be in any


def base_code(tag: str | None) -> str:
    """The language of a BCP 47 tag: "pt" for "pt-BR"; the fallback where none is told."""
    return (tag or FALLBACK).replace("_", "-").split("-")[0].lower()


@functools.cache
def known() -> tuple[str, ...]:
    """Codes of the languages that have data, sorted."""
    return tuple(sorted(part.name for part in resources.files(__name__).iterdir() if len(part.name) in (2, 3)))


@functools.cache
def words(code: str, subject: str) -> dict[str, Any]:
    """The data on a subject in a language; empty where there is none."""
    path = resources.files(__name__).joinpath(code, f"{subject}.toml")
    if not path.is_file():
        return {}
    return tomllib.loads(path.read_text(encoding="utf-8"))
