"""How a language tells of encounters: `languages/<code>/meetings.toml`, made ready to match."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Any

from newsworld.languages import words

NEVER = re.compile("(?!)")


class Patterns(dict[str, re.Pattern[str]]):
    """Patterns by name; what a language does not tell of is nowhere found."""

    def __missing__(self, name: str) -> re.Pattern[str]:
        """A pattern that never matches."""
        return NEVER


@dataclass(frozen=True, slots=True)
class MeetingWords:
    """A language's data on meetings, compiled; `patterns` by section and name: "status.planned"."""

    nouns: dict[str, str]
    suffixes: tuple[str, ...]
    suffix_formats: dict[str, str]
    weak: frozenset[str]
    far: frozenset[str]
    families: dict[str, str]  # word -> the word it may stand for
    verbs: dict[str, str]
    phrases: tuple[tuple[str, re.Pattern[str], str], ...]  # trigger word, pattern from it on, format
    verb_needs: Patterns
    patterns: Patterns
    days: dict[str, int]
    skip: frozenset[str]
    ordinals: frozenset[str]
    definite: frozenset[str]
    verb_names: dict[str, str]
    sport: frozenset[str]
    sport_least: int
    capital_nouns: bool
    triggers: frozenset[str]
    followers: frozenset[str]  # verbs that tell of the encounter before them in their sentence
    loose: frozenset[str]  # formats that must have their day beside them, as weak nouns must
    loose_reach: int  # code points that count as beside
    strict: bool  # whether the language tells how names are tied to an encounter
    noun_needs: Patterns  # what must stand before a noun of many meanings


@functools.cache
def meeting_words(code: str) -> MeetingWords | None:
    """The language's meeting words; None where it has none."""
    data = words(code, "meetings")
    if not data:
        return None
    phrases = tuple(
        (re.split(r"\W", pattern, maxsplit=1)[0], re.compile(pattern), kind)
        for pattern, kind in data["verb_phrases"].items()
    )
    names = data["names"]
    return MeetingWords(
        nouns=data["nouns"],
        suffixes=tuple(data["suffixes"]),
        suffix_formats=dict(data["suffixes"]) if isinstance(data["suffixes"], dict) else {},
        weak=frozenset(data["weak"]["words"]),
        far=frozenset(data["far"]["words"]),
        families={word: family for family, alike in data["families"].items() for word in alike},
        verbs=data["verbs"],
        phrases=phrases,
        verb_needs=Patterns({word: re.compile(pattern) for word, pattern in data["verb_needs"].items()}),
        patterns=_patterns(data),
        days=data["days"],
        skip=frozenset(names["skip"]),
        ordinals=frozenset(names["ordinals"]),
        definite=frozenset(names["definite"]),
        verb_names=names["verb_names"],
        sport=frozenset(data["sport"]["words"]),
        sport_least=data["sport"]["least"],
        capital_nouns=bool(data.get("capital_nouns")),
        loose=frozenset(data.get("loose", {}).get("formats", ())),
        loose_reach=data.get("loose", {}).get("reach", 0),
        followers=frozenset(data.get("followers", {}).get("words", ())),
        strict="chain" in data.get("ties", {}),
        noun_needs=Patterns({word: re.compile(pattern) for word, pattern in data.get("noun_needs", {}).items()}),
        triggers=frozenset(data["nouns"]) | frozenset(data["verbs"]) | {word for word, _, _ in phrases},
    )


def _patterns(data: dict[str, Any]) -> Patterns:
    """Every pattern of the sections that hold nothing else, case told apart only where the pattern says so."""
    found = Patterns()
    for section in ("void", "parties", "place", "status", "joins", "agenda", "attribution", "company"):
        for name, pattern in data[section].items():
            found[f"{section}.{name}"] = re.compile(pattern or "(?!)", re.IGNORECASE)
    for name, pattern in data.get("ties", {}).items():
        found[f"ties.{name}"] = re.compile(pattern, re.IGNORECASE)
    found["two_countries"] = re.compile(data.get("two_countries", {}).get("pattern") or "(?!)", re.IGNORECASE)
    for name in ("apart", "break", "deciders", "through"):
        found[f"loose.{name}"] = re.compile(data.get("loose", {}).get(name) or "(?!)", re.IGNORECASE)
    found["name.modifier"] = re.compile(data["names"].get("modifier", ".*"))
    return found
