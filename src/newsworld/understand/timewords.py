"""The words of a text by what they say of time, and the rules of a language over them (languages/<code>/times.toml)."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from newsworld.languages import words
from newsworld.text.wordclasses import Word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

N = TypeVar("N")
Worth = dict[str, dict[str, Any]]  # class to word to what it is worth

# Digits and words apart, so that "mid-January", "10-year" and "1980s" fall into their parts.
_TOKEN = re.compile(r"[ap]\.m\.?(?!\w)|Q[1-4]\b|\d+(?:,\d{3})+(?!\d)|\d+|[^\W\d_]+|\n\s*\n|[^\w\s]|_", re.IGNORECASE)
_RULE_PART = re.compile(r"<([\w|]+)>|([^\W\d_]+)|([()?*+|])|(['’])|([^\w\s<>])")
FUNCTION_CLASSES = (  # words that say nothing of time by themselves
    "number", "ordinal", "the", "at", "some", "edge", "about", "every", "last", "this", "next", "before", "after", "half", "th", "ago", "ZONE",
)  # fmt: skip
MAX_REACH = 9  # words before the telling one where an expression may begin
DAY, YEAR, NUMBER, QUARTER, CLOCK, BREAK, OTHER = "D", "Y", "n", "Q", "A", "\n", "x"
_FIRST_LETTER = 0x3400  # letters of the language's own classes: any that no text of marks uses


@dataclass(frozen=True, slots=True)
class Grammar:
    """A language's words and rules."""

    letters: dict[str, str]  # word to letter
    classes: dict[str, dict[str, Any]]  # class to word to what it is worth
    sets: dict[str, str]  # class to its letters
    rules: re.Pattern[str]
    names: tuple[str, ...]  # resolver of each rule group
    cores: re.Pattern[str]
    capitalised: frozenset[str]  # words that must have a capital
    shaky: frozenset[str]
    options: dict[str, Any]
    tense: dict[str, frozenset[str]]
    token: re.Pattern[str]


class Hit(NamedTuple):
    """A place where a rule fits: words [start, end)."""

    rule: str
    start: int
    end: int


@functools.lru_cache(maxsize=24)
def grammar(language: str) -> Grammar | None:
    """The language's grammar of time; None where it has none."""
    data = words(language, "times")
    if not data:
        return None
    classes = _spread(data["classes"])
    options = data.get("options", {})
    letters, sets = _letters(data, classes)
    parts, names = [], []
    for at, (name, rule) in enumerate(_rules(data)):
        parts.append(f"(?P<r{at}>{_compiled(rule, letters, sets)})")
        names.append(name)
    dull = {letter for name in FUNCTION_CLASSES for letter in sets.get(name, "")} | {DAY, NUMBER, OTHER, BREAK}
    dull |= {letters[word] for word in options.get("glue", ()) if word in letters}
    dull -= {letters[word] for word in options.get("core", ())}
    core = "".join(re.escape(letter) for letter in sorted(set(letters.values()) - dull)) + YEAR + QUARTER + CLOCK
    tense = {name: frozenset(told) for name, told in data.get("tense", {}).items()}
    capitalised = frozenset(word for name in options.get("capitalised", ()) for word in classes.get(name, ()))
    return Grammar(
        letters, classes, sets, re.compile("|".join(parts)), tuple(names),
        re.compile(f"[{core}]|(?<=[{DAY}{NUMBER}])[:/.](?=[{DAY}{NUMBER}])"), capitalised, frozenset(options.get("shaky", ())), options, tense, _token_pattern(classes),
    )  # fmt: skip


def _rules(data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    return ((row["as"], rule) for row in data["rules"] for rule in row["of"])


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
        letters[word] = shared.setdefault(key, next(fresh)) if key not in shared else shared[key]
    sets = {name: "".join(sorted({letters[word] for word in worth})) for name, worth in classes.items()}
    sets.update({"D": DAY, "Y": YEAR, "Q": QUARTER, "AMPM": CLOCK + sets.get("ampm", "")})
    return letters, sets


def _spread(classes: Worth) -> Worth:
    """Words with their endings written out: "letzte|n|r" is letzte, letzten, letzter."""
    return {
        name: {stem + end: value for told, value in worth.items() for stem, *ends in [told.split("|")] for end in ["", *ends]}
        for name, worth in classes.items()
    }


def _compiled(rule: str, letters: dict[str, str], sets: dict[str, str]) -> str:
    out = []
    for classes, word, operator, apostrophe, mark in _RULE_PART.findall(rule):
        if classes == "N":
            out.append(_number(sets))
        elif classes:
            out.append("[" + "".join(sets[name] if name != "N" else DAY + YEAR + NUMBER + sets["number"] for name in classes.split("|")) + "]")
        elif word:
            out.append(letters[word])
        elif operator:
            out.append(operator if operator != "(" else "(?:")
        else:
            out.append("['’]" if apostrophe else re.escape(mark) if mark != "-" else "[-–‑]")
    return "".join(out)


def _number(sets: dict[str, str]) -> str:
    spelled = sets["number"]
    return f"(?:[{DAY}{YEAR}{NUMBER}](?:[.,][{DAY}{NUMBER}])?|[{spelled}](?:-?[{spelled}]){{0,4}})"


def _token_pattern(classes: Worth) -> re.Pattern[str]:
    """How the text falls into words; "Montagabend" into its two where the language joins them."""
    days = "|".join(sorted(classes.get("joined", ()), key=len, reverse=True))
    if not days:
        return _TOKEN
    parts = "|".join(sorted(classes["part"], key=len, reverse=True))
    return re.compile(rf"(?:{days})(?=(?:{parts})\b)|" + _TOKEN.pattern, re.IGNORECASE)


def timewords(text: str, rules: Grammar) -> tuple[list[Word], str]:
    """The words of a text and the string of their letters."""
    found = [Word(match.group(), *match.span()) for match in rules.token.finditer(text)]
    known, capitalised = rules.letters, rules.capitalised
    letters = []
    for word, _, _ in found:
        low = word.lower()
        letter = known.get(low)
        if letter is None or (low in capitalised and word[0] == low[0]):
            letter = _shape(word)
        letters.append(letter)
    return found, "".join(letters)


def _shape(word: str) -> str:
    first = word[0]
    if first.isdigit():
        if len(word) <= 2 and word.isascii() and 1 <= int(word) <= 31:
            return DAY
        return YEAR if len(word) == 4 and word.isascii() and "1000" <= word <= "2999" else NUMBER
    if len(word) == 1:
        return first if not first.isalpha() else OTHER
    if word[1] == ".":
        return CLOCK
    if word[0] in "Qq" and len(word) == 2 and word[1].isdigit():
        return QUARTER
    return BREAK if first == "\n" else OTHER


def fits(letters: str, rules: Grammar, accept: Callable[[Hit], N | None]) -> Iterator[N]:
    """What `accept` makes of the places where a rule fits, from left to right; it may decline with None."""
    done = 0
    for core in rules.cores.finditer(letters):
        at = core.start()
        for start in range(max(done, at - MAX_REACH), at + 1):
            match = rules.rules.match(letters, start)
            if match is None or match.end() <= at or match.lastgroup is None:
                continue
            made = accept(Hit(rules.names[int(match.lastgroup[1:])], start, match.end()))
            if made is not None:
                yield made
                done = match.end()
                break
