"""What the words before a name tell of whoever bears it: "Deputy Secretary of State", "der russische Botschafter"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsworld.news.readings import Entity
    from newsworld.understand.speaker_words import Words

LONGEST_ROLE = 8  # words before a name


def role_told(language: Words, words: Sequence[str]) -> str | None:
    """The words without their article; None for an article alone.

    Where adjectives show the article's case it stays: "der russische Botschafter".
    """
    told = list(words)
    while told and told[0].lower() in language.definite | language.indefinite:
        if language.capital_nouns and len(told) > 1 and told[1].islower():
            return " ".join([told[0].lower(), *told[1:]])
        told = told[1:]
    return " ".join(told) or None


def role_before(language: Words, entity: Entity, parts: list[str]) -> str | None:
    """All that stands before a name, where a title or the known role is in it; else None."""
    first = entity.name.split(" ", 1)[0]
    before = parts[: parts.index(first)] if first in parts else []
    low = {word.lower().strip(".,") for word in before}
    titles = low & language.titles or low & language.unnamed
    if not before or len(before) > LONGEST_ROLE or before[-1].lower() in language.links:
        return None
    return role_told(language, before) if titles or (entity.role and entity.role in " ".join(before)) else None
