"""Who speaks: names as fully known in the article, pronouns and "the official" led back, the unnamed kept apart."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newsworld.languages import words as language_data
from newsworld.news.facts import NOBODY, Speaker
from newsworld.news.spans import Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsworld.understand.draft import Draft

_CORE_END = re.compile(r"\s*(?:,|\(|—|–|--|\bwho\b|\bwhich\b|\bthat\b)")
_NAME = re.compile(
    r"[^\W\d_][\w’'.-]*(?:\s+(?:(?:of|the|de|da|di|von|van|der|den|bin|al|la|le|du|dos)\s+)?[^\W\d_][\w’'.-]*)*"
)
_WORD = re.compile(r"[^\W_][\w’'.-]*")
LONGEST_TERMS = 260  # code points around a speaker in which terms of anonymity are looked for


@dataclass(frozen=True, slots=True)
class Words:
    """A language's words for those who speak."""

    titles: frozenset[str]
    unnamed: frozenset[str]
    sources: frozenset[str]
    plural: frozenset[str]
    documents: frozenset[str]
    media: frozenset[str]
    organisations: frozenset[str]
    he: frozenset[str]
    she: frozenset[str]
    they: frozenset[str]
    it: frozenset[str]
    first: frozenset[str]
    definite: frozenset[str]
    indefinite: frozenset[str]
    numbers: dict[str, int]
    terms: re.Pattern[str] | None
    capital_nouns: bool  # every noun has a capital (German)


