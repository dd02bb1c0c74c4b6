"""What a language says around numbers: `languages/<code>/figures.toml`, made ready to match."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Any

from newsworld.languages import words

BOUNDS = ("least", "most", "about")
TOLLS = ("dead", "injured", "displaced")
NEVER = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Toll:
    """How a language tells one kind of toll: after the number, as a verb before it, as a heading before it."""

    kind: str
    after: re.Pattern[str]
    verbs: re.Pattern[str]
    tolls: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class FigureWords:
    """A language's data on figures, compiled."""

    bound: re.Pattern[str]
    more_after: re.Pattern[str]
    between: re.Pattern[str]
    joiner: re.Pattern[str]
    range_joiner: re.Pattern[str]
    share_after: re.Pattern[str]
    after_fraction: re.Pattern[str]
    before_fraction: re.Pattern[str]
    of_point: re.Pattern[str]
    currencies: dict[str, str]
    pairs: dict[str, str]
    weights: frozenset[str]
    tolls: tuple[Toll, ...]
    including: re.Pattern[str]
    opens_parenthesis: re.Pattern[str]
    coordinated: re.Pattern[str]
    states: re.Pattern[str]
    before_count: re.Pattern[str]
    of_money: re.Pattern[str]
    plural: str
    not_plural: tuple[str, ...]
    capital: bool
    irregular: frozenset[str]
    people: frozenset[str]
    things: frozenset[str]  # what nobody counts as dead or injured: "five hospitals"
    units: frozenset[str]
    stops: frozenset[str]
    definite: frozenset[str]
    numbered: frozenset[str]
    of_joiner: str
    of_them: frozenset[str]  # "nine of them children" counts children


@functools.cache
def figure_words(code: str) -> FigureWords | None:
    """The language's figure words; None where it has none."""
    data = words(code, "figures")
    if not data:
        return None
    counts, ranges, shares, money = data["counts"], data["ranges"], data["shares"], data["money"]
    least = rf"(?:\b(?:{_any_bound(data['bounds'])})\s+)?(?:(?:{data['bounds']['filler']})\s+)*"
    joiners = "|".join(re.escape(joiner) for joiner in ranges["joiners"])
    return FigureWords(
        bound=_bound(data["bounds"]),
        more_after=re.compile(rf"\s+(?:{data['bounds']['more_after']})\b"),
        between=re.compile(rf"\b(?:{ranges['between']})\s+\S?$"),
        joiner=re.compile(rf"\s*(?:{joiners})\s*[$£€]?"),
        range_joiner=re.compile(rf"\s*(?:{joiners}|{ranges['between_joiner']})\s*[$£€]?"),
        share_after=_share_after(shares),
        after_fraction=re.compile(rf"\s*(?:$|(?:{shares['after_fraction']})(?!\w))"),
        before_fraction=re.compile(rf"\b(?:{shares['before_fraction']})\s+$"),
        of_point=re.compile(shares["of_point"]) if shares.get("of_point") else NEVER,
        currencies=money["words"],
        pairs=money["pairs"],
        weights=frozenset(money["weights"]),
        tolls=tuple(_toll(kind, data["tolls"]) for kind in TOLLS),
        including=re.compile(rf"[\s\S]{{0,60}}\b(?:{data['tolls']['including']})\W+{least}$"),
        opens_parenthesis=re.compile(rf",\s+(?:{data['tolls']['including']}{_of_them(counts)})\b"),
        coordinated=re.compile(rf"(?:\s+[\w'’\-]+){{1,3}}(?:,|,?\s+\w{{1,3}})\s+{least}$"),
        states=re.compile(rf"\s+(?:(?:{counts['auxiliaries']})\s+)*(?:{counts['states']})\b"),
        before_count=re.compile(rf"\b(?:{counts['before']})\s+{least}$"),
        of_money=re.compile(rf"\s+(?:{data['counts']['for_money']})\s+([^\W\d][\w'’\-]*(?:\s[^\W\d][\w'’\-]*){{0,2}})"),
        plural=counts["plural"],
        not_plural=tuple(counts["not_plural"]),
        capital=counts["capital"],
        irregular=frozenset(counts["irregular"]),
        people=frozenset(counts["people"]),
        things=frozenset(counts.get("things", ())),
        units=frozenset(counts["units"]),
        stops=frozenset(counts["stops"]),
        definite=frozenset(counts["definite"]),
        numbered=frozenset(counts["numbered"]),
        of_joiner=counts["of_joiner"],
        of_them=frozenset(counts.get("of_them", ())),
    )


def _of_them(counts: dict[str, Any]) -> str:
    """As in "nine of them" behind a comma."""
    told = "|".join(counts.get("of_them", ()))
    return rf"|[\w-]+\s+{counts['of_joiner']}\s+(?:{told})" if told else ""


def _any_bound(bounds: dict[str, str]) -> str:
    return "|".join(bounds[name] for name in BOUNDS)


def _bound(bounds: dict[str, str]) -> re.Pattern[str]:
    """A bound at the end of what stands before a number, with a few words that may come between."""
    named = "|".join(rf"(?P<{name}>{bounds[name]})" for name in BOUNDS)
    return re.compile(rf"(?:^|(?<=\W))(?:{named})\s*(?:(?:{bounds['filler']})\s+)*$")


def _share_after(shares: dict[str, Any]) -> re.Pattern[str]:
    told = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in shares["phrases"] + shares["words"])
    return re.compile(rf"(?:\s?%|[\s\-]+(?:{told})\b)")


def _toll(kind: str, tolls: dict[str, Any]) -> Toll:
    own, barrier = tolls[kind], tolls["barrier"]
    between = rf"(?:\s+(?!(?:{barrier})\b)[\w'’\-]+)"
    return Toll(
        kind=kind,
        after=re.compile(rf"{between}{{0,6}}?[\s\-]+(?:{own['after']})\b"),
        verbs=re.compile(rf"\b(?:{own['verbs']})(?:\s+[\w'’\-]+){{0,3}}\s*$"),
        tolls=re.compile(rf"\b(?:{own['tolls']})(?:\s+[^\s,;:]+){{0,14}}\s*$"),
    )
