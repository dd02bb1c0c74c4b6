"""What a number counts: the noun phrase that follows it, or none where it counts nothing worth telling."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsworld.text.numbers import Number
    from newsworld.text.wording import Wording
    from newsworld.understand.figure_words import FigureWords

MAX_ADJECTIVES = 3
SMALL = 13  # number words up to twelve beside "the" or "these" point back, they don't count
YEARS = range(1500, 2101)


def counted_noun(words: Wording, number: Number, language: FigureWords) -> str | None:
    """As in "Palestinian prisoners" for "12 Palestinian prisoners were"; None for durations, ages, names, years."""
    if _points_back(words, number, language):
        return None
    first = _skip_of(words, number, language)
    phrase: list[str] = []
    for index in range(first, min(first + MAX_ADJECTIVES + 1, len(words.words))):
        word = words.words[index]
        if words.gap(index - 1) not in (" ", "\u00a0", "\u202f", "-", " '", " ‘", " “") or (
            word[0].isdigit() and words.gap(index - 1) != "-"
        ):
            return None
        if word in language.units or (word in language.stops and words.gap(index) != "-"):
            return None
        phrase.append(words.written(index))
        if words.gap(index - 1) == "-" and index == first:
            return None
        if _is_head(words, index, language):
            head_only = number.bare and number.value in YEARS and word not in language.people
            return None if head_only else " ".join(phrase)
    return None


def measures(words: Wording, number: Number, language: FigureWords) -> bool:
    """Whether it is a duration, a distance, an age, or part of a name: "three times", "Sept. 11", "12-year"."""
    following = words.words[number.last + 1] if number.last + 1 < len(words.words) else ""
    if following in language.units and words.gap(number.last) in (" ", "\u00a0", "\u202f", "-", ""):
        return True
    before = words.words[number.first - 1] if number.first else ""
    close = words.gap(number.first - 1) in (" ", ". ", "\u00a0")
    return close and before in language.numbered and number.kind == "exact" and words.words[number.first][0].isdigit()


def _points_back(words: Wording, number: Number, language: FigureWords) -> bool:
    """Whether the number points back: "the two", "these three"."""
    if number.first == 0 or words.gap(number.first - 1) not in (" ", "\u00a0"):
        return False
    in_words = not words.words[number.first][0].isdigit()
    return words.words[number.first - 1] in language.definite and in_words and number.value < SMALL


def _skip_of(words: Wording, number: Number, language: FigureWords) -> int:
    """Past "of the" in "12 of the passengers", "dozens of families", "millions de personnes"."""
    first = number.last + 1
    if first < len(words.words) and words.words[first] in (language.of_joiner, "d") and language.of_joiner:
        first += 1
        if first < len(words.words) and words.words[first] in language.definite | {"the"} | language.of_them:
            first += 1
    return first


def _is_head(words: Wording, index: int, language: FigureWords) -> bool:
    word = words.words[index]
    if language.capital:
        return words.written(index)[0].isupper()
    if not language.plural:
        return len(word) > 2
    if word in language.irregular or word in language.people:
        return True
    return len(word) > 3 and word.endswith((language.plural, "x")) and not word.endswith(language.not_plural)
