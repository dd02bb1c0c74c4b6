"""What does a sentence leave to the one before it? "He", "on Monday": made plain in [ ], never silently."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, NamedTuple

from newsworld.brief.check import is_whole, plain, quotations
from newsworld.brief.material import among, once
from newsworld.languages import base_code
from newsworld.news.briefs import Line
from newsworld.news.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from newsworld.brief.material import Material, Origin
    from newsworld.news.articles import Article
    from newsworld.news.briefs import Citation
    from newsworld.news.facts import Speaker

_POSSESSIVE = re.compile(r"\s?['’]\s?s\b")
_NO_NAME = re.compile('[\\d“”„«»"]')
_NEAR = 400  # characters within which a pronoun's name stands before it
_BEGINNING = 40  # characters at the head of a sentence
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


STATE_MEDIA = "state media"  # a kind of outlet, and the caution on its lines


class Insertion(NamedTuple):
    """Words of the house, to stand in [ ] at a place of the article's text; `bearer`, if they need another citation."""

    at: int
    words: str
    bearer: Span | None = None


def line_of(
    material: Material,
    origin: Origin,
    span: Span,
    slots: Mapping[str, str] | None = None,
    cautions: Sequence[str] = (),
) -> Line:
    """A source's sentence as a line: verbatim, or composed where something had to be made plain in [ ]."""
    plain_lines = _plain_lines(origin)
    if span not in plain_lines:
        plain_lines[span] = _made_plain(material, origin, span)
    line = plain_lines[span]
    if not slots and not cautions:
        return line
    told = {**(slots or {})}
    for name, value in line.slots.items():
        told.setdefault(name, value)
    marked = tuple(dict.fromkeys((*cautions, *line.cautions))) if cautions else line.cautions
    return Line(line.text, line.kind, line.citations, marked, told)


@once
def _plain_lines(_: Origin) -> dict[Span, Line]:
    """An origin's sentences as lines, for several sections have the same one."""
    return {}


def _made_plain(material: Material, origin: Origin, span: Span) -> Line:
    text = span.of(origin.article.text)
    insertions = _spread(found) if (found := _insertions(material, origin, span)) else ()
    citations = (origin.cite(span), *_bearers(origin, span, insertions)) if insertions else (origin.cite(span),)
    for insertion in reversed(insertions):
        cut = insertion.at - span.start
        text = f"{text[:cut]} [{insertion.words}]{text[cut:]}"
    cautions = tuple(dict.fromkeys(cautions_at(material, origin, span)))
    return Line(text, "composed" if insertions else "verbatim", citations, cautions, told_of_all(origin, material))


@once
def told_of_all(origin: Origin, material: Material) -> dict[str, str]:
    """The slots of each line out of a text: its outlet, and its language where that is not the brief's."""
    language = origin.article.language
    strange = language if language and base_code(language) != material.language else None
    return {name: value for name, value in (("outlet", origin.article.outlet), ("language", strange)) if value}


def _bearers(origin: Origin, span: Span, insertions: Sequence[Insertion]) -> Iterator[Citation]:
    """Citations of the sentences that tell what was put in, where the line's own sentence does not."""
    for insertion in insertions:
        if insertion.bearer is not None and not span.holds(insertion.bearer):
            yield origin.cite(origin.around(insertion.bearer))


def cautions_at(material: Material, origin: Origin, span: Span) -> list[str]:
    """Why a line out of this span deserves care: what the text itself tells, and whose medium it is."""
    told = [caution.kind for caution in origin.reading.cautions if any(map(span.meets, caution.evidence))]
    if is_state_media(material, origin.article):
        told.append(STATE_MEDIA)
    return told


def is_state_media(material: Material, article: Article) -> bool:
    """Whether an article comes from a state's own medium."""
    return material.outlet_kind(article) == STATE_MEDIA


def _spread(insertions: Sequence[Insertion]) -> list[Insertion]:
    """In the text's order, one at a place."""
    by_place = {insertion.at: insertion for insertion in insertions}
    return [by_place[at] for at in sorted(by_place)]


def _insertions(material: Material, origin: Origin, span: Span) -> Sequence[Insertion]:
    """What to make plain in a span, outside of quotation marks; not where the span itself has told the name."""
    start, end = span
    inside = [
        insertion
        for insertion in _all_insertions(origin, material)
        if start < insertion.at <= end
        and (insertion.bearer is None or not start <= insertion.bearer.start < insertion.at)
    ]
    if not inside:
        return ()
    text = span.of(origin.article.text)
    if not is_whole(text):
        return ()
    quoted = [(start + first, start + last) for first, last in quotations(text)]
    return [insertion for insertion in inside if not any(s < insertion.at < e for s, e in quoted)]


def tells_who(material: Material, origin: Origin, span: Span) -> bool:
    """Whether a name is put in where a sentence begins with a pronoun."""
    found = _insertions(material, origin, span)
    return any(insertion.bearer is not None and insertion.at <= span.start + _BEGINNING for insertion in found)


@once
def _all_insertions(origin: Origin, material: Material) -> tuple[Insertion, ...]:
    """What could be made plain in a text."""
    return (*_days(material, origin), *_persons(material, origin)) if material.template("day") else ()


