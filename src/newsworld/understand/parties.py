"""Who holds a position: the subject before a cue, or who speaks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from newsworld.news.spans import Span
from newsworld.understand.entities import serves_state

if TYPE_CHECKING:
    from newsworld.news.facts import Speaker
    from newsworld.news.readings import Entity
    from newsworld.understand.marks import Marks
    from newsworld.understand.position_words import PositionWords

REACH = 110  # code points between a subject and its verb

VERBAL = ("ed", "s")  # how verbs end that may stand before a name
LONGEST_ROLE = 6  # words that tell what somebody is, before a comma and the name
OPENING_WORDS = 3  # of a title before the name: "Foreign Minister X"


GLUED = re.compile(r"(?<!Mac)(?<=[a-z]{2})[A-Z][a-z]|\b[A-Z]{2,}\s+[A-Z]{3,}\b")  # TrumpKamala


class Sides(NamedTuple):
    """The parties that stand before a cue, where they begin, and what stands there if none does."""

    parties: tuple[str, ...]
    start: int
    pronoun: bool = False
    open: bool = False  # nothing at all that could be a subject: the sentence's own speaker


def sides_before(marks: Marks, left: Span, words: PositionWords) -> Sides:
    """The subject of the clause that ends where the cue begins."""
    start = max(left.start, left.end - REACH)
    breaks = list(words.patterns["clause_start"].finditer(marks.text, start, left.end))
    clause = Span(breaks[-1].end() if breaks else start, left.end)
    told = marks.text[clause.start : clause.end]
    before = Span(breaks[-2].end() if len(breaks) > 1 else start, breaks[-1].start()) if breaks else clause
    led = breaks[-1].group() if breaks else ""
    hangs = words.patterns["relative"].match(led) or words.patterns["aside"].match(led)
    if hangs and words.patterns["coordinate"].search(told) and marks.mentions_in(*clause):
        return Sides((), clause.start)  # "after X won and rejected": whose verb it is cannot be told
    if breaks and words.patterns["relative"].match(breaks[-1].group()):
        pronoun, joined = (words.patterns[name].search(told) for name in ("pronoun", "coordinate"))
        if _bare(told) and not pronoun and not joined and not marks.mentions_in(*clause):
            return _antecedent(marks, before, words)
    if breaks and told.rstrip().endswith(",") and words.patterns["aside"].match(breaks[-1].group()):
        return _subject(marks, before, words)  # "Poland, which chairs the council, called for ..."
    sides = _subject(marks, clause, words)
    if sides.parties or sides.pronoun or not breaks:
        return sides
    if _bare(told) and not words.patterns["own_subject"].search(told):
        led_in = _before_that(breaks, start, words) or before
        return _subject(marks, led_in, words, joined=True)  # "…, and supports": the subject stands a clause earlier
    return sides


def _before_that(breaks: list[re.Match[str]], start: int, words: PositionWords) -> Span | None:
    """The clause that leads a "that": "X denied that Y had ..., and called for"."""
    if len(breaks) < 2 or breaks[-2].group()[0] == "," or not words.patterns["relative"].match(breaks[-2].group()):
        return None
    return Span(breaks[-3].end() if len(breaks) > 2 else start, breaks[-2].start())


def _antecedent(marks: Marks, before: Span, words: PositionWords) -> Sides:
    """Whom a relative pronoun stands for: the name right before it, nobody behind "cities that have promised"."""
    sides = _subject(marks, before, words)
    named = marks.mentions_in(*before)
    if not named or marks.text[named[-1][0].end : before.end].strip(" ,–—()-"):
        return Sides((), before.end)
    return sides


def opening(marks: Marks, left: Span, words: PositionWords) -> Sides:
    """The subject of a sentence that opens with a name, which a participle behind it shares."""
    named = marks.mentions_in(*left)
    if not named or len(marks.text[left.start : named[0][0].start].split()) > OPENING_WORDS:
        return Sides((), left.end)
    first = named[0][0]
    owned = words.patterns["possessive"].match(marks.text, first.end, left.end) or marks.is_adjective(first)
    apart = words.patterns["told_in"].search(marks.text, left.start, left.end) is None
    goes_on = marks.text[first.end : first.end + 1] == " " and marks.text[first.end + 1 : first.end + 2].isupper()
    if owned or apart or goes_on or words.patterns["not_state"].match(marks.text, first.end, left.end):
        return Sides((), left.end)
    return _subject(marks, Span(left.start, first.end), words)


def _bare(between: str) -> bool:
    return len(between.split()) <= 2


def _subject(marks: Marks, clause: Span, words: PositionWords, *, joined: bool = False) -> Sides:
    """The subject of a clause; `joined`: its verb stands before the cue, which "and" joins to it."""
    fitting = _fitting(marks, clause, words)
    floor = fitting[-1][0].end if fitting else clause.start
    pronoun = words.patterns["pronoun"].search(marks.text, floor, clause.end)
    if pronoun is not None:
        return Sides((), pronoun.start(), pronoun=_is_subject(marks, pronoun, clause, words, joined=joined))
    text = marks.text[clause.start : clause.end]
    if not fitting:
        return Sides((), clause.end, open=not text.strip())
    joined = joined or words.patterns["coordinate"].search(text) is not None
    if joined:
        fitting = _first_joined(marks, fitting, words)  # "Russia seized Crimea and backed ...": whose is both verbs
    chosen = _last_joined(marks, fitting, words)
    start = chosen[0][0].start
    leads = _opens(marks.text[clause.start : start]) if joined else _leads_to(marks, chosen[-1][0], clause, words)
    if not leads or any(is_no_party(entity, words) for _, entity in chosen):
        return Sides((), start)
    return Sides(tuple(dict.fromkeys(party for _, entity in chosen if (party := marks.party(entity)))), start)


def _fitting(marks: Marks, clause: Span, words: PositionWords) -> list[tuple[Span, Entity]]:
    """The mentions of a clause that may be its subject."""
    fitting: list[tuple[Span, Entity]] = []
    for span, entity in marks.mentions_in(*clause):
        before = marks.text[max(clause.start, span.start - 48) : span.start]
        out = words.patterns["not_subject_before"].search(before) and not words.patterns["subject_of"].search(before)
        beside = fitting and words.patterns["both_joined"].match(marks.text[fitting[-1][0].end : span.start])
        aside = marks.text[span.end : clause.end].partition(")")
        if aside[1] and "(" not in aside[0]:
            continue  # "a report (by the Post) offered"
        acts = entity.kind not in ("work", "group", "place") and is_head(marks, span, clause.end, words)
        if acts and (beside or not out):
            fitting.append((span, entity))
        elif fitting and not out and "," in marks.text[fitting[-1][0].end : span.start]:
            fitting.clear()  # "However able China is, China's efforts will ..."
    return fitting


def _last_joined(marks: Marks, fitting: list[tuple[Span, Entity]], words: PositionWords) -> list[tuple[Span, Entity]]:
    """The last of some mentions, with those that "and" joins to it."""
    chosen = [fitting[-1]]
    for pair in reversed(fitting[:-1]):
        if not words.patterns["both_joined"].match(marks.text[pair[0].end : chosen[0][0].start]):
            break
        chosen.insert(0, pair)
    return chosen


def is_no_party(entity: Entity, words: PositionWords) -> bool:
    """Whether it is a medium, a treaty, a poll; or two names that a page has run together."""
    if entity.kind == "person" and GLUED.search(entity.name):
        return True
    return entity.kind == "organisation" and words.patterns["no_party"].search(entity.name) is not None


def _is_subject(marks: Marks, pronoun: re.Match[str], clause: Span, words: PositionWords, *, joined: bool) -> bool:
    """Whether a pronoun is whose verb the cue is, not the subject or object of another."""
    text = marks.text
    if joined or words.patterns["coordinate"].search(text[pronoun.end() : clause.end]):
        before = text[clause.start : pronoun.start()]
        return _opens(before) or words.patterns["sayings"].search(before) is not None
    return words.patterns["between"].fullmatch(text, pronoun.end(), clause.end) is not None


def _opens(before: str) -> bool:
    """Whether so little stands before a subject that the clause begins with it."""
    told = before.split()
    return len(told) <= OPENING_WORDS and not any(word.endswith(VERBAL) and word.islower() for word in told)


def _leads_to(marks: Marks, span: Span, clause: Span, words: PositionWords) -> bool:
    """Whether nothing but auxiliaries, adverbs and asides stands between a subject and its verb."""
    text, end = marks.text, span.end
    owned = words.patterns["possessive"].match(text, end, clause.end)
    if owned is not None or marks.is_adjective(span):
        end = owned.end() if owned is not None else end
        head = words.patterns["heads"].match(text, end, max(end, clause.end))
        end = head.end() if head is not None else end
        if text[span.start - 2 : span.start] == ", " and text[end : end + 1] == ",":
            return False  # "Unite, Britain's largest union, called"
    elif text[span.start - 2 : span.start] == ", " and text[end : end + 1] == ",":
        before = text[clause.start : span.start - 2]
        end += "," not in before and len(before.split()) <= LONGEST_ROLE  # "his rival, X, promised"
    return words.patterns["between"].fullmatch(text, end, clause.end) is not None


def _first_joined(marks: Marks, fitting: list[tuple[Span, Entity]], words: PositionWords) -> list[tuple[Span, Entity]]:
    """The first of some mentions, with those that are joined to it by "and"."""
    for at in range(1, len(fitting)):
        if not words.patterns["both_joined"].fullmatch(marks.text[fitting[at - 1][0].end : fitting[at][0].start]):
            return fitting[:at]
    return fitting


def is_head(marks: Marks, span: Span, end: int, words: PositionWords) -> bool:
    """Whether a mention is whoever acts, not what a noun behind it belongs to: no "Trump's opponents"."""
    text = marks.text
    if words.patterns["not_state"].match(text, span.end, end):
        return False
    owned = words.patterns["possessive"].match(text, span.end, end)
    if owned is None and not marks.is_adjective(span):
        return True
    behind = owned.end() if owned is not None else span.end
    return words.patterns["heads"].match(text, behind, max(behind, end)) is not None


def speaker_party(marks: Marks, speaker: Speaker, words: PositionWords) -> str | None:
    """The party a speaker speaks for: his state or organisation, by entity, country, or the words that name him."""
    if speaker.entity is not None:
        entity = next((entity for _, entity in marks.mentions if entity.id == speaker.entity), None)
        if entity is not None:
            return marks.party(entity)
    in_office = speaker.kind != "person" or serves_state(speaker.role)
    party = marks.country_party(speaker.country) if in_office else None
    if party or not speaker.name:
        return party
    for span, entity in marks.mentions:
        if span.of(marks.text) in speaker.name and entity.kind in ("country", "organisation"):
            end = speaker.span.end if speaker.span is not None and speaker.span.holds(span) else len(marks.text)
            return marks.party(entity) if is_head(marks, span, end, words) else None
    return None
