"""What counts as a cue in a language: the forms of its verbs, nouns and phrases, read once from its data."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from newsworld.languages import words as language_data

if TYPE_CHECKING:
    from newsworld.understand.found import Group

NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Sense:
    """One use of a cue verb: what may be its content, and which particles may or must follow it."""

    lemma: str
    name: str
    act: str
    takes: frozenset[str]
    hears: bool = False
    particles: frozenset[str] = NONE
    asks: frozenset[str] = NONE  # particles that may stand behind a hearer: "asked the bank for"
    must: bool = False  # a cue only with one of its particles
    passive: bool = False  # told in the passive too, with nobody named: "was asked whether", "Asked about ..., he said"
    sure: int = 0  # how surely the verb is one of saying: 3 nothing else, 0 mostly something else


@dataclass(frozen=True, slots=True)
class Form:
    """A word form: which shapes of which verb it can be ("base", "s", "past", "done", "ing")."""

    shapes: frozenset[str]
    senses: tuple[Sense, ...]


@dataclass(slots=True)
class Lexicon:
    """The cues and closed classes of one language; every word low-case."""

    code: str
    verbs: dict[str, Form] = field(default_factory=dict)
    adjectives: dict[str, frozenset[str]] = field(default_factory=dict)  # word -> what may follow
    nouns: dict[str, frozenset[str]] = field(default_factory=dict)
    seeming: frozenset[str] = NONE  # "seems", "appeared"
    expected: frozenset[str] = NONE  # participles after "is": "expected"
    according: tuple[tuple[str, ...], ...] = ()  # phrases before a source
    trailing: tuple[tuple[str, ...], ...] = ()  # phrases behind a source: "X zufolge"
    attributive: tuple[tuple[str, ...], ...] = ()  # those that stand only behind the content: ", so X"
    leads: frozenset[str] = NONE  # of a setting: "in", "on", "during"
    short_leads: frozenset[str] = NONE  # leads that make a setting of any short phrase
    settings: frozenset[str] = NONE
    triggers: dict[str, tuple[str, ...]] = field(default_factory=dict)  # word -> what may be found there
    verb_second: bool = False  # a fronted source is followed by the verb, with no comma (German)
    pro_drop: bool = False  # a verb may stand without its subject (Spanish, Italian, Portuguese)
    comma_opens: bool = False  # a comma parts a verb from its clause (German, Russian)
    # Closed classes.
    that: frozenset[str] = NONE
    infinitive: frozenset[str] = NONE
    by: frozenset[str] = NONE
    as_: frozenset[str] = NONE
    question: frozenset[str] = NONE
    determiners: frozenset[str] = NONE
    articles: frozenset[str] = NONE
    openers: frozenset[str] = NONE  # further words that open a clause behind a cue: "there"
    possessives: frozenset[str] = NONE
    subjects: frozenset[str] = NONE
    plural_subjects: frozenset[str] = NONE
    shortens: frozenset[str] = NONE  # words after which "'s" is a verb
    genitive: frozenset[str] = NONE
    prepositions: frozenset[str] = NONE
    conjunctions: frozenset[str] = NONE
    coordinates: frozenset[str] = NONE  # "and", "but"
    conjoins: frozenset[str] = NONE  # "and"
    concessive: frozenset[str] = NONE
    subordinators: frozenset[str] = NONE
    relatives: frozenset[str] = NONE
    who: frozenset[str] = NONE
    auxiliaries: frozenset[str] = NONE
    be: frozenset[str] = NONE
    have: frozenset[str] = NONE
    modals: frozenset[str] = NONE
    negations: frozenset[str] = NONE
    adverbs: frozenset[str] = NONE
    times: frozenset[str] = NONE
    hearers: frozenset[str] = NONE
    pointing: frozenset[str] = NONE  # "das" in "Das sagte ein Sprecher": the sentence before
    pasts: frozenset[str] = NONE  # common finite forms that are no cues
    plurals: frozenset[str] = NONE
    separable: frozenset[str] = NONE  # the part of a verb that stands apart: "teilte ... mit"
    elisions: frozenset[str] = NONE  # words cut before an apostrophe: "qu’", "l’"
    clitics: frozenset[str] = NONE  # pronouns hung on a verb: "dit-il"
    never_nouns: frozenset[str] = NONE  # present forms that can be nothing but verbs: "says"
    mostly_no_verbs: frozenset[str] = NONE  # "like", "states": verbs behind a pronoun or an auxiliary alone
    never_inverted: frozenset[str] = NONE  # verbs behind which a hearer stands, never the speaker: "told"
    reflexives: frozenset[str] = NONE  # "se", between a subject and its verb
    firsts: frozenset[str] = NONE  # "I", "we", "you": who speaks is who writes or is quoted
    persons: frozenset[str] = NONE  # "he", "she", "they"
    things: frozenset[str] = NONE  # "it", "which"
    hypothetical: frozenset[str] = NONE  # "would", "might": what is said may never have been
    degrees: frozenset[str] = NONE  # "so", "more"
    ownerless: frozenset[str] = NONE  # what may follow a noun that nobody is named for: "claims that"
    breaks: frozenset[str] = NONE  # words that end a phrase's clause: "after", "because"
    parts_participle: frozenset[str] = NONE  # before a participle that has the sentence's subject
    adverb_endings: tuple[str, ...] = ()
    gerund_endings: tuple[str, ...] = ()
    past_endings: tuple[str, ...] = ()
    participle_endings: tuple[str, ...] = ()
    # Joined from the above.
    verbal: frozenset[str] = NONE
    leads_noun: frozenset[str] = NONE
    opens_complement: frozenset[str] = NONE
    after_comma: frozenset[str] = NONE
    parts_phrases: frozenset[str] = NONE
    no_rest: frozenset[str] = NONE  # behind ", he said," what opens with one of these is no part of the content

    inverts_perfect: bool = False  # "a déclaré Macron": the speaker may stand behind an auxiliary and its participle

    def inverts(self, group: Group) -> bool:
        """Whether a speaker may stand behind this verb group."""
        return self.inverts_perfect or group.first == group.head


_ENDINGS = ("adverb", "gerund", "past", "participle")


@functools.cache
def lexicon(code: str) -> Lexicon | None:
    """The language's cues; None where it has no data on statements."""
    data = language_data(code, "statements")
    if not data:
        return None
    out = Lexicon(code)
    _read_verbs(out, data)
    out.adjectives = _by_follower(data.get("adjectives", {}))
    out.nouns = _by_follower(data.get("nouns", {}))
    appearance = data.get("appearance", {})
    out.seeming = frozenset(
        form for lemma in appearance.get("verbs", "").split() for form in _forms(lemma, data).values()
    )
    out.expected = frozenset(appearance.get("participles", "").split())
    _read_phrases(out, data)
    for name, listed in data.get("words", {}).items():
        setattr(out, name, frozenset(listed.split()))
    endings = data.get("endings", {})
    for name in _ENDINGS:
        setattr(out, f"{name}_endings", tuple(endings.get(name, "").split()))
    _join(out)
    return out


