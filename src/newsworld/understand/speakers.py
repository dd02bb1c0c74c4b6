"""Who speaks: names as fully known in the article, pronouns and "the official" led back, the unnamed kept apart."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newsworld.news.facts import NOBODY, Speaker
from newsworld.news.spans import Span
from newsworld.understand.roles import role_before, role_told
from newsworld.understand.speaker_words import Words, words_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsworld.news.readings import Entity
    from newsworld.understand.draft import Draft

_CORE_END = re.compile(r"\s*(?:,|\(|—|–|--|\bwho\b|\bwhich\b|\bthat\b)")
_LINK = re.compile(r"\s+([^\W\d_]+)\b[^,.;:\n]{1,40},\s+")
_COMMA = re.compile(r",\s+")
_BEHIND_A_NAME = re.compile(r"(?:\s\([^()\n]{1,24}\))?,\s+")  # "Holm (Lab), "
_NAME = re.compile(
    r"[^\W\d_][\w’'.-]*(?:\s+(?:(?:of|the|de|da|di|von|van|der|den|bin|al|la|le|du|dos)\s+)?[^\W\d_][\w’'.-]*)*"
)
_WORD = re.compile(r"[^\W_][\w’'.-]*")
SHORTEST_TERMS = 24  # code points: a speaker who is named in fewer was granted nothing
REMEMBERED = 60  # speakers, latest last
MOST_TITLES = 3  # before a name
NEAR = 300  # code points before a pronoun in which it looks for whom it stands for
LONGEST_TERMS = 260  # code points around a speaker in which terms of anonymity are looked for


@dataclass(slots=True)
class Known:
    """Somebody who has spoken in the article."""

    name: str
    kind: str
    head: str  # the last word of the name, or the noun of an unnamed speaker, low-case
    anonymous: bool = False
    terms: Span | None = None
    entity: str | None = None
    country: str | None = None
    role: str | None = None
    number: int | None = None
    organisation: str | None = None


@dataclass(slots=True)
class Cast:
    """Everybody who has spoken so far, in order; resolves each next speaker against them."""

    text: str
    draft: Draft
    known: list[Known] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)  # last word of a name, low-case -> its longest form
    entities: dict[str, Entity] = field(default_factory=dict)  # by every way the text names them
    mentions: list[tuple[Span, Entity]] = field(default_factory=list)  # in order
    core_ends: dict[Span, int] = field(default_factory=dict)  # by the span of a speaker's words
    words: Words = field(init=False)  # for speakers, in the article's language
    terms: re.Pattern[str] | None = field(init=False)  # of anonymity; None where the text tells none

    def __post_init__(self) -> None:
        self.words = words_for(self.draft.language)
        need = self.words.terms_need
        told = not need or any(word in self.text for word in need)
        self.terms = self.words.terms if told else None

    def learn_names(self) -> None:
        """Every full name that the article gives: from its entities, and from its capitals where it has none."""
        for entity in self.draft.entities:
            for mention in entity.mentions:
                self.mentions.append((mention, entity))
                self.entities.setdefault(mention.of(self.text), entity)
            self.entities.setdefault(entity.name, entity)
            if entity.kind == "person" and " " in entity.name:
                self.names.setdefault(_key(entity.name), entity.name)
        self.mentions.sort(key=lambda pair: pair[0])
        if self.names:
            return
        for match in _FULL_NAME.finditer(self.text, 0, min(len(self.text), NAMES_WITHIN)):
            bare = self._without_titles(match.group().split())
            if len(bare) >= 2:
                self.names.setdefault(_key(bare[-1]), " ".join([*bare[:-1], _bare_word(bare[-1])]))

    def _without_titles(self, parts: list[str]) -> list[str]:
        skipped = self.words.before_names
        at = 0
        while at < len(parts) and parts[at].lower().strip(".") in skipped:
            at += 1
        return parts[at:]

    def hear(self, span: Span | None, unit: Span) -> Known | None:
        """Who speaks at a span, and from now on spoke last; None for nobody known."""
        known = None
        if span is not None:
            known = self._named_apart(span) or self._resolve(self._core(span), span, unit)
        if known is not None:
            self.known = [*(one for one in self.known if one is not known), known][-REMEMBERED:]
        return known

    def _named_apart(self, span: Span) -> Known | None:
        """Whom an apposition names: "Iran's deputy foreign minister, Majid Rahimi,"."""
        end = self._core_end(span)
        comma = _COMMA.match(self.text, end)
        if comma is None:
            comma = self._linked(span, end)
        if comma is None:
            return None
        begins = self._past_titles(comma.end())
        behind = self._mentions_in(begins, begins + 1)
        if not behind or behind[0][1].kind not in ("person", "organisation") or behind[0][0].start != begins:
            return None
        told = self.text[span.start : end].split()
        if behind[0][1].kind == "organisation" and (
            told[0].lower() not in self.words.definite or any(word[:1].isupper() for word in told[1:])
        ):
            return None
        if any(entity.kind == "person" for _, entity in self._mentions_in(span.start, end)):
            return None
        closed = _BEHIND_A_NAME.match(self.text, behind[0][0].end)
        if closed is None and behind[0][0].end < span.end - 1:
            return None
        named = behind[0][1]
        return self._of_entity(named, [] if named.kind == "person" else named.name.split(), [])

    def _past_titles(self, at: int) -> int:
        """Where a name begins behind its titles: "the Labour leader, Sir Keir Starmer,"."""
        for _ in range(MOST_TITLES):
            word = _WORD.match(self.text, at)
            if word is None or word.group().lower().strip(".") not in self.words.titles:
                break
            if self._mentions_in(at, at + 1):
                break
            at = word.end() + (self.text[word.end() : word.end() + 1] == " ")
        return at

    def _linked(self, span: Span, end: int) -> re.Match[str] | None:
        """The comma behind what a role is of: "la présidente de l'institution, Helena Brandt"."""
        match = _LINK.match(self.text, end)
        if match is None or match.group(1) not in self.words.links:
            return None
        named = self._mentions_in(match.end(), match.end() + 1)
        head = self.text[span.start : end].split()[-1].lower()
        return match if named and head in (named[0][1].role or "").lower().split() else None

    def running(self) -> Known | None:
        """Whoever spoke last."""
        return self.known[-1] if self.known else None

    def speaker(self, known: Known | None, span: Span | None) -> Speaker:
        """What is known, by the end of the article, of who spoke at a span."""
        if known is None:
            return Speaker(span) if span is not None else NOBODY
        return Speaker(
            span,
            known.name,
            known.entity,
            known.role,
            known.organisation,
            known.country,
            known.anonymous,
            known.terms,
            known.kind,
            known.number,
        )

    def _core_end(self, span: Span) -> int:
        """Where the speaker's own words end, before an apposition, a relative clause and the terms of anonymity."""
        if span not in self.core_ends:
            self.core_ends[span] = self._core_end_of(span)
        return self.core_ends[span]

    def _core_end_of(self, span: Span) -> int:
        words = span.of(self.text)
        if len(words) > SHORTEST_TERMS and self.terms is not None:
            terms = self.terms.search(words)
            if terms is not None and " " in words[: terms.start()].strip():
                words = words[: terms.start()]
        end = _CORE_END.search(words, 1)
        return span.start + (end.start() if end else len(words))

    def _core(self, span: Span) -> str:
        end = self._core_end(span)
        core = " ".join(self.text[span.start : end].split())
        rest = self.text[end : span.end].lstrip()
        return (self._named_behind(core, rest[1:]) if rest.startswith(",") else None) or core

    def _named_behind(self, core: str, rest: str) -> str | None:
        """In "her lawyer, Priya Nair," the name; None where the core has a name of its own."""
        if any(part[:1].isupper() for part in core.split()[1:]) or core[:1].isupper() or self.words.capital_nouns:
            return None
        match = _FULL_NAME.match(rest.strip())
        return (
            f"{core} {match.group()}" if match and match.group().split()[0].lower() not in self.words.titles else None
        )

    def _resolve(self, core: str, span: Span, unit: Span) -> Known | None:
        low = core.lower()
        words = self.words
        if low in words.pronouns:
            return self._by_pronoun(low, span)
        parts = core.split()
        bare = self._without_titles(parts)
        head = _bare_word(parts[-1]).lower() if parts else ""
        first = parts[0].lower() if parts else ""
        told = [parts[0].lower(), *parts[1:]] if parts and self._opens_sentence(span) else parts
        place = next(
            (at for at in range(len(told) - 1, -1, -1) if told[at].islower() and told[at] in words.unnamed), -1
        )
        noun = told[place] if place >= 0 else ""
        if noun and place + 1 < len(told) and told[place + 1] in words.links:
            return self._unnamed(core, noun, first, span, unit)  # "a spokesman for Prime Minister Edward Hale"
        if words.capital_nouns and not noun:
            noun = head if head in words.unnamed else ""
            bare = [] if noun else bare
        if noun and len(told) == 1:
            bare = []  # "Prosecutors" at the head of a sentence
        if noun and not (bare and bare[-1][:1].isupper()):
            return self._unnamed(core, noun.lower(), first, span, unit)
        return self._by_name(parts, bare, span) if parts else None

    def _by_pronoun(self, low: str, span: Span) -> Known | None:
        words = self.words
        if low in words.he or low in words.she:
            return self._last(lambda known: known.kind == "person") or self.named_before(span)
        if low in words.they:
            return self._last(lambda known: known.kind != "person" or (known.number or 1) > 1)
        if low in words.it:
            return self._last(lambda known: known.kind in ("organisation", "document", "media"))
        return None

    def _opens_sentence(self, span: Span) -> bool:
        """Whether a capital tells nothing at a place."""
        before = self.text[max(0, span.start - 3) : span.start].rstrip(' “"')
        return not before or before[-1] in ".!?\n"

    def _by_name(self, parts: list[str], bare: list[str], span: Span) -> Known:
        """A named speaker, or a description that may lead back to one: "the mayor", "the ministry"."""
        words = self.words
        head = _bare_word(parts[-1]).lower()
        kind = _kind(words, parts, head)
        named = [part for part in bare if part[:1].isupper()] if bare and bare[0][:1].isupper() else []
        entity = self._entity_at(span) if any(part[:1].isupper() for part in bare) else None
        if entity is not None and (entity.kind == "person" or (named and kind != "document")):
            return self._of_entity(entity, parts, bare)
        if not named:
            led = self._described(parts, head, kind)
            if led is not None:
                return led
        last = _key(named[-1]) if named else head
        full = self.names.get(last) if kind == "person" and len(named) == 1 and len(bare) == 1 else None
        name = _tidy(full or " ".join(bare if named and kind == "person" else parts))
        role = role_told(self.words, parts[: len(parts) - len(bare)]) if named and kind == "person" else None
        for known in reversed(self.known):
            if known.name == name:
                known.role = known.role or role or None
                return known
        return Known(name, kind, last, role=role or None)

    def _described(self, parts: list[str], head: str, kind: str) -> Known | None:
        """Whom "the mayor" or "das Ministerium" leads back to; None for nobody.

        "The information ministry" leads back to no ministry that was called otherwise.
        """
        if parts[0].lower() not in self.words.definite:
            return None
        told = {part.lower() for part in parts[1:]}
        for known in reversed(self.known):
            same = known.head == head or (self.words.capital_nouns and known.head.endswith(head))
            if same and known.kind == kind and (len(told) == 1 or told <= set(known.name.lower().split())):
                return known
            if known.kind == "person" and known.role and head in known.role.lower().split():
                return known
        return None

    def _mentions_in(self, start: int, end: int) -> list[tuple[Span, Entity]]:
        first = bisect.bisect_left(self.mentions, ((start,),))
        last = bisect.bisect_left(self.mentions, ((end,),))
        return self.mentions[first:last]

    def _entity_at(self, span: Span) -> Entity | None:
        """The entity that the speaker's own words end with."""
        core = self._core_end(span)
        named = self._mentions_in(span.start, core)
        ending = [entity for mention, entity in named if mention.end >= core - 3]
        for mention, entity in named:
            if entity.kind == "person" and self._goes_on(mention.end, core, is_ended=bool(ending)):
                return entity
        return ending[-1] if ending else None

    def _goes_on(self, end: int, core: int, *, is_ended: bool) -> bool:
        """Whether what stands behind a person's name is no name of its own: "Doe of Norway", "Doe dieser Zeitung"."""
        word = _WORD.match(self.text, end + 1, core)
        if word is None:
            return False
        known, low = self.words, word.group().lower()
        return low in known.links if is_ended else known.capital_nouns and low in known.definite | known.indefinite

    def _of_entity(self, entity: Entity, parts: list[str], bare: list[str]) -> Known:
        role = (
            role_before(self.words, entity, parts)
            or role_told(self.words, parts[: len(parts) - len(bare)])
            or entity.role
        )
        for known in self.known:
            same = not parts or entity.kind in ("person", "group") or _key(parts[-1]) == _key(known.name)
            if known.entity == entity.id and same:
                known.role = known.role or role
                return known
        kind = entity.kind if entity.kind in ("person", "organisation", "group") else "organisation"
        name = entity.name if kind == "person" else _tidy(" ".join(parts))
        return Known(
            name,
            kind,
            _key(entity.name),
            entity=entity.id,
            country=entity.country,
            role=role if kind == "person" else None,
        )

    def _unnamed(self, core: str, head: str, first: str, span: Span, unit: Span) -> Known:
        """An unnamed speaker: "the official" is the one before, "another official" is a new one."""
        words = self.words
        singular = head.removesuffix("s") if head not in words.plural else head
        terms = self._terms(span, unit)
        plural = head in words.plural or (head.endswith("s") and singular in words.unnamed)
        if first in words.definite:
            for known in reversed(self.known):
                if known.anonymous and known.head == singular and (known.kind == "group") == plural:
                    known.terms = known.terms or terms
                    return known
        number = words.numbers.get(first)
        beside = [entity for _, entity in self._mentions_in(span.start, self._core_end(span))]
        of = next((entity for entity in beside if entity.kind == "organisation"), None)
        return Known(
            core,
            "group" if plural else "person",
            singular,
            anonymous=True,
            terms=terms,
            number=number or (None if plural else 1),
            organisation=of.name if of else None,
            country=next((entity.country for entity in beside if entity.country), None),
        )

    def _terms(self, span: Span, unit: Span) -> Span | None:
        if self.terms is None:
            return None
        start, end = max(unit.start, span.start - LONGEST_TERMS), min(unit.end, span.end + LONGEST_TERMS)
        match = self.terms.search(self.text, start, end)
        return Span(*match.span()) if match else None

    def _last(self, fits: Callable[[Known], bool]) -> Known | None:
        return next((known for known in reversed(self.known) if fits(known)), None)

    def named_before(self, span: Span) -> Known | None:
        """The person named last before a pronoun, within its sentence and the one before."""
        start = max(0, span.start - NEAR)
        at = bisect.bisect_left(self.mentions, ((span.start,),))
        for mention, entity in reversed(self.mentions[max(0, at - 12) : at]):
            if mention.start >= start and entity.kind == "person":
                return self._of_entity(entity, [], [])
        found: str | None = None
        for match in _FULL_NAME.finditer(self.text, start, span.start):
            bare = self._without_titles(match.group().split())
            found = self.names.get(_key(bare[-1]), found) if bare else found
        return Known(found, "person", _key(found)) if found else None


