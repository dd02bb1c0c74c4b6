"""Numbers in a text, in digits and in words, with their values: "1.5 million", "two hundred", "dozens", "a third"."""

from __future__ import annotations

import functools
import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from newsworld.languages import words as language_data
from newsworld.text.wording import Wording, wording

if TYPE_CHECKING:
    from collections.abc import Iterator

SPACES = " \u00a0\u202f\u2009"  # plain, no-break, narrow no-break, thin
MAX_DIGITS = 16  # longer is a code, not a count


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written: words [first, last] of the wording, and its value.

    `kind`: exact, vague ("dozens": `value` is the least it may mean), fraction (`value` in per cent), one.
    """

    first: int
    last: int
    value: float
    kind: str = "exact"
    short: bool = False  # its scale is a single letter: "600m" may be metres
    bare: bool = False  # four digits without a mark: may be a year
    scale: float = 1.0  # what its scale word multiplied it by


@dataclass(frozen=True, slots=True)
class _Style:
    decimal: str = "."
    group: str = ","
    connector: str = ""
    joiner: str = ""
    words: dict[str, float] = field(default_factory=dict)
    ones: dict[str, float] = field(default_factory=dict)
    scales: dict[str, float] = field(default_factory=dict)
    short: frozenset[str] = frozenset()
    vague: dict[str, float] = field(default_factory=dict)
    fractions: dict[str, float] = field(default_factory=dict)
    whole: frozenset[str] = frozenset()
    quantifiers: dict[str, float] = field(default_factory=dict)
    ordinals: frozenset[str] = frozenset()
    starters: frozenset[str] = frozenset()


@functools.cache
def _style(code: str) -> _Style:
    data: dict[str, Any] = language_data(code, "numbers")
    if not data:
        return _Style()
    words = dict(data["words"])
    if compound := data.get("compound"):
        ones = {word: value for word, value in words.items() if 1 < value < 10} | {"ein": 1}
        tens = {word: value for word, value in words.items() if 20 <= value < 100}
        words |= {one + compound + ten: n + t for one, n in ones.items() for ten, t in tens.items()}
    parts = (words, data["ones"], data["vague"], data["fractions"], data["quantifiers"])
    return _Style(
        decimal=data["decimal"],
        group=data["group"],
        connector=data["connector"],
        joiner=data["joiner"],
        words=words,
        ones=data["ones"],
        scales=data["scales"],
        short=frozenset(data["short"]["words"]),
        vague=data["vague"],
        fractions=data["fractions"],
        whole=frozenset(data["whole_fractions"]["words"]),
        quantifiers=data["quantifiers"],
        ordinals=frozenset(data["ordinal_suffixes"]),
        starters=frozenset(word for part in parts for word in part),
    )


def numbers(text: str, code: str, most: int = 100_000) -> tuple[Number, ...]:
    """The numbers of a text in a language, in order and apart from each other; no more than `most` of them."""
    return tuple(itertools.islice(_numbers(wording(text), _style(code)), most))


def _numbers(words: Wording, style: _Style) -> Iterator[Number]:
    wanted = style.starters | {word for word in words.places if word[0].isdigit()}
    upto = -1
    for index in words.found(frozenset(wanted)):
        if index <= upto:
            continue
        number = _number_at(words, index, style)
        if number is not None:
            upto = number.last
            yield number


def _number_at(words: Wording, index: int, style: _Style) -> Number | None:
    word = words.words[index]
    if word[0].isdigit():
        return _in_digits(words, index, style)
    return (
        _fraction(words, index, style)
        or _quantified(words, index, style)
        or _in_words(words, index, style)
        or _vague(words, index, style)
    )


def _in_digits(words: Wording, index: int, style: _Style) -> Number | None:
    last, written = index, words.words[index]
    while _continues_group(words, last, style):
        last += 1
        written += words.words[last]
    value = _value(written, style)
    if value is None or (_next(words, last) in style.ordinals and not words.gap(last)):
        return None
    bare = written.isdigit() and len(written) == 4 and last == index
    number = _scaled(words, Number(index, last, value, bare=bare), style)
    follower = _next(words, number.last)
    glued = not words.gap(number.last) and follower and follower[0].isalpha()
    return None if glued and not number.short and number.last == last and follower != "m" else number


def _continues_group(words: Wording, last: int, style: _Style) -> bool:
    gap, following = words.gap(last), _next(words, last)
    parted = len(gap) == 1 and gap in (SPACES if style.group == " " else SPACES[1:])
    return parted and len(following) == 3 and following.isdigit() and len(words.words[last]) <= 3


def _value(written: str, style: _Style) -> float | None:
    """The value of digits with marks, None where the marks make no number (a date, a version)."""
    if len(written) > MAX_DIGITS:
        return None
    whole, _, part = written.partition(style.decimal)
    groups = whole.split(style.group) if style.group != " " else [whole]
    if style.group == " " and "." in whole:
        groups = whole.split(".")
    if len(groups) > 1 and not (1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])):
        return None
    digits = "".join(groups) + ("." + part if part else "")
    try:
        return float(digits)
    except ValueError:
        return None


def _next(words: Wording, index: int) -> str:
    return words.words[index + 1] if index + 1 < len(words.words) else ""


def _near(words: Wording, index: int) -> bool:
    """Whether the next word follows closely: with nothing, a space or a hyphen between."""
    gap = words.gap(index)
    return len(gap) <= 1 and gap in "- \u00a0\u202f\u2009"


def _scaled(words: Wording, number: Number, style: _Style) -> Number:
    """The number times the scale words that follow it: "1.5 million", "600m", "zwei Mio."."""
    value, last, short = number.value, number.last, False
    while _near(words, last) and (scale := style.scales.get(_next(words, last))):
        if _next(words, last) in style.short:
            if words.gap(last):
                break
            short = True
        value, last = value * scale, last + 1
    bare = number.bare and last == number.last
    return Number(number.first, last, round(value, 4), number.kind, short, bare, value / (number.value or 1.0))


def _in_words(words: Wording, index: int, style: _Style) -> Number | None:
    first = words.words[index]
    if first in style.ones and _next(words, index) not in style.scales:
        return Number(index, index, 1, "one") if first == "one" else None
    if first not in style.words and first not in style.ones:
        return None
    total, current, last = 0.0, 0.0, index - 1
    while (step := _step(words, last, index, style)) is not None:
        last, word = step
        if word in style.scales and (current or last == index):
            current = max(current, 1.0) * style.scales[word]
            if style.scales[word] >= 1000:
                total, current = total + current, 0.0
        else:
            current += style.words.get(word) or style.ones.get(word) or 0.0
    return Number(index, last, total + current) if last >= index else None


def _step(words: Wording, last: int, first: int, style: _Style) -> tuple[int, str] | None:
    """The next word that belongs to the number, and its index."""
    if last >= first and not _near(words, last):
        return None
    following = last + 1
    word = _next(words, last)
    if style.joiner and word == style.joiner and last >= first and words.words[last] in style.scales:
        if _next(words, following) not in style.words:
            return None
        return following + 1, _next(words, following)
    tens = last >= first and style.words.get(words.words[last], 0) < 20 and words.words[last] not in style.scales
    if word in style.scales and word not in style.short and (last >= first or word in style.words):
        return following, word
    if word in style.words and not (tens and last >= first):
        return following, word
    return (following, word) if word in style.ones and last < first else None


def _vague(words: Wording, index: int, style: _Style) -> Number | None:
    least = style.vague.get(words.words[index])
    if least is None:
        return None
    following = index + 1 + (bool(style.connector) and _next(words, index) == style.connector)
    more = words.words[following] if following < len(words.words) else ""
    scale = style.vague.get(more, 0) / 2 or style.scales.get(more, 0)
    if scale >= 1000:
        return Number(index, following, least * scale, "vague")
    return Number(index, index, least, "vague")


def _quantified(words: Wording, index: int, style: _Style) -> Number | None:
    """As in "Several hundred": at least two of them."""
    times = style.quantifiers.get(words.words[index])
    scale = style.scales.get(_next(words, index))
    return Number(index, index + 1, times * scale, "vague") if times and scale and _near(words, index) else None


def _fraction(words: Wording, index: int, style: _Style) -> Number | None:
    """As in "Two thirds", "a quarter", "half": in per cent."""
    word, following = words.words[index], _next(words, index)
    times = style.words.get(word) or style.ones.get(word)
    if times and following in style.fractions and _near(words, index):
        share = 100 * times / style.fractions[following]
        return Number(index, index + 1, round(share, 1), "fraction") if share <= 100 else None
    if word in style.whole and following not in style.ones | style.scales:
        return Number(index, index, round(100 / style.fractions[word], 1), "fraction")
    return None