def _read_phrases(out: Lexicon, data: dict[str, Any]) -> None:
    according, settings = data.get("according", {}), data.get("settings", {})
    out.attributive = tuple(tuple(phrase.split()) for phrase in according.get("behind", ()))
    out.according = tuple(tuple(phrase.split()) for phrase in according.get("phrases", ())) + out.attributive
    out.trailing = tuple(tuple(phrase.split()) for phrase in according.get("after", ()))
    out.leads = frozenset(settings.get("leads", "").split())
    out.short_leads = frozenset(settings.get("short", "").split())
    out.settings = frozenset(settings.get("nouns", "").split())
    out.pro_drop = bool(data.get("pro_drop"))
    out.verb_second = bool(data.get("verb_second"))
    out.comma_opens = bool(data.get("comma_opens"))
    out.inverts_perfect = bool(data.get("inverts_perfect"))


def _join(out: Lexicon) -> None:
    for kind, found_at in (
        ("verb", out.verbs),
        ("according", {phrase[0] for phrase in out.according}),
        ("trailing", {phrase[0] for phrase in out.trailing}),
        ("seeming", out.seeming),
        ("expected", out.expected),
        ("adjective", out.adjectives),
        ("noun", out.nouns),
    ):
        for word in found_at:
            out.triggers[word] = (*out.triggers.get(word, ()), kind)
    out.verbal = out.auxiliaries | out.be | out.modals | out.have
    out.parts_phrases = out.subordinators | out.relatives | out.infinitive
    out.no_rest = out.relatives | out.conjunctions | out.as_ | out.articles | out.negations
    out.leads_noun = out.determiners | out.possessives | out.genitive
    out.opens_complement = (
        out.that
        | out.infinitive
        | out.subjects
        | out.determiners
        | out.possessives
        | out.question
        | out.hearers
        | out.openers
    )
    out.after_comma = out.conjunctions | out.relatives | out.subordinators | out.subjects | out.determiners | out.as_


