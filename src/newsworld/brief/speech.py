"""Who said what: grouped by party and speaker, best quotation first; what several origins quote stands once."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from newsworld.brief.check import is_whole, plain
from newsworld.brief.choosing import overlap, terms_of
from newsworld.brief.composing import Bearing, Slot, composed, kept
from newsworld.brief.material import once
from newsworld.brief.plainness import cautions_at, is_known, line_of, may_be_a_name, mention
from newsworld.brief.spellings import native_names, native_spellings, states_of_people
from newsworld.brief.voices import is_heard
from newsworld.news.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from newsworld.brief.material import Material, Origin
    from newsworld.news.briefs import Line
    from newsworld.news.facts import Statement

_MARKS = "\"“”„«»‘’'‹›"
_MARK_CHARS = 2
_SHORT, _LONG = 25, 320  # characters of a quotation that is worth a line, and beyond which it is cut
_MODE_WORTH = {"direct": 1.0, "mixed": 0.6, "indirect": 0.3}
_PLAIN_ACTS = ("assert", "predict", "praise")
_STATEMENTS_PER_ORIGIN = 40
_SHORTEST_ROLE = 3
_FOLDED = 0.7  # share of terms beyond which two sayings are one
_PASSED_ON = 0.6  # share of a statement that is another's


class Saying(NamedTuple):
    """A statement that may become a line."""

    origin: Origin
    statement: Statement
    hull: Span  # from its first word to its last
    speaker: str
    party: str
    state: str  # the country that is told for the speaker, or empty
    terms: AbstractSet[str]
    worth: float


def lines(material: Material) -> Iterator[Line]:
    """The section's lines, party by party, weightiest party first."""
    by_party: dict[str, list[Saying]] = defaultdict(list)
    for saying in _folded(_sayings(material)):
        by_party[saying.party].append(saying)
    ordered = sorted(by_party.values(), key=lambda group: (-sum(saying.worth for saying in group), group[0].speaker))
    for group in ordered:
        for sayings in _by_speaker(group, material.options.quotes_per_speaker):
            yield from _told_once(material, sayings)


def _told_once(material: Material, sayings: Sequence[Saying]) -> Iterator[Line]:
    """The lines of a speaker's sayings; a sentence that holds several of them stands once."""
    seen: set[tuple[str, Span]] = set()
    for saying in sayings:
        line = line_of_saying(material, saying)
        key = (line.citations[0].article, line.citations[0].span)
        if not is_whole(line.text):
            continue
        if line.kind == "composed" and "told_by" not in line.slots:
            yield line
        elif key not in seen:
            seen.add(key)
            yield line


def _sayings(material: Material) -> list[Saying]:
    native = {origin.article.id for origin in material.native}
    found = [
        saying
        for origin in material.read
        for statement in origin.reading.statements[:_STATEMENTS_PER_ORIGIN]
        if (saying := _saying(material, origin, statement, native=origin.article.id in native)) is not None
    ]
    spelled = native_spellings(material)
    found = [_renamed(s, spelled.get(s.speaker, s.speaker), spelled.get(s.party, s.party)) for s in found]
    found = _under_full_names(found)
    states = {plain(name): state for name, state in states_of_people(material, spelled).items()} | _states(found)
    names = native_names(material)
    parties_of = _bodies(found) | states
    parties = [parties_of.get(plain(saying.speaker), saying.party) for saying in found]
    placed = [_renamed(s, s.speaker, names.get(party, party)) for s, party in zip(found, parties, strict=True)]
    return sorted(placed, key=lambda saying: -saying.worth)


def _renamed(saying: Saying, speaker: str, party: str) -> Saying:
    same = speaker == saying.speaker and party == saying.party
    return saying if same else saying._replace(speaker=speaker, party=party)


def _under_full_names(sayings: Sequence[Saying]) -> list[Saying]:
    """With each speaker under the fullest name of the person: "the mediator Odile Santerre" is Odile Santerre."""
    origins = dict.fromkeys(saying.origin for saying in sayings)
    persons = {e.name for origin in origins for e in origin.reading.entities if e.kind == "person" and " " in e.name}
    longest = _longest(persons)
    full = {name: _fullest(name, persons, longest) for name in {saying.speaker for saying in sayings}}
    return [_renamed(s, full[s.speaker], full.get(s.party, s.party)) for s in sayings]


