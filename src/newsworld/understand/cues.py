"""What counts as a cue in a language: the forms of its verbs, nouns and phrases, read once from its data."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from typing import Any

from newsworld.languages import words as language_data


@dataclass(frozen=True, slots=True)
class Sense:
    """One use of a cue verb: what may be its content, and which particles may or must follow it."""

    lemma: str
    name: str
    act: str
    takes: frozenset[str]
    hears: bool = False
    particles: frozenset[str] = frozenset()
    must: bool = False  # a cue only with one of its particles
    sure: int = 0  # how surely the verb is one of saying: 3 nothing else, 0 mostly something else


@dataclass(frozen=True, slots=True)
class Form:
    """A word form: which shapes of which verb it can be ("base", "s", "past", "done", "ing")."""

    shapes: frozenset[str]
    senses: tuple[Sense, ...]


@dataclass(slots=True)
class Lexicon:
    """The cues and closed classes of one language."""

    code: str
    verbs: dict[str, Form] = field(default_factory=dict)
    adjectives: dict[str, frozenset[str]] = field(default_factory=dict)  # word -> what may follow
    nouns: dict[str, frozenset[str]] = field(default_factory=dict)
    seeming: dict[str, str] = field(default_factory=dict)  # form -> shape
    expected: frozenset[str] = frozenset()
    according: tuple[tuple[str, ...], ...] = ()
    trailing: tuple[tuple[str, ...], ...] = ()  # "X zufolge"
    classes: dict[str, frozenset[str]] = field(default_factory=dict)
    leads: frozenset[str] = frozenset()  # of a setting: "in", "on", "during"
    settings: frozenset[str] = frozenset()
    acts: dict[str, Any] = field(default_factory=dict)

    def is_a(self, word: str, kind: str) -> bool:
        """Whether a low-case word belongs to a closed class."""
        return word in self.classes.get(kind, _NONE)


_NONE: frozenset[str] = frozenset()


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
    for lemma in appearance.get("verbs", "").split():
        for shape, form in _forms(lemma, data).items():
            out.seeming[form] = shape
    out.expected = frozenset(appearance.get("participles", "").split())
    according = data.get("according", {})
    out.according = tuple(tuple(phrase.split()) for phrase in according.get("phrases", ()))
    out.trailing = tuple(tuple(phrase.split()) for phrase in according.get("after", ()))
    out.classes = {name: frozenset(listed.split()) for name, listed in data.get("words", {}).items()}
    settings = data.get("settings", {})
    out.leads = frozenset(settings.get("leads", "").split())
    out.settings = frozenset(settings.get("nouns", "").split())
    out.acts = data.get("acts", {})
    return out


def _by_follower(table: dict[str, str]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for follower, listed in table.items():
        for word in listed.split():
            found.setdefault(word, set()).add(follower)
    return {word: frozenset(followers) for word, followers in found.items()}


def _read_verbs(out: Lexicon, data: dict[str, Any]) -> None:
    senses: dict[str, dict[tuple[bool, frozenset[str]], Sense]] = {}
    for group in data.get("verbs", ()):
        for entry in group["words"].split():
            sense = _sense(entry, group)
            held = senses.setdefault(sense.lemma, {})
            key = (sense.must, sense.particles if sense.must else _NONE)
            held[key] = _merged(held[key], sense) if key in held else sense
    shapes: dict[str, set[str]] = {}
    lemmas: dict[str, list[str]] = {}
    for lemma in senses:
        for shape, forms in _forms(lemma, data).items():
            for form in forms.split("/"):
                shapes.setdefault(form, set()).add(shape)
                if lemma not in lemmas.setdefault(form, []):
                    lemmas[form].append(lemma)
    for form, kinds in shapes.items():
        listed = tuple(sense for lemma in lemmas[form] for sense in senses[lemma].values())
        out.verbs[form] = Form(frozenset(kinds), listed)


def _sense(entry: str, group: dict[str, Any]) -> Sense:
    lemma, _, tail = entry.partition(":")
    particles = frozenset(tail.rstrip("!").replace("!", "").split(",")) - {""}
    return Sense(
        lemma.replace("_", " "), group["name"], group.get("act", "assert"), frozenset(group["takes"]),
        bool(group.get("hears")), particles, "!" in tail, int(group.get("sure", 0)),
    )  # fmt: skip


def _merged(first: Sense, second: Sense) -> Sense:
    act = first.act if first.act != "assert" else second.act
    takes = first.takes | second.takes
    return Sense(
        first.lemma,
        first.name,
        act,
        takes,
        first.hears or second.hears,
        first.particles | second.particles,
        first.must,
        max(first.sure, second.sure),
    )


def _forms(lemma: str, data: dict[str, Any]) -> dict[str, str]:
    """Shape -> form. Languages without inflection rules list every form under [forms]."""
    listed = data.get("irregular", {}).get(lemma)
    if listed:
        s, past, done, ing = listed.split()
        return {"base": lemma, "s": s, "past": past, "done": done, "ing": ing}
    for ending, s, past, ing in data.get("inflection", {}).get("rules", ()):
        if lemma.endswith(ending):
            stem = lemma[: len(lemma) - len(ending)] if ending else lemma
            return {"base": lemma, "s": stem + s, "past": stem + past, "done": stem + past, "ing": stem + ing}
    return {"base": lemma}