def _days(material: Material, origin: Origin) -> Iterator[Insertion]:
    """The dates of "Monday", "yesterday"; not of "the same day", which another sentence has to tell."""
    text, days, goes_on = origin.article.text, material.among("days_said"), material.among("days_go_on")
    for time in origin.reading.times:
        if time.type in ("DATE", "TIME") and _DAY.match(time.value):
            said = time.span.of(text).lower().split()
            if days.issuperset(said) and not _goes_on(text, time.span.end, goes_on):
                yield Insertion(time.span.end, material.day(time.value[:10]))


def _goes_on(text: str, end: int, words: frozenset[str]) -> bool:
    """Whether what follows a day belongs to it: "Sunday's fire", "Thursday next week"."""
    following = text[end : end + 24].lower().split()
    return bool(_POSSESSIVE.match(text, end)) or (bool(following) and following[0].strip(".,;") in words)


def _persons(material: Material, origin: Origin) -> Iterator[Insertion]:
    """The names of "he", "she" where they speak and the reading knows who they are."""
    pronouns = material.among("pronouns_of_one")
    for statement in origin.reading.statements:
        speaker = statement.speaker
        if speaker.span is None or not speaker.name:
            continue
        if plain(speaker.span.of(origin.article.text)) in pronouns and is_known(material, origin, speaker):
            bearer = mention(origin, speaker.name, speaker.entity, speaker.span.start)
            if bearer is not None:
                yield Insertion(speaker.span.end, _within_a_sentence(material, speaker.name), bearer)


def _within_a_sentence(material: Material, name: str) -> str:
    """A name as it is written within a sentence: "The owner" loses its capital."""
    first = name.split(" ", 1)[0].lower()
    return name[0].lower() + name[1:] if first in material.among("stopwords") else name


def is_known(material: Material, origin: Origin, speaker: Speaker) -> bool:
    """Whether the reading knows who is behind a pronoun, and hardly anybody else can be meant."""
    known = _known_speakers(origin)
    if id(speaker) not in known:
        known[id(speaker)] = _is_somebody(material, origin, speaker) and _is_near(origin, speaker)
    return known[id(speaker)]


@once
def _known_speakers(_: Origin) -> dict[int, bool]:
    """By the identity of a speaker in the reading, whether it is known who speaks."""
    return {}


def _is_somebody(material: Material, origin: Origin, speaker: Speaker) -> bool:
    """Whether the reading knows who is behind a pronoun: a person, one not to be named, one who spoke by that name."""
    name = speaker.name or ""
    begins = name.split(" ", 1)[0]
    if not may_be_a_name(material, name) or not (begins[:1].isupper() or begins in material.among("articles")):
        return False
    entity = origin.entity(speaker.entity)
    if speaker.anonymous or entity is not None:
        return entity is None or entity.kind == "person"
    if any(person.kind == "person" and person.name in name for person in origin.reading.entities):
        return True
    spoke = (other.speaker for other in origin.reading.statements if other.speaker.name == name)
    return any(other.span is not None and plain(other.span.of(origin.article.text)) == plain(name) for other in spoke)


def _is_near(origin: Origin, speaker: Speaker) -> bool:
    """Whether hardly anybody else can be meant by a pronoun.

    The speaker is the one last named before it, or the one with whom the sentence before began, and not far off.
    """
    if speaker.span is None:
        return False
    before, name = speaker.span.start, speaker.name or ""
    since = max(0, before - _NEAR)
    named = [
        (mentioned.start, entity.id == speaker.entity or entity.name in name)
        for entity in origin.reading.entities
        if entity.kind == "person"
        for mentioned in entity.mentions
        if since <= mentioned.start and mentioned.end <= before
    ]
    head = name.rsplit(" ", 1)[-1] if speaker.entity is None else name
    told = origin.article.text.rfind(head, since, before) if head else -1
    if told >= 0:
        named.append((told, True))
    here = origin.around(speaker.span).start
    there = origin.around(Span(max(0, here - 2), max(1, here - 1))).start
    begun = min((place for place in named if there <= place[0] < here), default=(0, False))
    return bool(named) and (max(named)[1] or begun[1])


def may_be_a_name(material: Material, name: str, origin: Origin | None = None) -> bool:
    """Not a number, not a clause, not the end of another sentence, nothing quoted; in the origin's language either."""
    told = base_code(origin.article.language) if origin is not None else material.language
    return _may_be_a_name(name, material.language) and (told == material.language or _may_be_a_name(name, told))


@functools.lru_cache(maxsize=4096)
def _may_be_a_name(name: str, code: str) -> bool:
    first = name.split(" ", 1)[0].lower()
    if not name or ". " in name or first in among(code, "never_names") or _NO_NAME.search(name):
        return False
    return not among(code, "days_said").issuperset(name.lower().split())


def _places(text: str, name: str) -> Iterator[int]:
    """Where a name stands as whole words."""
    at = text.find(name)
    while at >= 0:
        if not text[at - 1 : at].isalnum() and not text[at + len(name) : at + len(name) + 1].isalnum():
            yield at
        at = text.find(name, at + len(name))


def mention(origin: Origin, name: str, entity_id: str | None, before: int) -> Span | None:
    """Where the text tells a name to the letter: the last time before a place, else the first time at all."""
    text = origin.article.text
    found = [Span(at, at + len(name)) for at in _places(text, name)]
    if found:
        return max((span for span in found if span.end <= before), default=found[0])
    entity = origin.entity(entity_id)
    return entity.mentions[0] if entity else None