def _by_follower(table: dict[str, str]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for follower, listed in table.items():
        for word in listed.split():
            found.setdefault(word, set()).add(follower)
    return {word: frozenset(followers) for word, followers in found.items()}


def _read_verbs(out: Lexicon, data: dict[str, Any]) -> None:
    senses: dict[str, dict[tuple[bool, frozenset[str]], Sense]] = {}
    shapes: dict[str, set[str]] = {}
    lemmas: dict[str, dict[str, None]] = {}
    for told in data.get("verbs", ()):
        for listed, shape in (("words", ""), ("finite", "past"), ("participles", "done")):
            for entry in told.get(listed, "").split():
                sense = _sense(entry, told)
                held = senses.setdefault(sense.lemma, {})
                key = (sense.must, sense.particles if sense.must else NONE)
                held[key] = _merged(held[key], sense) if key in held else sense
                formed = {shape: sense.lemma} if shape else _forms(sense.lemma, data)
                for kind, forms in formed.items():
                    for form in forms.split("/"):
                        shapes.setdefault(form, set()).add(kind)
                        lemmas.setdefault(form, {})[sense.lemma] = None
    for form, kinds in shapes.items():
        uses = tuple(sense for lemma in lemmas[form] for sense in senses[lemma].values())
        out.verbs[form] = Form(frozenset(kinds), uses)


def _sense(entry: str, told: dict[str, Any]) -> Sense:
    lemma, _, tail = entry.partition(":")
    return Sense(
        lemma=lemma,
        name=told["name"],
        act=told.get("act", "assert"),
        takes=frozenset(told["takes"]),
        hears=bool(told.get("hears")),
        passive=bool(told.get("passive")),
        particles=frozenset(tail.replace("!", "").split(",")) - {""},
        must="!" in tail,
        asks=frozenset(told.get("asks", "").split()),
        sure=int(told.get("sure", 0)),
    )


def _merged(first: Sense, second: Sense) -> Sense:
    """A verb in two groups: the first names it, both tell what it takes."""
    return Sense(
        lemma=first.lemma,
        name=first.name,
        act=first.act if first.act != "assert" else second.act,
        takes=first.takes | second.takes,
        hears=first.hears or second.hears,
        passive=first.passive or second.passive,
        particles=first.particles | second.particles,
        asks=first.asks | second.asks,
        must=first.must,
        sure=max(first.sure, second.sure),
    )


_SHAPES = ("s", "past", "done", "ing")


def _forms(lemma: str, data: dict[str, Any]) -> dict[str, str]:
    """Shape -> forms, parted by "/", of a verb: as listed, else by the language's endings."""
    listed = data.get("irregular", {}).get(lemma)
    if listed:
        return {"base": lemma} | dict(zip(_SHAPES, listed.split(), strict=False))
    for ending, *endings in data.get("inflection", {}).get("rules", ()):
        if lemma.endswith(ending):
            stem = lemma[: len(lemma) - len(ending)]
            formed = ["/".join(stem + one for one in told.split("/")) for told in endings]
            return {"base": lemma} | dict(zip(_SHAPES, formed, strict=False))
    return {"base": lemma}
