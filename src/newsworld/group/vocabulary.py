"""Vocabulary: what grouping knows of a language's words; each token of a text is looked up once and remembered.

A token is what stands between spaces, with whatever punctuation clings to it. Most tokens of a day's news were met
before, so that reading an article is one look into a dictionary for each of its tokens.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, ClassVar

from newsworld.languages import words
from newsworld.text.fingerprints import words_in

if TYPE_CHECKING:
    from collections.abc import Iterable

STEM = 7  # letters of a word that count: makes one of strike, strikes, striking in any alphabet
# Different words of an occasion's kind, in headline and lead, that tell it: three, since two meet in a metaphor; two
# where the places must differ as well (occasions.BY_PLACE): there a kind that is missed does more harm.
KIND_TOLD_BY = {"talks": 2, "quake": 2}
_REMEMBERED = 150_000  # tokens of all languages together: some 45 MB
_THURSDAY = 3  # what 1970-01-01 was, counted from Monday
_LONGEST = 40  # characters of a token that is remembered: longer ones are addresses, or a script without spaces
_JOINTS = "-–—/…，。、：；！？「」（）"  # part words as spaces do


class Word:
    """A word as it counts: one object for all tokens that are written alike, so that counting compares no letters."""

    __slots__ = ("low", "name", "stem")

    def __init__(self, low: str, stem: str, name: str) -> None:
        self.low = low  # in lower case; numbers in one notation
        self.stem = stem  # "" where it says nothing
        self.name = name  # as written, where it has a capital and is no common word


class Vocabulary(dict[str, Word]):
    """What of a language is needed here: every token met, and the word in it."""

    met = 0  # tokens remembered, of all languages
    known: ClassVar[list[Vocabulary]] = []

    def __init__(self, code: str) -> None:
        super().__init__()
        Vocabulary.known.append(self)
        told = words(code, "grouping")
        self.code = code
        self._frequent = frozenset(told.get("frequent", "").split())
        weekdays = [forms.split() for forms in told.get("weekdays", ())]
        self._weekday = {form: number for number, forms in enumerate(weekdays) for form in forms}
        self._ago = {told[name]: ago for ago, name in enumerate(("today", "yesterday")) if name in told}
        self._common = self._frequent | self._weekday.keys() | frozenset(told.get("months", "").split())
        self._kinds: dict[str, tuple[str, ...]] = {}  # of occasion, by the stems that tell of it
        for kind, line in told.get("occasions", {}).items():
            for stem in {stem_of(word) for word in line.split()}:
                self._kinds[stem] = (*self._kinds.get(stem, ()), kind)

    def __missing__(self, token: str) -> Word:
        found = self._word(_written_in(token))
        if len(token) <= _LONGEST:
            if Vocabulary.met >= _REMEMBERED:
                _forget_all()
            Vocabulary.met += 1
            self[token] = found
        return found

    def _word(self, written: str) -> Word:
        number = written < ":"  # digits sort before ":", letters after
        low = number_of(written) if number else written.lower()
        stem = "" if len(low) < 2 or low in self._frequent else low if number else stem_of(low)
        named = written[:1].isupper() and len(written) > 1 and low not in self._common
        return Word(low, stem, written if named else "")

    def read(self, text: str) -> list[Word]:
        """The words of a text, in order."""
        for joint in _JOINTS:
            text = text.replace(joint, " ")
        return list(map(self.__getitem__, text.split()))

    def days(self, lower: Iterable[str], published: float | None) -> tuple[int, ...]:
        """The days that the words speak of, in order: a weekday is the last one up to that of publication."""
        if published is None:
            return ()
        today, weekday, ago = int(published), self._weekday, self._ago
        told: dict[int, None] = {}
        for word in lower:
            if word in weekday:
                told[today - (today + _THURSDAY - weekday[word]) % 7] = None
            elif word in ago:
                told[today - ago[word]] = None
        return tuple(told)

    def kinds(self, stems: Iterable[str]) -> frozenset[str]:
        """The kinds of recurring occasion that these different stems tell of."""
        known, told = self._kinds, dict[str, int]()
        for stem in known.keys() & stems:
            for kind in known[stem]:
                told[kind] = told.get(kind, 0) + 1
        return frozenset(kind for kind, count in told.items() if count >= KIND_TOLD_BY.get(kind, 3))


def _forget_all() -> None:
    for one in Vocabulary.known:
        one.clear()
    Vocabulary.met = 0


@functools.cache
def vocabulary_of(code: str) -> Vocabulary:
    """The one vocabulary of a language."""
    return Vocabulary(code)


def _written_in(token: str) -> str:
    """The word in a token, or the longest of several; nothing in a mark of punctuation."""
    return max(words_in(token), key=len, default="")


def number_of(word: str) -> str:
    """A number as any language writes it: "1.234,5" and "1,234.5" are 1234.5."""
    head, mark, tail = word.rpartition("." if word.rfind(".") > word.rfind(",") else ",")
    head = head.replace(".", "").replace(",", "")
    return head + tail if not mark or len(tail) == 3 else f"{head}.{tail}"


def stem_of(word: str) -> str:
    """What of a word in lower case counts."""
    if len(word) > 3 and word[-1] == "s" and word[-2] != "s":
        word = word[:-1]
    return word[:STEM]
