"""A language's words for those who speak: titles, unnamed speakers, pronouns, terms of anonymity."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from newsworld.languages import words as language_data


@dataclass(frozen=True, slots=True)
class Words:
    """A language's words for those who speak."""

    titles: frozenset[str]
    unnamed: frozenset[str]
    sources: frozenset[str]
    plural: frozenset[str]
    documents: frozenset[str]
    media: frozenset[str]
    organisations: frozenset[str]
    he: frozenset[str]
    she: frozenset[str]
    they: frozenset[str]
    it: frozenset[str]
    first: frozenset[str]
    pronouns: frozenset[str]
    definite: frozenset[str]
    indefinite: frozenset[str]
    numbers: dict[str, int]
    terms: re.Pattern[str] | None
    links: frozenset[str]  # what joins an unnamed speaker to whom he speaks for: "for", "of"
    before_names: frozenset[str]  # titles and articles
    capital_nouns: bool  # every noun has a capital (German)


@functools.cache
def words_for(code: str) -> Words:
    """The language's data on speakers; empty sets where it has none."""
    data = language_data(code, "speakers")

    def listed(name: str) -> frozenset[str]:
        return frozenset(str(data.get(name, "")).split())

    terms = data.get("terms", ())
    return Words(
        titles=listed("titles"),
        unnamed=listed("unnamed"),
        sources=listed("sources"),
        plural=listed("plural"),
        documents=listed("documents"),
        media=listed("media"),
        organisations=listed("organisations"),
        he=listed("he"),
        she=listed("she"),
        they=listed("they"),
        it=listed("it"),
        first=listed("first"),
        pronouns=listed("he") | listed("she") | listed("they") | listed("it") | listed("first"),
        definite=listed("definite"),
        indefinite=listed("indefinite"),
        numbers=dict(data.get("numbers", {})),
        terms=re.compile("|".join(f"(?:{one})" for one in terms), re.IGNORECASE) if terms else None,
        links=listed("links"),
        before_names=listed("titles") | listed("definite") | listed("indefinite"),
        capital_nouns=bool(data.get("capital_nouns")),
    )