# Capitals of the Latin, Greek and Cyrillic scripts; `re` knows no classes of letters.
_CAPITAL = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪİĶŁĹĽĻŃŇŅŐŒŔŘŚŠŞŢŤŪŮŰŹŻŽΑ-ΩА-ЯЁЂЃЄІЇЈЎҐ"
_FULL_NAME = re.compile(rf"(?:[{_CAPITAL}][\w’.-]*[ \u00a0]){{1,5}}[{_CAPITAL}][\w’-]*")
NAMES_WITHIN = 60_000  # code points of a text in which full names are looked for


def _bare_word(word: str) -> str:
    for ending in ("’s", "'s", "’", "'"):
        word = word.removesuffix(ending)
    return word.rstrip(".,")


def _key(name: str) -> str:
    """The last word of a name, low-case, with one kind of apostrophe."""
    last = (name.rsplit(maxsplit=1) or [""])[-1]
    return _bare_word(last).lower().replace("’", "'")


def _tidy(name: str) -> str:
    return _bare_word(name.strip(" ,")) or name  # a speaker that is all marks keeps them


def _is_the_name(words: Words, parts: list[str]) -> bool:
    """For “the Kremlin”, "The Times": a name with an article is no person's."""
    if words.capital_nouns or len(parts) < 2:
        return False
    return parts[0].lower() in words.definite and parts[1][:1].isupper() and parts[1].lower() not in words.titles


def _kind(words: Words, parts: list[str], head: str) -> str:
    if head in words.documents:
        return "document"
    if head in words.media:
        return "media"
    if head in words.organisations or _is_the_name(words, parts):
        return "organisation"
    if any(part.lower() in ("and", "&") for part in parts) or (
        head.endswith("s") and head[:1].islower() and not any(part[:1].isupper() for part in parts[-1:])
    ):
        return "group"
    return "person"