def _longest(persons: AbstractSet[str]) -> dict[str, str]:
    """By the words that a name ends with, the longest of the names; of equals the last by the alphabet."""
    return {ending: name for name in sorted(persons, key=lambda name: (len(name), name)) for ending in _endings(name)}


def _endings(name: str) -> list[str]:
    """What stands behind each space of a name, the longest first."""
    return [name[at + 1 :] for at, letter in enumerate(name) if letter == " "]


def _fullest(name: str, persons: AbstractSet[str], longest: Mapping[str, str]) -> str:
    """The person whom a name ends with, then the longest name that ends with that; the name itself if there is none."""
    person = next((ending for ending in (name, *_endings(name)) if ending in persons), name)
    return longest.get(person, person)


def _states(sayings: Sequence[Saying]) -> dict[str, str]:
    """The country that most of a speaker's statements tell."""
    return _mostly((saying.speaker, saying.state) for saying in sayings if saying.state)


def _bodies(sayings: Sequence[Saying]) -> dict[str, str]:
    """The organisation that most of a speaker's statements tell: one report says "NATO's Secretary General"."""
    spoken = ((saying.speaker, saying.party) for saying in sayings if not saying.state)
    return _mostly((speaker, party) for speaker, party in spoken if party and plain(party) != plain(speaker))


def _mostly(told: Iterable[tuple[str, str]]) -> dict[str, str]:
    """For each speaker what is told most often; among equals what is told first."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for speaker, party in told:
        counted[plain(speaker)][party] += 1
    return {speaker: parties.most_common(1)[0][0] for speaker, parties in counted.items()}


def _saying(material: Material, origin: Origin, statement: Statement, *, native: bool) -> Saying | None:
    speaker = statement.speaker
    text = origin.article.text
    name = speaker.name or (speaker.span.of(text) if speaker.span else "")
    content = _hull(statement.content)
    length = content.end - content.start
    words = content.of(text)
    pronouns = material.among("pronouns")
    if statement.negated or not may_be_a_name(material, name, origin) or plain(name) in pronouns:
        return None
    if length < _SHORT or "\n\n" in words or _passed_on(origin).get(id(statement), 0) > _PASSED_ON * length:
        return None
    if not is_heard(origin, statement):
        return None
    is_pronoun = shown_speaker(origin, statement).lower() in pronouns
    if is_pronoun and not is_known(material, origin, speaker):
        return None
    worth = (
        _worth(statement, length)
        + 0.2 * _is_whole_quotation(text, statement)
        + 0.3 / (1 + len(origin.reading.sentences) * content.start / len(text))
    )
    terms = terms_of(words, material.language)
    state = state_of(origin, statement)
    party = state or party_of(origin, statement)
    return Saying(origin, statement, content, name, party, state, terms, worth if native else worth / 2)


def _is_whole_quotation(text: str, statement: Statement) -> bool:
    """Whether the words are a sentence of their own: “We enter with realism”, not “an area where”."""
    start = statement.content[0].start
    return statement.mode == "direct" and text[start : start + 3].lstrip(_MARKS)[:1].isupper()


def _worth(statement: Statement, length: int) -> float:
    """What a statement is worth as a line: direct before indirect, acts before assertions, named before unnamed."""
    worth = _MODE_WORTH.get(statement.mode, 0.3) + 0.3 * (statement.act not in _PLAIN_ACTS)
    return worth + 0.2 * (length <= _LONG) + 0.2 * (not statement.speaker.anonymous)


@once
def _passed_on(origin: Origin) -> dict[int, int]:
    """By the identity of a statement, the length of the longest one within it: if that is all, it tells both."""
    said, longest = origin.reading.statements, dict[int, int]()
    for inner in said:
        if inner.within is not None:
            outer = id(said[inner.within])
            longest[outer] = max(longest.get(outer, 0), sum(span.end - span.start for span in inner.content))
    return longest


def _hull(spans: Sequence[Span]) -> Span:
    if len(spans) == 1:
        return spans[0]
    return Span(min(span.start for span in spans), max(span.end for span in spans))


def state_of(origin: Origin, statement: Statement) -> str:
    """The country that a speaker speaks for, as the reading or the words about the speaker tell it; empty for none."""
    speaker = statement.speaker
    entity = origin.entity(speaker.entity)
    country = speaker.country or (entity.country if entity else None)
    state = origin.entity(f"country:{country}") if country else None
    if state is None and speaker.span:
        nations = [entity for entity in origin.reading.entities if entity.kind == "country"]
        named = [nation for nation in nations if any(map(speaker.span.holds, nation.mentions))]
        state = named[0] if len(named) == 1 else None
    return state.name if state else ""


def party_of(origin: Origin, statement: Statement) -> str:
    """Whom a speaker without a country speaks for: the organisation, else the speaker's own name."""
    speaker = statement.speaker
    entity = origin.entity(speaker.entity)
    own = (entity.name if entity else "") or speaker.name or ""
    return speaker.organisation or _body_in(origin, speaker.role or (entity.role if entity else None) or "") or own


