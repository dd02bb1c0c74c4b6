"""The words in a sentence that name an encounter, and which of them name the same one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsworld.text.wording import Wording, wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsworld.news.spans import Span
    from newsworld.understand.meeting_words import MeetingWords


NEED_REACH = 110  # code points after a verb in which what it needs must stand


@dataclass(slots=True)
class Trigger:
    """A noun, verb or phrase that names an encounter, and its format."""

    start: int
    end: int
    format: str
    word: str
    noun: bool


def triggers(text: str, core: Span, words: MeetingWords) -> Iterator[Trigger]:
    """Every word inside a span that names an encounter, readings that are none left out."""
    told = wording(text)
    for index in told.within(core.start, core.end):
        word = told.words[index]
        if word not in words.triggers and not (words.suffixes and word.endswith(words.suffixes)):
            continue
        start, end = told.starts[index], told.ends[index]
        for first, pattern, kind in words.phrases:
            if word == first and (match := pattern.match(text[start : start + NEED_REACH].lower())):
                yield Trigger(start, start + match.end(), kind, word, noun=False)
                break
        else:
            kind_of_noun = _noun_format(word, words)
            if kind_of_noun is not None and _is_noun(told, index, words):
                yield Trigger(start, end, kind_of_noun, word, noun=True)
            elif word in words.verbs and _is_verb(text, start, end, words):
                yield Trigger(start, end, words.verbs[word], word, noun=False)


def _noun_format(word: str, words: MeetingWords) -> str | None:
    if word in words.nouns:
        return words.nouns[word]
    if words.suffixes and word.endswith(words.suffixes):
        return next(kind for suffix, kind in words.suffix_formats.items() if word.endswith(suffix))
    return None


def _is_noun(told: Wording, index: int, words: MeetingWords) -> bool:
    text, start = told.text, told.starts[index]
    if words.capital_nouns and not text[start].isupper():
        return False
    before = text[max(0, start - 40) : start]
    if _is_first_name(told, index, words):
        return False
    if _is_void(told, index, before, words):
        return False
    need = words.noun_needs.get(told.words[index])
    if need is not None:
        return need.search(before.lower()) is not None
    if words.nouns.get(told.words[index]) == "call":
        return words.patterns["void.call_before"].search(before) is not None
    return True


def _is_first_name(told: Wording, index: int, words: MeetingWords) -> bool:
    """Whether a noun is written like part of a name that no encounter has: "Trip Gabriel"."""
    if words.capital_nouns or not told.written(index)[:1].isupper() or index + 1 >= len(told.words):
        return False
    within = index and told.gap(index - 1) == " " and not told.written(index - 1)[:1].isupper()
    return bool(within) and told.gap(index) == " " and told.written(index + 1)[:1].isupper()


def _is_void(told: Wording, index: int, before: str, words: MeetingWords) -> bool:
    """Whether what stands beside a noun makes it something else: a press conference, a meeting room."""
    text, start, end = told.text, told.starts[index], told.ends[index]
    return (
        words.patterns["void.nouns_before"].search(before) is not None
        or words.patterns["void.nouns_after"].match(text[end : end + 60]) is not None
        or words.patterns["void.reporters"].search(text[max(0, start - 60) : end + 90]) is not None
        or (told.words[index] in words.verbs and words.patterns["void.speaks"].search(before) is not None)
    )


def _is_verb(text: str, start: int, end: int, words: MeetingWords) -> bool:
    if words.patterns["void.verbs_before"].search(text[max(0, start - 40) : end]):
        return False  # "comments were met with laughter", "if he could visit"
    need = words.verb_needs.get(text[start:end].lower())
    if need is not None and not need.match(text[end : end + NEED_REACH]):
        return False
    after = text[end : end + 60]
    return words.patterns["void.verbs_after"].match(after) is None


def grouped(text: str, told: list[Trigger], words: MeetingWords) -> list[list[Trigger]]:
    """Triggers of the same encounter together: "met for a second round of talks"."""
    groups: list[list[Trigger]] = []
    for trigger in told:
        if groups and trigger.start < groups[-1][-1].end:
            continue
        between = text[groups[-1][-1].end : trigger.start] if groups else ""
        if groups and (trigger.word in words.followers or _same(between, trigger, groups[-1], words)):
            groups[-1].append(trigger)
        else:
            groups.append([trigger])
    return groups


def _same(between: str, trigger: Trigger, group: list[Trigger], words: MeetingWords) -> bool:
    if words.patterns["joins.apart"].search(between) or words.patterns["joins.parted"].search(between):
        return False
    if trigger.format == "vote" and group[-1].format == "visit":
        return False  # "travelled to Ohio to speak before the election"
    if not between.strip():
        return True
    return len(between) < 110 and words.patterns["joins.same"].search(between) is not None and bool(group and trigger)
