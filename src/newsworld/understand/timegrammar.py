"""A language's words and rules of time (languages/<code>/times.toml), made ready to run.

A rule is written over classes of words: "<N> <units> ago". Each class is a letter, each rule a regular expression
over letters; rules are kept by the letters that they may begin with, so that few are tried at a place.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from newsworld.languages import AT_HAND, words
from newsworld.text.wordclasses import Letters, pieces

if TYPE_CHECKING:
    from collections.abc import Iterator

Worth = dict[str, dict[str, Any]]  # class to word to what it is worth

# Digits and words apart, so that "mid-January", "10-year" and "1980s" fall into their parts.
_WORD = r"[^\W\d_]{2,}|[apAP]\.[mM]\.?(?!\w)|[qQ][1-4]\b|\d+(?:,\d{3})+(?!\d)|\d+|[^\W\d_]"
_RULE_PART = re.compile(r"<([\w|]+)>|([^\W\d_]+)|([()?*+|])|(['’])|([^\w\s<>])")
FUNCTION_CLASSES = (  # words that say nothing of time by themselves
    "number", "ordinal", "the", "at", "some", "edge", "about", "every", "last", "this", "next",
    "before", "after", "half", "th", "ago", "ZONE", "shift", "twice",
)  # fmt: skip
DAY, YEAR, NUMBER, QUARTER, CLOCK, BREAK, OTHER = "D", "Y", "n", "Q", "A", "\n", "x"
NOTHING = "\0"  # a class without words
_FIRST_LETTER = 0x3400  # letters of the language's own classes: any that no text of marks uses


@dataclass(frozen=True, slots=True)
class Grammar:
    """A language's words and rules."""

    letters: Letters
    classes: Worth
    sets: dict[str, str]  # class to its letters
    cores: re.Pattern[str]  # a letter that tells of time
    tense: dict[str, frozenset[str]]
    options: dict[str, Any]
    token: re.Pattern[str]
    rules: list[Rule]
    by_letter: dict[str, tuple[re.Pattern[str], tuple[str, ...]]] = field(default_factory=dict)

    def rules_at(self, letter: str) -> tuple[re.Pattern[str], tuple[str, ...]]:
        """The rules that may begin with a letter as one expression, and who resolves each of its groups."""
        if letter not in self.by_letter:
            fit = [rule for rule in self.rules if letter in rule.first]
            joined = "|".join(f"({rule.pattern})" for rule in fit) or r"(?!)()"
            self.by_letter[letter] = re.compile(joined), tuple(rule.name for rule in fit)
        return self.by_letter[letter]


class Rule(NamedTuple):
    """An expression over letters, who resolves it, and which letters it may begin with."""

    name: str
    pattern: str
    first: frozenset[str]


@functools.lru_cache(maxsize=AT_HAND)
def grammar(language: str) -> Grammar | None:
    """The language's grammar of time; None where it has none."""
    data = words(language, "times")
    if not data:
        return None
    classes = _spread(data["classes"])
    options = data.get("options", {})
    letters, sets = _letters(data, classes)
    capitalised = frozenset(word for name in options.get("capitalised", ()) for word in classes.get(name, ()))
    tense = {name: frozenset(told) for name, told in data.get("tense", {}).items()}
    rules = [RuleReader(rule, letters, sets).read(name) for name, rule in _rules(data)]
    asked = Letters({}, functools.partial(_letter, letters, capitalised))
    return Grammar(asked, classes, sets, _cores(letters, sets, options), tense, options, _token(classes), rules)