def _body_in(origin: Origin, role: str) -> str:
    """The organisation that a role names: "NATO-Generalsekretär"; empty for none or for several."""
    if not role:
        return ""
    text, bodies = origin.article.text, [e for e in origin.reading.entities if e.kind == "organisation"]
    named = [e.name for e in bodies if any(re.search(rf"\b{re.escape(m.of(text))}\b", role) for m in e.mentions)]
    return named[0] if len(named) == 1 else ""


def _folded(sayings: Sequence[Saying]) -> list[Saying]:
    """Without what a weightier line says already."""
    taken: list[Saying] = []
    for saying in sayings:
        if not _is_told(saying, taken):
            taken.append(saying)
    return taken


def _is_told(saying: Saying, taken: Sequence[Saying]) -> bool:
    return any(overlap(saying.terms, other.terms) > _FOLDED and _tells_alike(saying, other) for other in taken)


def _tells_alike(one: Saying, other: Saying) -> bool:
    """Not so where one is nested in the other: then it has a teller of its own to show."""
    return one.origin is not other.origin or (one.statement.within is None) == (other.statement.within is None)


def _by_speaker(group: Sequence[Saying], most: int) -> Iterator[list[Saying]]:
    speakers: dict[str, list[Saying]] = defaultdict(list)
    for saying in group:
        speakers[plain(saying.speaker)].append(saying)
    for sayings in speakers.values():
        yield sayings[:most]


def line_of_saying(material: Material, saying: Saying) -> Line:
    """A saying as a line: the quotation with its speaker, or as told by another, or the source's whole sentence."""
    line = None
    if saying.statement.within is not None:
        line = _as_told(material, saying)
    elif saying.statement.mode == "direct":
        line = _quotation(material, saying)
    if line is not None:
        return line
    around = saying.origin.around(saying.hull)
    return line_of(material, saying.origin, around, _slots(material, saying), _cautions(material, saying))


def _quotation(material: Material, saying: Saying) -> Line | None:
    origin, statement = saying.origin, saying.statement
    speaker = statement.speaker
    quote = quoted(material, [span.of(origin.article.text) for span in statement.content])
    citations = origin.cite_around([*statement.content, *_naming(saying)])
    slots = {
        "quote": Slot(quote),  # held by the check of quotations
        "speaker": Slot(saying.speaker, shown_speaker(origin, statement)),
        "role": _role(material, saying),
        "unnamed": Slot(material.label("labels", "unnamed")) if speaker.anonymous else None,
        "setting": Slot.words(statement.setting) if statement.setting else None,
        "day": Slot(material.day(statement.said_on)) if statement.said_on else None,
    }
    return composed(
        material.template("said"),
        slots,
        Bearing.of(citations, material.articles),
        _slots(material, saying),
        _cautions(material, saying),
    )


def _as_told(material: Material, saying: Saying) -> Line | None:
    """A claim heard through somebody else says so."""
    origin, statement = saying.origin, saying.statement
    teller = _teller(saying)
    if teller is None or plain(teller.speaker.name or "") == plain(saying.speaker) or not _is_clause(material, saying):
        return None
    citations = origin.cite_around([*statement.content, *_naming(saying)])
    content = " … ".join(span.of(origin.article.text).strip(_MARKS + " ,") for span in statement.content)
    slots = {
        "speaker": Slot(saying.speaker, shown_speaker(origin, statement)),
        "content": Slot.words(content) if len(statement.content) == 1 else None,
        "teller": Slot(teller.speaker.name or "", shown_speaker(origin, teller)),
        "unnamed": Slot(material.label("labels", "unnamed")) if teller.speaker.anonymous else None,
        "day": Slot(material.day(teller.said_on)) if teller.said_on else None,
    }
    return composed(
        material.template("told"),
        slots,
        Bearing.of(citations, material.articles),
        _slots(material, saying),
        _cautions(material, saying),
    )


