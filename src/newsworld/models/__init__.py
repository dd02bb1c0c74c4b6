"""What may a language model do here, if somebody brings one? Three Protocols; everything works without any of them.

Adapters live beside this file, one address each, and are built in `pipeline/assembly.py` alone. Whatever a model
answers is checked by rule before a reader sees it: a model never adds a fact.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsworld.news.spans import Span


@runtime_checkable
class Tagger(Protocol):
    """Finds names in a text."""

    @property
    def name(self) -> str:
        """What the model is called, with its version."""
        ...

    def tags(self, text: str, language: str) -> Sequence[tuple[Span, str]]:
        """Spans of names with their kind (person, organisation, place, work), in the text's order."""
        ...


@runtime_checkable
class Embedder(Protocol):
    """Places texts so that those of like meaning are near, also across languages."""

    @property
    def name(self) -> str:
        """What the model is called, with its version."""
        ...

    def vectors(self, texts: Sequence[str]) -> Sequence[Sequence[float]]:
        """A vector of unit length for each text; all of one width."""
        ...


@runtime_checkable
class Writer(Protocol):
    """Rewrites a line for flow."""

    @property
    def name(self) -> str:
        """What the model is called; it stands on every line that it wrote."""
        ...

    def rewrite(self, text: str, sources: Sequence[str], language: str) -> str | None:
        """The line in other words, from its sources alone; None where there is no answer to be had."""
        ...