def _rules(data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    return ((row["as"], rule) for row in data["rules"] for rule in row["of"])


def _cores(letters: dict[str, str], sets: dict[str, str], options: dict[str, Any]) -> re.Pattern[str]:
    dull = {letter for name in FUNCTION_CLASSES for letter in sets.get(name, "")} | {DAY, NUMBER, OTHER, BREAK}
    dull |= {letters[word] for word in options.get("glue", ()) if word in letters}
    dull -= {letters[word] for word in options.get("core", ())}
    core = "".join(re.escape(letter) for letter in sorted(set(letters.values()) - dull)) + YEAR + QUARTER + CLOCK
    return re.compile(f"[{core}]|(?<=[{DAY}{NUMBER}])[:/.](?=[{DAY}{NUMBER}])")


def _letters(data: dict[str, Any], classes: Worth) -> tuple[dict[str, str], dict[str, str]]:
    """A letter for all words that are in the same classes, and one of its own for each word that a rule names."""
    fresh = (chr(code) for code in range(_FIRST_LETTER, _FIRST_LETTER + 5000))
    named = {word for _, rule in _rules(data) for _, word, *_ in _RULE_PART.findall(rule) if word}
    kinds: dict[str, set[str]] = {word: set() for word in sorted(named)}
    for name, worth in classes.items():
        for word in worth:
            kinds.setdefault(word, set()).add(name)
    shared: dict[tuple[frozenset[str], str], str] = {}
    letters = {}
    for word, told in kinds.items():
        key = frozenset(told), word if word in named else ""
        if key not in shared:
            shared[key] = next(fresh)
        letters[word] = shared[key]
    sets = {name: "".join(sorted({letters[word] for word in worth})) for name, worth in classes.items()}
    sets.update({"D": DAY, "Y": YEAR, "Q": QUARTER, "AMPM": CLOCK + sets.get("ampm", "")})
    sets["N"] = DAY + YEAR + NUMBER + sets.get("number", "")
    return letters, sets


def _spread(classes: Worth) -> Worth:
    """Words with their endings written out: "letzte|n|r" is letzte, letzten, letzter."""
    return {name: dict(_endings(worth)) for name, worth in classes.items()}


def _endings(worth: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for told, value in worth.items():
        stem, *ends = told.split("|")
        yield from ((stem + end, value) for end in ("", *ends))


def _letter(letters: dict[str, str], capitalised: frozenset[str], word: str) -> str:
    """The letter of a word as it is written."""
    low = word.lower()
    letter = letters.get(low)
    if letter is None or (low in capitalised and word[0] == low[0]):
        return _shape(word)
    return letter


def _shape(word: str) -> str:
    first = word[0]
    if first.isdecimal():
        if len(word) <= 2 and word.isascii() and 1 <= int(word) <= 31:
            return DAY
        return YEAR if len(word) == 4 and word.isascii() and "1000" <= word <= "2999" else NUMBER
    if first.isspace():
        return BREAK
    if len(word) == 1:
        return first if not first.isalpha() and first != "_" else OTHER
    if word[1] == ".":
        return CLOCK
    return QUARTER if first in "Qq" and len(word) == 2 and word[1].isdecimal() else OTHER


def _token(classes: Worth) -> re.Pattern[str]:
    """How the text falls into words; "Montagabend" into its two where the language joins them."""
    days = "|".join(sorted(classes.get("joined", ()), key=len, reverse=True))
    if not days:
        return pieces(_WORD)
    parts = "|".join(sorted(classes["part"], key=len, reverse=True))
    return pieces(rf"(?i:(?:{days})(?=(?:{parts})\b))|{_WORD}")


class RuleReader:
    """Reads a rule as it is written into an expression over letters and the letters that it may begin with."""

    def __init__(self, rule: str, letters: dict[str, str], sets: dict[str, str]) -> None:
        self.parts = _RULE_PART.findall(rule)
        self.letters, self.sets = letters, sets
        self.at = 0

    def read(self, name: str) -> Rule:
        """The whole rule."""
        pattern, first, _ = self._choice()
        return Rule(name, pattern, frozenset(first))

    def _choice(self) -> tuple[str, set[str], bool]:
        patterns, first, empty = [], set(), False
        while True:
            pattern, begins, may_be_empty = self._sequence()
            patterns.append(pattern)
            first |= begins
            empty |= may_be_empty
            if self._operator() != "|":
                return "|".join(patterns), first, empty
            self.at += 1

    def _sequence(self) -> tuple[str, set[str], bool]:
        out, first, open_start = "", set(), True
        while self.at < len(self.parts) and self._operator() not in ("|", ")"):
            pattern, begins, empty = self._atom()
            if open_start:
                first |= begins
            if self._operator() in ("?", "*", "+"):
                empty |= self._operator() != "+"
                pattern += self._operator()
                self.at += 1
            open_start &= empty
            out += pattern
        return out, first, open_start

    def _atom(self) -> tuple[str, set[str], bool]:
        classes, word, operator, apostrophe, mark = self.parts[self.at]
        self.at += 1
        if operator == "(":
            pattern, first, empty = self._choice()
            self.at += 1  # its ")"
            return f"(?:{pattern})", first, empty
        if classes == "N":
            return _number(self.sets), set(self.sets["N"]), False
        letters = self.letters[word] if word else "'’" if apostrophe else "-–‑" if mark == "-" else mark
        if classes:
            letters = "".join(self.sets.get(name, "") for name in classes.split("|")) or NOTHING
        return f"[{re.escape(letters)}]", set(letters), False

    def _operator(self) -> str:
        return self.parts[self.at][2] if self.at < len(self.parts) else ""


def _number(sets: dict[str, str]) -> str:
    spelled = sets["number"]
    return f"(?:[{DAY}{YEAR}{NUMBER}](?:[.,][{DAY}{NUMBER}])?|[{spelled}](?:-?[{spelled}]){{0,4}})"
