"""A Tagger over spaCy models that somebody has installed; a language without one is silent.

Models are never downloaded: `models` tells which package serves which language, and what is not installed is not used.
"""

from __future__ import annotations

import importlib.metadata
from typing import TYPE_CHECKING, Any

from newsworld.news.errors import BadSettings
from newsworld.news.spans import Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MAX_CHARACTERS = 100_000  # of a text; models need memory in proportion
EXCLUDED = ("parser", "lemmatizer", "attribute_ruler", "tagger")  # parts that names do not need
KINDS = {
    "PERSON": "person", "PER": "person", "ORG": "organisation", "NORP": "group", "GPE": "place", "LOC": "place",
    "FAC": "place", "WORK_OF_ART": "work", "EVENT": "event",
}  # fmt: skip


class SpacyTagger:
    """Names by spaCy; a model is loaded when its language is first asked for."""

    def __init__(self, models: Mapping[str, str]) -> None:
        try:
            import spacy  # noqa: PLC0415 - an option: whoever wants no tagger needs none
        except ImportError as error:
            raise BadSettings("tagger", "spaCy is not installed", "install newsworld[spacy]") from error
        self._spacy: Any = spacy
        self._models = dict(models)
        self._loaded: dict[str, Any] = {}

    @property
    def name(self) -> str:
        """As in "spacy 3.8 (en: en_core_web_sm)"."""
        told = ", ".join(f"{language}: {package}" for language, package in sorted(self._models.items()))
        return f"spacy {importlib.metadata.version('spacy')} ({told})"

    def tags(self, text: str, language: str) -> Sequence[tuple[Span, str]]:
        """Spans of names with their kind, in the text's order; none where no model serves the language.

        Raises BadSettings where the model's package is not installed.
        """
        package = self._models.get(language.partition("-")[0].lower())
        if package is None:
            return ()
        pipeline = self._pipeline(package)
        named = pipeline(text[:MAX_CHARACTERS]).ents
        return [
            (Span(one.start_char, one.end_char), KINDS[one.label_])
            for one in named
            if one.label_ in KINDS and one.text.strip()
        ]

    def _pipeline(self, package: str) -> Any:
        if package not in self._loaded:
            try:
                self._loaded[package] = self._spacy.load(package, exclude=list(EXCLUDED))
            except OSError as error:
                raise BadSettings("tagger", f"the model {package} is not installed", "install its package") from error
        return self._loaded[package]