@functools.cache
def words_for(code: str) -> Words:
    """The language's data on speakers; empty sets where it has none."""
    data = language_data(code, "speakers")

    def listed(name: str) -> frozenset[str]:
        return frozenset(str(data.get(name, "")).split())

    terms = data.get("terms", ())
    return Words(
        titles=listed("titles"),
        unnamed=listed("unnamed"),
        sources=listed("sources"),
        plural=listed("plural"),
        documents=listed("documents"),
        media=listed("media"),
        organisations=listed("organisations"),
        he=listed("he"),
        she=listed("she"),
        they=listed("they"),
        it=listed("it"),
        first=listed("first"),
        definite=listed("definite"),
        indefinite=listed("indefinite"),
        numbers=dict(data.get("numbers", {})),
        terms=re.compile("|".join(f"(?:{one})" for one in terms), re.IGNORECASE) if terms else None,
        capital_nouns=bool(data.get("capital_nouns")),
    )


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

    @property
    def words(self) -> Words:
        """The words for speakers of the article's language."""
        return words_for(self.draft.language)

    def learn_names(self) -> None:
        """Every full name that the article gives, from its entities and from its capitals."""
        for entity in self.draft.entities:
            if entity.kind == "person" and " " in entity.name:
                self.names[entity.name.split()[-1].lower()] = entity.name
        for match in _FULL_NAME.finditer(self.text[:NAMES_WITHIN]):
            bare = self._without_titles(match.group().split())
            if len(bare) >= 2:
                last = _bare_word(bare[-1])
                held = self.names.get(last.lower())
                if held is None:
                    self.names[last.lower()] = " ".join([*bare[:-1], last])

    def _without_titles(self, parts: list[str]) -> list[str]:
        at = 0
        while at < len(parts) and (
            parts[at].lower().strip(".") in self.words.titles
            or parts[at].lower() in self.words.definite | self.words.indefinite
        ):
            at += 1
        return parts[at:]

    def speaker(self, span: Span | None, unit: Span) -> Speaker:
        """The speaker named at a span, as fully known; NOBODY for none."""
        if span is None:
            return NOBODY
        core = self._core(span)
        known = self._resolve(core, span, unit)
        if known is None:
            return Speaker(span, None)
        if known not in self.known:
            self.known.append(known)
        else:
            self.known.remove(known)
            self.known.append(known)
        return self._as_speaker(known, span)

    def running(self, span: Span | None = None) -> Speaker:
        """Whoever spoke last; NOBODY if none has."""
        return self._as_speaker(self.known[-1], span) if self.known else NOBODY

    def _as_speaker(self, known: Known, span: Span | None) -> Speaker:
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

    def _core(self, span: Span) -> str:
        words = span.of(self.text)
        if (
            self.words.terms is not None
            and (terms := self.words.terms.search(words))
            and " " in words[: terms.start()].strip()
        ):
            words = words[: terms.start()]
        end = _CORE_END.search(words, 1)
        core = " ".join((words[: end.start()] if end else words).split())
        return self._named_behind(core, words[end.end() :] if end and "," in end.group() else "") or core

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
        if low in words.he or low in words.she:
            return self._last(lambda known: known.kind == "person") or self._named_before(span)
        if low in words.they:
            return self._last(lambda known: known.kind != "person" or (known.number or 1) > 1)
        if low in words.it:
            return self._last(lambda known: known.kind in ("organisation", "document", "media"))
        if low in words.first:
            return None
        parts = core.split()
        bare = self._without_titles(parts)
        named = [part for part in bare if part[:1].isupper()]
        head = _bare_word(parts[-1]).lower() if parts else ""
        first = parts[0].lower() if parts else ""
        noun = next((part for part in reversed(parts) if part.islower() and part in words.unnamed), "")
        if words.capital_nouns and not noun:
            noun = head if head in words.unnamed else ""
            bare = [] if noun else bare
        if noun and not (bare and bare[-1][:1].isupper()):
            return self._unnamed(core, noun.lower(), first, span, unit)
        return self._by_name(parts, bare, named, head)

    def _by_name(self, parts: list[str], bare: list[str], named: list[str], head: str) -> Known:
        words = self.words
        kind = _kind(words, parts, head)
        last = _bare_word(named[-1]).lower() if named else head
        full = self.names.get(last) if kind == "person" and named and len(named) <= 3 else None
        role = " ".join(parts[: len(parts) - len(bare)]) or None
        name = full or " ".join(bare if named and kind == "person" else parts)
        for known in reversed(self.known):
            if known.name == name or (
                not named and known.head == head and parts[0].lower() in words.definite and known.kind == kind
            ):
                known.role = known.role or role
                return known
            if not named and words.capital_nouns and known.kind == kind == "organisation" and known.head.endswith(head):
                return known
        known = Known(_tidy(name), kind, last, role=role if kind == "person" else None)
        self._add_entity(known)
        return known

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
        return Known(
            core,
            "group" if plural else "person",
            singular,
            anonymous=True,
            terms=terms,
            number=number or (None if plural else 1),
        )

    def _terms(self, span: Span, unit: Span) -> Span | None:
        if self.words.terms is None:
            return None
        start, end = max(unit.start, span.start - LONGEST_TERMS), min(unit.end, span.end + LONGEST_TERMS)
        match = self.words.terms.search(self.text, start, end)
        return Span(*match.span()) if match else None

    def _last(self, fits: Callable[[Known], bool]) -> Known | None:
        return next((known for known in reversed(self.known) if fits(known)), None)

    def _named_before(self, span: Span) -> Known | None:
        """The person named last before a pronoun, within its sentence and the one before."""
        start = max(0, span.start - 300)
        people = [
            (mention.start, entity)
            for entity in self.draft.entities
            if entity.kind == "person"
            for mention in entity.mentions
            if start <= mention.start < span.start
        ]
        if people:
            entity = max(people, key=lambda pair: pair[0])[1]
            return Known(
                entity.name, "person", entity.name.split()[-1].lower(), entity=entity.id, country=entity.country
            )
        found: str | None = None
        for match in _FULL_NAME.finditer(self.text, start, span.start):
            bare = self._without_titles(match.group().split())
            if bare and _bare_word(bare[-1]).lower() in self.names:
                found = self.names[_bare_word(bare[-1]).lower()]
        return Known(found, "person", found.split()[-1].lower()) if found else None

    def _add_entity(self, known: Known) -> None:
        for entity in self.draft.entities:
            if entity.name == known.name or any(mention.of(self.text) == known.name for mention in entity.mentions):
                known.entity, known.country = entity.id, entity.country
                if entity.kind in ("organisation", "country", "person", "group"):
                    known.kind = "organisation" if entity.kind == "country" else entity.kind
                return


# Capitals of the Latin, Greek and Cyrillic scripts; `re` knows no classes of letters.
_CAPITAL = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪİĶŁĹĽĻŃŇŅŐŒŔŘŚŠŞŢŤŪŮŰŹŻŽΑ-ΩА-ЯЁЂЃЄІЇЈЎҐ"
_FULL_NAME = re.compile(rf"(?:[{_CAPITAL}][\w’.-]*[ \u00a0]){{1,5}}[{_CAPITAL}][\w’-]*")
NAMES_WITHIN = 60_000  # code points of a text in which full names are looked for


def _bare_word(word: str) -> str:
    for ending in ("’s", "'s", "’", "'"):
        word = word.removesuffix(ending)
    return word.rstrip(".,")


def _tidy(name: str) -> str:
    return _bare_word(name.strip(" ,"))


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
