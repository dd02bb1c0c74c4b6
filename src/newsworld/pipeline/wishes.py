"""What a reader wishes of an edition: rules that keep or block, topics left out for a time, what is followed."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from newsworld.news.moments import instant_of
from newsworld.news.stories import Rule
from newsworld.text.searching import indexed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from newsworld.news.briefs import Brief, Edition
    from newsworld.news.moments import Moment
    from newsworld.news.stories import Interest, Story

EFFECTS = ("block", "keep")
FIELDS = ("word", "topic", "party", "outlet", "section")
MAX_VALUE = 100


@dataclass(frozen=True, slots=True)
class Wanted:
    """An edition as a reader wants it, and how many stories each rule fits, whichever left one out first."""

    edition: Edition
    left_out: tuple[str, ...]  # ids of stories
    counts: dict[str, int]  # by Rule.key


def rules_of(interests: Iterable[Interest]) -> tuple[Rule, ...]:
    """The rules among a reader's interests that hold."""
    return tuple(rule for one in interests if one.followed and (rule := rule_of(one.topic)) is not None)


def rule_of(key: str) -> Rule | None:
    """The rule that is kept under a key; None where it is no rule's."""
    effect, _, rest = key.partition(":")
    field, _, value = rest.partition(":")
    value = " ".join(value.split())[:MAX_VALUE]
    return Rule(effect, field, value) if effect in EFFECTS and field in FIELDS and value else None


def fits(rule: Rule, brief: Brief, story: Story) -> bool:
    """Whether a story is one that the rule speaks of."""
    return _FITS[rule.field](rule, brief, story)


def sorted_out(edition: Edition, rules: Iterable[Rule], spared: frozenset[str] = frozenset()) -> Wanted:
    """The edition without what a reader wants left out: topics for a time (`spared`), what rules block, and, where a
    rule keeps, all others; with what was left out and how often each rule fits.
    """
    rules = tuple(rules)
    keeps = [rule for rule in rules if rule.effect == "keep"]
    counts = dict.fromkeys((rule.key for rule in rules), 0)
    pairs, left_out = [], []
    for brief, story in zip(edition.briefs, edition.stories, strict=True):
        fitting = [rule for rule in rules if fits(rule, brief, story)]
        for rule in fitting:
            counts[rule.key] += 1
        is_blocked = any(rule.effect == "block" for rule in fitting)
        if is_blocked or (keeps and not set(keeps) & set(fitting)) or any(one.id in spared for one in story.topics):
            left_out.append(story.id)
        else:
            pairs.append((brief, story))
    kept = replace(edition, briefs=tuple(b for b, _ in pairs), stories=tuple(s for _, s in pairs))
    return Wanted(kept, tuple(left_out), counts)


def muted(interests: Iterable[Interest], now: Moment) -> tuple[Interest, ...]:
    """Topics that are left out at a moment."""
    return tuple(one for one in interests if one.muted_until and instant_of(one.muted_until) > instant_of(now))


def concerns(interest: Interest, brief: Brief, story: Story) -> bool:
    """Whether a story is of a topic, a party, a person, or is the story itself; a search is asked of the store."""
    kind, _, key = interest.topic.partition(":")
    if kind == "story":
        return story.id == key
    if kind == "party":
        return any(line.slots.get("party") == key for line in brief.lines()) or key in _meeting_parties(brief)
    if kind == "person":
        return any(line.slots.get("speaker") == key for line in brief.lines())
    return any(topic.id == interest.topic for topic in story.topics)


def _has_word(rule: Rule, brief: Brief, _story: Story) -> bool:
    first = (brief.standfirst,) if brief.standfirst else ()
    text = " ".join((brief.headline, *(line.text for line in (*first, *brief.basics))))
    is_beginning = rule.value.endswith("*")
    word = re.escape(rule.value.rstrip("*").casefold())
    # A script without spaces has no bounds of words: there, the characters themselves are looked for.
    has_no_spaces = indexed(word) != word
    before, after = ("", "") if has_no_spaces else (r"(?<!\w)", "" if is_beginning else r"(?!\w)")
    return bool(word) and re.search(before + word + after, text.casefold()) is not None


def _has_topic(rule: Rule, _brief: Brief, story: Story) -> bool:
    return any(_is(rule.value, topic.id) or _is(rule.value, topic.name) for topic in story.topics)


def _has_party(rule: Rule, brief: Brief, _story: Story) -> bool:
    named = (line.slots.get("party", "") for line in brief.lines())
    return any(_is(rule.value, name) for name in (*named, *_meeting_parties(brief)))


def _has_outlet(rule: Rule, brief: Brief, _story: Story) -> bool:
    """Kept where the outlet carries the story; blocked only where the story rests on that outlet alone."""
    outlets = set(_outlets(brief))
    test = any if rule.effect == "keep" else all
    return bool(outlets) and test(_is(rule.value, name) for name in outlets)


def _has_section(rule: Rule, _brief: Brief, story: Story) -> bool:
    return any(_is(rule.value, topic.name) for topic in story.topics if topic.kind == "subject")


_FITS: dict[str, Callable[[Rule, Brief, Story], bool]] = {
    "word": _has_word,
    "topic": _has_topic,
    "party": _has_party,
    "outlet": _has_outlet,
    "section": _has_section,
}


def _outlets(brief: Brief) -> Iterator[str]:
    for line in brief.section("where it comes from"):
        yield from _names(line.slots.get("copies"))
        if line.slots.get("outlet"):
            yield line.slots["outlet"]


def _meeting_parties(brief: Brief) -> tuple[str, ...]:
    return tuple(name for line in brief.section("meetings") for name in _names(line.slots.get("parties")))


def _names(told: str | None) -> Iterator[str]:
    return (name for name in (told or "").split("; ") if name)


def _is(value: str, name: str) -> bool:
    return value.casefold() == name.casefold()
