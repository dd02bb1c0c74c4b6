"""How a language tells of positions: `languages/<code>/positions.toml`, made ready to match."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Any

from newsworld.languages import words

PATTERNS = (
    "negation", "condition", "no_condition_before", "reciprocal", "clause_start", "doubtful_before",
    "not_subject_before", "subject_of", "pronoun", "we", "anaphor", "both_joined", "object_stop", "unmet",
    "after_time", "each_other", "led_back", "led_loosely", "unreal_start", "participle", "passive_before",
    "personal", "no_object", "no_object_of_verb", "charges", "spelled_out", "private_wants", "back", "light",
    "told_to", "addressee", "relative", "coordinate", "attributive", "copula", "own_subject", "aside",
    "no_words", "toward_before", "heads", "between", "no_party", "sayings", "fronted", "many", "own_state",
    "base", "modal_before", "parted", "told_in", "object_before", "spelled_with", "led_by", "copula_before",
    "unsure", "no_verb", "extracted", "partly", "polled", "time_lead", "time_led", "time_ends", "possessive",
    "not_state", "participial", "lets", "not_to", "gerund", "bare_name",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class StanceRule:
    """One way to tell a stance; `agent`: the party stands in the cue's own group, not before it."""

    stance: str
    triggers: frozenset[str]
    cue: re.Pattern[str]
    agent: bool
    conditional: bool  # counts only beside a condition
    body: bool  # a private person counts only with a verb: what he wants to be done
    public: bool  # counts only of states, bodies, and people with an office
    unmet: bool  # counts only beside a condition that must not be met: "unless", "if no deal"
    negated: str | None  # the stance where the cue is negated


@dataclass(frozen=True, slots=True)
class PositionWords:
    """A language's data on positions, compiled."""

    rules: tuple[StanceRule, ...]
    triggers: frozenset[str]
    by_trigger: dict[str, tuple[int, ...]]  # word -> places of the rules that it may set off
    patterns: dict[str, re.Pattern[str]]
    no_issue: frozenset[str]
    pointing: dict[str, re.Pattern[str]]  # stance -> words that point back to it: "the threat"


def _cue(told: str, data: dict[str, Any]) -> re.Pattern[str]:
    for name in ("text", "phrase"):
        told = told.replace(f"<{name}>", data.get(name, ""))
    return re.compile(told, re.IGNORECASE)


NEGATED = {"supports": "opposes", "accepts": "rejects", "offers": "rejects"}


@functools.cache
def position_words(code: str) -> PositionWords | None:
    """The language's position words; None where it has none."""
    data = words(code, "positions")
    if not data:
        return None
    rules = tuple(
        StanceRule(
            stance=row["stance"],
            triggers=frozenset(row["triggers"]),
            cue=_cue(row["cue"], data),
            agent=row.get("agent", False),
            conditional=row.get("conditional", False) or row.get("unmet", False),
            body=row.get("body", False),
            public=row.get("public", False),
            unmet=row.get("unmet", False),
            negated=NEGATED.get(row["stance"]),
        )
        for row in data["rules"]
    )
    triggers = frozenset[str]().union(*(rule.triggers for rule in rules))
    return PositionWords(
        rules=rules,
        triggers=triggers,
        by_trigger={word: tuple(at for at, rule in enumerate(rules) if word in rule.triggers) for word in triggers},
        patterns={name: re.compile(data.get(name) or "(?!)", re.IGNORECASE) for name in PATTERNS},
        no_issue=frozenset(data["no_issue"]),
        pointing={key: re.compile(told, re.IGNORECASE) for key, told in data.get("pointing", {}).items()},
    )