def _is_clause(material: Material, saying: Saying) -> bool:
    """Whether what was said reads by itself: it follows a "that", or begins with its subject."""
    text, start = saying.origin.article.text, saying.statement.content[0].start
    before = text[max(0, start - 12) : start].lower().split()
    first = saying.statement.content[0].of(text).lstrip(_MARKS).split(" ", 1)[0].lower()
    return (bool(before) and before[-1] in material.among("that")) or first in material.among("pronouns")


def shown_speaker(origin: Origin, statement: Statement) -> str:
    """A speaker as the text shows it."""
    speaker = statement.speaker
    return speaker.span.of(origin.article.text) if speaker.span else speaker.name or ""


def _teller(saying: Saying) -> Statement | None:
    within, told = saying.statement.within, saying.origin.reading.statements
    return told[within] if within is not None and 0 <= within < len(told) else None


def _told_by(saying: Saying) -> str | None:
    """Through whom it was heard; None where those are the speaker's own words."""
    teller = _teller(saying)
    told = (teller.speaker.name or shown_speaker(saying.origin, teller)) if teller else None
    return None if told is None or plain(told) == plain(saying.speaker) else told


def _role(material: Material, saying: Saying) -> Slot | None:
    """The speaker's role, where it tells more than the name does: not "Mr.", not the end of a phrase."""
    role = saying.statement.speaker.role or ""
    tells = len(role) >= _SHORTEST_ROLE and not role.endswith(".") and terms_of(role, material.language)
    return Slot.words(role) if tells and plain(role) not in plain(saying.speaker) else None


def _naming(saying: Saying) -> Iterator[Span]:
    """Where the speaker, and the teller, are named."""
    for statement in (saying.statement, _teller(saying)):
        if statement is None:
            continue
        if statement.speaker.span:
            yield statement.speaker.span
        name = statement.speaker.name
        if name and name not in shown_speaker(saying.origin, statement):
            found = mention(saying.origin, name, statement.speaker.entity, statement.content[0].start)
            if found:
                yield found


def quoted(material: Material, pieces: Sequence[str]) -> str:
    """Pieces of a quotation in the language's marks, with … between them and where a long one is cut."""
    opening, closing = material.words.get("quotation", ("“", "”"))
    out = []
    for piece in pieces:
        bare = piece.strip().strip(_MARKS).strip(" ,")
        cut = bare if len(bare) <= _LONG else bare[: bare.rfind(" ", 0, _LONG)]
        out.append(f"{opening}{cut}{closing}" + (" …" if cut != bare else ""))
    return " … ".join(piece.removesuffix(" …") if at + 1 < len(out) else piece for at, piece in enumerate(out))


def _cautions(material: Material, saying: Saying) -> tuple[str, ...]:
    """What the sentence tells; and that the speaker is not to be named, wherever in the text that is told."""
    around = saying.origin.around(saying.hull)
    told = cautions_at(material, saying.origin, around)
    if saying.speaker in _not_to_be_named(saying.origin):
        told.append("anonymous source")
    return tuple(dict.fromkeys(told))


@once
def _not_to_be_named(origin: Origin) -> frozenset[str | None]:
    """Speakers of whom a text tells on what terms they spoke."""
    return frozenset(s.speaker.name for s in origin.reading.statements if s.speaker.terms)


def _slots(material: Material, saying: Saying) -> dict[str, str]:
    origin, statement = saying.origin, saying.statement
    speaker = statement.speaker
    return kept(
        {
            "speaker": saying.speaker,
            "role": told.text if (told := _role(material, saying)) else None,
            "party": saying.party,
            "entity": speaker.entity,
            "anonymous": "yes" if speaker.anonymous else None,
            "terms": speaker.terms.of(origin.article.text) if speaker.terms else None,
            "mode": statement.mode,
            "act": statement.act,
            "setting": statement.setting,
            "said_on": statement.said_on,
            "told_by": _told_by(saying),
            "outlet": origin.article.outlet,
            "language": origin.article.language if origin not in material.native else None,
        }
    )
