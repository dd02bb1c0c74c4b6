"""Stakes: what a stand is about, in words a reader takes in: not cut before what they need, and not too long."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Any

from newsworld.languages import words
from newsworld.understand.issues import normal_issue

MAX_WORDS = 12
MAX_LINKS = 2  # of "to", "with", "from" ... that are kept
FEWEST = 2  # words that a cut at a preposition must leave
_ENDING = re.compile(r"(?<!\d),|,(?!\d)|[;:()\[\]]|\s[–—-]\s")
_QUOTES = re.compile(r"[“”\"‘„«»]|''|(?<!\w)[’']|[’'](?!\w)")
_GENITIVE = re.compile(r"(?<=\w) ?[’‘'] ?s\b")
_LEFT = re.compile(r"^\W*(?:s|d|ll|ve|re|m)\s(?:ever\s)?")


PATTERNS = (
    "skip",  # what leads up to it: "the", "the possibility of"
    "whole",  # what stays as it is
    "claim",  # what tells of a claim, before the claim itself: "allegations that"
    "paired",  # two adjectives with a comma between them
    "hanging",  # a verb at the end whose object is cut away
    "talking",  # verbs whose object is a topic
    "aside",  # a preposition with what tells where or how it was said: "in a statement"
    "reduced",  # a participle with what hangs on it: "held in"
    "verbs",  # what may not follow "and"
    "parted",  # what parts a clause from its own verb: "that the film, which ..., is real"
    "idle",  # words that alone tell nothing
)
SETS = (
    "ends",  # words that belong to no issue
    "finite",  # verbs that end a phrase, and not a clause
    "free",  # prepositions that may stand in it at will
    "links",  # those of which a few may
    "loose",  # words that end nothing
    "pointing",  # pronouns, which name nothing where they end an issue
    "being",  # forms of "to be"
    "thin",  # nouns of which one would know more: "bill"
    "joins",  # and, or
    "alone",  # verbs that need no object
)


@dataclass(frozen=True, slots=True)
class _Words:
    that: str
    patterns: dict[str, re.Pattern[str]]
    sets: dict[str, frozenset[str]]


@functools.cache
def _words(code: str) -> _Words | None:
    data: dict[str, Any] = words(code, "issues").get("stake", {})
    if not data:
        return None
    return _Words(
        that=data["that"],
        patterns={name: re.compile(data[name], re.IGNORECASE) for name in PATTERNS},
        sets={name: frozenset(data[name].split()) for name in SETS},
    )


@functools.lru_cache(maxsize=4096)
def stake(phrase: str, code: str, verb: str = "", *, clause: bool = False) -> str | None:
    """The issue that a phrase tells, led by the verb that tells what is to be done; None where it tells too little.

    `clause`: the phrase may be one, with a verb of its own: "fears the dam will burst".

    "links to terrorism groups, but critics point" -> "links to terrorism groups".
    """
    told = _words(code)
    if told is None:
        return _plainly(phrase, code, verb)
    if verb and told.patterns["talking"].fullmatch(verb):
        return normal_issue(phrase, code)
    phrase = _QUOTES.sub("", _GENITIVE.sub("'s", _LEFT.sub("", phrase))).strip(" ,.;:–—-")
    kept = None if verb else told.patterns["whole"].match(phrase)
    if kept is not None:
        return kept.group().strip()
    phrase = told.patterns["paired"].sub(r"\1 \2 \3", phrase)
    bare = _without_lead(told, phrase, bool(verb))
    clause = clause or bare.removeprefix(told.that) != bare or told.patterns["claim"].match(phrase) is not None
    if clause and told.patterns["parted"].search(bare) is not None:
        return None
    bare = _ENDING.split(bare.removeprefix(told.that), maxsplit=1)[0]
    chosen = _chosen(told, [*verb.split(), *bare.split()], len(verb.split()), clause=clause)
    return _told(told, chosen, verb)


def is_thin(issue: str, code: str) -> bool:
    """Whether an issue is a noun of which one would know more: "bill"."""
    told = _words(code)
    return told is not None and issue.lower() in told.sets["thin"]


def is_loose(word: str, code: str) -> bool:
    """Whether a word belongs to no noun: a preposition, a conjunction, a verb."""
    told = _words(code)
    return told is not None and (word in told.sets["loose"] or word in told.sets["ends"] or word in told.sets["finite"])


def _plainly(phrase: str, code: str, verb: str) -> str | None:
    """The issue in a language without words on what belongs to it."""
    if not verb:
        return normal_issue(phrase, code)
    whole = normal_issue(f"{verb} {phrase}", code, led=True)
    return normal_issue(phrase, code) if whole is None or whole == verb else whole


def _without_lead(told: _Words, phrase: str, is_led: bool) -> str:
    claimed = None if is_led else told.patterns["claim"].match(phrase)
    if claimed is not None:
        return phrase[claimed.end() :]
    for _ in range(0 if is_led else 6):
        shorter = told.patterns["skip"].sub("", phrase, count=1)
        if shorter == phrase:
            break
        phrase = shorter
    return phrase


def _chosen(told: _Words, phrase: list[str], led: int, *, clause: bool) -> list[str]:
    """The words up to where something else begins."""
    ends = told.sets["ends"] if clause else told.sets["ends"] | told.sets["finite"]
    links = 0
    low = [word.lower() for word in phrase]
    first = led or (1 if low and low[0].endswith("ing") else 0)
    end, last = len(phrase), 0
    for at, word in enumerate(low):
        if at < max(led, 1):
            continue
        rest = " ".join(low[at : at + 7])
        is_link = word in told.sets["links"]
        if (
            word in ends
            or told.patterns["aside"].match(rest)
            or (not clause and _is_reduced(told, low, at))
            or told.patterns["verbs"].match(rest)
        ):
            end = at
            break
        links += is_link and at > first + 1
        if links > MAX_LINKS:
            end = at
            break
        if at >= MAX_WORDS:
            end = last
            break
        if (is_link or word in told.sets["free"]) and at >= FEWEST:
            last = at
    if low[end - 1 : end] and low[end - 1].endswith("'s"):
        end = max(last, led)  # "the wall of President Trump's"
    return phrase[:end]


def _is_reduced(told: _Words, low: list[str], at: int) -> bool:
    """Whether a participle begins a clause of its own: "exercises held in", not "be returned to"."""
    return (
        low[at - 1] not in told.sets["being"] and told.patterns["reduced"].match(" ".join(low[at : at + 3])) is not None
    )


def _told(told: _Words, chosen: list[str], verb: str) -> str | None:
    while chosen and chosen[-1].lower() in told.sets["loose"] and " ".join(chosen) != verb:
        chosen = chosen[:-1]
    issue = told.patterns["hanging"].sub("", " ".join(chosen).strip(" ,.;:–—-"))
    first, last = (chosen[0].lower(), chosen[-1].lower()) if chosen else ("", "")
    if not issue or told.patterns["idle"].fullmatch(issue) or last in told.sets["pointing"]:
        return None
    if not verb and first in told.sets["free"] | told.sets["links"] | told.sets["joins"]:
        return None
    if verb and issue.lower() == verb.lower() and verb.split(maxsplit=1)[0].lower() not in told.sets["alone"]:
        return None
    return issue
